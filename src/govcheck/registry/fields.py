"""Cells to values: each function gives the value, or raises :class:`Trouble` with the words for the office."""

from __future__ import annotations

import re
from typing import Final, TypeVar

from govcheck.i18n import _
from govcheck.records.site import Kind, Level
from govcheck.registry.headings import Headings
from govcheck.registry.ids import is_safe
from govcheck.urls import host_of, normalise

_Word = TypeVar("_Word", Level, Kind)

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, ord("。"): ord(".")}
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_FLOAT: Final = re.compile(r"(\d+)\.0+")
_REGION: Final = re.compile(r"[0-9]{6,12}")
_SITE_CODE: Final = re.compile(r"[0-9]{10}|bm[0-9]{8}")
_PLACEHOLDERS: Final = frozenset({"0000000000", "1234567890", "1111111111", "9999999999"})
_SEVERAL: Final = re.compile(r"[\s,，、;；|]+")


class Trouble(Exception):  # noqa: N818  (what is wrong with one cell; becomes a Mistake with its place)
    """What is wrong with one cell, in words."""


def address(text: str) -> str:
    """An address as browsers write it; ``http://`` is added where no scheme stands, full-width signs are put right.

    Raises:
        Trouble: it is no address of a web site, or more than one.
    """
    narrow = text.translate(_WIDE).strip()
    if _SEVERAL.search(narrow):
        raise Trouble(_("“{text}”不是一个网址：一格只写一个，其余写在“别名域名”列").format(text=text))
    stated = _SCHEME.match(narrow) is not None
    found = normalise(narrow if stated else f"http://{narrow}")
    host = host_of(found) if found else ""
    if not found or not host:
        raise Trouble(_("“{text}”不是网址").format(text=text))
    if not stated and "." not in host.strip("[]") and ":" not in host:
        raise Trouble(_("“{text}”不是网址（没有域名）").format(text=text))
    if "@" in narrow.split("://", 1)[-1].split("/", 1)[0]:
        raise Trouble(_("网址里不能写用户名和密码"))
    return found


def hosts(text: str) -> tuple[str, ...]:
    """The hosts of a cell of further domains, in the order written; addresses count by their host.

    Raises:
        Trouble: one of them is none.
    """
    found = dict.fromkeys(host_of(address(part)) for part in _SEVERAL.split(text.translate(_WIDE).strip()) if part)
    return tuple(found)


def level(text: str, words: Headings) -> Level:
    """A level.

    Raises:
        Trouble: the word is not in the table.
    """
    return _word(Level, "level", text, words)


def kind(text: str, words: Headings) -> Kind:
    """A kind of site.

    Raises:
        Trouble: the word is not in the table.
    """
    return _word(Kind, "kind", text, words)


def _word(values: type[_Word], column: str, text: str, words: Headings) -> _Word:
    found = words.value(column, text)
    if found is None:
        raise Trouble(_("不认识“{text}”，可写：{known}").format(text=text, known=_("、").join(words.allowed(column))))
    return values(found)


def yes_no(text: str, words: Headings) -> bool:
    """Yes or no.

    Raises:
        Trouble: it is neither.
    """
    found = words.value("services", text)
    if found is None:
        raise Trouble(_("不认识“{text}”，请写“是”或“否”").format(text=text))
    return found == "yes"


def status(text: str, words: Headings) -> str:
    """The state of a site by its one word (running, suspended, closed); another word is kept as it is."""
    return words.value("status", text) or text.strip()


def region(text: str) -> str:
    """A division code (GB/T 2260 and its extensions): 6 to 12 digits.

    Raises:
        Trouble: it is none.
    """
    code = _code(text)
    if not _REGION.fullmatch(code):
        raise Trouble(_("“{text}”不是行政区划代码（6 至 12 位数字）").format(text=text))
    return code


def site_code(text: str) -> str:
    """A 政府网站标识码: 10 digits, or ``bm`` and 8 digits.

    Raises:
        Trouble: it is none, or a stand-in.
    """
    code = _code(text).lower()
    if not _SITE_CODE.fullmatch(code):
        raise Trouble(_("“{text}”不是网站标识码（10 位数字，或 bm 加 8 位数字）").format(text=text))
    if code in _PLACEHOLDERS:
        raise Trouble(_("“{text}”是占位的号码，不是网站标识码").format(text=text))
    return code


def given_id(text: str) -> str:
    """An id as given; results are filed under it.

    Raises:
        Trouble: it cannot be a file name on every system.
    """
    code = text.strip()
    if not is_safe(code):
        raise Trouble(_("“{text}”不能作 id：只用文字、数字和 . _ -，以文字或数字开头，不超过 50 个汉字").format(text=text))
    return code


def _code(text: str) -> str:
    """A code as typed: full-width digits narrowed, blanks out, the ``.0`` of a careless export dropped."""
    code = re.sub(r"\s+", "", text.translate(_WIDE))
    if _SCIENTIFIC.fullmatch(code):
        raise Trouble(
            _("“{text}”是科学计数法，原来的数字已经丢失：请在 Excel 中把该列设为文本后重新填写").format(text=text)
        )
    whole = _FLOAT.fullmatch(code)
    return whole[1] if whole else code
