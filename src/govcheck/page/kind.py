"""What sort of page it is: home, column, article, error (also one that answers 200), stub, other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from govcheck.page.body import is_paragraph, link_length
from govcheck.page.data import table
from govcheck.page.flow import Flow
from govcheck.page.labels import Labelled
from govcheck.page.listing import Choice
from govcheck.page.model import PageKind
from govcheck.page.pagination import Pagination

_HOME_FILE: Final = re.compile(r"^/?(?:(?:index|default|home|main)\.\w{2,5})?$", re.I)
_INDEX: Final = re.compile(r"(?:^|/)(?:index|default|home|main)\.\w{2,5}$|/$|^$", re.I)
_FEW: Final = 400
_STUB: Final = 60
_SAYS: Final = 15


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision rests on."""

    status: int
    address: str
    home: str
    title: str
    moves: bool
    """META refresh, frameset or a script that sends the visitor on."""
    article_title: str
    column_name: str
    column_type: str
    breadcrumb: Sequence[str]
    bar: bool
    """A line with 发布时间, 来源 or 浏览次数 stands under a headline."""
    dated: bool
    """A publication date was read."""
    headline: bool
    """There is a headline, and it is not just the column's name."""
    forms: bool


def classify(
    flow: Flow, signs: Signs, choice: Choice, pagination: Pagination, labels: Sequence[Labelled]
) -> tuple[PageKind, bool]:
    """The kind, and whether the page is a soft 404."""
    soft = _soft_error(flow, signs)
    if signs.status >= 400 or soft:
        return PageKind.ERROR, soft
    visible = sum(len(line.text) for line in flow.lines)
    if signs.moves and visible <= _STUB:
        return PageKind.STUB, False
    if is_home(signs):
        return (PageKind.STUB if _bare(flow, visible) else PageKind.HOME), False
    return _content(flow, signs, choice, pagination, labels), False


def _bare(flow: Flow, visible: int) -> bool:
    """Whether a home page shows next to nothing and leads nowhere: the frame of a script, a notice to wait."""
    return visible <= _STUB and not any(node.tag in ("a", "area", "form", "img") for node in flow.nodes)


def is_home(signs: Signs) -> bool:
    """By the site's entry address, else by the root path, else by META and an index file without a breadcrumb."""
    path = urlsplit(signs.address).path
    if signs.home:
        return _entry(signs.address) == _entry(signs.home)
    if _HOME_FILE.match(path) and "?" not in signs.address:
        return True
    if signs.breadcrumb or signs.article_title:
        return False
    return signs.column_type.strip() in ("首页", "网站首页") or (
        bool(_INDEX.search(path)) and signs.title.rstrip().endswith("首页")
    )


def _entry(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    path = _INDEX.sub("", parts.path.rstrip("/")).rstrip("/")
    return parts.netloc.lower().removeprefix("www."), path + (f"?{parts.query}" if parts.query else "")


def _content(flow: Flow, signs: Signs, choice: Choice, pagination: Pagination, labels: Sequence[Labelled]) -> PageKind:
    rows = list(choice.main.rows) if choice.main is not None else []
    # A table of days in an article (a duty roster) leads nowhere and names no year: it is no list of articles.
    dated_rows = sum(row.shown is not None and (row.linked or row.script_link or row.shown.day is not None) for row in rows)
    if signs.bar and rows and not dated_rows and not any(row.linked or row.script_link for row in rows):
        rows = []
    text = sum(
        len(line.text) - link_length(line)
        for line in flow.lines
        if line.zone == "main" and is_paragraph(line) and not _in_rows(line.index, choice)
    )
    repeated = sum(item.kind in ("published", "updated") for item in labels) > 4
    if signs.article_title and not (pagination.how != "none" and dated_rows >= 3):
        return PageKind.ARTICLE
    article = (
        3.0 * (signs.bar and not repeated)
        + 2.0 * (signs.dated and not repeated)
        + (text > 120)
        + (text > 500)
        + 0.5 * signs.headline
    )
    column = (
        2.5 * (pagination.how != "none")
        + min(dated_rows, 8) * 0.45
        + (len(rows) >= 5) * 1.0
        + (bool(signs.column_name) and not signs.article_title) * 2.0
    )
    if choice.main is not None and choice.weight < 8 and not dated_rows:
        column -= 0.5
    if article >= 3 and article >= column:
        return PageKind.ARTICLE
    if column >= 1.5 and rows:
        return PageKind.COLUMN
    if article >= 2 and signs.headline:
        return PageKind.ARTICLE
    if text > 120 and signs.headline and text > 0.4 * sum(len(row.title) for row in rows):
        return PageKind.ARTICLE
    if not rows and pagination.how == "none" and text > 300:
        return PageKind.ARTICLE
    if not rows and pagination.how == "none" and signs.headline and not signs.forms and said(flow) >= _SAYS:
        return PageKind.ARTICLE
    if rows or column >= 2 or (signs.breadcrumb and not signs.forms):
        return PageKind.COLUMN
    return PageKind.OTHER


def said(flow: Flow) -> int:
    """Characters of the longest line of the main part that is no link."""
    return max((len(line.text) for line in flow.lines if line.zone == "main" and link_length(line) == 0), default=0)


def _in_rows(index: int, choice: Choice) -> bool:
    return choice.main is not None and any(row.node.first <= index < row.node.last for row in choice.main.rows)


@cache
def _errors() -> re.Pattern[str]:
    return re.compile("|".join(table("article")["error_texts"]), re.I)


def _soft_error(flow: Flow, signs: Signs) -> bool:
    """Words of an error in <title>, or as nearly all that the main part says."""
    if _errors().search(signs.title):
        return True
    main = [
        line for line in flow.lines if line.zone == "main" and link_length(line) * 2 < len(line.text) and len(line.text) > 7
    ]
    said = [line for line in main if _errors().search(line.text)]
    if not said or signs.bar or signs.dated:
        return False
    return all(len(line.text) <= 120 for line in said[:1]) and sum(len(line.text) for line in main) <= _FEW
