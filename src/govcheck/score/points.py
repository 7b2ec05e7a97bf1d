"""What an indicator costs: the arithmetic of its parts, each point with its findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from govcheck.outcome import Outcome, Reason
from govcheck.records.result import Finding, Line, RuleResult, SiteResult
from govcheck.score.sheet import Indicator, Part


class Book:
    """A site's results as a sheet looks at them: only stable rules that are no hint and no 对照检查 count."""

    def __init__(self, result: SiteResult) -> None:
        self._all = {one.rule: one for one in result.results}
        self._results = {name: one for name, one in self._all.items() if _counts(one)}
        self._findings = {one.fingerprint: one for one in result.findings}

    def result(self, rule: str) -> RuleResult | None:
        """The rule's result; ``None`` when it was not run or does not count."""
        return self._results.get(rule)

    def comparison(self, rule: str) -> bool:
        """Whether the rule was run as 对照检查."""
        return rule in self._all and self._all[rule].comparison

    def passed(self, rule: str) -> bool:
        """Whether the rule passed."""
        found = self.result(rule)
        return found is not None and found.outcome is Outcome.PASS

    def faults(self, rule: str) -> tuple[Finding, ...]:
        """The proven findings of a rule that failed."""
        found = self.result(rule)
        if found is None or found.outcome is not Outcome.FAIL:
            return ()
        listed = (self._findings[mark] for mark in found.findings if mark in self._findings)
        return tuple(one for one in listed if one.outcome is Outcome.FAIL and not one.hint and not one.comparison)


def _counts(result: RuleResult) -> bool:
    return result.status != "draft" and not result.hint and not result.comparison


def _not_looked_at(result: RuleResult) -> bool:
    """Whether a rule does not apply for a reason that says nothing of the site (a rule made for others, a saved copy)."""
    nothing_wrong = (Reason.NO_SERVICES, Reason.NOTHING_TO_JUDGE, Reason.NOT_DUE)
    return result.outcome is Outcome.NOT_APPLICABLE and result.reason not in nothing_wrong


def open_end(result: RuleResult | None) -> int | None:
    """How many further subjects of a rule may yet fail: ``None`` is no limit.

    A rule that was not run, saw nothing or whose population is open may hide any number.
    """
    if result is None or _not_looked_at(result):
        return None
    if result.outcome is Outcome.NOT_APPLICABLE:
        return 0
    unsure = result.counted.manual + result.counted.error
    if result.population is None or (not result.population.closed and result.sample is None):
        return None
    if result.outcome in (Outcome.ERROR, Outcome.MANUAL):
        return max(unsure, 1)
    return unsure


def undecided(result: RuleResult | None) -> bool:
    """Whether a rule may yet turn out to fail."""
    if result is None or _not_looked_at(result):
        return True
    return result.outcome in (Outcome.ERROR, Outcome.MANUAL)


@dataclass(frozen=True, slots=True)
class Toll:
    """What an indicator costs for sure and what is unseen, both within its cap; the subjects it counted."""

    indicator: Indicator
    lost: Fraction
    unseen: Fraction
    zh: str
    en: str
    findings: tuple[str, ...] = ()
    subjects: frozenset[str] = field(default=frozenset())

    def line(self) -> Line:
        """As a line of arithmetic."""
        words = {"zh": self.zh, "en": self.en}
        return Line(
            self.indicator.id,
            self.indicator.title["zh"],
            -_two(self.lost),
            _two(self.unseen),
            words,
            self.findings,
            self.indicator.title.get("en", ""),
        )


def toll(indicator: Indicator, book: Book, counted: Mapping[str, frozenset[str]]) -> Toll:
    """Work out an indicator; ``counted`` are the subjects that the indicators above it counted."""
    cap = Fraction(str(indicator.cap))
    lost, unseen = Fraction(0), Fraction(0)
    zh: list[str] = []
    en: list[str] = []
    findings: dict[str, None] = {}
    subjects: set[str] = set()
    for part in indicator.parts:
        elsewhere = frozenset(one for name in part.unless_counted_by for one in counted.get(name, frozenset()))
        found = [one for rule in part.rules for one in book.faults(rule) if one.subject not in elsewhere]
        times = _times(part, found)
        points = Fraction(str(part.points))
        if times:
            lost += times * points
            zh.append(f"{part.say['zh']}：{times} × {_plain(points)}")
            en.append(f"{part.say['en']}: {times} × {_plain(points)}")
            findings.update(dict.fromkeys(one.fingerprint for one in found))
            subjects |= {one.subject for one in found}
        more = _unseen(part, book, times)
        unseen += cap if more is None else more * points
        if more is None or more:
            zh.append(f"{part.say['zh']}：未见")
            en.append(f"{part.say['en']}: unseen")
    kept = min(lost, cap)
    if lost > cap:
        zh.append(f"上限 {_plain(cap)}")
        en.append(f"cap {_plain(cap)}")
    left = min(unseen, cap - kept)
    words = ("；".join(zh) or "未发现扣分", "; ".join(en) or "nothing found")
    return Toll(indicator, kept, left, *words, tuple(findings), frozenset(subjects))


def _times(part: Part, found: list[Finding]) -> int:
    if part.per == "once":
        return int(bool(found))
    if part.per == "subject":
        return len({one.subject for one in found})
    return len({one.fingerprint for one in found})


def _unseen(part: Part, book: Book, times: int) -> int | None:
    """How often more it may yet count; ``None``: to the cap."""
    if part.per == "once":
        if times:
            return 0
        return int(not part.rules or any(undecided(book.result(rule)) for rule in part.rules))
    if not part.rules:
        return None
    more = 0
    for rule in part.rules:
        one = open_end(book.result(rule))
        if one is None:
            return None
        more += one
    return more


def _two(points: Fraction) -> float:
    return float(Fraction(int(points * 100 + Fraction(1, 2)), 100))


def _plain(points: Fraction) -> str:
    return f"{_two(points):g}"
