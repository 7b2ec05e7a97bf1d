"""The headline of an article, as a visitor sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from govcheck.dates.shapes import find_dates
from govcheck.outcome import Confidence
from govcheck.page import body as bodies
from govcheck.page.data import table
from govcheck.page.dom import css_path, xpath
from govcheck.page.flow import CELL, Flow, Line, Node
from govcheck.page.labels import Labelled
from govcheck.records.population import Reading
from govcheck.text.normalise import squeeze, title_key

_HEADINGS: Final = {"h1": 4.0, "h2": 3.2, "h3": 2.6, "h4": 1.8, "h5": 1.0}
_SPLIT: Final = re.compile(r"\s*(?:[-_|—–>»·]{1,3}|::|--)\s*")
_LONGEST: Final = 220
_TIE: Final = 3.0
_ABOVE: Final = (4.5, 3.5, 2.0, 1.0, 1.0, 1.0)
_OFF: Final = frozenset(("nav", "foot", "breadcrumb", "pagination"))
_POSITION: Final = re.compile(r"(?:当前|您的|现在|所在)(?:所在)?(?:的)?位置|今天是|^\s*(?:版权|Copyright)")


@dataclass(frozen=True, slots=True)
class Headline:
    """The reading, the element and the line it starts on (``-1`` when it is not a visible line)."""

    reading: Reading
    node: Node | None
    line: int


@dataclass(slots=True)
class _Candidate:
    node: Node
    text: str
    first: int
    last: int
    score: float


def find_headline(
    flow: Flow, labels: Sequence[Labelled], body: Node | None, *, browser_title: str, meta_title: str, names: Sequence[str]
) -> Headline:
    """Find it. ``names``: texts that are no headline here (site name, breadcrumb). ``meta_title``: empty to ignore META."""
    bar = bar_line(labels, body)
    parts = title_parts(browser_title, names)
    start = body_start(flow, body, bar)
    barred = frozenset(title_key(name) for name in names if name)
    by = _Yardstick(bar, start, parts, title_key(meta_title), barred)
    best: _Candidate | None = None
    values = {item.line.index + 1 for item in labels if item.cell and item.kind != "name"}
    for candidate in (*_candidates(flow, start, bar), *_broken(flow, start, [*parts[:2], title_key(meta_title)])):
        if candidate.first in values:
            continue
        _score(candidate, flow, by)
        if best is None or candidate.score > best.score + 1e-9:
            best = candidate
    labelled = _labelled(labels, bar, start)
    if labelled is not None and (best is None or best.score < 9):
        reading = Reading(
            squeeze(labelled.value),
            "label",
            Confidence.HIGH,
            labelled.value[:200],
            css_path(labelled.node.el),
            xpath(labelled.node.el),
        )
        return Headline(reading, labelled.node, labelled.line.index)
    if best is not None and best.score >= _TIE:
        text = squeeze(best.text)
        how = "heading" if best.node.tag in _HEADINGS else "head"
        confidence = Confidence.HIGH if best.score >= 6 else Confidence.MEDIUM
        return Headline(
            Reading(text, how, confidence, text[:200], css_path(best.node.el), xpath(best.node.el)), best.node, best.first
        )
    if meta_title:
        return Headline(Reading(squeeze(meta_title), "meta", Confidence.MEDIUM, meta_title[:200]), None, -1)
    return Headline(Reading(None), None, -1)


def bar_line(labels: Sequence[Labelled], body: Node | None) -> Line | None:
    """The line under the headline with 发布时间, 来源, 浏览次数, 字号…; the one with most labels before the body's end."""
    counts: dict[int, float] = {}
    lines: dict[int, Line] = {}
    weights = {
        "published": 2.0,
        "updated": 1.5,
        "source": 1.5,
        "views": 1.2,
        "tools": 0.8,
        "author": 0.6,
        "generated": 0.6,
        "reviewer": 0.4,
        "office": 0.6,
    }
    for item in labels:
        if item.kind in weights and item.line.zone in ("main", "head", "side") and not _in_table(item):
            empty = item.kind in ("published", "updated", "generated") and not find_dates(item.rest)
            counts[item.line.index] = counts.get(item.line.index, 0.0) + (0.2 if empty else weights[item.kind])
            lines[item.line.index] = item.line
    same = sum(item.kind in ("published", "updated") for item in labels)
    ranked = [(score, -index) for index, score in counts.items() if score >= 0.8]
    if not ranked or same > 6:
        return None
    near = {index: sum(s for other, s in counts.items() if 0 <= other - index <= 4) for index in counts}
    index = max(counts, key=lambda i: (near[i], -i))
    return lines[index] if near[index] >= 0.8 else None


