"""Reading values for a judgement: operands, conditions, dates. Shared by all kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from govcheck.checks.interface import Context, Subject
from govcheck.dates.clock import Instant, instant, moment
from govcheck.dates.period import longer_than
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Confidence, Reason, Truth
from govcheck.pack.kinds.base import Condition, Each, Extract
from govcheck.records.population import Field, Member, Reading, Scalar, Unknown, Value
from govcheck.text.pattern import PatternError, compile_pattern

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that was read surely enough to judge by, and where it comes from."""

    reading: Reading
    member: Member
    population: str
    field: str

    @property
    def value(self) -> Value:
        """The value; ``None``: looked for and not there."""
        return self.reading.value


def look(operand: str | Extract, subject: Subject) -> Seen | Reason:
    """What an operand (not ``as_of``) speaks of, or the reason why it cannot be judged by."""
    if isinstance(operand, Extract):
        member, population, name = subject.member, subject.population, operand.key
    else:
        member, population, name = subject.owner(operand)
    found = usable(member.get(name))
    return found if isinstance(found, Reason) else Seen(found, member, population, name)


def usable(found: Field) -> Reading | Reason:
    """The reading, unless it is unknown or of low confidence."""
    if isinstance(found, Unknown):
        return found.reason
    return Reason.LOW_CONFIDENCE if found.confidence is Confidence.LOW else found


def locator(operand: str | Extract) -> str:
    """How an operand is named in fingerprints and messages."""
    if isinstance(operand, Extract):
        return operand.meta or operand.css or operand.regex or ""
    return operand.split(".", 1)[-1]


def each_value(value: Value) -> tuple[Scalar, ...]:
    """The single values: none for ``None``, several for a tuple. Empty texts are none."""
    listed = value if isinstance(value, tuple) else () if value is None else (value,)
    return tuple(one for one in listed if one != "")


def as_text(value: object) -> str:
    """A value for people and JSON, cut at 200 characters."""
    if isinstance(value, tuple | list):
        text = "、".join(as_text(one) for one in value[:20]) + ("…" if len(value) > 20 else "")
    elif isinstance(value, datetime):
        text = value.isoformat(timespec="minutes")
    elif isinstance(value, bool):
        text = "是" if value else "否"
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def dates_of(value: Value) -> tuple[Instant, ...] | None:
    """The dates in a value, in its order; ``None`` when something in it is no date."""
    found: list[Instant] = []
    for one in each_value(value):
        if isinstance(one, datetime | date):
            found.append(instant(one))
        elif isinstance(one, str):
            try:
                found.append(instant(date.fromisoformat(one) if len(one) <= 10 else datetime.fromisoformat(one)))
            except ValueError:
                return None
        else:
            return None
    return tuple(found)


def newest(dates: Iterable[Instant], as_of: datetime) -> Instant | None:
    """The newest that is not after as-of (rows dated after it are ignored)."""
    return max((one for one in dates if one.earliest <= as_of), key=lambda one: (one.latest, one.earliest), default=None)


def same(value: Scalar, atom: object) -> bool:
    """Whether a value of a page is a constant of a rule: flags are only flags, numbers numbers, the rest as text."""
    if isinstance(value, bool) or isinstance(atom, bool):
        return value is atom
    if isinstance(value, int | float) or isinstance(atom, int | float):
        return isinstance(value, int | float) and isinstance(atom, int | float) and value == atom
    return str(value) == str(atom)


def holds(condition: Condition, value: Value, now: datetime, context: Context) -> Truth:
    """Whether a known value meets a condition. Several values: ``is_not`` speaks of all, all else of some one of them.

    Raises:
        NoCalendar: ``within`` counts working days of a year without a calendar.
    """
    values = each_value(value)
    if condition.is_not is not None and any(same(one, condition.is_not) for one in values):
        return Truth.FALSE
    if not condition.asked - {"is_not"}:
        return Truth.TRUE
    truth = Truth.FALSE
    for one in values:
        truth |= _meets(condition, one, now, context)
    return truth


def _meets(condition: Condition, value: Scalar, now: datetime, context: Context) -> Truth:
    if condition.is_ is not None and not same(value, condition.is_):
        return Truth.FALSE
    if condition.in_ and not any(same(value, atom) for atom in condition.in_):
        return Truth.FALSE
    if condition.matches is not None:
        try:
            if compile_pattern(condition.matches).search(str(value)) is None:
                return Truth.FALSE
        except PatternError:
            return Truth.UNKNOWN
    truth = _in_bounds(condition, value)
    if condition.within is not None:
        dates = dates_of(value)
        if not dates:
            return truth & Truth.UNKNOWN
        if dates[0].earliest > now:
            return Truth.FALSE
        longer = longer_than(dates[0], moment(now), condition.within, context.calendar)
        truth &= ~Truth.of(longer)
    return truth


def _in_bounds(condition: Condition, value: Scalar) -> Truth:
    if condition.min is None and condition.max is None:
        return Truth.TRUE
    if isinstance(value, str):
        try:
            value = float(value.replace(",", ""))
        except ValueError:
            return Truth.UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Truth.UNKNOWN
    low = condition.min is None or value >= condition.min
    return Truth.of(low and (condition.max is None or value <= condition.max))


@dataclass(frozen=True, slots=True)
class Selection:
    """The members of a population that meet an ``each``: surely, or perhaps (with the reason why it is not known).

    ``open_reasons``: why there may be more of them than were seen.
    """

    sure: tuple[Member, ...]
    perhaps: tuple[tuple[Member, Reason], ...]
    open_reasons: tuple[Reason, ...]


def select(each: Each, context: Context) -> Selection:
    """Who meets every condition of an ``each``, in order of their keys.

    An age asked for (``within``) of a population last seen more than a day before as-of leaves the selection open: younger
    members may have come since.
    """
    key = f"{each.each} {sorted((name, one.model_dump_json()) for name, one in each.where.items())}"
    known = context.chosen.get(key)
    if known is None:
        known = context.chosen[key] = _select(each, context)
    found: Selection = known
    return found


def _select(each: Each, context: Context) -> Selection:
    population = context.population(each.each)
    sure: list[Member] = []
    perhaps: list[tuple[Member, Reason]] = []
    for member in sorted(population.members, key=lambda one: (one.key, one.name, one.url)):
        truth, reason = membership(each, member, context)
        if truth is Truth.TRUE:
            sure.append(member)
        elif truth is Truth.UNKNOWN:
            perhaps.append((member, reason or Reason.UNREADABLE))
    reasons = list(population.open_reasons)
    young = any(condition.within is not None for condition in each.where.values())
    if young and context.too_early() and Reason.SEEN_TOO_EARLY not in reasons:
        reasons.append(Reason.SEEN_TOO_EARLY)
    return Selection(tuple(sure), tuple(perhaps), tuple(reasons))


def membership(each: Each, member: Member, context: Context) -> tuple[Truth, Reason | None]:
    """Whether a member meets every condition; with the first reason met when that is unknown."""
    truth, why = Truth.TRUE, None
    for name, condition in each.where.items():
        if not condition.asked:
            continue
        found = usable(member.get(name))
        if isinstance(found, Reason):
            part, reason = Truth.UNKNOWN, found
        else:
            try:
                part, reason = holds(condition, found.value, context.as_of, context), Reason.UNREADABLE
            except NoCalendar:
                part, reason = Truth.UNKNOWN, Reason.NO_CALENDAR
        truth &= part
        if part is Truth.UNKNOWN and why is None:
            why = reason
    return truth, why
