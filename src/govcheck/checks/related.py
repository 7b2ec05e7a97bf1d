"""``related``: some member of another population answers the subject, and passes ``then``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from govcheck.checks.elapsed import still_time
from govcheck.checks.interface import Context, Fault, Judge, Subject, Verdict, faulty, passed, skipped, undecided
from govcheck.checks.nearest import nearest
from govcheck.checks.proof import absence, place
from govcheck.checks.values import each_value, select, usable
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Outcome, Reason, Truth
from govcheck.pack.kinds.models import AllOf, Check, Elapsed, Related
from govcheck.records.population import Member, Reading, Scalar, Unknown
from govcheck.records.result import Evidence, Words
from govcheck.text.normalise import fold, title_key

_EVERY_WAY: Final = ("link-to", "link-from", "document-number", "title")
_SHORTEST_TITLE: Final = 6
"""Titles shorter than this (in letters and characters) are never taken to be quoted by another title."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A member that answers, surely or perhaps, and what ``then`` says of it."""

    member: Member
    truth: Truth
    reason: Reason | None
    verdict: Verdict


def judge(check: Related, subject: Subject, context: Context, then: Judge) -> Verdict:
    """Passes if any answer passes ``then``; fails only if no answer unseen or unsure could. ``then`` judges any check."""
    chosen = select(check.to, context)
    answers: list[_Answer] = []
    candidates = [(member, Truth.TRUE, None) for member in chosen.sure]
    for member, sure, why in [*candidates, *((member, Truth.UNKNOWN, why) for member, why in chosen.perhaps)]:
        if member.key == subject.member.key and check.to.each == subject.population:
            continue
        truth, reason = _answers(check, subject.member, member)
        truth &= sure
        if truth is Truth.FALSE:
            continue
        verdict = passed()
        if check.then is not None:
            verdict = then(check.then, Subject(subject.member, subject.population, member, check.to.each), context)
        answers.append(_Answer(member, truth, reason or why, verdict))
    return _sum_up(check, subject, context, answers, bool(chosen.open_reasons))


def _sum_up(check: Related, subject: Subject, context: Context, answers: list[_Answer], more: bool) -> Verdict:
    sure = [one for one in answers if one.truth is Truth.TRUE]
    for one in sure:
        if one.verdict.outcome is Outcome.PASS:
            proof = (*_proof(subject.member, subject.population), *_proof(one.member, check.to.each), *one.verdict.evidence)
            once = (piece for at, piece in enumerate(proof) if piece not in proof[:at])
            return passed(*once, value=one.member.name, limit=one.verdict.limit)
    for one in answers:
        doubt = one.reason if one.truth is Truth.UNKNOWN else one.verdict.reason
        if one.verdict.outcome is not Outcome.FAIL and one.verdict.outcome is not Outcome.NOT_APPLICABLE:
            return _doubtful(one, doubt or Reason.UNREADABLE)
    try:
        waiting = check.then is not None and _not_over(check.then, subject, context)
    except NoCalendar:
        return undecided(Reason.NO_CALENDAR)
    if waiting:
        return skipped(Reason.NOT_DUE)
    if more:
        return undecided(Reason.POPULATION_OPEN, "", *_looked(check, subject, context))
    failing = [one.verdict for one in sure if one.verdict.outcome is Outcome.FAIL]
    if failing:
        return min(failing, key=lambda verdict: verdict.distance)
    if sure:
        return sure[0].verdict
    if check.when_none == "not-applicable":
        return skipped(Reason.NOTHING_TO_JUDGE)
    reason = Reason.UNANSWERED if check.when_none == "fail" else Reason.NO_MATCH
    return faulty(Fault(reason, check.to.each, _unanswered(check), _looked(check, subject, context)))


def _unanswered(check: Related) -> Words:
    name = _ZH.get(check.to.each, check.to.each)
    if check.by == ("link-from",):
        return {"zh": f"没有{name}页链接到本页", "en": f"no {check.to.each} links this page"}
    if check.by == ("link-to",):
        return {"zh": f"本页没有链接到{name}", "en": f"this page links no {check.to.each}"}
    return {"zh": f"未见对应的{name}", "en": f"no {check.to.each} answers it"}


_ZH: Final = {
    "interpretation": "解读",
    "document": "文件",
    "article": "稿件",
    "column": "栏目",
    "page": "页面",
    "consultation_result": "结果反馈",
}


