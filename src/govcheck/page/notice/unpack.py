"""What obfuscated scripts hold: character codes, escapes, base64 and the usual packer, undone as text, never run."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import unquote

_HINTS: Final = ("fromCharCode", "atob(", "\\x", "unescape(", "decodeURI", "p,a,c,k,e", "\\u00")
_CODES: Final = re.compile(
    r"fromCharCode(?:\.apply\(\s*\w+\s*,\s*\[|\()\s*((?:0x[0-9a-f]+|\d+)(?:\s*,\s*(?:0x[0-9a-f]+|\d+)){7,})", re.I
)
_BASE64: Final = re.compile(r"atob\(\s*[\"']([A-Za-z0-9+/=\s]{16,})[\"']")
_ESCAPED: Final = re.compile(r"(?:unescape|decodeURI(?:Component)?)\(\s*([\"'])(?P<text>(?:(?!\1).){8,50000}?)\1", re.S)
_ESCAPED_STARTS: Final = re.compile(r"unescape\(|decodeURI(?:Component)?\(")
_HEX: Final = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}){4,}")
_ONE: Final = re.compile(r"\\(?:x|u00)([0-9a-fA-F]{2})")
_TELLING: Final = re.compile(r"document|write|location|script|https?:|href|eval|iframe|referrer|userAgent", re.I)
"""What nobody has a reason to write in numbers."""
_PERCENT_U: Final = re.compile(r"%u([0-9a-fA-F]{4})")
_PACKED: Final = re.compile(
    r"\}\s*\(\s*(['\"])(?P<body>(?:\\.|(?!\1).)*)\1\s*,\s*(?P<base>\d+)\s*,\s*\d+\s*,\s*"
    r"(['\"])(?P<words>(?:(?!\4).)*)\4\s*\.split\("
)
_PACKED_STARTS: Final = re.compile(r"\}\s*\(\s*['\"]")
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DEEPEST: Final = 3
_LONGEST: Final = 300_000
_MOST: Final = 40
"""Places of one kind that are tried: each may cost the length of the script."""


def unpack(text: str) -> list[tuple[str, str]]:
    """The layers under a script, outermost first: (how it was hidden, what it says). ``how``: codes | base64 | escapes |
    percent | packed.
    """
    found: list[tuple[str, str]] = []
    layers = [text[:_LONGEST]]
    for _depth in range(_DEEPEST):
        deeper = [piece for layer in layers for piece in _layer(layer)]
        found += deeper
        layers = [said for _how, said in deeper]
        if not layers:
            break
    return found


def _layer(text: str) -> list[tuple[str, str]]:
    if not any(hint in text for hint in _HINTS) and ".split(" not in text:
        return []
    found = [("codes", _codes(match[1])) for match in _CODES.finditer(text)]
    found += [("base64", said) for match in _BASE64.finditer(text) if (said := _base64(match[1]))]
    found += [
        ("percent", _percent(match["text"])) for match in _at(_ESCAPED_STARTS, _ESCAPED, text) if "%" in match["text"]
    ]
    if ".split(" in text:
        found += [("packed", said) for match in _at(_PACKED_STARTS, _PACKED, text) if (said := _packed(match))]
    if any(_TELLING.search(_ONE.sub(_letter, run[0])) for run in _HEX.finditer(text)):
        found.append(("escapes", _ONE.sub(_letter, text)))
    return found


def _at(starts: re.Pattern[str], whole: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for start in islice(starts.finditer(text), _MOST):
        match = whole.match(text, start.start())
        if match is not None:
            yield match


def _letter(one: re.Match[str]) -> str:
    return chr(int(one[1], 16))


def _codes(numbers: str) -> str:
    codes = [int(number, 16 if number.lower().startswith("0x") else 10) for number in re.split(r"\s*,\s*", numbers)]
    return "".join(chr(code) for code in codes if 0 < code < 0xD800)


def _base64(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()) + "==").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _percent(text: str) -> str:
    return unquote(_PERCENT_U.sub(lambda match: chr(int(match[1], 16)), text))


def _packed(match: re.Match[str]) -> str:
    base, words = int(match["base"]), match["words"].split("|")
    if not 2 <= base <= len(_DIGITS):
        return ""

    def word(found: re.Match[str]) -> str:
        number = 0
        for digit in found[0]:
            place = _DIGITS.find(digit)
            if not 0 <= place < base:
                return found[0]
            number = number * base + place
        return words[number] if number < len(words) and words[number] else found[0]

    return re.sub(r"\b[0-9A-Za-z]{1,6}\b", word, match["body"].replace("\\'", "'").replace('\\"', '"'))
