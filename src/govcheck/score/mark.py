"""Marking a site by the official sheet: vetoes, deductions as a range, bonus, verdict (DESIGN §6).

What no rule decided is unseen: the high mark counts it as full, the low one as lost. An indicator never costs more than
its cap. ``Score.low`` and ``high`` are without the bonus. The last line of the arithmetic is the total and costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from govcheck.engine.applies import kind_of, level_of, services_of
from govcheck.outcome import Outcome
from govcheck.records.result import Line, Score, SiteResult, Veto
from govcheck.records.site import Kind, Level, SiteRecord
from govcheck.score.points import Book, Toll, toll
from govcheck.score.sheet import Sheet
from govcheck.score.vetoes import judge_vetoes

TOTAL = "total"


def mark(sheet: Sheet, result: SiteResult, record: SiteRecord, attested: Mapping[str, Outcome] | None = None) -> Score:
    """Mark one site.

    Args:
        sheet: the official sheet.
        result: what judging came to.
        record: the site; its level and kind say whether points are given (portals, but not of townships) or vetoes only.
        attested: a person's recorded marks on vetoes, by their id (``fail`` proven, ``pass`` ruled out).

    Returns:
        The score; ``marked`` is false where only the vetoes count.
    """
    book = Book(result)
    services = services_of(record) is not False
    vetoes = judge_vetoes(sheet, book, services, attested or {})
    portal, sure = _portal(record)
    if not (portal and sure):
        verdict = _verdict(sheet, book, vetoes, None, sure)
        return Score(sheet.sheet, verdict, vetoes, 100.0, 100.0, 0.0, 0.0, (_unmarked(sure),), marked=False)
    tolls, lines = _deduct(sheet, book, services)
    lost, unseen = sum((one.lost for one in tolls), Fraction(0)), sum((one.unseen for one in tolls), Fraction(0))
    full, factor = Fraction(str(sheet.full)), Fraction(1)
    if not services:
        full = Fraction(str(sheet.without_services.full))
        factor = Fraction(sheet.without_services.times, sheet.without_services.over)
    high, low = (full - lost) * factor, (full - lost - unseen) * factor
    bonus, earned = _bonus(sheet, book, services, low)
    lines = (*lines, *earned, _total(full, lost, unseen, factor, bonus))
    verdict = _verdict(sheet, book, vetoes, (low, high), sure)
    return Score(
        sheet.sheet, verdict, vetoes, shown(low), shown(high), shown(unseen * factor), shown(bonus), lines, marked=True
    )


def shown(points: Fraction) -> float:
    """Points as printed: two decimals, halves away from zero, exactly."""
    return float(Fraction(int(points * 100 + Fraction(1, 2)), 100)) if points >= 0 else -shown(-points)


def _portal(record: SiteRecord) -> tuple[bool, bool]:
    """Whether points are given, and whether that is known."""
    kind, kind_sure = kind_of(record)
    level, level_sure = level_of(record)
    if (level_sure and level is Level.TOWNSHIP) or (kind_sure and kind is not Kind.PORTAL):
        return False, True
    return kind is Kind.PORTAL, kind_sure


def _deduct(sheet: Sheet, book: Book, services: bool) -> tuple[list[Toll], tuple[Line, ...]]:
    tolls: list[Toll] = []
    lines: list[Line] = []
    counted: dict[str, frozenset[str]] = {}
    for indicator in sheet.deductions:
        if indicator.services and not services:
            continue
        one = toll(indicator, book, counted)
        counted[indicator.id] = one.subjects
        tolls.append(one)
        lines.append(one.line())
    return tolls, tuple(lines)


def _bonus(sheet: Sheet, book: Book, services: bool, low: Fraction) -> tuple[Fraction, tuple[Line, ...]]:
    """Points earned: only those that rules prove, and only above the threshold (not at it)."""
    if low <= Fraction(str(sheet.bonus_above)):
        return Fraction(0), ()
    total, lines = Fraction(0), []
    for indicator in sheet.bonus:
        if indicator.services and not services:
            continue
        gained = Fraction(0)
        for part in indicator.parts:
            if part.rules and all(book.passed(rule) for rule in part.rules):
                gained += Fraction(str(part.points))
        gained = min(gained, Fraction(str(indicator.cap)))
        if gained:
            total += gained
            words = {"zh": f"加 {number(gained)} 分", "en": f"+{number(gained)}"}
            title = indicator.title
            lines.append(Line(indicator.id, title["zh"], shown(gained), 0.0, words, title_en=title.get("en", "")))
    return total, tuple(lines)


def number(points: Fraction) -> str:
    """Points in words of arithmetic, without needless zeros."""
    return f"{shown(points):g}"


def _total(full: Fraction, lost: Fraction, unseen: Fraction, factor: Fraction, bonus: Fraction) -> Line:
    high, low = (full - lost) * factor, (full - lost - unseen) * factor
    zh = en = f"{number(full)} − {number(lost)} = {number(full - lost)}"
    if factor != 1:
        zh = en = f"({number(full)} − {number(lost)}) × {factor.numerator}/{factor.denominator} = {number(high)}"
    if unseen:
        zh += f"；未见 {number(unseen)} 分，得分区间 {number(low)}–{number(high)}"
        en += f"; {number(unseen)} unseen, range {number(low)}–{number(high)}"
    if bonus:
        zh += f"；加分 {number(bonus)}"
        en += f"; bonus {number(bonus)}"
    return Line(TOTAL, "合计", 0.0, 0.0, {"zh": zh, "en": en}, title_en="Total")


def _unmarked(sure: bool) -> Line:
    if sure:
        words = {"zh": "不是政府门户网站，只检查单项否决", "en": "not a government portal: vetoes only"}
    else:
        words = {"zh": "网站类别不能确定，未计分；请在站点清单中写明", "en": "the kind of site is not known: not marked"}
    return Line(TOTAL, "合计", 0.0, 0.0, words, title_en="Total")


def _verdict(
    sheet: Sheet, book: Book, vetoes: tuple[Veto, ...], points: tuple[Fraction, Fraction] | None, sure: bool
) -> str:
    if any(book.comparison(rule) for rule in sheet.rules):
        return "none"
    enough = Fraction(str(sheet.pass_mark))
    if any(veto.outcome is Outcome.FAIL for veto in vetoes) or (points is not None and points[1] < enough):
        return "unqualified"
    decided = all(veto.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE) for veto in vetoes)
    if sure and decided and (points is None or points[0] >= enough):
        return "qualified"
    return "undetermined"
