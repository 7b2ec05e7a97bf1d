"""Codes, filing numbers, names and domains as texts: their shapes, what is a placeholder, when two say the same.

The shapes are our reading of real footers; nothing official defines how a site writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final

from govcheck.page.data import table
from govcheck.text.normalise import fold, narrow
from govcheck.urls import host_of, is_address, registrable

_CODE: Final = re.compile(r"^(?:\d{10}|bm\d{8})$")
_ICP: Final = re.compile(r"^(?P<province>\w?)ICP(?P<sort>[备证]?)(?P<more>[案字号:第]*)(?P<number>\d+)(?P<rest>.*)$", re.I)
_POLICE: Final = re.compile(r"^(?P<province>\w)公网安备(?P<more>[第号案:]*)(?P<number>\d+)号?$")
_DASHES: Final = re.compile(r"[－—–]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_WWW: Final = "www."
_SHORTEST: Final = 3
_MISCOUNTED: Final = (7, 9, 11)
"""Digits of an ICP number of which one was lost or typed twice; quite other lengths are met on old pages."""


class Likeness(Enum):
    """How two texts compare: the same, so close that only a person can say, or different."""

    SAME = 2
    CLOSE = 1
    DIFFERENT = 0


class Shape(Enum):
    """Whether a number is written as laid down; ODD: unusual, but met on real sites."""

    RIGHT = 2
    ODD = 1
    WRONG = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A filing number taken apart. ``province`` is the character in front, empty where there is none."""

    province: str
    digits: str
    shape: Shape


@cache
def _pattern(*path: str) -> re.Pattern[str]:
    data: Any = table("identifiers")
    for key in path:
        data = data[key]
    return re.compile(data, re.I)


def code_key(code: str) -> str:
    """A site code for comparing: narrow, lower case, without blanks."""
    return re.sub(r"\s+", "", narrow(code)).lower()


def is_code(code: str) -> bool:
    """Whether it has the form of a site code: ten digits, or ``bm`` and eight."""
    return bool(_CODE.match(code_key(code)))


def is_placeholder(value: str, sort: str = "number") -> bool:
    """Whether a value is a stand-in that nobody replaced. ``sort``: number | name | domain."""
    key = code_key(value)
    digits = key.removeprefix("bm") if sort == "number" else key
    if _pattern("placeholder", "template").search(key) or _pattern("placeholder", sort).search(digits):
        return True
    # A division whose serial number was never given.
    return sort == "number" and len(digits) == 10 and digits.endswith("0000")


def read_icp(text: str) -> Number | None:
    """An ICP number: ``京ICP备19054529号-1``; eight digits, or ten since 2020. ``None``: no number in it."""
    match = _ICP.match(_DASHES.sub("-", re.sub(r"\s+", "", narrow(text))))
    if match is None:
        return None
    digits = match["number"]
    plain = match["sort"] == "备" and not match["more"] and re.fullmatch(r"号(?:-\d{1,3})?", match["rest"])
    right = len(digits) == 8 or (len(digits) == 10 and digits.startswith("20"))
    if len(digits) in _MISCOUNTED and match["sort"] != "证":
        return Number(match["province"], digits, Shape.WRONG)
    return Number(match["province"], digits, Shape.RIGHT if right and plain and match["province"] else Shape.ODD)


def read_police(text: str) -> Number | None:
    """A police filing number: 14 digits, the first six of them a division."""
    match = _POLICE.match(re.sub(r"\s+", "", narrow(text)))
    if match is None:
        return None
    shape = Shape.RIGHT if len(match["number"]) == 14 else Shape.WRONG
    return Number(match["province"], match["number"], shape)


def province_letters(code: str) -> str:
    """The characters by which the province of a division code goes; empty for one that does not exist."""
    return str(table("identifiers")["provinces"].get(code[:2], ""))


def name_key(name: str) -> str:
    """A site's name without what may stand around it: a welcome, 中国·, 门户网站, 官网."""
    key = re.sub(r"^[\W_]+|[\W_]+$", "", fold(name))
    before, after = _pattern("name", "before"), _pattern("name", "after")
    while (shorter := re.sub(r"^[\W_]+|[\W_]+$", "", after.sub("", before.sub("", key)))) != key and len(shorter) > 1:
        key = shorter
    for long, short in table("identifiers")["name"]["same"].items():
        key = key.replace(long, short)
    return key


def name_parts(title: str) -> tuple[str, ...]:
    """The pieces of a browser title, the whole of it first."""
    pieces = [piece for piece in _pattern("name", "split").split(title) if piece]
    return tuple(dict.fromkeys((title, *pieces)))


def is_generic(title: str) -> bool:
    """Whether a browser title names nothing (首页, index)."""
    return bool(_pattern("name", "generic").match(fold(title)))


def compare_names(one: str, other: str) -> Likeness:
    """Whether two names are of one site: one may leave out what the other says. Names in two languages are only close."""
    a, b = sorted((name_key(one), name_key(other)), key=len)
    if a == b or (len(a) >= _SHORTEST and _within(a, b)):
        return Likeness.SAME
    if bool(_HAN.search(a)) != bool(_HAN.search(b)) or a[:2] == b[:2] or not a:
        return Likeness.CLOSE
    return Likeness.DIFFERENT


def _within(short: str, long: str) -> bool:
    """Whether all characters of ``short`` stand in ``long`` in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def host_key(text: str) -> str:
    """The host that a text of a domain means, without scheme, ``www.``, port and path; empty when it means none."""
    text = narrow(text).strip().lower().replace("。", ".")
    host = host_of(text if "://" in text else f"http://{text.lstrip('/')}")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return ""
    return host.removeprefix(_WWW) if host.count(".") > 1 else host


def is_real(host: str) -> bool:
    """Whether a host is a name that the public may use: no bare address, no reserved or single name."""
    return bool(host) and "." in host and not is_address(host) and host.rpartition(".")[2] not in (
        "invalid", "localhost", "test", "example", "local", "internal",
    )  # fmt: skip


def compare_hosts(one: str, other: str) -> Likeness:
    """Whether two hosts (as :func:`host_key` gives them) are one; under one registrable domain they are close."""
    if one == other:
        return Likeness.SAME
    return Likeness.CLOSE if registrable(one) == registrable(other) else Likeness.DIFFERENT


def is_server_default(words: str) -> bool:
    """Whether a page's words are those of a server on which no site was set up."""
    return bool(_pattern("server_default").search(words))
