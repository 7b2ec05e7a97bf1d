"""The links of the site and what they lead to, from the crawl's own answers and those of the link stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.populate.members import population
from govcheck.page.populate.survey import Survey
from govcheck.page.weblink.linked import Linked, barred, crawled, linked, near, unreachable
from govcheck.page.weblink.said import Said
from govcheck.page.weblink.state import judge_link
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Member, Population, Reading, Sighting, Unknown
from govcheck.urls import nowhere

_NAME: Final = 60


def links(seen: Survey, page: Population) -> Population:
    """Every link that was asked for, or that the home page holds. Links left out, and pages whose links nobody saw, keep
    the population open. ``page``: the pages read.
    """
    if "link" not in seen.plan.populations or seen.crawl.saved_copy:
        return population("link", (), [Reason.NOT_FETCHED])
    found = linked(seen)
    reasons = set(page.open_reasons)
    machine = near(seen)
    members = list(_local(seen))
    for one in found:
        capture = _answer(seen, one)
        said = _said(seen, one, capture, machine)
        if said is None:
            why = _left_out(seen, one)
            reasons.add(why)
            if not one.on_home:
                continue
            said = Said(why)
        elif not said.known and OUTCOME_OF[Reason(said.state)] is Outcome.ERROR:
            reasons.add(Reason(said.state))
        members.append(_member(one, said, capture))
    return population("link", members, reasons, known=len(found), searched=[page.address for page in seen.homes])


def _answer(seen: Survey, one: Linked) -> Capture | None:
    own = crawled(seen, one)
    if own is not None:
        return own
    asked = seen.answers.get(one.address)
    # What the crawl saw once only still stands where nobody asked again.
    return asked if asked is not None or not one.own else _once(seen, one)


def _once(seen: Survey, one: Linked) -> Capture | None:
    capture = seen.capture(one.address)
    return capture if capture is not None and capture.failure is Reason.BUDGET else None


def _said(seen: Survey, one: Linked, capture: Capture | None, machine: str) -> Said | None:
    if unreachable(one.address, machine):
        return Said("dead", False, "an address of a private network")
    if capture is None:
        return None
    random = seen.answers.get(nowhere(one.address)) or seen.answers.get(nowhere(capture.final_address))
    home = seen.capture(seen.homes[0].address) if one.own and seen.homes else None
    return judge_link(one, capture, random, home)


def _left_out(seen: Survey, one: Linked) -> Reason:
    why = barred(seen, one)
    if why is not None:
        return why
    asked = any(capture.purpose == "link" for capture in seen.answers.values())
    return Reason.BUDGET if asked else Reason.NOT_FETCHED


def _local(seen: Survey) -> Iterator[Member]:
    """Links to files of the writer's own machine: no browser opens them, but a person says what was meant."""
    homes = {id(page) for page in seen.homes}
    found: dict[str, Linked] = {}
    for page in {page.address: page for page in (*seen.homes, *seen.pages)}.values():
        for written, words in page.noticed.local:
            one = found.setdefault(written, Linked(written, written, own=False, words=words, plain=True))
            one.on_home |= id(page) in homes
            one.referrers.append(page.address)
    for key in sorted(found):
        yield _member(found[key], Said("dead", False, "a file of the writer's own machine"), None)


def _member(one: Linked, said: Said, capture: Capture | None) -> Member:
    unknown = Unknown(Reason(said.state), said.came) if not said.known else None
    came = said.came or (f"http {capture.status}" if capture is not None and capture.status else "")
    sure = said.sure and (one.plain or said.state == "alive")
    state: Field = unknown or Reading(str(said.state), "wire", excerpt=came)
    answered: Field = unknown or Reading(said.state != "dead", "wire", excerpt=came)
    fields: dict[str, Field] = {
        "url": Reading(one.address, "link"),
        "words": Reading(one.words or None, "link"),
        "state": state,
        "outside": Reading(not one.own, "link"),
        "on_home": Reading(one.on_home, "link"),
        "attachment": Reading(one.attachment, "link"),
        "friend": Reading(one.friend, "link"),
        "referrers": Reading(tuple(one.referrers), "link"),
        "answered": answered,
        "verdict": Reading("sure" if sure else "suspicious", "wire"),
        "came": Reading(came or None, "wire"),
    }
    return Member(one.key, _name(one, said, came), one.address, fields, _sighting(capture))


def _name(one: Linked, said: Said, came: str) -> str:
    """The words, the address, the page that holds it and, unless all is well, what came."""
    words = f"{one.words[:_NAME]} " if one.words else ""
    where = f" ← {one.referrers[0]}" if one.referrers else ""
    return f"{words}{one.address}{where}" + (f"：{came}" if came and said.state != "alive" else "")


def _sighting(capture: Capture | None) -> Sighting | None:
    if capture is None:
        return None
    return Sighting(capture.address, capture.final_address, capture.fetched_at, capture.status or 0, "")
