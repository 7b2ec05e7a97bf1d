"""``compare``: a value against constants."""

from __future__ import annotations

from govcheck.checks.interface import Context, Fault, Subject, Verdict, faulty, passed, undecided
from govcheck.checks.proof import absence, evidence
from govcheck.checks.values import as_text, each_value, holds, locator, look
from govcheck.dates.workdays import NoCalendar
from govcheck.outcome import Reason, Truth
from govcheck.pack.kinds.models import Compare
from govcheck.records.result import Evidence


def judge(check: Compare, subject: Subject, context: Context) -> Verdict:
    """``missing`` when not on the page (unless only ``is_not`` is asked), ``differs`` when it does not fit."""
    name = locator(check.value)
    limit = _limit(check)
    if check.value == "as_of":
        truth = holds(check, context.day, context.as_of, context)
        return passed(value=as_text(context.day), limit=limit) if truth is Truth.TRUE else _differs(name, "", limit, ())
    seen = look(check.value, subject)
    if isinstance(seen, Reason):
        return undecided(seen, name)
    if check.within is not None and context.too_early(seen.member):
        return undecided(Reason.SEEN_TOO_EARLY, name, *evidence(seen))
    try:
        truth = holds(check, seen.value, context.now_for(seen.member), context)
    except NoCalendar:
        return undecided(Reason.NO_CALENDAR, name, *evidence(seen))
    value = as_text(seen.value)
    if truth is Truth.TRUE:
        return passed(*evidence(seen), value=value, limit=limit)
    if truth is Truth.UNKNOWN:
        return undecided(Reason.UNREADABLE, name, *evidence(seen))
    if not each_value(seen.value):
        words = {"zh": "页面上没有", "en": "not on the page"}
        proof = evidence(seen) or (absence((seen.member.url,), (name,)),)
        return faulty(Fault(Reason.MISSING, name, words, proof), limit=limit)
    return _differs(name, value, limit, evidence(seen))


def _differs(name: str, value: str, limit: dict[str, str], proof: tuple[Evidence, ...]) -> Verdict:
    words = {"zh": f"为“{value}”", "en": f"is “{value}”"}
    return faulty(Fault(Reason.DIFFERS, name, words, proof), value=value, limit=limit)


def _limit(check: Compare) -> dict[str, str]:
    zh: list[str] = []
    en: list[str] = []

    def say(chinese: str, english: str) -> None:
        zh.append(chinese)
        en.append(english)

    if check.is_ is not None:
        say(f"应为 {as_text(check.is_)}", f"must be {check.is_}")
    if check.is_not is not None:
        say(f"不应为 {as_text(check.is_not)}", f"must not be {check.is_not}")
    if check.in_ is not None:
        say(f"应为 {as_text(check.in_)} 之一", f"must be one of {', '.join(map(str, check.in_))}")
    if check.matches is not None:
        say(f"应符合 {check.matches}", f"must match {check.matches}")
    if check.within is not None:
        say(f"应在 {check.within.zh} 内", f"must be within {check.within}")
    if check.min is not None:
        say(f"至少 {check.min}", f"at least {check.min}")
    if check.max is not None:
        say(f"至多 {check.max}", f"at most {check.max}")
    return {"zh": "，".join(zh), "en": ", ".join(en)}
