"""Who the site says it is: name, codes, organiser, contact, the entries that every site must offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, Final

from lxml.html import HtmlElement

from govcheck.outcome import Confidence
from govcheck.page.data import table
from govcheck.page.dom import css_path, xpath
from govcheck.page.flow import Flow, Node
from govcheck.page.model import Identity
from govcheck.page.rows import anchor_words
from govcheck.page.veil import ENTRIES, WORDED, find_veil
from govcheck.page.written import Included
from govcheck.page.zhaocuo import zhaocuo_says
from govcheck.records.capture import Capture
from govcheck.records.population import Reading
from govcheck.text.normalise import narrow, simplified, squeeze

_FACTS: Final = (*WORDED, *ENTRIES, "conac", "zhaocuo", "apply_entry")
Resolve = Callable[[str], str | None]
_LABEL_ALONE: Final = re.compile(r"(?:网站)?主\s*办(?:\s*单\s*位|方|机关)?\s*[:：]?")
_BRIEF: Final = 15
"""Lines up to which a page may be a frame that holds nothing but the footer."""
_TRADITIONAL: Final = re.compile("[網備號電話聯繫聯係辦單標識碼證長無閱關懷檢願開報機構]")
_COLLAPSE: Final = re.compile(r"\s+")


def _plain(text: str) -> str:
    """The text as the patterns are written: narrow and simplified, character for character, so that offsets stay valid."""
    text = narrow(text)
    if _TRADITIONAL.search(text):
        converted = simplified(text)
        return converted if len(converted) == len(text) else text
    return text


@cache
def _pattern(*path: str) -> re.Pattern[str]:
    data: Any = table("identity")
    for key in path:
        data = data[key]
    return re.compile(data, re.I)


def read_identity(
    root: HtmlElement,
    flow: Flow,
    resolve: Resolve,
    included: Included,
    *,
    scripts: Mapping[str, Capture],
    here: str,
    home: bool,
) -> Identity:
    """All identity facts of the page; the footer comes first, then the whole page. ``home``: the page is the site's home
    or a part of it, at the address ``here``.
    """
    markers = _markers(root)
    told_code, told_url = zhaocuo_says(root)
    seen = Identity(
        site_name=_site_name(root, flow),
        site_code=_in_text(flow, _pattern("site_code", "labelled"), 1, foot_first=True),
        icp=_number(flow, "icp"),
        police=_number(flow, "police"),
        conac=_marked(markers, table("identity")["conac"], "") or _graphic(flow, "conac"),
        organiser=_organiser(flow),
        contact=_contact(flow),
        zhaocuo=_zhaocuo(flow, markers) or _graphic(flow, "zhaocuo"),
        zhaocuo_code=told_code,
        zhaocuo_url=told_url,
        elder=_entry(flow, markers, "elder"),
        accessibility=_entry(flow, markers, "accessibility"),
        search=_search(root, flow, resolve),
        apply_entry=_link_named(flow, _pattern("apply")),
        footer_from_script=tuple(dict.fromkeys(included.writers)),
        footer_script_unread=bool(included.unread),
    )
    found = frozenset(name for name in _FACTS if getattr(seen, name) is not None)
    veil = find_veil(root, flow, resolve, scripts, here=here, home=home, found=found, loaded=included.writers)
    return replace(seen, veiled=veil.facts, scripts=veil.scripts)


def _reading(value: str, how: str, node: Node | None, excerpt: str, confidence: Confidence = Confidence.HIGH) -> Reading:
    if node is None:
        return Reading(value, how, confidence, squeeze(excerpt)[:200])
    how = "script" if node.written == "script" and how != "script" else how
    return Reading(value, how, confidence, squeeze(excerpt)[:200], css_path(node.el), xpath(node.el))


def _in_text(flow: Flow, pattern: re.Pattern[str], group: int, *, foot_first: bool) -> Reading | None:
    """The first match in the footer, else anywhere; also when the number is cut up over several lines of one box."""
    lines = sorted(flow.lines, key=lambda line: (line.zone != "foot", -line.index)) if foot_first else flow.lines
    for line in lines:
        match = pattern.search(_plain(line.text))
        if match:
            return _reading(
                _COLLAPSE.sub("", match[group]),
                "footer" if line.zone == "foot" else "text",
                line.at(match.start()),
                line.text,
            )
    tail = flow.lines[-40:]
    match = pattern.search(_plain(" ".join(line.text for line in tail)))
    return _reading(_COLLAPSE.sub("", match[group]), "text", tail[-1].node, match[0]) if match else None


def _number(flow: Flow, name: str) -> Reading | None:
    """A filing number; a label whose number is masked, a placeholder or of another shape is one of low confidence."""
    found = _in_text(flow, _pattern(name), 0, foot_first=True)
    if found is not None:
        placeholder = name == "icp" and _pattern("icp_placeholder").search(str(found.value))
        return replace(found, confidence=Confidence.LOW) if placeholder else found
    perhaps = _in_text(flow, _pattern(f"{name}_perhaps"), 0, foot_first=True)
    return replace(perhaps, confidence=Confidence.LOW) if perhaps is not None and perhaps.how == "footer" else None


def _graphic(flow: Flow, name: str) -> Reading | None:
    """A picture in the footer that by its name, or for want of any words, may be the badge: for a person to look at."""
    known = _pattern("graphics", name)
    unnamed: Node | None = None
    for node in flow.nodes:
        if node.tag != "img" or node.zone != "foot" or node.hidden:
            continue
        parent = node.el.getparent()
        around = parent.get("class") or "" if parent is not None else ""
        said = " ".join((node.el.get("alt") or "", node.el.get("title") or ""))
        if known.search(f"{node.el.get('src') or ''} {said} {around} {node.el.get('class') or ''}"):
            return _reading("image", "image", node, node.el.get("src") or "", Confidence.LOW)
        if not said.strip() and unnamed is None:
            unnamed = node
    if unnamed is None:
        return None
    return _reading("image", "image", unnamed, unnamed.el.get("src") or "", Confidence.LOW)


def _markers(root: HtmlElement) -> list[tuple[str, HtmlElement, str]]:
    """What names an entry in markup: addresses, sources, ids and the text of inline scripts, with how."""
    found: list[tuple[str, HtmlElement, str]] = []
    for element in root.iter("a", "img", "iframe", "area", "span", "div", "script", "input", "button", "object", "embed"):
        if element.tag == "script":
            text = f"{element.get('src') or ''} {element.get('id') or ''} {(element.text or '')}"
            how = "script"
        else:
            text = " ".join(element.get(name) or "" for name in ("href", "src", "id", "onclick", "data"))
            how = "link" if element.tag in ("a", "area", "img") else "mark"
        if text.strip():
            found.append((text, element, how))
    return found


def _marked(markers: Sequence[tuple[str, HtmlElement, str]], words: Sequence[str], value: str) -> Reading | None:
    lowered = [word.lower() for word in words]
    for text, element, how in markers:
        low = text.lower()
        if any(word in low for word in lowered):
            return Reading(value or how, how, Confidence.HIGH, squeeze(text)[:200], css_path(element), xpath(element))
    return None


def _zhaocuo(flow: Flow, markers: Sequence[tuple[str, HtmlElement, str]]) -> Reading | None:
    data = table("identity")["zhaocuo"]
    by_link = _marked([m for m in markers if m[2] == "link"], data["link"], "link")
    if by_link is not None:
        return by_link
    by_script = _marked([m for m in markers if m[2] != "link"], data["script"], "script")
    if by_script is not None:
        return by_script
    return _named_entry(flow, re.compile(data["words"]), "link")


def _named_entry(flow: Flow, pattern: re.Pattern[str], value: str) -> Reading | None:
    """A link (or something with a handler) whose words or picture match."""
    for node in flow.nodes:
        if node.tag in ("a", "area", "button", "input", "span", "div", "li", "i", "img") and (
            node.tag == "a" or node.el.get("onclick") or node.el.get("id")
        ):
            if node.size > 40:
                continue
            words = anchor_words(node.el) or " ".join(node.el.get(name) or "" for name in ("title", "alt", "value"))
            match = pattern.search(_plain(words)) if words else None
            if match:
                return _reading(value or match[0], "link", node, words)
    return None


def _entry(flow: Flow, markers: Sequence[tuple[str, HtmlElement, str]], name: str) -> Reading | None:
    """An entry by the words a visitor sees, else by the script that is known to draw it."""
    pattern = _pattern(name, "words")
    seen = _named_entry(flow, pattern, "")
    if seen is not None:
        return seen
    for line in flow.lines:
        if len(line.text) <= 60 and line.zone in ("head", "nav", "foot") and (match := pattern.search(_plain(line.text))):
            return _reading(match[0], "text", line.at(match.start()), line.text)
    for element_text, element, how in markers:
        if how == "script" and any(
            word in (element.get("src") or "").lower() for word in table("identity")[name]["sources"]
        ):
            return Reading(
                "script", "script", Confidence.MEDIUM, squeeze(element_text)[:200], css_path(element), xpath(element)
            )
    return None


def _link_named(flow: Flow, pattern: re.Pattern[str]) -> Reading | None:
    for node in flow.nodes:
        if node.tag == "a" and node.size <= 30:
            words = anchor_words(node.el).strip(" >»·•[]【】")
            if words and pattern.match(_plain(words)):
                return _reading(words, "link", node, words)
    return None


def _search(root: HtmlElement, flow: Flow, resolve: Resolve) -> Reading | None:
    """A box to type in whose names speak of searching, else a link to a search page."""
    data = table("identity")["search"]
    names = _pattern("search", "names")
    for element in root.iter("input"):
        if (element.get("type") or "text").lower() not in ("text", "search", ""):
            continue
        form = next((up for up in element.iterancestors("form")), None)
        spoken = " ".join(element.get(name) or "" for name in ("placeholder", "value", "title", "alt"))
        about = [element.get(name) or "" for name in ("name", "id", "class")]
        action = (form.get("action") or "") + (form.get("id") or "") + (form.get("name") or "") if form is not None else ""
        if (
            names.search(action)
            or any(names.search(text) for text in about)
            or re.search(r"搜索|检索|关键[字词]|搜一搜", _plain(spoken))
        ):
            if form is not None and (form.get("action") or "").strip() and not action.lower().startswith("javascript"):
                return Reading(
                    "form", "form", Confidence.HIGH, squeeze(spoken or action)[:200], css_path(element), xpath(element)
                )
            return Reading("script", "script", Confidence.MEDIUM, squeeze(spoken)[:200], css_path(element), xpath(element))
    words = _pattern("search", "words")
    for node in flow.nodes:
        if node.tag == "a" and node.size <= 12:
            address = (node.el.get("href") or "").lower()
            said = anchor_words(node.el)
            if any(part in address for part in data["addresses"]) and (not said or words.match(_plain(said))):
                return _reading("link", "link", node, said, Confidence.HIGH if said else Confidence.MEDIUM)
    return None


def _organiser(flow: Flow) -> Reading | None:
    tail = [line for line in flow.lines if line.zone == "foot" or line.index >= len(flow.lines) * 0.6 or _brief(flow)]
    for pattern in (_pattern("organiser_before"), _pattern("organiser_strict"), _pattern("organiser")):
        for line in sorted(tail, key=lambda one: (one.zone != "foot", -one.index)):
            if (found := _organiser_in(pattern, line.text)) is not None:
                return _reading(found[0], "footer", line.at(found[1]), line.text, found[2])
    # A label in one cell of a table and its value in the next are two lines.
    for before, after in pairwise(tail):
        if _LABEL_ALONE.fullmatch(before.text) and after.index == before.index + 1:
            found = _organiser_in(_pattern("organiser_strict"), f"{before.text} {after.text}")
            if found is not None:
                return _reading(found[0], "footer", after.node, f"{before.text} {after.text}", found[2])
    return None


def _brief(flow: Flow) -> bool:
    """Whether the page says so little that all of it may be the footer (a frame of its own)."""
    return len(flow.lines) <= _BRIEF


def _organiser_in(pattern: re.Pattern[str], text: str) -> tuple[str, int, Confidence] | None:
    """The organiser's name in a line, where the match begins, and how surely it is that."""
    match = pattern.search(_plain(text))
    if match is None:
        return None
    value = re.split(
        r"(?:承办|协办|技术|地址|联系|电话|备案|Copyright|All\s|版权|维护|ICP|网站标识|邮编|单位地址|粤|京)",
        match[1],
    )[0].strip("©()（）.。-")
    if len(value) < 3 or value.isdigit():
        return None
    only_rights = "主" not in match[0]  # 版权所有 names an owner, not in so many words the organiser
    return value, match.start(), Confidence.LOW if only_rights else Confidence.HIGH


