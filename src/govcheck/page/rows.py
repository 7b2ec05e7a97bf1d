"""One row of a list: its title, address and date, whatever elements it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from govcheck.dates.shapes import Shown, find_dates
from govcheck.page.flow import Flow, Line, Node
from govcheck.text.normalise import squeeze
from govcheck.urls.script import from_script

_CUT: Final = re.compile(r"(?:\.{2,}|…+|。{2,})$")
_LEFT: Final = re.compile(r"[\s\u3000\xa0\[(（【:：|·\]）)】,，]$")
_RIGHT: Final = re.compile(r"^[\s\u3000\xa0\])）】|,，]|^(?:发布|来源|浏览|阅读|点击|\[|【)")
_EDGES: Final = " \xa0\u3000[]()（）【】|·•-—:：>»▪■◆●○*＊、\t"
_NUMBERING: Final = re.compile(r"^(?:\d{1,3}|[•·▪■◆>»-])$")
_DATE_LABEL: Final = re.compile(
    r"(?:发布|更新|公布|发表|留言|提交|来信|提问|访谈|上传|创建|成文|咨询)?(?:时间|日期|于)?\s*[:：]?\s*$"
)
_CATEGORY: Final = re.compile(r"^[\[【（(].{1,14}[\]】）)]$")
_BOXES: Final = frozenset(("div", "section", "article", "table", "p", "ul"))
_MAX_TITLE: Final = 600


@dataclass(slots=True, eq=False)
class Found:
    """A row as read: ``shown`` is its date (with or without a year), ``picture`` whether it holds a picture."""

    node: Node
    title: str
    address: str
    shown: Shown | None
    linked: bool
    picture: bool
    size: int
    script_link: bool = False


class RowReader:
    """Reads rows; the dates of every line are found once."""

    def __init__(self, flow: Flow, resolve: Callable[[str], str | None]) -> None:
        self.flow = flow
        self.resolve = resolve
        self._dates: dict[int, list[Shown]] = {}

    def dates(self, line: Line) -> list[Shown]:
        """The dates of a line, those without a year too."""
        found = self._dates.get(line.index)
        if found is None:
            found = find_dates(line.text, rows=True) if re.search(r"\d", line.text) or "年" in line.text else []
            self._dates[line.index] = found
        return found

    def lines(self, node: Node) -> list[Line]:
        """The lines with text of an element."""
        return [line for line in self.flow.lines[node.first : node.last] if line.text]

    def read(self, node: Node, title_cell: Node | None = None) -> Found | None:
        """The row that an element is, or ``None`` when it is none. ``title_cell``: the cell that the table's head calls
        the title.
        """
        if node.hidden or node.size > 1500 or (node.tag in _BOXES and _holds_rows(node)):
            return None
        el = node.el
        anchors = [el] if node.tag == "a" else [a for a in el.iter("a") if not _hidden(self.flow, a)]
        picture = next(el.iter("img"), None) is not None
        lines = self.lines(node)
        shown, place = self.date(lines)
        title, anchor = self.title(node, anchors, lines, shown, place)
        if title_cell is not None and (anchor is None or not any(up is title_cell.el for up in anchor.iterancestors())):
            title = (
                self.title(
                    title_cell,
                    [a for a in anchors if a in set(title_cell.el.iter("a"))],
                    self.lines(title_cell),
                    None,
                    None,
                )[0]
                or title
            )
        if not title:
            return None
        address, script = self.address(node, anchor, anchors)
        linked = anchor is not None or bool(address) or el.get("onclick") is not None
        return Found(node, title[:_MAX_TITLE], address, shown, linked, picture, node.size, script)

    def date(self, lines: list[Line]) -> tuple[Shown | None, Line | None]:
        """The row's date: one that is an element of its own or stands free at an end of its text; with a year first."""
        best: tuple[int, Shown, Line] | None = None
        for line in lines:
            for shown in self.dates(line):
                rank = _standing(line, shown)
                if rank is None:
                    continue
                rank += 0 if shown.day is not None else 3
                if best is None or rank < best[0]:
                    best = (rank, shown, line)
        return (best[1], best[2]) if best is not None else (None, None)

    def title(
        self, node: Node, anchors: list[HtmlElement], lines: list[Line], shown: Shown | None, place: Line | None
    ) -> tuple[str, HtmlElement | None]:
        """The longest link's words (or its title attribute when those are cut short), else the row's own text."""
        best, chosen = "", None
        for anchor in anchors:
            words = anchor_words(anchor)
            if words and not _CATEGORY.match(words) and len(words) > len(best):
                best, chosen = words, anchor
        if shown is not None and best:
            best = _without(best, shown)
        if chosen is None or len(best) < 2:
            own = next((words for line in lines if (words := self.own(line, shown if line is place else None))), "")
            if len(own) > len(best):
                best = own
        if chosen is not None:
            full = squeeze(chosen.get("title") or "")
            if full and (not best or ((_CUT.search(best) or len(full) > len(best)) and _same_start(full, best))):
                best = full
        if not best:
            image = next(node.el.iter("img"), None)
            best = squeeze((image.get("alt") or image.get("title") or "") if image is not None else "")
        return best.strip(" \xa0\u3000·•▪■◆"), chosen

    def own(self, line: Line, shown: Shown | None) -> str:
        """The words of a line that may be a title: no running number, no date alone."""
        words = _without(line.text, shown).strip(_EDGES)
        dates = self.dates(line)
        if _NUMBERING.match(words) or (dates and dates[0].text == words) or re.fullmatch(r"[【\[].{1,8}[】\]]", line.text):
            return ""
        return words

    def address(self, node: Node, anchor: HtmlElement | None, anchors: list[HtmlElement]) -> tuple[str, bool]:
        """Where the row leads, empty when it leads nowhere; and whether only a script knows."""
        script = False
        for candidate in [anchor, *anchors] if anchor is not None else anchors:
            href = (candidate.get("href") or "").strip()
            if href.lower().startswith("javascript:") or href in ("", "#"):
                for text in filter(None, (href, candidate.get("onclick"))):
                    for found in from_script(text) if len(text) > 11 else ():
                        if (resolved := self.resolve(found)) is not None:
                            return resolved, True
                script = script or (bool(href) and href != "#")
                continue
            resolved = self.resolve(href)
            if resolved:
                return resolved, False
        handler = node.el.get("onclick")
        for found in from_script(handler) if handler else ():
            if (resolved := self.resolve(found)) is not None:
                return resolved, True
        return "", script


