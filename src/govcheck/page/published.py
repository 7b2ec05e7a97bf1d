"""The publication date, as a visitor sees it. Never invented: a label, or the first date in the head block, or META.

Not publication dates: clocks (今天是), copyright years, the date in the address, dates of adoption or of signing, dates of
the running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from govcheck.dates.shapes import Shown, as_instant, find_dates, parse_stamp
from govcheck.outcome import Confidence
from govcheck.page.body import is_paragraph
from govcheck.page.dom import css_path, xpath
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.headline import Headline
from govcheck.page.labels import Labelled
from govcheck.records.population import Reading

_RANKS: Final = {"published": 0, "updated": 1, "generated": 2}
_CLOCK: Final = re.compile(
    r"今天|现在是|当前时间|星期[一二三四五六日天].{0,6}(?:欢迎|农历)|农历|版权|copyright|©|\(c\)|备案", re.I
)
_ADOPTED: Final = re.compile(
    r"通过|修订|修正|施行|实施|生效|批准|起施|公布\s*[)）]|印发\s*[)）]|截止|截至|至|签署|开标|会议|第[一二三四五六七八九十百]+次"
)
_ONLY: Final = re.compile(r"^[\s\u3000\xa0【\[(（]*$")
_AFTER: Final = re.compile(
    r"^[\s\u3000\xa0】\])）,，|/]*(?:$|来源|信息来源|文章来源|发布|作者|浏览|阅读|点击|访问|字体|字号|打印|分享|【|\[|\(|（|编辑|责任|文章|稿源|星期|[\u4e00-\u9fff]{2,16}$|稿件|大\s|\ufffc|收藏|关闭|视力)"
)
UNFILLED: Final = "unfilled"
"""How a date was read whose label is there and whose place is empty: nobody can say that a visitor sees none."""
_HEAD_SPAN: Final = 12


@dataclass(frozen=True, slots=True)
class Publication:
    """What a visitor sees, what META says, and whether they differ in their day."""

    reading: Reading
    meta: datetime | None
    conflict: bool


def find_published(
    flow: Flow, labels: Sequence[Labelled], headline: Headline, body: Node | None, *, start: int, meta: str
) -> Publication:
    """Read it. ``meta``: the PubDate as printed, empty when there is none or META is to be ignored."""
    stamp = parse_stamp(meta) if meta else None
    seen = _labelled(labels, headline, start) or _in_head(flow, headline, start)
    stamped = as_instant(stamp) if stamp is not None else None
    if seen is None and stamp is not None:
        seen = Reading(stamp, "meta", Confidence.MEDIUM, meta[:200])
        return Publication(seen, stamped, False)
    if seen is None:
        unfilled = any(_unfilled(item) for item in labels)
        return Publication(Reading(None, UNFILLED if unfilled else ""), stamped, False)
    shown = seen.value
    conflict = stamp is not None and isinstance(shown, date) and _day(shown) != _day(stamp)
    return Publication(seen, stamped, conflict)


def _unfilled(item: Labelled) -> bool:
    """Whether a label of the date stands before an empty place with a name, which a script we did not run may fill."""
    if item.kind != "published" or item.label in ("发布", "发表") or item.rest.strip():
        return False
    place = item.line.node.el
    return any(not (el.text or "").strip() and not len(el) and el.get("id") for el in place.iter("span", "i", "em", "font"))


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _labelled(labels: Sequence[Labelled], headline: Headline, start: int) -> Reading | None:
    """The first labelled date of the best kind near the headline; a list of dated rows is none."""
    found: list[tuple[int, int, int, Labelled, Shown]] = []
    for item in labels:
        if item.kind not in _RANKS or item.line.zone in ("foot", "nav", "breadcrumb"):
            continue
        shown = _first_date(item)
        if shown is not None and not _CLOCK.search(item.line.text[:12]):
            found.append((*_place(item, headline, start), item, shown))
    if not found:
        return None
    found.sort(key=lambda entry: entry[:3])
    _far, _rank, _order, item, shown = found[0]
    if shown.value is None:
        return None
    how = "script" if item.node.written == "script" else "label"
    confidence = Confidence.HIGH if item.kind == "published" else Confidence.MEDIUM
    return Reading(shown.value, how, confidence, item.line.text[:200], css_path(item.node.el), xpath(item.node.el))


def _first_date(item: Labelled) -> Shown | None:
    """A date that stands at the very start of the value."""
    rest = item.rest
    for shown in find_dates(rest):
        lead = rest[: shown.start].strip(" \xa0\u3000:：[【(（\ufffc")
        return shown if not lead else None
    return None


def _place(item: Labelled, headline: Headline, start: int) -> tuple[int, int, int]:
    """Sort key: in the head block before anywhere else, then by kind, then by order."""
    line = item.line.index
    rank = _RANKS[item.kind]
    if item.label in ("时间", "日期", "Date", "時間"):
        rank = max(rank, 0)
    top = headline.line if headline.line >= 0 else 0
    inside = top - _HEAD_SPAN * 2 <= line <= max(start + 1, top + _HEAD_SPAN)
    return (0 if inside else 1, rank, line)


def _in_head(flow: Flow, headline: Headline, start: int) -> Reading | None:
    """An unlabelled date that stands alone, or before 来源 and the like, between headline and text."""
    if headline.line < 0:
        return None
    first = headline.line
    last = min(len(flow.lines), max(start, first + 1), first + _HEAD_SPAN)
    for line in flow.lines[first:last]:
        if line.zone in ("foot", "nav", "breadcrumb") or len(line.text) > 160 or _CLOCK.search(line.text):
            continue
        if line.index > first and is_paragraph(line):
            break
        shown = _alone(line, within=headline.node if line.index == first else None)
        if shown is not None and shown.value is not None:
            node = line.at(shown.start)
            how = "script" if node.written == "script" else "head"
            return Reading(shown.value, how, Confidence.HIGH, line.text[:200], css_path(node.el), xpath(node.el))
    return None


def _alone(line: Line, within: Node | None) -> Shown | None:
    dates = find_dates(line.text)
    if not dates:
        return None
    shown = dates[0]
    before, after = line.text[: shown.start], line.text[shown.end :]
    if within is not None and not (_ONLY.match(before) and not after.strip()):
        # a date inside the headline's own words belongs to them, unless it is an element of its own
        return None
    if re.search(r"[(（]\s*$", before) and _ADOPTED.search(after[:60]):
        return None
    if not _AFTER.match(after) or _ADOPTED.search(after[:16]):
        return None
    lead = before.strip(" \xa0\u3000【[(（|\ufffc")
    if not lead:
        return shown
    return shown if re.search(r"(?:来源|作者|发布|编辑|部门|单位)\s*[:：]?\s*\S{0,24}$", lead) and len(lead) < 40 else None