def _contact(flow: Flow) -> Reading | None:
    pattern = _pattern("contact")
    for line in sorted(flow.lines, key=lambda one: (one.zone != "foot", -one.index)):
        if line.zone not in ("foot", "main") or (line.zone == "main" and line.index < len(flow.lines) - 15):
            continue
        match = pattern.search(_plain(line.text))
        if match:
            return _reading(squeeze(match[1]), "footer", line.at(match.start()), line.text)
    for before, after in pairwise(flow.lines):
        late = before.zone == "foot" or before.index >= len(flow.lines) - 15
        match = pattern.search(_plain(f"{before.text} {after.text}")) if late and len(before.text) <= 12 else None
        if match:
            return _reading(squeeze(match[1]), "footer", after.node, f"{before.text} {after.text}")
    address = _pattern("contact_address")
    for line in flow.lines:
        match = address.search(_plain(line.text)) if line.zone == "foot" else None
        if match:
            return _reading(squeeze(match[1]), "footer", line.at(match.start()), line.text, Confidence.MEDIUM)
    for node in flow.nodes:
        if (
            node.tag == "a"
            and node.zone == "foot"
            and re.fullmatch(table("identity")["contact_link"], anchor_words(node.el))
        ):
            return _reading("link", "link", node, anchor_words(node.el), Confidence.MEDIUM)
    return None


def _site_name(root: HtmlElement, flow: Flow) -> Reading | None:
    """The name shown in the header: words or the alternative text of the logo; else the part of ``<title>`` that looks
    like a site's name.
    """
    looks = _pattern("site_name_words")
    for node in flow.nodes:
        if node.tag != "img" or node.zone not in ("head", "nav", "main") or node.order > len(flow.nodes) // 3:
            continue
        words = squeeze(node.el.get("alt") or node.el.get("title") or "")
        if 4 <= len(words) <= 40 and looks.search(words):
            return _reading(words, "logo", node, words)
    for line in flow.lines[: max(12, len(flow.lines) // 5)]:
        if line.zone == "head" and 4 <= len(line.text) <= 30 and looks.search(line.text):
            return _reading(line.text, "header", line.node, line.text)
    for element in root.iter("title"):
        parts = [part.strip() for part in re.split(r"[-_|—–>»]+", squeeze(element.text_content())) if part.strip()]
        named = [part for part in parts if looks.search(part) and len(part) <= 30]
        if named:
            return Reading(named[-1], "title", Confidence.MEDIUM, squeeze(element.text_content())[:200])
    return None
