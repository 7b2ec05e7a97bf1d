"""Links to elsewhere that someone else put into a page: hidden from visitors, or written by scripts that hide what they do.

Certain only when nobody sees it *and* it is spam, or very many unrelated domains stand in one box pushed out of sight;
else a person looks, and what menus, tabs, friend links, counters and the like explain is not mentioned at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import Final

from lxml.html import HtmlElement

from govcheck.page import dom
from govcheck.page.data import table
from govcheck.page.flow import Flow, Node, ancestors
from govcheck.page.hidden import OutsideLink, link_words, only_links, outside_links, waits
from govcheck.page.notice.scripts import doings
from govcheck.page.notice.spam import known, sold, spam_host, spam_in
from govcheck.page.notice.view import View
from govcheck.page.noticed import PlantedLink
from govcheck.text.normalise import squeeze
from govcheck.urls.hosts import host_of, registrable, same_site

_CONDITIONAL: Final = re.compile(r"<!--\s*\[if\b[^\]]*\]>(?!\s*-->)(.{0,50000}?)<!\[endif\]\s*-->", re.S | re.I)
_CONDITIONAL_STARTS: Final = re.compile(r"<!--\s*\[if\b", re.I)
_MANY: Final = 8
"""So many unrelated domains in one box that nobody sees are no one's friend links."""
_MOST: Final = 100
_ROUND: Final = 4

Resolve = Callable[[str], str | None]


def planted(view: View) -> tuple[PlantedLink, ...]:
    """What is planted on one page, as far as it tells itself."""
    return find_planted(view.root, view.flow, view.source, resolve=view.resolve, here=view.address)


def find_planted(
    root: HtmlElement, flow: Flow, source: str, *, resolve: Resolve, here: str, sheets: Sequence[str] = ()
) -> tuple[PlantedLink, ...]:
    """``source``: the text as decoded (comments are not in the tree); ``sheets``: style sheets read beside the page."""
    found: dict[tuple[str, str], PlantedLink] = {}
    for one in chain(
        _hidden(root, flow, resolve, here, sheets), _in_comments(source, resolve, here), _by_scripts(root, resolve, here)
    ):
        held = found.get((one.address, one.how))
        if held is None or (one.sure and not held.sure):
            found[one.address, one.how] = one
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _hidden(root: HtmlElement, flow: Flow, resolve: Resolve, here: str, sheets: Sequence[str]) -> Iterator[PlantedLink]:
    links = outside_links(root, flow, resolve, here, sheets)
    boxes: dict[Node, list[OutsideLink]] = {}
    seen: set[str] = set()
    for link in links:
        if link.unseen is None:
            seen.add(registrable(host_of(link.address)))
            # someone's script writes what is visible, too
            told = _tells(link) if link.node.written == "script" else ""
            if told:
                yield _one(link, "script", f"script: {told}", sure=True)
        else:
            boxes.setdefault(link.unseen.box, []).append(link)
    for box, held in boxes.items():
        yield from _box(box, held, seen, root)


def _box(box: Node, links: list[OutsideLink], seen: set[str], root: HtmlElement) -> Iterator[PlantedLink]:
    """What is to be said of the links that one box hides."""
    unseen = links[0].unseen
    if unseen is None:
        return
    told = {link: _tells(link) for link in links}
    topics = {word for link in links if not told[link] for word in spam_in(link.words).words}
    strangers = [link for link in links if not known(link.address) and registrable(host_of(link.address)) not in seen]
    domains = {registrable(host_of(link.address)) for link in strangers}
    out_of_sight = not unseen.weak and not _innocent(box)
    sold = out_of_sight and len(domains) >= _MANY and bool(topics)
    sold |= out_of_sight and len(topics) >= 2 and len(domains) >= 2 and not waits(unseen)
    if any(told.values()) or sold:
        reason = _first(told) or "、".join(sorted(topics)[:3])
        for link in links:
            if told[link] or link in strangers:
                # words of such trades on a host that is known (another site broken into) are for a person to judge
                yield _one(link, "hidden", f"{unseen.why}: {told[link] or reason}", sure=not known(link.address))
        return
    if unseen.weak:
        return
    crowd = len(domains) >= _MANY and not waits(unseen) and out_of_sight
    # A large panel may wait for a click; one whose links speak of such trades is looked at all the same.
    panel = waits(unseen) and not topics and not only_links(box)
    if not strangers or panel or (not crowd and _spoken_of(box, root)):
        return
    for link in strangers:
        if crowd:
            yield _one(link, "hidden", f"{unseen.why}: {len(domains)} domains", sure=True)
        elif not _explained(link, box, waits(unseen)):
            yield _one(link, "hidden", unseen.why, sure=False)


