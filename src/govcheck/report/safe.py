"""Text of others, dead: what a page's title or address holds must not steer the terminal, turn lines round or hide."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BLANKS: Final = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
"""Drawn as nothing and common in pasted text: left out."""
_ELLIPSIS: Final = "…"
_DEAD: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Controls, format characters (with those that turn the direction of writing), surrogates, private and unassigned."""
_MARKS: Final = re.compile(r"([\u0300-\u036f\u20d0-\u20ff\u1ab0-\u1aff]{2})[\u0300-\u036f\u20d0-\u20ff\u1ab0-\u1aff]+")


def plain(text: str, limit: int = 0) -> str:
    r"""The text on one line, with every character that is not drawn written out (``\\x1b``, ``\\u202e``).

    ``limit``: at most so many characters, the last then ``…``; 0 for no limit.
    """
    line = _MARKS.sub(r"\1", _UNSEEN.sub("", _BLANKS.sub(" ", text))).strip()
    if limit and len(line) > limit:
        line = line[: limit - 1].rstrip() + _ELLIPSIS
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _DEAD:
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