def _in_table(item: Labelled) -> bool:
    """Whether it belongs to a table of elements and not to a bar."""
    return item.cell or (not item.value and item.line.node.tag in CELL)


def body_start(flow: Flow, body: Node | None, bar: Line | None) -> int:
    """The line with which the running text begins."""
    first = len(flow.lines)
    if body is not None:
        after = bar.index + 1 if bar is not None and body.first <= bar.index < body.last else body.first
        first = next(
            (line.index for line in flow.lines[after : body.last] if bodies.is_paragraph(line)), max(after, body.first) + 1
        )
    return first


def _labelled(labels: Sequence[Labelled], bar: Line | None, start: int) -> Labelled | None:
    """A title in the element table (标题： …)."""
    elements = {item.line.node.parent for item in labels if item.kind in ("index", "number", "issuer", "written")}
    for item in labels:
        if item.kind == "name" and len(item.value) >= 4 and item.cell and elements and item.line.index <= start:
            return item
    return None


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = table("article")
    return frozenset(data["titles"]), frozenset(data["not_titles"]), frozenset(title_key(word) for word in data["never"])


def _candidates(flow: Flow, start: int, bar: Line | None) -> list[_Candidate]:
    titles, no_titles, _never = _words()
    limit = max(start + 3, (bar.index if bar is not None else 0) + 1)
    found: list[_Candidate] = []
    seen: set[Node] = set()
    for node in flow.nodes:
        if node.hidden or node.first >= limit or node.size < 2 or node.size > _LONGEST or node.zone in _OFF:
            continue
        named = not titles.isdisjoint(node.words) and no_titles.isdisjoint(node.words)
        if node.tag in _HEADINGS or (named and node.tag not in ("a", "body", "html", "input")):
            text, first, last = _text(flow, node, bar)
            if text:
                score = _HEADINGS.get(node.tag, 0.0) + (2.2 if named else 0.0)
                found.append(_Candidate(node, text, first, last, score))
                seen.add(node)
    for line in flow.lines[:limit]:
        if line.node not in seen and 2 <= len(line.text) <= _LONGEST and line.zone not in _OFF:
            found.append(_Candidate(line.node, line.text, line.index, line.index + 1, _emphasis(line)))
    return found


def _broken(flow: Flow, start: int, wanted: Sequence[str]) -> list[_Candidate]:
    """A headline broken over several lines, where ``<title>`` or META has it in one piece."""
    long = [key for key in wanted if len(key) >= 10]
    found: list[_Candidate] = []
    for i, line in enumerate(flow.lines[: start + 3]):
        first = title_key(line.text) if long and 2 <= len(line.text) <= 80 and line.zone not in _OFF else ""
        if len(first) < 4 or not any(key.startswith(first) and key != first for key in long):
            continue
        joined = line.text
        for other in flow.lines[i + 1 : i + 4]:
            joined += other.text
            if any(key.startswith(title_key(joined)) and len(title_key(joined)) >= 0.9 * len(key) for key in long) or (
                title_key(joined) in long
            ):
                found.append(_Candidate(line.node, joined, i, other.index + 1, _emphasis(line) + 1.0))
    return found


def _text(flow: Flow, node: Node, bar: Line | None) -> tuple[str, int, int]:
    """The lines of a heading, without a date bar nested in it."""
    lines = [line for line in flow.lines[node.first : node.last] if line.text]
    if bar is not None:
        lines = [line for line in lines if line.index < bar.index or node.first > bar.index]
    if not lines or len(lines) > 5:
        return "", 0, 0
    return " ".join(line.text for line in lines), lines[0].index, lines[-1].index + 1