def _doubtful(one: _Answer, reason: Reason) -> Verdict:
    if one.truth is Truth.TRUE and one.verdict.faults:
        return one.verdict
    return undecided(reason, one.member.key)


def _not_over(check: Check, subject: Subject, context: Context) -> bool:
    """Whether the answer's time is not over yet, so that its lack says nothing."""
    if isinstance(check, AllOf):
        return any(_not_over(part, subject, context) for part in check.all)
    if not isinstance(check, Elapsed) or not isinstance(check.until, str) or not check.until.startswith("related."):
        return False
    return still_time(check, subject, context)


def _looked(check: Related, subject: Subject, context: Context) -> tuple[Evidence, ...]:
    population = context.population(check.to.each)
    names = [member.name for member in population.members]
    gone = absence(population.searched, (subject.member.name,), nearest(subject.member.name, sorted(set(names))))
    return (gone, *_proof(subject.member, subject.population), *_partner(check, subject, context))


def _partner(check: Related, subject: Subject, context: Context) -> tuple[Evidence, ...]:
    """The member that belongs to the subject by another sign: the page on which the answer (a link, say) is lacking."""
    others = check.model_copy(update={"by": tuple(way for way in _EVERY_WAY if way not in check.by)})
    for member in context.population(check.to.each).members:
        if member.key != subject.member.key and _answers(others, subject.member, member)[0] is Truth.TRUE:
            return _proof(member, check.to.each)
    return ()


def _proof(member: Member, population: str) -> tuple[Evidence, ...]:
    found = member.get("title")
    reading = found if isinstance(found, Reading) else Reading(member.name, "title")
    return place(member, population, "title", reading, member.name)


def _answers(check: Related, subject: Member, other: Member) -> tuple[Truth, Reason | None]:
    """Whether ``other`` answers ``subject`` in any of the ways; with a reason when that is unknown."""
    truth, why = Truth.FALSE, None
    for way in check.by:
        for part, reason in _ways(way, subject, other):
            truth |= part
            if part is Truth.UNKNOWN:
                why = why or reason
    return truth, None if truth is Truth.TRUE else why


def _ways(way: str, subject: Member, other: Member) -> list[tuple[Truth, Reason | None]]:
    if way == "link":
        return [*_ways("link-to", subject, other), *_ways("link-from", subject, other)]
    if way == "link-to":
        return [_links(subject, other)]
    if way == "link-from":
        return [_links(other, subject)]
    if way == "document-number":
        return [_pair(subject, "number", other, "quoted_numbers", _same_number)]
    return [_pair(subject, "title", other, "title", _quotes)]


def _links(source: Member, target: Member) -> tuple[Truth, Reason | None]:
    found = source.get("links")
    if isinstance(found, Unknown):
        return Truth.UNKNOWN, found.reason
    goal = {_address(target.url)}
    if target.seen is not None:
        goal |= {_address(target.seen.address), _address(target.seen.final_address)}
    return Truth.of(any(_address(str(one)) in goal for one in each_value(found.value))), None


def _address(address: str) -> str:
    """An address as a link may vary it: without scheme, fragment and closing slash."""
    bare = address.split("#", 1)[0].split("://", 1)[-1]
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def _pair(
    subject: Member, mine: str, other: Member, its: str, agree: Callable[[Scalar, Scalar], bool]
) -> tuple[Truth, Reason | None]:
    left = usable(subject.get(mine))
    right = usable(other.get(its))
    if not isinstance(left, Reason) and not each_value(left.value):
        return Truth.FALSE, None
    if not isinstance(right, Reason) and not each_value(right.value):
        return Truth.FALSE, None
    if isinstance(left, Reason):
        return Truth.UNKNOWN, left
    if isinstance(right, Reason):
        return Truth.UNKNOWN, right
    return Truth.of(any(agree(a, b) for a in each_value(left.value) for b in each_value(right.value))), None


_BRACKETS: Final = str.maketrans("[]()【】{}（）﹝﹞［］", "〔〕〔〕〔〕〔〕〔〕〔〕〔〕")


def _same_number(left: Scalar, right: Scalar) -> bool:
    one, two = (fold(str(number)).translate(_BRACKETS).replace("第", "") for number in (left, right))
    return bool(one) and one == two


def _quotes(subject: Scalar, other: Scalar) -> bool:
    inner, outer = title_key(str(subject)), title_key(str(other))
    return len(inner) >= _SHORTEST_TITLE and inner in outer
