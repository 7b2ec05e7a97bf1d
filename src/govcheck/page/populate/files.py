"""Directories that list their files, and files that should not be public: what was found of either."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.data import table
from govcheck.page.listings import listing_of
from govcheck.page.populate.survey import Survey
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Reading, Sighting, Unknown
from govcheck.records.question import Purpose
from govcheck.urls import path_key, same_host

_FORBIDDEN: Final = frozenset({401, 403, 404, 405, 410})
"""Not to be had: as it should be."""


def sighted(capture: Capture) -> Sighting:
    """An answer as the provenance of what it tells."""
    digest = hashlib.sha256(capture.body).hexdigest()
    return Sighting(capture.address, capture.final_address, capture.fetched_at, capture.status or 0, digest)


def listings(seen: Survey, blind: Unknown) -> Field:
    """The directories that list their files, among the pages seen and the directories asked for."""
    if not seen.crawl.reached:
        return blind
    asked = seen.asides(Purpose.LISTING)
    found = {
        capture.final_address: capture
        for capture in (*seen.crawl.captures, *asked)
        if same_host(capture.final_address, capture.address) and listing_of(capture)
    }
    if found:
        shown = sorted(found)
        return Reading(tuple(shown), "listing", excerpt=shown[0][:200], seen=sighted(found[shown[0]]))
    reasons = [why for capture in asked if (why := _undecided(capture)) is not None]
    if reasons and len(reasons) == len(asked):
        return Unknown(reasons[0], "no directory asked for was answered")
    return Reading((), "listing", excerpt=f"{len(asked)} directories asked for")


def _undecided(capture: Capture) -> Reason | None:
    """Why an answer tells nothing; refusing a directory (401, 403) is an answer."""
    if capture.status in _FORBIDDEN and capture.failure is not Reason.CHALLENGE:
        return None
    why = capture.failure
    if why is not None and OUTCOME_OF[why] is Outcome.ERROR:
        return why
    return None


def exposed(seen: Survey, blind: Unknown) -> Field:
    """The files that can be had and should not be public. Without ``--intrusive`` nobody asked."""
    if not seen.crawl.reached:
        return blind
    asked = seen.asides(Purpose.EXPOSED)
    if not asked:
        return Unknown(Reason.NOT_INTRUSIVE)
    known = {str(row["path"]): row for row in table("exposed")["files"]}
    lost = {_ending(capture.address): capture for capture in asked if capture.label == "random"}
    found: dict[str, Capture] = {}
    reasons: list[Reason] = []
    for capture in asked:
        row = known.get(capture.label)
        if row is None:
            continue
        why = _undecided(capture)
        if why is not None:
            reasons.append(why)
        elif _is_file(capture, row):
            beside = lost.get(_ending(capture.address))
            unseen = Reason.NOT_FETCHED if beside is None else _undecided(beside)
            if beside is None or unseen is not None:
                reasons.append(unseen or Reason.NOT_FETCHED)
            elif not beside.ok or beside.redirects:  # a host that answers everything with 200 says nothing by it
                found[capture.address] = capture
    if found:
        names = sorted(found)
        return Reading(tuple(names), "head", excerpt=names[0][:200], seen=sighted(found[names[0]]))
    if reasons:
        return Unknown(reasons[0], "not every file asked for was answered")
    return Reading((), "head", excerpt=f"{len(known)} files asked for")


def _is_file(capture: Capture, row: dict[str, Any]) -> bool:
    """Whether the answer looks like the file: no redirect, no page in its place, no more than the file can be."""
    if not capture.ok or capture.redirects:
        return False
    if "html" in capture.header("content-type").lower() and not row["html"]:
        return False
    length = capture.header("content-length").strip()
    return not (length.isdigit() and int(length) > int(row.get("most", 10**15)))


def _ending(address: str) -> str:
    name = path_key(address).rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[1] if "." in name.strip(".") else ""
