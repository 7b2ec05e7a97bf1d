"""The breadcrumb (当前位置：首页 > 政务公开 > 政策文件) as names and links, without the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.model import Link
from govcheck.text.normalise import squeeze

_LABEL: Final = re.compile(
    r"(?:您|你)?(?:当前|现在|目前)?(?:所在)?的?(?:页面|栏目)?(?:所在)?(?:位置|地点)[是为在]?\s*[:：>》]?"
    r"|^\s*(?:位置|当前栏目|当前页面|导航|路径)\s*[:：]|You are here\s*:?|Position\s*:",
    re.I,
)
_SEPARATOR: Final = re.compile(r"\s*(?:-+>|=>|[>＞›»→≫》\\]+|/|／|·|\||┃|::)\s*|\s+[-－—–]+\s*|\s*[-－—–]+\s+|\s{2,}")
_LAST_RESORT: Final = re.compile(r"\s*[-－—–]+\s*")
_LEFT_OUT: Final[frozenset[str]] = frozenset(table("article")["no_step"])
_HOME: Final = re.compile(r"^(?:网站|门户|返回|本站|站点)?(?:首\s*页|主页)|^home$", re.I)
_STRONG: Final = frozenset(("crumb", "crumbs", "breadcrumb", "breadcrumbs", "dqwz", "mbx", "mianbaoxie", "crumbnav"))
_LONGEST: Final = 400


def find_breadcrumb(
    flow: Flow, resolve: Callable[[str], str | None]
) -> tuple[tuple[str, ...], tuple[Link, ...], set[Line]]:
    """Names from the home page down, the links among them, and the lines it takes up."""
    place = _by_label(flow) or _by_zone(flow) or _by_shape(flow)
    if place is None:
        return (), (), set()
    node, lines = place
    text = [line.text for line in lines]
    names = _names(text)
    links = []
    for anchor in node.el.iter("a"):
        here = flow.by_el.get(anchor)
        if (
            here is None
            or here.hidden
            or not any(line.index in range(here.first, max(here.last, here.first + 1)) for line in lines)
        ):
            continue
        words = squeeze("".join(anchor.itertext())) or squeeze(anchor.get("title") or "")
        address = resolve(anchor.get("href") or "") if (anchor.get("href") or "").strip() else None
        if words and address:
            links.append(Link(address, words, "breadcrumb", "href"))
    return names, tuple(links), set(lines)


def _by_label(flow: Flow) -> tuple[Node, list[Line]] | None:
    for line in flow.lines:
        if len(line.text) > _LONGEST or "置" not in line.text or line.zone == "foot":
            continue
        match = _LABEL.search(line.text)
        if match is None or match.start() > 12:
            continue
        rest = line.text[match.end() :].strip(" :：\xa0\u3000")
        if rest:
            return line.node, [line]
        holder = line.node
        for _level in range(3):
            if holder.last - holder.first > 1 and holder.size <= _LONGEST:
                return holder, [other for other in flow.lines[line.index : holder.last] if other.text]
            if holder.parent is None:
                break
            holder = holder.parent
        return None
    return None


def _by_zone(flow: Flow) -> tuple[Node, list[Line]] | None:
    for node in flow.nodes:
        if (
            node.zone == "breadcrumb"
            and not node.hidden
            and 2 < node.size <= 200
            and (node.parent is None or node.parent.zone != "breadcrumb")
        ):
            lines = [line for line in flow.lines[node.first : node.last] if line.text]
            marked = any(re.search(r"[>＞»›→/]", line.text) for line in lines) or not _STRONG.isdisjoint(node.words)
            if lines and marked and (_HOME.match(lines[0].text) or len(_SEPARATOR.split(lines[0].text)) > 1):
                return node, lines
    return None


def _by_shape(flow: Flow) -> tuple[Node, list[Line]] | None:
    """A line that starts with 首页 and goes on with separators."""
    for line in flow.lines:
        if _HOME.match(line.text) and len(line.text) <= 120 and line.zone not in ("foot", "nav"):
            steps = [step for step in re.split(r"\s*(?:-+>|[>＞›»→]+)\s*", line.text) if step.strip()]
            if len(steps) >= 2:
                return line.node, [line]
    return None


def _names(text: list[str]) -> tuple[str, ...]:
    text = [_LABEL.sub("", piece) if i == 0 else piece for i, piece in enumerate(text)]
    steps: list[str] = []
    for piece in text:
        parts = [part for part in _SEPARATOR.split(piece) if part]
        if len(parts) <= 1 and len(text) == 1 and _HOME.match(piece.strip(" :：>\xa0")):
            parts = _LAST_RESORT.split(piece)
        steps += [squeeze(part).strip(" :：>»›-") for part in parts]
    names = [step for step in steps if step and len(step) <= 60]
    while names and names[-1] in _LEFT_OUT:
        names.pop()
    return tuple(names)


def is_home_name(name: str) -> bool:
    """Whether a step is the home page's (首页, 网站首页)."""
    return bool(_HOME.match(name))
