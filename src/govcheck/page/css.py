"""As much of CSS as tells what is not shown: declarations, and rules with simple selectors.

Left out, so that nothing is taken for hidden that a visitor may see: rules under a condition (``@media``, ``@supports``),
selectors with states, attributes or siblings, and everything that is not said in lengths or plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WANTED: Final = frozenset((
    "display", "visibility", "opacity", "font-size", "line-height", "text-indent", "position", "left", "top", "right",
    "bottom", "margin-left", "margin-top", "margin", "width", "height", "max-height", "max-width", "overflow", "clip",
    "clip-path", "z-index", "color", "background", "background-color", "transform",
))  # fmt: skip
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.S)
_PIECE: Final = re.compile(r"([^{};]*)([{};]|\Z)")
_IMPORTANT: Final = re.compile(r"!\s*important\s*$")
_COMPOUND: Final = re.compile(r"(?P<tag>\*|[a-z][\w-]*)?(?P<rest>(?:[.#][\w-]+)*)", re.I)
_LENGTH: Final = re.compile(r"^([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)$")
_UNIT: Final = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "pt": 1.33, "%": 10.0, "vw": 10.0, "vh": 10.0, "ex": 8.0}
_COLOURS: Final = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "gray": (128, 128, 128),
    "silver": (192, 192, 192), "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245),
}  # fmt: skip
_LARGEST: Final = 400_000

Declared = Mapping[str, tuple[str, bool]]
"""Property to value and whether it is ``!important``."""


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: what an element must be."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector, outermost step first, with what it declares."""

    steps: tuple[Compound, ...]
    weight: tuple[int, int, int]
    declared: Declared
    around: frozenset[str] = frozenset()
    """What must stand around the element for the rule to hold: the marks of the steps before the last."""


def declarations(text: str) -> dict[str, tuple[str, bool]]:
    """The declarations of a ``style`` attribute or a rule's body that matter here; of several of one name the last."""
    found: dict[str, tuple[str, bool]] = {}
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", text)) if "\\" in text or "/*" in text else text
    for piece in plain.lower().split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip()
        if not colon or name not in WANTED:
            continue
        value = value.strip()
        important = value.endswith("important") and bool(_IMPORTANT.search(value))
        if important or not (held := found.get(name)) or not held[1]:
            found[name] = (_IMPORTANT.sub("", value).strip() if important else value, important)
    return found


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return (chr(code) if 0 < code < 0xD800 else " ") if match[1] else match[2]


@lru_cache(maxsize=64)
def read_sheet(text: str) -> tuple[Rule, ...]:
    """The unconditional rules of a style sheet, in order. Never raises, whatever the text."""
    return tuple(_rules(_COMMENT.sub(" ", text[:_LARGEST].replace("<!--", " ").replace("-->", " "))))


def _rules(text: str) -> Iterator[Rule]:
    skipped = 0
    opened: list[str] = []
    body = ""
    for piece in _PIECE.finditer(text):
        words, mark = piece[1], piece[2]
        if mark == "{":
            head = words.strip()
            opened.append(head)
            skipped += head.startswith("@") and not _always(head)
            body = ""
        elif mark == "}":
            if not opened:
                continue
            head = opened.pop()
            if head.startswith("@"):
                skipped -= not _always(head)
            elif not skipped:
                yield from _of(head, body + words)
            body = ""
        elif opened:
            body += words + mark


def _always(head: str) -> bool:
    return bool(re.fullmatch(r"@media\s+(?:all|screen)\s*|@layer\b[^()]*", head, re.I))


def _of(selectors: str, body: str) -> Iterator[Rule]:
    declared = declarations(body)
    if not declared:
        return
    for selector in selectors.split(","):
        steps = [_compound(step) for step in selector.split()]
        if steps and None not in steps:
            known = tuple(step for step in steps if step is not None)
            ids = sum(len(step.ids) for step in known)
            classes = sum(len(step.classes) for step in known)
            around = frozenset(mark for step in known[:-1] for mark in marks(step.tag, step.ids, step.classes))
            yield Rule(known, (ids, classes, sum(bool(step.tag) for step in known)), declared, around)


def marks(tag: str, ids: Iterable[str], classes: Iterable[str]) -> Iterator[str]:
    """``#id``, ``.class`` and the tag, as rules are filed by them."""
    yield from (f"#{name}" for name in ids)
    yield from (f".{name}" for name in classes)
    if tag:
        yield tag


def _compound(text: str) -> Compound | None:
    match = _COMPOUND.fullmatch(text)
    if match is None or not text:
        return None
    names = re.findall(r"([.#])([\w-]+)", match["rest"])
    tag = (match["tag"] or "").lower()
    return Compound(
        "" if tag == "*" else tag,
        frozenset(name for mark, name in names if mark == "#"),
        frozenset(name for mark, name in names if mark == "."),
    )


def by_key(rules: Sequence[Rule]) -> dict[str, list[tuple[int, Rule]]]:
    """The rules by what their last step names first (``#id``, ``.class`` or tag), with their place in the order."""
    found: dict[str, list[tuple[int, Rule]]] = {}
    for order, rule in enumerate(rules):
        last = rule.steps[-1]
        key = f"#{min(last.ids)}" if last.ids else f".{min(last.classes)}" if last.classes else last.tag
        found.setdefault(key, []).append((order, rule))
    return found


def length(value: str) -> float | None:
    """About how many px a length is (a percentage as of 1,000 px); ``None`` for what is no length."""
    match = _LENGTH.match(value)
    scale = _UNIT.get(match[2]) if match else None
    return None if match is None or scale is None else float(match[1]) * scale


def colour(value: str) -> tuple[int, int, int] | None:
    """Red, green and blue of a colour; ``None`` when it is not told plainly."""
    value = value.strip().lower()
    if value in _COLOURS:
        return _COLOURS[value]
    digits = value.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{6}", digits):
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if value.startswith("#") and re.fullmatch(r"[0-9a-f]{3}", digits):
        return int(digits[0] * 2, 16), int(digits[1] * 2, 16), int(digits[2] * 2, 16)
    match = re.fullmatch(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*[\d.]+\s*)?\)", value)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None
