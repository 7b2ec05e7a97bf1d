"""Wrong wording in what a visitor reads: the text in lines, the browser's title, the national tags.

Blocks are borders, and so are links: two links side by side are two texts. Scripts, hidden parts, values of inputs and
attributes are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from govcheck.dates.clock import in_shanghai
from govcheck.page import meta
from govcheck.page.flow import Line, Node, ancestors
from govcheck.page.notice.view import View
from govcheck.page.noticed import WordingHit
from govcheck.text.wording import Hit, Page, WordList

_TAGS: Final = ("ArticleTitle", "ColumnName", "ColumnDescription", "Description", "Keywords", "SiteName", "ContentSource")
_FRAME: Final = frozenset({"head", "foot", "nav", "side", "breadcrumb", "pagination"})
_HISTORIC: Final = re.compile("沿革|历史|史志|地方志|年鉴|大事记|档案|简历|历任|古代|回顾|废止|失效|规章库|法规库")
_BORDERS: Final = frozenset({"a", "li", "td", "th", "option", "label", "button"})


def find_wording(view: View) -> tuple[WordingHit, ...]:
    """Every wrong word on the page, text first; what stands in the text is not told again of title and tags."""
    if view.words is None:
        return ()
    page = Page(_day(view.dated), in_shanghai(view.capture.fetched_at).date(), _historic(view))
    found = list(dict.fromkeys(_in_text(view, view.words, page)))  # a sentence printed twice is one mistake
    told = {(hit.wrong, hit.right) for hit in found}
    title = meta.browser_title(view.root)
    headed = [("title", title), *(("meta", meta.value(view.meta, name)) for name in _TAGS)]
    for where, text in headed:
        for hit in view.words.find(text, page):
            one = _wording(hit, where)
            if (one.wrong, one.right) not in told:
                told.add((one.wrong, one.right))
                found.append(one)
    return tuple(found)


def _in_text(view: View, words: WordList, page: Page) -> Iterator[WordingHit]:
    lines = [line for line in view.flow.lines if line.text]
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    for hit in words.find("\n".join(line.text for line in lines), page):
        which = bisect_right(starts, hit.start) - 1
        line = lines[which]
        first, last = hit.start - starts[which], hit.end - 1 - starts[which]
        if _crosses(line, first, last) or (page.dated is None and hit.entry.since is not None and _linked(line, first)):
            continue
        yield _wording(hit, "frame" if line.at(first).zone in _FRAME else "text")


def _wording(hit: Hit, where: str) -> WordingHit:
    entry = hit.entry
    return WordingHit(
        entry.wrong, entry.right, entry.level, entry.category, hit.excerpt, entry.lexicon, where=where, sure=hit.sure
    )


def _border(node: Node) -> Node | None:
    return next((one for one in ancestors(node) if one.tag in _BORDERS), None)


def _crosses(line: Line, first: int, last: int) -> bool:
    """Whether a word begins in one link or cell and ends in another."""
    one, other = line.at(first), line.at(last)
    return one is not other and _border(one) is not _border(other)


def _linked(line: Line, first: int) -> bool:
    """In a link: a row of a list, which may be of any age."""
    border = _border(line.at(first))
    return border is not None and border.tag == "a"


def _day(value: date | None) -> date | None:
    return in_shanghai(value).date() if isinstance(value, datetime) else value


def _historic(view: View) -> bool:
    return any(_HISTORIC.search(text) for text in (view.title, *view.breadcrumb))