def _holds_rows(node: Node) -> bool:
    """Whether a box is no row but holds rows or a page bar."""
    inner = [sum(1 for _ in node.el.iter(tag)) for tag in ("li", "tr", "dl")]
    if node.tag == "ul" and inner[0] > 1 and sum(next(li.iter("a"), None) is not None for li in node.el.iter("li")) > 1:
        return True
    return max(inner) > (5 if node.tag == "ul" else 1) or sum(1 for _ in node.el.iter("a")) > 6 or node.zone == "pagination"


def anchor_words(anchor: HtmlElement) -> str:
    """The words of a link, else its title, else the words of its picture."""
    words = squeeze("".join(part for part in anchor.itertext() if part))
    if words:
        return words
    title = squeeze(anchor.get("title") or "")
    if title:
        return title
    image = next(anchor.iter("img"), None)
    return squeeze((image.get("alt") or image.get("title") or "") if image is not None else "")


def _hidden(flow: Flow, el: HtmlElement) -> bool:
    node = flow.by_el.get(el)
    return node is not None and node.hidden


def _same_start(full: str, words: str) -> bool:
    stem = re.sub(r"\s", "", _CUT.sub("", words))[:6]
    return not stem or stem in re.sub(r"\s", "", full)


def _standing(line: Line, shown: Shown) -> int | None:
    """0: an element of its own; 1: free at the end; 2: free at the start; ``None``: part of a sentence."""
    text = line.text
    before, after = text[: shown.start], text[shown.end :]
    inside = line.at(shown.start) is line.at(max(0, shown.start - 1))
    left_edge = not before.strip(_EDGES) or (not inside and _own_start(line, shown))
    right_edge = not after.strip(_EDGES) or _own_end(line, shown)
    if left_edge and right_edge:
        return 0
    label = _DATE_LABEL.search(before)
    if label and label[0].strip(" :：") and (right_edge or _RIGHT.match(after)):
        return 0
    if not after.strip(_EDGES) and _LEFT.search(before):
        return 1
    if not before.strip(_EDGES) and _RIGHT.match(after):
        return 2
    if _LEFT.search(before) and _own_end(line, shown):
        return 1
    return None


def _own_start(line: Line, shown: Shown) -> bool:
    """Whether the element that holds the date begins with it."""
    return any(start <= shown.start and not line.text[start : shown.start].strip(_EDGES) for start, _node in line.spans)


def _own_end(line: Line, shown: Shown) -> bool:
    ends = [start for start, _node in line.spans[1:]] + [len(line.text)]
    return any(end >= shown.end and not line.text[shown.end : end].strip(_EDGES) for end in ends)


def _without(text: str, shown: Shown | None) -> str:
    """The text without its date at an end."""
    if shown is None:
        return text
    at = text.find(shown.text)
    if at < 0:
        return text
    before, after = text[:at], text[at + len(shown.text) :]
    if not after.strip(_EDGES):
        return re.sub(r"(?:发布|更新)?(?:时间|日期)?\s*[:：]?\s*$", "", before.rstrip(_EDGES)).rstrip(
            " \xa0\u3000[(（【-—|"
        )
    return after.lstrip(_EDGES) if not before.strip(_EDGES) else text
