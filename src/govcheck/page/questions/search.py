"""Queries of the site's own search, for titles that the crawl found."""

from __future__ import annotations

from govcheck.page.populate.survey import Survey
from govcheck.page.populate.trials import search_questions
from govcheck.records.question import Question


def trial_questions(seen: Survey) -> tuple[Question, ...]:
    """At most four, when a rule looks at them."""
    if "search_trial" not in seen.plan.populations or seen.crawl.saved_copy or seen.home is None:
        return ()
    return tuple(search_questions(seen))
