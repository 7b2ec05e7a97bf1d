"""The site's home page under its other names: with or without www, and those of the site list."""

from __future__ import annotations

from typing import Final

from govcheck.page.populate.domain import to_ask
from govcheck.page.populate.survey import Survey
from govcheck.records.question import Purpose, Question

_MOST: Final = 12


def domain_questions(seen: Survey) -> tuple[Question, ...]:
    """One question a name, when a rule looks at twins or further domains."""
    wanted = seen.plan.wants("site", "twins") or seen.plan.wants("site", "other_domains")
    if not wanted or seen.crawl.saved_copy or seen.home is None:
        return ()
    named = list(dict.fromkeys(to_ask(seen)))[:_MOST]
    return tuple(Question(Purpose.TWIN, address, via=seen.home.address) for address in named)
