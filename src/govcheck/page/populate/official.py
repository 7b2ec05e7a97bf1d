"""The fields of a policy document: its elements as printed, and the questions and answers about it."""

from __future__ import annotations

from typing import Final

from govcheck.page.model import PageModel
from govcheck.page.populate.interpreted import questions_in
from govcheck.page.populate.members import or_absent
from govcheck.page.populate.papers import Papers
from govcheck.records.population import Field, Reading
from govcheck.urls import path_key

_ELEMENTS: Final = {
    "index": "索引号",
    "number": "发文字号",
    "issuer": "发文机关",
    "written": "成文日期",
    "published": "发布日期",
    "validity": "有效性",
    "topic": "主题分类",
}


def document_fields(page: PageModel, papers: Papers) -> dict[str, Field]:
    """All that a document has beside what every article has."""
    elements = page.document
    answers = papers.answers.get(path_key(page.address), ())
    asked = sum(max(1, questions_in(answer.text)) for answer in answers)
    return {
        "index": or_absent(elements.index),
        "issuer": or_absent(elements.issuer),
        "written": or_absent(elements.written),
        "validity": or_absent(elements.validity),
        "topic": or_absent(elements.topic),
        "elements": Reading(_printed(page), "label"),
        "qas": Reading(tuple(answer.address for answer in answers), "link"),
        "qa_count": Reading(asked, "text", excerpt="；".join(str(one.title.value) for one in answers)[:200]),
    }


def _printed(page: PageModel) -> tuple[str, ...]:
    """The elements that the page states with a value, in a table or as a visitor sees them elsewhere."""
    found = {name for name in _ELEMENTS if (one := getattr(page.document, name)) is not None and one.value is not None}
    if page.published.value is not None:
        found.add("published")
    shown = ["标题"] if page.title.value else []
    return (*shown, *(official for name, official in _ELEMENTS.items() if name in found))
