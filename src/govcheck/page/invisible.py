"""Whether a visitor can see an element, by styles: inline, in the page's style blocks, in style sheets that were read.

One answer for each way of not showing; what is only doubtful (no words, a colour near that of the page) is marked as weak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.css import Compound, Rule, by_key, colour, declarations, length, marks, read_sheet
from govcheck.page.flow import Flow, Node

FOLDED: Final = frozenset({"display:none", "visibility:hidden", "opacity:0", "hidden"})
"""Ways in which menus, tabs and floats wait for their visitor."""
WEAK: Final = frozenset({"no-words", "near-colour", "z-index", "script-hidden"})
"""Ways that say nothing by themselves."""

_FAR: Final = -900.0
_INDENT: Final = -300.0
_NEAR: Final = 12
_CLIP: Final = re.compile(r"^rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)$")
_PATH: Final = re.compile(r"inset\(\s*(?:100|50)%|circle\(\s*0|polygon\(\s*0(?:px)?\s+0(?:px)?\s*,\s*0")
_SCALED: Final = re.compile(r"scale(?:[xy]|3d)?\(\s*0(?:\.0\d*)?\s*[,)]")
_BACKED: Final = re.compile(r"url\(|gradient")
_SCRIPTED: Final = re.compile(
    r"""(?:getElementById\(\s*["'](?P<a>[\w-]+)["']\s*\)\.style\.(?:display\s*=\s*["']none|visibility\s*=\s*["']hidden)"""
    r"""|\$\(\s*["']#(?P<b>[\w-]+)["']\s*\)\.(?:hide\(\s*\)|css\(\s*["']display["']\s*,\s*["']none))"""
)
_WRITES: Final = re.compile(
    r"document\.write(?:ln)?\s*\(\s*(?P<q>[\"'])(?P<text>(?:\\.|(?!(?P=q)).){0,2000})(?P=q)\s*\)", re.S
)
_OPENING: Final = re.compile(r"<(div|span|p|ul|table|marquee|font|b|i)\b([^>]*)>\s*$", re.I)
_LEVELS: Final = 60
_STEPS: Final = 500_000
"""Steps up the tree in all, looking for what a selector names: beyond, no rule holds."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why an element is not shown, and the box that hides it."""

    why: str
    box: Node

    @property
    def weak(self) -> bool:
        """Whether that alone says nothing."""
        return self.why in WEAK


class Sight:
    """What can be seen of one page. ``sheets``: the texts of style sheets read beside it."""

    def __init__(self, root: HtmlElement, flow: Flow, sheets: Sequence[str] = ()) -> None:
        blocks = [el.text_content() for el in root.iter("style") if _shown_on_screen(el)]
        rules: list[Rule] = [rule for text in (*sheets, *blocks) for rule in read_sheet(text)]
        self._rules = by_key(rules)
        self._styles: dict[Node, dict[str, str]] = {}
        self._around: dict[Node, frozenset[str]] = {}
        self._left = _STEPS
        scripts = [el.text for el in root.iter("script") if el.text and not el.get("src")]
        self._by_script = {
            m["a"] or m["b"] for text in scripts if ".style." in text or "$(" in text for m in _SCRIPTED.finditer(text)
        }
        self._wrapped = _wrapped(root)

    def unseen(self, node: Node) -> Unseen | None:
        """Why the element cannot be seen; ``None`` when nothing says so. Innermost reasons go first, weak ones last."""
        weak: Unseen | None = None
        settled: set[str] = set()
        current: Node | None = node
        for _level in range(_LEVELS):
            if current is None or current.tag in ("body", "html"):
                break
            why = self._own(current, settled)
            if why and why not in WEAK:
                return Unseen(why, current)
            if why and weak is None:
                weak = Unseen(why, current)
            if current.el in self._wrapped:
                return Unseen("display:none", current)
            current = current.parent
        return self._by_colour(node) or weak or _wordless(node)

    def style(self, node: Node) -> dict[str, str]:
        """The element's own declarations after the cascade."""
        held = self._styles.get(node)
        if held is None:
            held = self._styles[node] = self._cascade(node)
        return held

    def _cascade(self, node: Node) -> dict[str, str]:
        attrib = node.el.attrib
        found: list[tuple[bool, tuple[int, int, int], int, str, str]] = []
        if self._rules:
            keys = [node.tag, "", *(f".{name}" for name in attrib.get("class", "").split())]
            if "id" in attrib:
                keys.append(f"#{attrib['id']}")
            around = self._marks(node.parent)
            for key in keys:
                for order, rule in self._rules.get(key, ()):
                    if rule.around <= around and self._matches(rule.steps, node):
                        found += [(value[1], rule.weight, order, name, value[0]) for name, value in rule.declared.items()]
        inline = attrib.get("style")
        if inline:
            found += [(value[1], (1 << 20, 0, 0), 0, name, value[0]) for name, value in declarations(inline).items()]
        return {name: value for _important, _weight, _order, name, value in sorted(found)}

    def _marks(self, node: Node | None) -> frozenset[str]:
        """The names of an element and of all around it."""
        unknown: list[Node] = []
        while node is not None and node not in self._around:
            unknown.append(node)
            node = node.parent
        held = self._around[node] if node is not None else frozenset()
        for one in reversed(unknown):
            attrib = one.el.attrib
            ids = (attrib["id"],) if "id" in attrib else ()
            held = held.union(marks(one.tag, ids, attrib.get("class", "").split()))
            self._around[one] = held
        return held

    def _matches(self, steps: tuple[Compound, ...], node: Node) -> bool:
        if not _is(node, steps[-1]):
            return False
        current = node.parent
        for step in reversed(steps[:-1]):
            while current is not None and not _is(current, step):
                current = current.parent
                self._left -= 1
            if current is None or self._left < 0:
                return False
            current = current.parent
        return True

    def _own(self, node: Node, settled: set[str]) -> str:
        """Why this element hides what is in it. ``settled``: inherited properties that an inner element decided."""
        style = self.style(node)
        if "hidden" in node.el.attrib and style.get("display", "none") == "none":
            return "hidden"
        if node.tag in ("marquee", "iframe", "frame", "img", "embed", "object") and _tiny(node):
            return "no size"
        if not style:
            return self._shifted(node, style)
        if style.get("display") == "none":
            return "display:none"
        for name, why in (
            ("visibility", "visibility:hidden"),
            ("font-size", "font-size:0"),
            ("text-indent", "text-indent"),
        ):
            if name in style and name not in settled:
                settled.add(name)
                if _inherited(name, style[name]):
                    return why
        return _placed(style) or self._shifted(node, style)

    def _shifted(self, node: Node, style: dict[str, str]) -> str:
        if (_number(style.get("z-index")) or 0) < 0 and style.get("position") in ("absolute", "fixed"):
            return "z-index"
        return "script-hidden" if node.el.get("id") in self._by_script else ""

    def _by_colour(self, node: Node) -> Unseen | None:
        """Words of the colour of what is behind them, as far as both are said. Only what is said of the link itself, or
        of what stands in it, counts: links do not take the colour of their box.
        """
        inks = [self.style(node).get("color") or ""]
        inks += [
            child.el.get("color") or self.style(child).get("color", "")
            for child in node.children
            if child.tag in ("font", "span")
        ]
        ink = next((found for text in reversed(inks) if text and (found := colour(text))), None)
        if ink is None:
            return None
        current: Node | None = node
        while current is not None:
            style = self.style(current)
            said = style.get("background-color") or style.get("background") or current.el.get("bgcolor") or ""
            if _BACKED.search(said) or _BACKED.search(style.get("background", "")) or current.el.get("background"):
                return None
            behind = next((found for word in said.split() if (found := colour(word))), None)
            if behind is not None:
                close = max(abs(a - b) for a, b in zip(ink, behind, strict=True)) <= _NEAR
                return Unseen("colour", current) if close else None
            current = current.parent
        return Unseen("near-colour", node) if min(ink) >= 255 - _NEAR else None


def _shown_on_screen(el: HtmlElement) -> bool:
    media = (el.get("media") or "").lower().strip()
    return media in ("", "all", "screen")


def _is(node: Node, step: Compound) -> bool:
    if step.tag and step.tag != node.tag:
        return False
    if step.ids and not step.ids <= {node.el.get("id") or ""}:
        return False
    return not step.classes or step.classes <= set((node.el.get("class") or "").split())


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(value.removesuffix("%"))
    except ValueError:
        return None


def _size(value: str | None) -> float | None:
    return None if value is None else length(value.strip().lower())


def _inherited(name: str, value: str) -> bool:
    if name == "visibility":
        return value in ("hidden", "collapse")
    size = length(value)
    if size is None:
        return False
    return abs(size) < 1.0 if name == "font-size" else size <= _INDENT


def _placed(style: dict[str, str]) -> str:
    """Why an element is not seen for its own size and place."""
    if _number(style.get("opacity")) == 0.0:
        return "opacity:0"
    if _off_screen(style):
        return "off-screen"
    if _no_size(style):
        return "no size"
    if _CLIP.match(style.get("clip", "")) or _PATH.search(style.get("clip-path", "")):
        return "clip"
    return "transform" if _SCALED.search(style.get("transform", "")) else ""


def _off_screen(style: dict[str, str]) -> bool:
    sides = [style.get("margin-left"), style.get("margin-top"), *style.get("margin", "").split()]
    if style.get("position") in ("absolute", "fixed", "relative"):
        sides += [style.get(side) for side in ("left", "top", "right", "bottom")]
    return any((size := _size(side)) is not None and size <= _FAR for side in sides)


def _no_size(style: dict[str, str]) -> bool:
    sizes = [_size(style.get(name)) for name in ("width", "height", "max-height", "max-width")]
    small = any(size is not None and 0 <= size <= 1.0 for size in sizes)
    line = _size(style.get("line-height"))
    flat = line is not None and 0 <= line < 0.1
    cut = style.get("overflow", "").split(" ")[0] in ("hidden", "clip")
    return cut and (small or (flat and style.get("height") in (None, "0", "0px")))


def _tiny(node: Node) -> bool:
    style = declarations(node.el.get("style") or "")
    sizes = [_size(style[name][0] if name in style else node.el.get(name)) for name in ("width", "height")]
    known = [size for size in sizes if size is not None]
    if node.tag == "marquee":
        return any(size <= 1.0 for size in known)
    return len(known) == 2 and all(size <= 2.0 for size in known)


def _wordless(node: Node) -> Unseen | None:
    """A link of no words, or of a full stop, around no picture that can be seen."""
    if node.tag not in ("a", "area") or node.tag == "area":
        return None
    if re.search(r"\w", "".join(node.el.itertext())):
        return None
    for el in node.el.iter():
        if (
            isinstance(el.tag, str)
            and el is not node.el
            and el.tag in ("img", "object", "video", "svg", "embed", "i", "canvas", "input", "button")
        ):
            sizes = [_size(el.get(name)) for name in ("width", "height")]
            if not all(size is not None and size <= 1.0 for size in sizes):
                return None
    style = node.el.get("style") or ""
    if _BACKED.search(style) or (node.el.get("class") or node.el.get("id")):
        return None  # drawn by a background
    return Unseen("no-words", node)


def _wrapped(root: HtmlElement) -> frozenset[HtmlElement]:
    """What stands between a script that writes the start of a hidden box and the one that writes its end."""
    found: set[HtmlElement] = set()
    for script in root.iter("script"):
        text = script.text or ""
        if "document.write" not in text or not (match := _WRITES.search(text[:20_000])):
            continue
        start = _OPENING.search(match["text"].replace("\\", ""))
        if start is None or not _hides(start[2]):
            continue
        for el in script.itersiblings():
            if el.tag == "script" and re.search(r"<\\?/(?:" + start[1] + ")", el.text or "", re.I):
                break
            found.add(el)
    return frozenset(found)


def _hides(attributes: str) -> bool:
    style = re.search(r"style\s*=\s*([\"']?)(.*?)\1(?:\s|$)", attributes.replace("&quot;", '"') + " ", re.S)
    if style is None:
        return bool(re.search(r"\bhidden\b|height\s*=\s*[\"']?[01]\b", attributes, re.I))
    said = {name: value for name, (value, _important) in declarations(style[2]).items()}
    folded = said.get("display") == "none" or said.get("visibility") == "hidden"
    return folded or _off_screen(said) or _no_size(said) or _inherited("font-size", said.get("font-size", "12px"))
