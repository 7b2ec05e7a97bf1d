"""Populations: from the pages of a site to the compact rows that rules quantify over (DESIGN §4, §5).

Each module fills one or a few populations of the catalogue; :func:`populate` fills them all. The rule that runs through
all of them: a population is closed only when every page that could hold a member was seen; what was not seen is a reason,
never an absence.
"""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.page.populate.articles import articles
from govcheck.page.populate.channels import channels
from govcheck.page.populate.columns import columns
from govcheck.page.populate.consultations import consultations
from govcheck.page.populate.datasets import datasets
from govcheck.page.populate.decisions import decision_entries
from govcheck.page.populate.disclosure import disclosure_parts, guide
from govcheck.page.populate.forms import forms
from govcheck.page.populate.gazette import gazette
from govcheck.page.populate.home import home, the_site
from govcheck.page.populate.hosts import hosts
from govcheck.page.populate.identity_facts import identity_facts
from govcheck.page.populate.leaders import leaders
from govcheck.page.populate.links import links
from govcheck.page.populate.messages import messages
from govcheck.page.populate.navigation import named_columns, navigation
from govcheck.page.populate.pages import pages
from govcheck.page.populate.personal import personal_numbers
from govcheck.page.populate.planted import planted_links, tampering
from govcheck.page.populate.publications import publications
from govcheck.page.populate.reports import reports
from govcheck.page.populate.series import all_series
from govcheck.page.populate.services import service_items
from govcheck.page.populate.survey import Survey, survey
from govcheck.page.populate.trials import search_trials
from govcheck.page.populate.validity import validity
from govcheck.page.populate.wording import wording
from govcheck.records.population import Population

__all__ = ["Survey", "populate", "survey"]


def populate(seen: Survey) -> Mapping[str, Population]:
    """Every population of the catalogue, by name."""
    entries = named_columns(seen)
    lists = all_series(seen)
    column = columns(seen, lists, entries)
    tampered = tampering(seen)
    page = pages(seen, tampered)
    filled = [
        the_site(seen, lists, entries),
        hosts(seen),
        home(seen, lists),
        page,
        wording(seen, page),
        links(seen, page),
        personal_numbers(seen, page),
        forms(seen, page.open_reasons),
        planted_links(seen, tampered, page),
        column,
        navigation(seen, entries),
        *gazette(seen, lists, entries),
        disclosure_parts(seen, entries),
        guide(seen, entries),
        reports(seen, lists, entries),
        messages(seen, lists, entries),
        identity_facts(seen),
        search_trials(seen),
        datasets(seen, entries, column.open_reasons),
        service_items(seen, lists, entries),
        *consultations(seen, lists, entries),
        decision_entries(seen, lists, entries),
        channels(seen, entries),
        leaders(seen, lists, entries),
    ]
    written = articles(seen, lists, entries, column.open_reasons)
    filled.append(publications(seen, lists, written["article"], column.open_reasons))
    filled += validity(seen, lists, entries, written["article"].open_reasons)
    return {population.name: population for population in filled} | written
