"""Folding of text into keys for comparing. Keys are never shown and never quoted as evidence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from opencc import OpenCC

_SPACE: Final = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\xad]+")
_ADORNMENT: Final = re.compile(r"^[\W_]+|[\W_]+$")
_TAIL: Final = re.compile(r"(?:栏目|专栏|频道|更多|列表|more)+$")
_FULLWIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}

_converter: Any = None


def squeeze(text: str) -> str:
    """Whitespace of every sort (no-break, ideographic, zero-width) to single blanks, ends stripped."""
    return _SPACE.sub(" ", text).strip()


def narrow(text: str) -> str:
    """Full-width ASCII to ASCII, character for character: offsets stay valid."""
    return text.translate(_FULLWIDTH)


@lru_cache(maxsize=16384)
def simplified(text: str) -> str:
    """Traditional characters to simplified ones; pure ASCII is returned untouched (the tables load lazily)."""
    if text.isascii():
        return text
    global _converter
    if _converter is None:
        _converter = _open()
    converted: str = _converter.convert(text)
    return converted


def _open() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def fold(text: str) -> str:
    """A key for comparing: NFKC, simplified, lower case, no whitespace."""
    return simplified(_SPACE.sub("", unicodedata.normalize("NFKC", text)).lower())


@lru_cache(maxsize=16384)
def column_key(name: str) -> str:
    """The key of a column's name: folded, without adornments ([更多>>], 【 】, ·) and tails such as 栏目, 专栏, 更多."""
    key = _ADORNMENT.sub("", fold(name))
    while (shorter := _ADORNMENT.sub("", _TAIL.sub("", key))) != key and shorter:
        key = shorter
    return key


def title_key(title: str) -> str:
    """The key of a title: folded, only letters, digits and characters."""
    return re.sub(r"[\W_]+", "", fold(title))
