"""Documents, their interpretations and the questions and answers about them, put together by link, number and title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.model import PageModel
from govcheck.page.populate.columns import trail
from govcheck.page.populate.survey import Survey
from govcheck.text.normalise import column_key, title_key
from govcheck.text.numbers import number_key
from govcheck.urls import path_key

_QUOTED: Final = re.compile(r"《([^《》]{6,120})》")
_SHORTEST: Final = 10


@cache
def _qa() -> re.Pattern[str]:
    return re.compile(table("interpretations")["qa"])


def is_qa(seen: Survey, page: PageModel) -> bool:
    """Whether a page holds questions and answers about a policy."""
    steps = trail(page)
    named = any("政策问答" in seen.lexicon.topics(step) or _qa().search(column_key(step)) for step in steps[-2:])
    return named or bool(_qa().search(str(page.title.value or "")))


def core(title: str) -> str:
    """What a document is about, to be found again in other titles: the name in its book marks, or the whole, as a key."""
    quoted = _QUOTED.search(title)
    return title_key(quoted[1]) if quoted else title_key(title)


@dataclass(frozen=True, slots=True)
class Papers:
    """The documents and Q&As of a site by address, number and title."""

    by_address: dict[str, PageModel] = field(default_factory=dict)
    by_number: dict[str, PageModel] = field(default_factory=dict)
    by_core: dict[str, PageModel] = field(default_factory=dict)
    answers: dict[str, tuple[PageModel, ...]] = field(default_factory=dict)
    """Q&As by the key of the document they belong to."""

    def document_of(self, page: PageModel) -> PageModel | None:
        """The document that a page speaks of: the one it links as such, quotes in its title, or alone quotes by number."""
        for link in (*page.interprets, *page.links):
            found = self.by_address.get(path_key(link.address))
            if found is not None and found.address != page.address:
                return found
        for name in _QUOTED.findall(str(page.title.value or "")):
            if (found := self.by_core.get(title_key(name))) is not None:
                return found
        quoted = [self.by_number[key] for key in page.quoted_numbers if key in self.by_number]
        return quoted[0] if len({one.address for one in quoted}) == 1 else None


def papers(seen: Survey, read: Sequence[PageModel]) -> Papers:
    """Put them together."""
    found = Papers()
    for page in read:
        if "document" not in page.roles:
            continue
        found.by_address.setdefault(path_key(page.address), page)
        number = page.document.number
        if number is not None and number.value:
            found.by_number.setdefault(number_key(str(number.value)), page)
        key = core(str(page.title.value or ""))
        if len(key) >= _SHORTEST:
            found.by_core.setdefault(key, page)
    for page in read:
        if "document" not in page.roles and is_qa(seen, page):
            for document in _documents_of(found, page):
                known = found.answers.get(path_key(document.address), ())
                found.answers[path_key(document.address)] = (*known, page)
    return found


def _documents_of(found: Papers, page: PageModel) -> Iterable[PageModel]:
    """The documents a Q&A belongs to: linked either way, quoted by number, or named in its title."""
    here = path_key(page.address)
    hits: dict[str, PageModel] = {}
    for link in page.links:
        if (document := found.by_address.get(path_key(link.address))) is not None:
            hits[path_key(document.address)] = document
    for key in page.quoted_numbers:
        if (document := found.by_number.get(key)) is not None:
            hits[path_key(document.address)] = document
    named = [title_key(name) for name in _QUOTED.findall(str(page.title.value or ""))]
    for key in named:
        if (document := found.by_core.get(key)) is not None:
            hits[path_key(document.address)] = document
    for key, document in found.by_address.items():
        if any(path_key(link.address) == here for link in (*document.interpreted_by, *document.attachments)):
            hits[key] = document
    return hits.values()
