"""The forms that visitors fill in."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.outcome import Reason
from govcheck.page.model import PageModel
from govcheck.page.noticed import Form
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.urls import path_key


def forms(seen: Survey, open_reasons: Iterable[Reason]) -> Population:
    """Each form once, on the first page that has it, though it may stand on every page; open as the pages are."""
    known: set[tuple[str, tuple[str, ...], bool]] = set()
    members: dict[str, Member] = {}
    for page in (*seen.homes, *seen.pages):
        for form in sorted(page.noticed.forms, key=lambda one: not one.asks):
            same = (path_key(page.address if form.scripted else form.action), form.asks, form.search)
            if same not in known:
                known.add(same)
                where = path_key(page.address)
                key = where if where not in members else f"{where} {form.css}"
                members.setdefault(key, _member(key, page, form))
    return population("form", members.values(), open_reasons, searched=[page.address for page in seen.homes])


def _member(key: str, page: PageModel, form: Form) -> Member:
    https = page.final_address.startswith("https:")
    secure: Field = Reading(form.action.startswith("https:"), "form", excerpt=form.action[:200], css=form.css)
    if form.scripted:
        # A page that came over https cannot send to http by script: browsers bar that.
        unknown = Unknown(Reason.PERSON, "a script sends it, where to is not known")
        secure = Reading(True, "form", css=form.css) if https else unknown
    fields: dict[str, Field] = {
        "action": Reading(form.action, "form", css=form.css),
        "page": Reading(page.address, "wire"),
        "asks": Reading(form.asks, "form", css=form.css),
        "secure": secure,
    }
    return Member(key, str(page.title.value or "") or path_key(page.address), page.address, fields, sighting(page))
