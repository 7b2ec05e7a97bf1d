"""What is asked beside the crawl: each module names the hosts or addresses that its facts need."""

from __future__ import annotations

from typing import Final

from govcheck.page.populate.survey import Survey
from govcheck.page.questions.attachments import attachment_questions
from govcheck.page.questions.datasets import open_data_questions
from govcheck.page.questions.domain import domain_questions
from govcheck.page.questions.hosts import host_questions
from govcheck.page.questions.links import LinkBudget, link_questions
from govcheck.page.questions.planted import planted_questions
from govcheck.page.questions.search import trial_questions
from govcheck.page.questions.transport import transport_questions
from govcheck.records.question import Questions

__all__ = ["LinkBudget", "questions"]


_USUAL: Final = LinkBudget()


def questions(seen: Survey, budget: LinkBudget = _USUAL) -> Questions:
    """Everything the plan wants asked of a site, in a fixed order. ``budget``: of its links. Pure."""
    return Questions(
        hosts=host_questions(seen),
        links=link_questions(seen, budget),
        asides=(
            *transport_questions(seen),
            *attachment_questions(seen),
            *domain_questions(seen),
            *trial_questions(seen),
            *open_data_questions(seen),
            *planted_questions(seen),
        ),
    )
