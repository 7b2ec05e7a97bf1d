"""Challenge and block pages, told by their shape, so that they are never taken for content.

A mistake in either direction is costly, so all of it must fit: the page shows a visitor (almost) nothing of its own, and
it carries a mark. An entrance (meta refresh, frameset, a plain redirecting script) shows nothing either and is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

import yaml

from govcheck.urls import from_script

_LOOK: Final = 400_000
"""Bytes looked at; a challenge script may be long, its page never is."""
_BARE: Final = 60
"""Visible characters up to which a page shows nothing of its own."""
_NOTICE: Final = 1200
"""Visible characters up to which a block notice may run (it prints addresses and event numbers)."""
_NOTICE_LINKS: Final = 4

_HIDDEN: Final = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|head|svg)\b.*?</\1\s*>|<title\b.*?</title\s*>", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITY: Final = re.compile(r"&#?\w+;")
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_INLINE: Final = re.compile(r"<script\b[^>]*>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_ENTRANCE: Final = re.compile(r"<(?:frameset|frame|iframe)\b|http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_LINK: Final = re.compile(r"<a\b[^>]*\bhref", re.IGNORECASE)
_OWN: Final = re.compile(r"<(?:a|form|input|img|video|object|embed|article|ul|table)\b", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")


@lru_cache(maxsize=1)
def _data() -> dict[str, tuple[str, ...]]:
    found = yaml.safe_load(files("govcheck.fetch").joinpath("data/challenges.yaml").read_text("utf-8"))
    return {key: tuple(value) for key, value in found.items()}


def recognise(status: int, content_type: str, body: bytes) -> str | None:
    """What gives an answer away as a challenge or block page (for the detail of its failure), or ``None``."""
    if not body or len(body) > _LOOK or not _may_be_html(content_type, body):
        return None
    text = _decode(body)
    shown = _visible(text)
    if len(shown) <= _BARE:
        found = _script_challenge(text, status)
        if found is not None:
            return found
    if len(shown) <= _NOTICE and len(_LINK.findall(text)) <= _NOTICE_LINKS:
        title = " ".join(_TITLE.findall(text))
        said = next((word for word in _data()["words"] if _has(shown, word) or _has(title, word)), None)
        # An ordinary page may speak of such things; a notice with status 200 is short and says it at once.
        if said is not None and (status >= 400 or _has(title, said) or shown.lower().find(said.lower()) < 200):
            return f"notice: {said}"
    return None


def _script_challenge(text: str, status: int) -> str | None:
    scripts = "\n".join(_INLINE.findall(text))
    if "<script" not in text.lower():
        return None
    mark = next((mark for mark in _data()["scripts"] if mark in text), None)
    if mark is not None and not (_ENTRANCE.search(text) and status < 300):
        return f"script: {mark}"
    if _ENTRANCE.search(text) or _OWN.search(text):
        return None
    shapes = [shape for shape in _data()["script_shapes"] if shape in scripts]
    plain = from_script(scripts) and not {"document.cookie", "eval(", "_0x", "\\x"} & set(shapes)
    return f"script: {'+'.join(shapes[:3])}" if len(shapes) > 1 and not plain and _forced(shapes) else None


def _forced(shapes: list[str]) -> bool:
    """A cookie set or code unpacked, then the page loaded anew: what no page for readers does with nothing else on it."""
    packed = {"eval(", "String.fromCharCode", "_0x", "\\x", "charCodeAt", "atob("} & set(shapes)
    again = {"location.reload", "location.href", "setTimeout", "navigator.webdriver"} & set(shapes)
    return bool("document.cookie" in shapes and (again or packed)) or bool(packed and again)


def _may_be_html(content_type: str, body: bytes) -> bool:
    kind = content_type.lower()
    if kind and not any(word in kind for word in ("html", "text/plain", "json", "octet-stream")):
        return False
    return b"<" in body[:2048] or "json" in kind or "plain" in kind


def _decode(body: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("gb18030", "replace")


def _visible(text: str) -> str:
    return _SPACE.sub(" ", _ENTITY.sub(" ", _TAG.sub(" ", _HIDDEN.sub(" ", text)))).strip()


def _has(text: str, word: str) -> bool:
    return word.lower() in text.lower()
