"""Bytes of a page to text: byte order mark, strict UTF-8, what is declared, GB 18030, Big5. Never raises."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_WIDER: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "cp936": "gb18030", "euc-cn": "gb18030", "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs", "cp950": "big5hkscs", "utf8": "utf-8", "utf-8": "utf-8", "iso-8859-1": "", "latin1": "",
    "us-ascii": "", "ascii": "", "windows-1252": "",
}  # fmt: skip
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情"
    "個國時來們產發會動說過實電進現應關開還線數無質氣變條問機業為這對種學經體與"
)
_SAMPLE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the charset that header or page declared (empty when none) and the one that was used."""

    text: str
    declared: str
    used: str


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a page by what its bytes are, not by what is said of them; a cut last character is dropped."""
    declared = _declared(body, content_type)
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(name, "replace"), declared, name)
    wide = _utf16_without_bom(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), declared, wide)
    text = _strict(body, "utf-8")
    if text is not None:
        return Decoded(text, declared, "utf-8")
    return _legacy(body, declared)


def _legacy(body: bytes, declared: str) -> Decoded:
    claimed = _WIDER.get(declared.lower(), declared.lower())
    tried = {name: text for name in ("gb18030", "big5hkscs") if (text := _strict(body, name)) is not None}
    if claimed and claimed not in ("utf-8", *tried):
        text = _strict(body, claimed)
        if text is not None and claimed not in ("gb18030", "big5hkscs"):
            tried[claimed] = text
    loose = body.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken * 50 < len(loose) - len(loose.encode("ascii", "ignore")) or not tried:
        # a few spoilt characters in text that is otherwise UTF-8, or nothing fits: keep what can be read
        tried["utf-8"] = loose
        if not broken * 50 < len(loose):
            tried["gb18030"] = body.decode("gb18030", "replace")
    best = max(tried, key=lambda name: (round(_commonness(tried[name]), 1), name == claimed, name == "gb18030"))
    return Decoded(tried[best], declared, best)


def _declared(body: bytes, content_type: str) -> str:
    """The page's own word, else the header's."""
    match = _CHARSET.search(body[:4096]) or _CHARSET.search(content_type.encode("latin-1", "ignore"))
    return (match[1] or match[2]).decode("latin-1") if match else ""


def _utf16_without_bom(body: bytes) -> str:
    head = body[:2000]
    if head.count(0) * 8 < len(head):
        return ""
    if head[1::2].count(0) > 4 * head[0::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 4 * head[1::2].count(0) else ""


def _strict(body: bytes, name: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body, False)
    except (UnicodeDecodeError, LookupError):
        return None


def _commonness(text: str) -> float:
    """Share of the most frequent characters among the non-ASCII ones: wrong readings are full of rare ones."""
    wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _COMMON for char in wide) / len(wide) if wide else 0.0
