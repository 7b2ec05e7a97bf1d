"""Names that mean the same everywhere: the official words by which populations are recognised (never one site's own)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from govcheck.dates.shapes import han_years
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import column_key, fold

_DISCLOSURE: Final = re.compile(r"^(?:政府)?信息公开(?:专栏|平台|网)?$|^政务公开平台$")
_GAZETTE: Final = re.compile(r"政府公报|^公报$|人民政府公报|公报(?:电子版|浏览|查询|目录)$")
_REPORT: Final = re.compile(r"信息公开.*(?:年度?报告?|年报)|^年度报告$|^公开年报$")
_GUIDE: Final = re.compile(r"公开指南$|^信息公开指南")
_PART: Final = re.compile(r"公开指南|公开制度|法定主动公开|主动公开目录|信息公开目录|公开年报|年度报告|依申请公开")
_MESSAGES: Final = re.compile(r"信箱|留言|咨询投诉|建言|我要(?:写信|咨询)|来信")
_TOOL: Final = re.compile(
    r"(?:网站|站点)(?:地图|导航|声明)|日历|长者|无障碍|适老|登录|注册|版权|隐私|使用帮助|关于我们|联系我们|联系方式"
)
_QUERY: Final = re.compile(r"查询|检索|搜索|结果$")
_NOT_A_PAGE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|ico|svg|webp|css|js|json|xml|docx?|wps|xlsx?|et|pptx?|pdf|ofd|ceb|zip|rar|7z|gz|tar|exe|apk"
    r"|mp3|mp4|wmv|avi|flv|swf|mov|wav|txt|csv|rtf)$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=\s*年|$|[^\d])")

HOME_NAMES: Final = frozenset({"首页", "网站首页", "返回首页", "主页", "回到首页", "home", "本站首页", "门户首页"})
"""Names under which a site links its own home page: not a column."""

GAZETTE: Final = "政府公报"
DISCLOSURE: Final = "政府信息公开"
GUIDE: Final = "政府信息公开指南"
REPORTS: Final = "政府信息公开年报"
MESSAGES: Final = "咨询投诉"
SPECIAL: Final = "专题专栏"
# Canonical names of the columns that populations themselves look for.


def is_gazette(name: str, topics: Iterable[str] = ()) -> bool:
    """Whether a column of that name holds the government gazette."""
    return GAZETTE in topics or bool(_GAZETTE.search(column_key(name)))


def is_reports(name: str, topics: Iterable[str] = ()) -> bool:
    """Whether a column of that name holds the annual disclosure reports."""
    return REPORTS in topics or bool(_REPORT.search(column_key(name)))


def is_guide(name: str, topics: Iterable[str] = ()) -> bool:
    """Whether a column of that name is the disclosure guide."""
    return GUIDE in topics or bool(_GUIDE.search(column_key(name)))


def is_disclosure(name: str, topics: Iterable[str] = ()) -> bool:
    """Whether a column of that name is the disclosure column itself."""
    return DISCLOSURE in topics or bool(_DISCLOSURE.search(column_key(name)))


def is_messages(name: str, topics: Iterable[str] = ()) -> bool:
    """Whether a column of that name lists visitors' messages."""
    return MESSAGES in topics or bool(_MESSAGES.search(column_key(name)))


def belongs_to_disclosure(name: str, lexicon: Lexicon) -> bool:
    """Whether a link of that name leads into the disclosure column, its parts or the gazette."""
    topics = lexicon.topics(name)
    return (
        is_disclosure(name, topics)
        or is_gazette(name, topics)
        or is_reports(name, topics)
        or is_guide(name, topics)
        or bool(_PART.search(column_key(name)))
    )


def is_query(name: str) -> bool:
    """Whether a page of that name shows rows only to who asks for some (信件查询, 搜索结果)."""
    return bool(_QUERY.search(column_key(name)))


def is_tool(name: str) -> bool:
    """Whether a page of that name is a tool or a notice of the site, never a column that is kept up."""
    return bool(_TOOL.search(column_key(name)))


def is_column_name(name: str) -> bool:
    """Whether the words of a link can be a column's name: not empty, not the home page, not a sentence."""
    key = column_key(name)
    return bool(key) and key not in HOME_NAMES and len(key) <= 24 and not key.isdigit()


def may_be_page(address: str) -> bool:
    """Whether an address can be a page: a web address whose path does not end like a file of another sort."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NOT_A_PAGE.search(parts.path)


def year_in(title: str) -> int | None:
    """The first year (1949 to 2099) that a title names, ``None`` when it names none."""
    years = [int(found) for found in _YEAR.findall(han_years(fold(title)))]
    return next((year for year in years if year >= 1949), None)
