"""How a page shows itself on a phone, and how large its text is, as far as the page itself says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.notice.view import View
from govcheck.text.normalise import squeeze

_PAIR: Final = re.compile(r"([a-z-]+)\s*=\s*([^,;\s]+)", re.I)
_SIZE: Final = re.compile(r"(?:^|[;{\s])font(?:-size)?\s*:[^;{}]*?(\d+(?:\.\d+)?)(px|pt)", re.I)
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_RUNNING: Final = re.compile(
    r"^(?:html\s+)?(?:body|p|td|li|article|\.(?:content|article|text|con|zoom)\S*)(?:\s+p)?$", re.I
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.S)
_SHORT: Final = 15
"""Words of a line that is more than a label."""
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """``viewport``: the tag's content, ``None`` without one. ``sizes``: px, the size of most text first."""

    viewport: str | None = None
    zoom_blocked: bool = False
    sizes: tuple[float, ...] = ()


def find_viewport(view: View) -> Shown:
    """The viewport tag (the last one counts, as in browsers), and the sizes of running text in the page's own styles."""
    tags = [
        squeeze(meta.get("content") or "")
        for meta in view.root.iter("meta")
        if (meta.get("name") or "").strip().lower() == "viewport"
    ]
    said = tags[-1] if tags else None
    return Shown(said, zoom_blocked(said or ""), _sizes(view))


def zoom_blocked(content: str) -> bool:
    """Whether a viewport keeps visitors from enlarging: ``user-scalable=no``, or a largest scale of 1."""
    pairs = {key.lower(): value.lower() for key, value in _PAIR.findall(content)}
    if pairs.get("user-scalable") in ("no", "0", "0.0"):
        return True
    try:
        return float(pairs.get("maximum-scale", "10")) <= 1.0
    except ValueError:
        return False


def _sizes(view: View) -> tuple[float, ...]:
    weights: Counter[float] = Counter()
    for line in view.flow.lines:
        if line.zone == "main" and len(line.text) >= _SHORT and line.spans:
            size = _inline(line.spans[-1][1].el)
            if size is not None:
                weights[size] += len(line.text)
    if not weights:
        for style in view.root.iter("style"):
            for selectors, body in _RULE.findall(_COMMENT.sub("", style.text or "")):
                size = _of(body)
                if size is not None and any(_RUNNING.match(one.strip()) for one in selectors.split(",")):
                    weights[size] += 1
    return tuple(size for size, _weight in sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:_MOST])


def _inline(el: HtmlElement | None) -> float | None:
    """The size that the nearest element around gives in its own style."""
    while el is not None:
        size = _of(el.get("style") or "")
        if size is not None:
            return size
        el = el.getparent()
    return None


def _of(style: str) -> float | None:
    found = _SIZE.findall(style)
    if not found:
        return None
    number, unit = found[-1]
    return round(float(number) * (4 / 3 if unit.lower() == "pt" else 1), 1)
