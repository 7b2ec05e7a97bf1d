"""Data sets offered for open use: a sample of them."""

from __future__ import annotations

from govcheck.page.populate.datasets import dataset_questions
from govcheck.page.populate.navigation import named_columns
from govcheck.page.populate.survey import Survey
from govcheck.records.question import Question


def open_data_questions(seen: Survey) -> tuple[Question, ...]:
    """At most three, when a rule looks at them."""
    if "dataset" not in seen.plan.populations or seen.crawl.saved_copy or seen.home is None:
        return ()
    return tuple(dataset_questions(seen, named_columns(seen)))
