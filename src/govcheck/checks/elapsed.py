"""``elapsed``: between two instants at most (or at least) a period.

Freshness (``until: as_of``) is judged at the earlier of as-of and the time of fetch. Of several dates (the rows of a list)
the newest not after as-of counts; a row whose date nobody saw could be newer than that, so a list that has such rows is not
called stale by the others: a person looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from govcheck.checks.interface import Context, Fault, Subject, Verdict, faulty, passed, skipped, undecided
from govcheck.checks.proof import evidence
from govcheck.checks.values import Seen, as_text, dates_of, each_value, locator, look, newest, usable
from govcheck.dates.clock import Instant, moment
from govcheck.dates.period import Period, longer_than, shorter_than
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Confidence, Outcome, Reason
from govcheck.pack.catalogue import CATALOGUE
from govcheck.pack.kinds.base import Extract
from govcheck.pack.kinds.models import Elapsed
from govcheck.records.population import Member
from govcheck.records.result import Evidence


@dataclass(frozen=True, slots=True)
class _End:
    """One end of the span: when (``None``: known not to have happened), and what it rests on."""

    when: Instant | None
    seen: Seen | None
    proof: tuple[Evidence, ...] = ()
    several: bool = False


def judge(check: Elapsed, subject: Subject, context: Context) -> Verdict:
    """``late`` when longer than ``max``, ``differs`` when shorter than ``min``, ``undated`` without a start, ``unanswered``
    when the end has not come and its time is over.
    """
    name = locator(check.since)
    since = _end(check.since, subject, context)
    if isinstance(since, Reason):
        return undecided(since, name)
    until = _end(check.until, subject, context)
    if isinstance(until, Reason):
        return undecided(until, locator(check.until))
    if check.until == "as_of" and since.seen is not None and context.too_early(since.seen.member):
        return undecided(Reason.SEEN_TOO_EARLY, name, *since.proof)
    try:
        if since.when is None:
            return _undated(check, since)
        if until.when is None:
            return _pending(check, subject, since, until, context)
        verdict = _span(check, since, until.when, until.proof, context)
    except NoCalendar:
        return undecided(Reason.NO_CALENDAR, name, *since.proof)
    return _doubt(check, verdict, since) if verdict.outcome is Outcome.FAIL else verdict


def still_time(check: Elapsed, subject: Subject, context: Context) -> bool:
    """Whether the time from ``since`` to something that has not been seen is not over yet at the moment of judging.

    Raises:
        NoCalendar: working days of a year without a calendar.
    """
    since = _end(check.since, subject, context)
    if isinstance(since, Reason) or since.when is None or check.max is None:
        return False
    now = moment(context.now_for(subject.member))
    return longer_than(since.when, now, check.max, context.calendar) is not True


def _end(operand: str | Extract, subject: Subject, context: Context) -> _End | Reason:
    if operand == "as_of":
        return _End(moment(context.now_for(subject.member)), None)
    seen = look(operand, subject)
    if isinstance(seen, Reason):
        return seen
    dates = dates_of(seen.value)
    if dates is None:
        return Reason.UNREADABLE
    when = newest(dates, context.as_of)
    if when is None:
        return _End(None, seen, evidence(seen), _several(seen))
    shown = when.earliest.isoformat() if when.timed else when.day.isoformat()
    return _End(when, seen, evidence(seen, shown), _several(seen))


def _several(seen: Seen) -> bool:
    """Whether the field holds the dates of many rows (then ``None`` is: no row shows one)."""
    spec = CATALOGUE.get(seen.population)
    kind = spec.fields.get(seen.field) if spec else None
    return isinstance(seen.value, tuple) or (kind is not None and kind.type == "instants")


def _span(check: Elapsed, since: _End, until: Instant, proof: tuple[Evidence, ...], context: Context) -> Verdict:
    start = since.when
    if start is None:
        raise ValueError("a span needs its start")
    name = locator(check.since)
    days = (until.day - start.day).days
    both = since.proof + proof
    value = start.earliest.isoformat(timespec="minutes")[:16] if start.timed else start.day.isoformat()
    limit = _limit(check)
    longer = False if check.max is None else longer_than(start, until, check.max, context.calendar)
    if longer:
        over = _over(check.max, start, until, context, days)
        words = {"zh": f"{value} 至 {until.day.isoformat()} 已有 {over}，", "en": f"{value} to {until.day.isoformat()}, "}
        words = {"zh": words["zh"] + f"超过{limit['zh']}", "en": words["en"] + f"more than {limit['en']}"}
        fault = Fault(Reason.LATE, name, words, both)
        return faulty(fault, value=value, limit=limit, distance=float(days))
    shorter = False if check.min is None else shorter_than(start, until, check.min, context.calendar)
    if shorter:
        words = {
            "zh": f"{value} 至 {until.day.isoformat()} 不足{limit['zh']}",
            "en": f"{value} to {until.day.isoformat()}, less than {limit['en']}",
        }
        return faulty(Fault(Reason.DIFFERS, name, words, both), value=value, limit=limit, distance=float(-days))
    if longer is None or shorter is None:
        words = {"zh": f"页面只写日期，不能按小时核算（{value}）", "en": f"the page prints no hour ({value})"}
        return faulty(Fault(Reason.PERSON, name, words, both), value=value, limit=limit)
    return passed(*both, value=value, limit=limit)


def _over(period: Period | None, start: Instant, until: Instant, context: Context, days: int) -> str:
    if period is not None and period.unit == "working days" and days <= 366:
        return f"{context.calendar.working_days_between(start.day, until.day)} 个工作日"
    return f"{days} 天"


def _limit(check: Elapsed) -> dict[str, str]:
    period = check.max or check.min
    return {"zh": period.zh, "en": str(period)} if period else {}


def _undated(check: Elapsed, since: _End) -> Verdict:
    """No date to start from: an article without one counts as not updated, and so does a list all of whose rows' articles
    show none; an empty list is not judged here; a page without any date (a home page) is for a person.
    """
    name = locator(check.since)
    limit = _limit(check)
    if since.seen is None:
        raise ValueError("as_of is always dated")
    member = since.seen.member
    if each_value(since.seen.value):
        words = {"zh": f"注明的时间 {as_text(since.seen.value)} 晚于检查时间", "en": "is dated after as-of"}
        return faulty(Fault(Reason.PERSON, name, words, since.proof), limit=limit)
    if not since.several:
        words = {"zh": "未注明时间", "en": "shows no date"}
        return faulty(Fault(Reason.UNDATED, name, words, since.proof), limit=limit)
    if _is(member, "drawn_by_script"):
        return undecided(Reason.SCRIPT, name, *since.proof)
    rows = _number(member, "rows")
    if rows == 0 or _is(member, "blank"):
        return skipped(Reason.NOTHING_TO_JUDGE)
    if rows and since.seen.reading.confidence is Confidence.HIGH:
        words = {"zh": "稿件均未注明发布时间，视为不更新", "en": "nothing in it shows a date, which counts as not updated"}
        return faulty(Fault(Reason.UNDATED, name, words, since.proof), limit=limit)
    words = {
        "zh": "没有可读的日期，请查看最近一条的发布时间",
        "en": "no date: look when the newest was published",
    }
    return faulty(Fault(Reason.PERSON, name, words, since.proof), limit=limit)


def _doubt(check: Elapsed, verdict: Verdict, since: _End) -> Verdict:
    """A list is late by its dated rows: say so only if no row whose date was not seen could be newer."""
    if since.seen is None or not since.several:
        return verdict
    member, name = since.seen.member, locator(check.since)
    if _is(member, "drawn_by_script"):
        return undecided(Reason.SCRIPT, name, *since.proof)
    if since.seen.reading.confidence is Confidence.HIGH or _number(member, "undated") == 0:
        return verdict
    words = {"zh": "部分行未注明日期，须看这些稿件的发布时间", "en": "some rows show no date: look at their articles"}
    return faulty(Fault(Reason.PERSON, name, words, since.proof), value=verdict.value, limit=verdict.limit)


def _pending(check: Elapsed, subject: Subject, since: _End, until: _End, context: Context) -> Verdict:
    """The end has not come: wrong only when its time is over."""
    name = locator(check.until)
    if until.seen is not None and until.seen.member is not subject.member:
        return undecided(Reason.PERSON, name, *until.proof)
    if each_value(until.seen.value if until.seen else None):
        return undecided(Reason.PERSON, name, *until.proof)
    if check.max is None or since.when is None:
        return skipped(Reason.NOT_DUE)
    now = moment(context.now_for(subject.member))
    longer = longer_than(since.when, now, check.max, context.calendar)
    if longer is None:
        return undecided(Reason.PERSON, name, *since.proof)
    if not longer:
        return skipped(Reason.NOT_DUE)
    value = since.when.day.isoformat()
    words = {"zh": f"自 {value} 起至检查时仍未见", "en": f"not seen since {value}"}
    fault = Fault(Reason.UNANSWERED, name, words, since.proof + until.proof)
    return faulty(fault, value=value, limit=_limit(check), distance=float((now.day - since.when.day).days))


def _number(member: Member, name: str) -> float | None:
    found = usable(member.get(name))
    value = None if isinstance(found, Reason) else found.value
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is(member: Member, name: str) -> bool:
    found = usable(member.get(name))
    return not isinstance(found, Reason) and found.value is True