def _first(told: Mapping[OutsideLink, str]) -> str:
    return next((word for word in told.values() if word), "")


def _tells(link: OutsideLink) -> str:
    """The plain word or host part by which a link is spam; empty when none is."""
    return sold(link.words, link.address)


def _one(link: OutsideLink, how: str, why: str, *, sure: bool) -> PlantedLink:
    return PlantedLink(link.address, link.words, how, why, _excerpt(link.node), dom.css_path(link.node.el), sure)


def _excerpt(node: Node) -> str:
    return squeeze(" ".join(filter(None, [node.el.get("style"), "".join(node.el.itertext())])))[:200]


@cache
def _data() -> tuple[frozenset[str], re.Pattern[str]]:
    return frozenset(table("planted")["boxes"]), re.compile(table("planted")["bodies"], re.I)


def _innocent(box: Node) -> bool:
    """Whether the box, or what it stands in, is named after something that opens on a click, on another device, in turn."""
    names, _bodies = _data()
    if box.zone in ("nav", "breadcrumb", "pagination"):
        return True
    return any(not names.isdisjoint(node.words) for node in ancestors(box)[:_ROUND])


def _explained(link: OutsideLink, box: Node, folded: bool) -> bool:
    """Whether something innocent explains a link that is not shown."""
    names, bodies = _data()
    if bodies.search(link.words):
        return True
    if any(node.tag in ("select", "noscript", "template", "form", "map") for node in ancestors(link.node)[:8]):
        return True
    if link.frame and folded:
        return True  # logins and uploads
    if _innocent(box) or any(not names.isdisjoint(node.words) for node in ancestors(link.node)[:3]):
        return True
    # one pane of several
    return box.parent is not None and any(
        one is not box and one.tag == box.tag and one.names and one.names == box.names for one in box.parent.children
    )


def _spoken_of(box: Node, root: HtmlElement) -> bool:
    """Whether a script of the page names the box: then something shows it."""
    names = [name for name in (box.el.get("id") or "", *(box.el.get("class") or "").split()) if len(name) > 1]
    if not names and box.tag != "a":
        return False
    texts = [script.text for script in root.iter("script") if script.text]
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in names for text in texts)


def _in_comments(source: str, resolve: Resolve, here: str) -> Iterator[PlantedLink]:
    """Spam in conditional comments, which search engines read and no browser of today shows."""
    for start in islice(_CONDITIONAL_STARTS.finditer(source), _MOST) if "[if" in source else ():
        match = _CONDITIONAL.match(source, start.start())
        if match is None or ("<a" not in match[1] and "<A" not in match[1]):
            continue
        for piece in dom.fragment(match[1]):
            for el in piece.iter("a"):
                address = resolve(el.get("href") or "")
                if not address or not address.startswith("http") or same_site(address, here):
                    continue
                words = link_words(el)
                told = sold(words, address)
                if told:
                    yield PlantedLink(
                        address,
                        words,
                        "hidden",
                        f"conditional-comment: {told}",
                        squeeze(match[0])[:200],
                        "",
                        not known(address),
                    )


def _by_scripts(root: HtmlElement, resolve: Resolve, here: str) -> Iterator[PlantedLink]:
    """What the page's own inline scripts bring in, and scripts it loads from hosts of such trades."""
    for script in root.iter("script"):
        text, source = script.text, script.get("src")
        address = resolve(source) if source and "//" in source else None
        if address and (told := spam_host(address)):
            yield PlantedLink(address, "", "foreign-script", f"script-host: {told}", "", dom.css_path(script), True)
        if text and not source:
            for one in doings(text, here).written:
                sure = bool(one.spam)
                yield PlantedLink(
                    one.address, one.words, "script", f"{one.why}: {one.spam}" if sure else one.why, squeeze(text)[:200],
                    dom.css_path(script), sure,
                )  # fmt: skip


def loaded(view: View) -> tuple[str, ...]:
    """The addresses of the scripts that the page loads, each once."""
    found = (view.resolve(source) for script in view.root.iter("script") if (source := script.get("src")))
    return tuple(dict.fromkeys(address for address in found if address))
