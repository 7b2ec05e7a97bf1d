"""The source (来源) as printed: a label with its value; a label without one is a reading of nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govcheck.dates.shapes import find_dates
from govcheck.outcome import Confidence
from govcheck.page.dom import css_path, xpath
from govcheck.page.headline import Headline
from govcheck.page.labels import Labelled, is_placeholder
from govcheck.records.population import Reading
from govcheck.text.normalise import squeeze

_LONGEST: Final = 60
_TAIL: Final = 160
_BYLINE: Final = re.compile(
    r"[（(]\s*(?:供稿|作者|通讯员|记者|撰稿|来稿)?\s*[:：]?\s*"
    r"([\u4e00-\u9fff]{1,16}(?:局|委|办|办公室|中心|院|站|所|科|处|厅|部|网|社|报|台)(?:\s*[\u4e00-\u9fff、\s]{2,12})?)\s*[)）]"
)
_SPAN: Final = 14
_LABEL_LEFT: Final = re.compile(r"^(?:作者|责任编辑|编辑|发布时间|时间|日期|浏览|阅读|点击|字体|字号|打印|关闭|分享)")


def find_source(labels: Sequence[Labelled], headline: Headline, *, start: int, meta: str) -> Reading:
    """Read it. ``meta``: ContentSource as printed, empty to ignore META. A visible empty label with no META gives
    ``Reading(None, "label")``.
    """
    empty: Reading | None = None
    for kinds in (("source",), ("office",)):
        near = [item for item in labels if item.kind in kinds and _near(item, headline, start)]
        for item in near:
            value = clean_source(item.value)
            if value:
                where = (item.line.text[:200], css_path(item.node.el), xpath(item.node.el))
                return Reading(value, "label", Confidence.HIGH if kinds[0] == "source" else Confidence.MEDIUM, *where)
            if kinds[0] == "source" and empty is None:
                empty = Reading(
                    None, "label", Confidence.HIGH, item.line.text[:200], css_path(item.node.el), xpath(item.node.el)
                )
    if meta.strip():
        return Reading(squeeze(meta), "meta", Confidence.MEDIUM, meta[:200])
    return empty or Reading(None)


def byline(text: str) -> str:
    """A body named in brackets at the end of the text (``（县社保局 张三）``): no source in so many words, but a person may
    take it for one. Empty when there is none.
    """
    found = _BYLINE.findall(text[-_TAIL:])
    return str(found[-1]).strip() if found else ""


def clean_source(value: str) -> str:
    """The value without a date, a tool word or another label run into it; empty when nothing is left or it is too long."""
    dates = find_dates(value)
    if dates:
        value = value[: dates[0].start]
    value = squeeze(value).strip(" :：,，;；|【[（(\ufffc")
    value = re.split(r"\s(?=(?:发布|时间|日期|作者|编辑|责任|字体|浏览|阅读|点击)[^ ]{0,6}[:：]?)", value)[0].strip()
    value = re.split(r"\s+(?=[\u4e00-\u9fff]{2,6}\s*[:：])", value)[0]
    if is_placeholder(value) or _LABEL_LEFT.match(value) or len(value) > _LONGEST:
        return ""
    return value


def _near(item: Labelled, headline: Headline, start: int) -> bool:
    if item.line.zone in ("foot", "nav", "breadcrumb"):
        return False
    top = headline.line if headline.line >= 0 else 0
    return top - 2 * _SPAN <= item.line.index <= max(start + 1, top + _SPAN)
