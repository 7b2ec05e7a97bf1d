"""Folding that keeps positions: character for character, so that a place in the folded text is the place in the text."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

_QUOTES: Final = "“”„‟「」『』〝〞＂"
_DOTS: Final = "・•‧∙●"
_SPACES: Final = "\t\r\f\v\xa0\u3000"


@cache
def _light() -> dict[int, int]:
    """Full width to ASCII, capitals to small letters, quotation marks and blanks of every sort to one."""
    table = {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)}
    table |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    table |= dict.fromkeys(map(ord, _QUOTES), ord('"'))
    table |= dict.fromkeys(map(ord, _DOTS), ord("·"))
    return table | dict.fromkeys(map(ord, _SPACES), ord(" "))


@cache
def _whole() -> dict[int, int]:
    """The light folding, and traditional characters to simplified ones, each to one."""
    table = dict(_light())
    listed = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    for line in listed.splitlines():
        traditional, _tab, simplified = line.partition("\t")
        first = simplified.split(" ", 1)[0]
        if len(traditional) == 1 and len(first) == 1:
            table[ord(traditional)] = ord(first)
    return table


def fold(text: str) -> str:
    """The text as words are looked for in it; as long as the text itself."""
    return text.translate(_whole())


def fold_lightly(text: str) -> str:
    """As :func:`fold`, but traditional characters stay what they are."""
    return text.translate(_light())
