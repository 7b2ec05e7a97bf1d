"""``covers``: the values found include every required one; each missing one is a fault of its own.

A field of the subject was read on its page, so a gap there is a verdict. Values over a population leave a gap open as long
as some member was not seen: then it is ``error``, never the site's fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govcheck.checks.covered import Found, Hit, find
from govcheck.checks.interface import Context, Fault, Judge, Subject, Verdict, faulty, passed, skipped, undecided
from govcheck.checks.nearest import nearest
from govcheck.checks.periods import NotARange, begun, label, ordinal, required
from govcheck.checks.proof import absence, evidence
from govcheck.checks.values import as_text, each_value, locator, usable
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Outcome, Reason
from govcheck.pack.kinds.models import Covers, Range
from govcheck.records.population import Scalar
from govcheck.records.result import Evidence
from govcheck.text.pattern import PatternError, compile_pattern

_MOST_PROOF: Final = 3


def judge(check: Covers, subject: Subject, context: Context, then: Judge) -> Verdict:
    """``missing`` for a gap that is sure under an exhaustive list of names, ``no-match`` under another, else ``error``;
    what ``check.then`` says where it holds of nobody who goes by a name. ``then`` judges any check.
    """
    found = find(check, subject, context, then)
    if isinstance(found, Reason):
        return undecided(found, locator(check.value) if check.value is not None else "")
    try:
        by_name = _by_name(check, found.hits)
        wanted = _wanted(check, by_name, context)
    except PatternError:
        return undecided(Reason.PATTERN_TIMEOUT)
    except NotARange:
        return undecided(Reason.UNREADABLE)
    except NoCalendar:
        return undecided(Reason.NO_CALENDAR)
    gap = _Gap(check, found, _candidates(check, context))
    limit = {"zh": "、".join(wanted), "en": ", ".join(wanted)}
    there: list[str] = []
    faults: list[Fault] = []
    for name in wanted:
        hits = by_name.get(name, [])
        if _count(hit for hit in hits if hit.sure) >= check.min:
            there.append(name)
        elif not _idle(hits, found):
            faults.extend(gap.faults(name, hits))
    proof = _proof(found, [hit for name in there for hit in by_name[name] if hit.sure])
    value = as_text(tuple(there))
    if faults:
        faults = [replace(fault, evidence=(*fault.evidence, *proof[:1])) for fault in faults]
        return faulty(*faults, value=value, limit=limit, counted=len({fault.locator for fault in faults}))
    if there or (not wanted and not isinstance(check.required, Range)):
        return passed(*proof, value=value, limit=limit, counted=len(there))
    return skipped(Reason.NOT_DUE if not wanted else Reason.NOTHING_TO_JUDGE)


def _count(hits: Iterable[Hit]) -> int:
    return len({hit.owner for hit in hits})


def _idle(hits: Sequence[Hit], found: Found) -> bool:
    """Whether there is something of that name, and ``then`` does not apply to any of it."""
    return bool(hits) and not found.blind and all(hit.verdict.outcome is Outcome.NOT_APPLICABLE for hit in hits)


@dataclass(frozen=True, slots=True)
class _Gap:
    """What is said of a name that is not surely covered; ``shown``: the names among which the nearest are looked for."""

    check: Covers
    found: Found
    shown: tuple[str, ...]

    def faults(self, name: str, hits: Sequence[Hit]) -> list[Fault]:
        """Its faults, given what goes by that name."""
        maybe = [hit for hit in hits if hit.possible]
        unsure = next((hit for hit in maybe if not hit.sure), None)
        if unsure is not None and _count(maybe) >= self.check.min:
            return [self._missing(name, unsure.doubt, hits)] if unsure.doubt else _named(name, unsure.verdict)
        if self.found.blind is not None:
            return [self._missing(name, self.found.blind, hits)]
        failing = [hit.verdict for hit in hits if hit.doubt is None and hit.verdict.outcome is Outcome.FAIL]
        if failing and not maybe:
            return _named(name, min(failing, key=lambda verdict: verdict.distance))
        return [self._missing(name, Reason.MISSING if self.check.exhaustive else Reason.NO_MATCH, hits)]

    def _missing(self, name: str, reason: Reason, hits: Sequence[Hit]) -> Fault:
        count = _count(hit for hit in hits if hit.sure)
        zh, en = f"缺{name}", f"{name} missing"
        if count:
            zh, en = f"{name}只有 {count} 个，应有 {self.check.min} 个", f"{name}: {count} instead of {self.check.min}"
        near = () if isinstance(self.check.required, Range) else nearest(name, self.shown)
        if near:
            zh, en = f"{zh}（最接近：{'、'.join(near)}）", f"{en} (nearest: {', '.join(near)})"
        return Fault(reason, name, {"zh": zh, "en": en}, (absence(self.found.searched, (name,), near),))


def _named(name: str, verdict: Verdict) -> list[Fault]:
    """What is said of one that goes by the name, said of the name."""
    named = [(fault, fault.failed.get("zh", ""), fault.failed.get("en", "")) for fault in verdict.faults]
    return [replace(one, locator=name, failed={"zh": f"{name}：{zh}", "en": f"{name}: {en}"}) for one, zh, en in named]


def _proof(found: Found, hits: Iterable[Hit]) -> tuple[Evidence, ...]:
    """The page that was read, or the first few members that cover a name."""
    members = {hit.owner: hit for hit in hits}
    pieces = [piece for at in sorted(members) for piece in evidence(members[at].seen)]
    return found.page or tuple(pieces[:_MOST_PROOF])


def _by_name(check: Covers, hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The hits under each name that their value goes by.

    Raises:
        PatternError: a pattern is none.
    """
    names = _names(check)
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        for name in names(hit.value):
            found.setdefault(name, []).append(hit)
    return found


def _names(check: Covers) -> Callable[[Scalar], Sequence[str]]:
    asked = check.required
    if isinstance(asked, dict):
        patterns = [(name, compile_pattern(text)) for name, text in asked.items()]
        return lambda value: [name for name, pattern in patterns if pattern.search(str(value))]
    if not isinstance(asked, Range):
        return lambda value: (_plain(value),)
    unit = asked.unit

    def of_period(value: Scalar) -> tuple[str, ...]:
        number = ordinal(unit, value)
        return () if number is None else (label(unit, number),)

    return of_period


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _wanted(check: Covers, by_name: dict[str, list[Hit]], context: Context) -> tuple[str, ...]:
    """The names required; of a run none of which is due yet, those that are there already."""
    asked = check.required
    if isinstance(asked, dict):
        return tuple(asked)
    if not isinstance(asked, Range):
        return tuple(dict.fromkeys(_plain(one) for one in asked))
    sure = {name for name, hits in by_name.items() if _count(hit for hit in hits if hit.sure) >= check.min}
    numbers = frozenset(number for name in sure if (number := ordinal(asked.unit, name)) is not None)
    due = required(asked, context.period_day, numbers, context.calendar)
    return due or tuple(name for name in begun(asked, context.period_day, context.calendar) if name in sure)


def _candidates(check: Covers, context: Context) -> tuple[str, ...]:
    """The names among which the nearest are looked for."""
    if check.nearest is None:
        return ()
    population, name = check.nearest
    names: set[str] = set()
    for member in context.population(population).members:
        found = usable(member.get(name))
        if not isinstance(found, Reason):
            names.update(str(one) for one in each_value(found.value))
    return tuple(sorted(names))
