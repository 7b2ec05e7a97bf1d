"""What an interpretation is: its forms, what its text speaks of, whether its issuer is the document's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.data import table
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.columns import trail
from govcheck.page.populate.papers import Papers
from govcheck.page.populate.series import Series
from govcheck.records.population import PERHAPS, Field, Reading, Unknown
from govcheck.text.normalise import squeeze, title_key

WORDS: Final = "文字"
PICTURE: Final = "图解"
QUESTIONS: Final = "问答"
POINTS: Final = "要点"
_READ: Final = 30_000
"""Characters of a text that are looked at: longer ones are documents put in whole."""
_LEAD: Final = (
    r"(?:(?:^|[\s。；：:】”])(?:第?[一二三四五六七八九十]{1,3}[、.．章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、.．](?!\d)|【|[问Q]\s*\d{0,2}\s*[:：])\s*|(?:^|\s)[◆●■▶★※☆]?\s*)"
)
_HEADING: Final = _LEAD + r"[^。，；;：:\s]{0,18}?(?:WORDS)[^。，；;\s]{0,14}?(?=[\s。：:？?】]|$)"


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("interpretations")["forms"].items()}


@cache
def _elements() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        name: (re.compile(_HEADING.replace("WORDS", row["heading"])), re.compile(row["said"]))
        for name, row in table("interpretations")["elements"].items()
    }


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("interpretations")
    return re.compile(data["question"]), re.compile(data["points"])


def named_forms(words: str) -> tuple[str, ...]:
    """The forms that a title or a column's name says."""
    return tuple(name for name, pattern in _forms().items() if pattern.search(words))


def questions_in(text: str) -> int:
    """How many questions a text asks and answers."""
    return len(_marks()[0].findall(text[:_READ]))


def forms_of(page: PageModel) -> tuple[str, ...]:
    """The forms an interpretation takes, by its title and column, by its links, and by what it shows."""
    data = table("interpretations")
    found = dict.fromkeys(named_forms(f"{page.title.value or ''} {' '.join(trail(page)[-1:])}"))
    if "video" in page.media:
        found["视频"] = None
    if "audio" in page.media:
        found["音频"] = None
    length = len(squeeze(page.text))
    if "picture" in page.media and length < data["picture_below"] and "video" not in page.media:
        found[PICTURE] = None
    if length >= data["text_from"]:
        found[WORDS] = None
    if questions_in(page.text) >= 2:
        found[QUESTIONS] = None
    return tuple(found)


def site_forms(pages: Iterable[PageModel], lists: Iterable[Series]) -> Field:
    """All forms seen in the columns of interpretations: on their pages, and in the titles of rows not opened."""
    found: dict[str, str] = {}
    reason = Reason.NO_ENTRY
    for page in pages:
        if "interpretation" in page.roles and page.kind is PageKind.ARTICLE:
            reason = Reason.UNREADABLE
            for form in forms_of(page):
                found.setdefault(form, str(page.title.value or "") or page.address)
    for one in lists:
        if "interpretation" in one.head.roles:
            for row in one.rows:
                for form in named_forms(row.title):
                    found.setdefault(form, row.title)
    if not found:
        return Unknown(reason, "no interpretation was found, or none whose form was told")
    shown = "；".join(f"{form}：{title[:30]}" for form, title in found.items())
    return Reading(tuple(found), "text", excerpt=shown[:200])


def interpretation_fields(page: PageModel, papers: Papers) -> dict[str, Field]:
    """``forms``, ``elements``, ``issuer``, ``document_issuer`` and ``same_issuer``."""
    forms = forms_of(page)
    issuer = _issuer(page)
    document = papers.document_of(page)
    theirs = _document_issuer(document) if document is not None else Unknown(Reason.NO_ENTRY, "no document of it was found")
    return {
        "forms": Reading(forms, "text") if forms else Unknown(Reason.UNREADABLE, "the form was not told"),
        "elements": _stated(page),
        "issuer": issuer,
        "document_issuer": theirs,
        "same_issuer": _agree(issuer, theirs),
    }


def _stated(page: PageModel) -> Field:
    """What the text speaks of; a picture or a film is not read."""
    text = page.text[:_READ]
    if len(squeeze(text)) < table("interpretations")["picture_below"] and (page.media or page.attachments):
        return Unknown(Reason.UNREADABLE, "the text stands in a picture, a film or an attachment")
    found: list[str] = []
    for name, (heading, said) in _elements().items():
        if heading.search(text):
            found.append(name)
        elif said.search(text):
            found.append(name + PERHAPS)
    points = len(_marks()[1].findall(text))
    if points >= 2:
        found.append(POINTS if points >= 3 else POINTS + PERHAPS)
    return Reading(tuple(found), "text")


def _issuer(page: PageModel) -> Reading:
    """The source a visitor sees, else the body that the page's own table names."""
    if page.source.value is not None:
        return page.source
    return page.document.issuer or Reading(None, "label")


def _document_issuer(document: PageModel) -> Field:
    named = document.document.issuer
    if named is not None and named.value is not None:
        return named
    if document.source.value is not None:
        return Reading(document.source.value, document.source.how, Confidence.MEDIUM, document.source.excerpt)
    return Reading(None, "label")


def _agree(issuer: Reading, theirs: Field) -> Reading:
    """Whether the names agree. That they do not is never sure: a department may have drafted what its government issued."""
    other = theirs.value if isinstance(theirs, Reading) else None
    shown = f"{issuer.value or '—'}；{other or '—'}"[:200]
    mine, named = title_key(str(issuer.value or "")), title_key(str(other or ""))
    if not mine or not named:
        return Reading(None, "compare", Confidence.LOW, shown)
    if mine == named or mine.endswith(named) or named.endswith(mine):
        return Reading(True, "compare", Confidence.HIGH, shown)
    return Reading(False, "compare", Confidence.LOW, shown)
