"""``covers``: the values found include every required one; each missing one is a fault of its own.

A field of the subject was read on its page, so a gap there is a verdict. Values over a population leave a gap open as long
as some member was not seen: then it is ``error``, never the site's fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from govcheck.checks.interface import Context, Fault, Subject, Verdict, faulty, passed, skipped, undecided
from govcheck.checks.nearest import nearest
from govcheck.checks.periods import NotARange, label, ordinal, required
from govcheck.checks.proof import absence, evidence
from govcheck.checks.values import Seen, as_text, each_value, locator, look, select, usable
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Reason
from govcheck.pack.kinds.models import Covers, Range
from govcheck.records.population import PERHAPS, Scalar
from govcheck.records.result import Evidence

_MOST_PROOF: Final = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found: surely, or perhaps (with the reason); why there may be more; where it was looked for."""

    sure: tuple[Scalar, ...]
    perhaps: tuple[tuple[Scalar, Reason], ...] = ()
    blind: Reason | None = None
    searched: tuple[str, ...] = ()
    proof: tuple[Evidence, ...] = ()


def judge(check: Covers, subject: Subject, context: Context) -> Verdict:
    """``missing`` for a gap that is sure under an exhaustive list of names, ``no-match`` under another, else ``error``."""
    found = _of_subject(check, subject) if check.value is not None else _of_population(check, context)
    if isinstance(found, Reason):
        return undecided(found, locator(check.value) if check.value is not None else "")
    key = _key(check)
    sure = {key(one) for one in found.sure} - {None}
    perhaps: dict[str | None, Reason] = {}
    for one, reason in found.perhaps:
        perhaps.setdefault(key(one), reason)
    try:
        wanted = _wanted(check, sure, context)
    except NotARange:
        return undecided(Reason.UNREADABLE)
    except NoCalendar:
        return undecided(Reason.NO_CALENDAR)
    if not wanted:
        return skipped(Reason.NOT_DUE) if isinstance(check.required, Range) else passed(*found.proof)
    gaps = [name for name in wanted if name not in sure]
    limit = {"zh": "、".join(wanted), "en": ", ".join(wanted)}
    value = as_text(tuple(name for name in wanted if name in sure))
    if not gaps:
        return passed(*found.proof, value=value, limit=limit, counted=len(wanted))
    shown = _candidates(check, context)
    faults = [_gap(check, name, perhaps.get(name) or found.blind, found, shown) for name in gaps]
    return faulty(*faults, value=value, limit=limit, counted=len(gaps))


def _gap(check: Covers, name: str, doubt: Reason | None, found: _Found, shown: Iterable[str]) -> Fault:
    near = () if isinstance(check.required, Range) else nearest(name, shown)
    words = {"zh": f"缺{name}", "en": f"{name} missing"}
    if near:
        words = {"zh": f"{words['zh']}（最接近：{'、'.join(near)}）", "en": f"{words['en']} (nearest: {', '.join(near)})"}
    reason = doubt or (Reason.MISSING if check.exhaustive else Reason.NO_MATCH)
    return Fault(reason, name, words, (absence(found.searched, (name,), near), *found.proof[:1]))


def _of_subject(check: Covers, subject: Subject) -> _Found | Reason:
    if check.value is None:
        return Reason.UNREADABLE
    seen = look(check.value, subject)
    if isinstance(seen, Reason):
        return seen
    where = seen.member.seen.address if seen.member.seen else seen.member.url
    values = each_value(seen.value)
    doubtful = [one for one in values if isinstance(one, str) and one.endswith(PERHAPS)]
    return _Found(
        tuple(one for one in values if one not in doubtful),
        tuple((str(one).removesuffix(PERHAPS), Reason.LOW_CONFIDENCE) for one in doubtful),
        searched=(where,) if where else (),
        proof=evidence(seen),
    )


def _of_population(check: Covers, context: Context) -> _Found | Reason:
    if check.of is None or check.field is None:
        return Reason.UNREADABLE
    chosen = select(check.of, context)
    sure: list[Scalar] = []
    perhaps: list[tuple[Scalar, Reason]] = []
    proof: list[Evidence] = []
    wanted = () if isinstance(check.required, Range) else tuple(_plain(one) for one in check.required)
    blind = Reason.POPULATION_OPEN if chosen.open_reasons else None
    doubtful = [(member, None) for member in chosen.sure] + list(chosen.perhaps)
    for member, doubt in doubtful:
        found = usable(member.get(check.field))
        if isinstance(found, Reason):
            # Of low confidence or not seen: this member may hold any of the names.
            blind = blind or found
            continue
        values = each_value(found.value)
        if doubt is None:
            sure.extend(values)
            if len(proof) < _MOST_PROOF and (not wanted or any(_plain(one) in wanted for one in values)):
                proof.extend(evidence(Seen(found, member, check.of.each, check.field)))
        else:
            perhaps.extend((one, doubt) for one in values)
    population = context.population(check.of.each)
    return _Found(tuple(sure), tuple(perhaps), blind, population.searched, tuple(proof))


def _key(check: Covers) -> Callable[[Scalar], str | None]:
    run = check.required
    if isinstance(run, Range):
        unit = run.unit

        def of_period(value: Scalar) -> str | None:
            number = ordinal(unit, value)
            return None if number is None else label(unit, number)

        return of_period
    return _plain


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _wanted(check: Covers, sure: Iterable[str | None], context: Context) -> tuple[str, ...]:
    run = check.required
    if isinstance(run, Range):
        numbers = frozenset(number for one in sure if one and (number := ordinal(run.unit, one)) is not None)
        return required(run, context.period_day, numbers, context.calendar)
    return tuple(dict.fromkeys(_plain(one) for one in run))


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