def _emphasis(line: Line) -> float:
    """Bold, centred, large: what headlines without a heading look like."""
    score = 0.0
    node: Node | None = line.spans[0][1] if line.spans else line.node
    for _level in range(5):
        if node is None:
            break
        style = (node.el.get("style") or "").lower()
        if node.tag in ("strong", "b") or "font-weight" in style:
            score = max(score, 0.0) + 0.5
        if node.tag == "center" or node.el.get("align") == "center" or re.search(r"text-align\s*:\s*center", style):
            score += 1.0
        if re.search(r"font-size\s*:\s*(?:1[6-9]pt|[2-4]\dp[tx]|x+-large)", style):
            score += 0.8
        node = node.parent
    return min(score, 2.5)


@dataclass(frozen=True, slots=True)
class _Yardstick:
    """What candidates are measured against: the bar, the start of the text, ``<title>``, META, and what is no headline."""

    bar: Line | None
    start: int
    parts: Sequence[str]
    meta: str
    barred: frozenset[str]


def _score(candidate: _Candidate, flow: Flow, by: _Yardstick) -> None:
    text = candidate.text
    key = title_key(text)
    if not key or key in _words()[2] or _POSITION.search(text) or text.endswith(("：", ":")):
        candidate.score = -99
        return
    score = candidate.score + _likeness(key, by.parts) + _place(candidate, by)
    if by.meta:
        alike = len(key) >= 6 and (by.meta.startswith(key) or key.startswith(by.meta))
        score += 8 if key == by.meta else 4 * alike
    if key in by.barred:
        score -= 2 if candidate.node.tag in _HEADINGS else 4
    score -= {"side": 4.0, "head": 3.0, "nav": 8.0}.get(candidate.node.zone, 0.0)
    score -= _link_share(flow, candidate) * 6
    score += (5 <= len(text) <= 110) * 1.0 + (len(text) > 14) * 0.6
    if candidate.first >= by.start and candidate.node.tag not in _HEADINGS:
        score -= 3
    if re.search(r"[。；]$", text) or len(text) > 130:
        score -= 3
    candidate.score = score


def _place(candidate: _Candidate, by: _Yardstick) -> float:
    """How well it stands: right above the bar; without a bar, right above the text."""
    if by.bar is None:
        gap = by.start - candidate.last
        return 1.2 if 0 <= gap <= 2 else 0.5 if 2 < gap <= 5 else 0.0
    gap = by.bar.index - candidate.last
    if candidate.first > by.bar.index:
        after = candidate.first - by.bar.index
        strong = candidate.score >= 2
        return -2.5 if after <= 3 or (strong and after <= 8) else -6.0
    if gap < 0:
        return 0.5 if candidate.first == by.bar.index else 0.0
    return _ABOVE[gap] if gap < len(_ABOVE) else 0.0


def _link_share(flow: Flow, candidate: _Candidate) -> float:
    lines = flow.lines[candidate.first : candidate.last]
    total = sum(len(line.text) for line in lines)
    return sum(bodies.link_length(line) for line in lines) / total if total else 0.0


def title_parts(browser_title: str, names: Sequence[str]) -> list[str]:
    """What ``<title>`` may say of this page: the whole, then its parts, as keys."""
    text = squeeze(browser_title)
    whole = title_key(text)
    known = {title_key(name) for name in names if name}
    parts = [whole, *(title_key(part) for part in _SPLIT.split(text))]
    return [part for part in dict.fromkeys(parts) if len(part) >= 2 and part not in known]


def _likeness(key: str, parts: Sequence[str]) -> float:
    for place, part in enumerate(parts[:4]):
        if key == part:
            return 7.0 - min(place, 2) if len(key) >= 4 else 3.0
        if len(key) >= 8 and (part.startswith(key) or (key.startswith(part) and len(part) >= 8)):
            return 6.0 if place <= 1 else 4.0
    return 0.0
