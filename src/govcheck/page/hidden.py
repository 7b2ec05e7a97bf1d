"""The links to other sites that a visitor of a page cannot see, and by what each is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.flow import Flow, Node
from govcheck.page.invisible import FOLDED, Sight, Unseen
from govcheck.text.normalise import squeeze
from govcheck.urls.hosts import same_site

Resolve = Callable[[str], str | None]

_FRAMES: Final = ("iframe", "frame", "embed")
_MOST: Final = 3000
"""Links to other sites of one page that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class OutsideLink:
    """A link (or frame) to another site. ``unseen``: why nobody sees it, ``None``: it may be seen."""

    node: Node
    address: str
    words: str
    unseen: Unseen | None

    @property
    def frame(self) -> bool:
        """A page shown inside this one."""
        return self.node.tag in _FRAMES


def outside_links(
    root: HtmlElement, flow: Flow, resolve: Resolve, here: str, sheets: Sequence[str] = ()
) -> list[OutsideLink]:
    """Every link and frame of the page that leads to another site, in order. ``sheets``: style sheets read beside it."""
    found: list[tuple[Node, str]] = []
    for node in flow.nodes:
        if node.tag in ("a", "area"):
            href = node.el.get("href")
        elif node.tag in _FRAMES:
            href = node.el.get("src")
        else:
            continue
        # most links are written without a host: they need no resolving
        if href and (href.lstrip()[:2] == "//" or ":" in href[:12]) and len(found) < _MOST:
            address = resolve(href)
            if address and address.startswith("http") and not same_site(address, here):
                found.append((node, address))
    if not found:
        return []
    sight = Sight(root, flow, sheets)
    return [OutsideLink(node, address, link_words(node.el), sight.unseen(node)) for node, address in found]


def link_words(el: HtmlElement) -> str:
    """The words of a link for search engines: its text, its title, what its pictures are said to show."""
    parts = ["".join(el.itertext()), el.get("title") or "", el.get("alt") or ""]
    parts += [image.get("alt") or "" for image in el.iter("img")]
    return squeeze(" ".join(dict.fromkeys(parts)))[:200]


def hidden_outside(flow: Flow, resolve: Resolve, here: str) -> tuple[tuple[str, str], ...]:
    """Links to other sites that a visitor cannot see, and by what: for a person to look at.

    A panel that only waits for a click (a tab, a menu) is hidden by a class or a style on a box with many words; what is
    meant here stands in small boxes, or is pushed off the screen.
    """
    if not flow.nodes:
        return ()
    found: dict[str, str] = {}
    small: dict[Node, bool] = {}
    for link in outside_links(flow.nodes[0].el, flow, resolve, here):
        unseen = link.unseen
        if unseen is None or unseen.weak or link.frame:
            continue
        if unseen.box not in small:
            small[unseen.box] = not waits(unseen) or only_links(unseen.box)
        if small[unseen.box]:
            found.setdefault(link.address, unseen.why)
    return tuple(found.items())


def waits(unseen: Unseen) -> bool:
    """Whether it is hidden in a way in which menus and tabs wait for their visitor."""
    return unseen.why in FOLDED


def only_links(box: Node) -> bool:
    """Whether a box that is not shown holds links and hardly anything else."""
    text = squeeze("".join(box.el.itertext()))
    linked = sum(len(squeeze("".join(a.itertext()))) for a in ([box.el] if box.tag == "a" else box.el.iter("a")))
    return len(text) <= 600 and linked * 10 >= len(text) * 7
