"""Dates as Chinese government pages print them. What has no year is no date; nothing is completed or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from govcheck.dates.clock import SHANGHAI

_NARROW: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0xA0: 0x20}
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), 0x2D)
)
_HAN: Final = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ＯOo", "0")

_MONTH: Final = r"(?P<{0}m>1[0-2]|0?[1-9])"
_DAY: Final = r"(?P<{0}d>3[01]|[12]\d|0?[1-9])"
_TIME: Final = (
    r"(?:\s{{0,4}}(?:T|\(?(?:星期|周)[一二三四五六日天]\)?)?\s{{0,4}}"
    r"(?P<{0}H>[01]?\d|2[0-4]):(?P<{0}M>[0-5]\d)(?::(?P<{0}S>[0-5]\d)(?:\.\d{{1,6}})?)?"
    r"|\s{{0,2}}(?P<{0}H2>[01]?\d|2[0-3])时(?P<{0}M2>[0-5]?\d)分(?:(?P<{0}S2>[0-5]?\d)秒)?)?"
)
_FULL: Final = re.compile(
    r"(?<!\d)(?<!\d\.)(?:"
    + r"(?P<ay>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?"
    + _MONTH.format("a") + r"\s?(?P=sep)\s?" + _DAY.format("a") + r"(?:(?!\d)|(?=[0-2]\d:[0-5]\d))" + _TIME.format("a")
    + r"|(?P<by>(?:19|20)\d\d)\s*年\s*" + _MONTH.format("b") + r"\s*月\s*" + _DAY.format("b") + r"\s*日" + _TIME.format("b")
    + r")"
)  # fmt: skip
_CHINESE: Final = re.compile(
    r"(?P<y>[一二][〇○零ＯO一二三四五六七八九]{3})年(?P<m>元|十?[一二]|[三四五六七八九十])月(?P<d>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_HAN_YEAR: Final = re.compile(r"[一二][〇○零ＯOo一二三四五六七八九]{3}(?=年)")
_ENGLISH: Final = re.compile(
    r"(?<![a-z\d])(?:(?P<am>[a-z]{3,9})\.?\s{1,3}(?P<ad>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<ay>(?:19|20)\d\d)"
    r"|(?P<bd>\d{1,2})(?:st|nd|rd|th)?[\s-]{1,3}(?P<bm>[a-z]{3,9})\.?,?[\s-]{1,3}(?P<by>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT: Final = re.compile(
    r"(?<![\d.-])(?P<y>\d\d)(?P<sep>[-/.])"
    + _MONTH.format("")
    + r"(?P=sep)"
    + _DAY.format("")
    + r"(?!\d)"
    + _TIME.format("")
)
_YEARLESS: Final = re.compile(
    r"(?<![\d./:-])(?P<m>1[0-2]|0?[1-9])(?:[-/](?P<d>3[01]|[12]\d|0?[1-9])(?![\d./:-])|月(?P<d2>3[01]|[12]\d|0?[1-9])日)"
)
_COMPACT: Final = re.compile(r"^\D{0,2}(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\D|\d{4,6}|$)")
_ZONE: Final = re.compile(r"^\s*(Z|[+-]\d\d:?\d\d)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A date as printed: where it stands in the text, the day, and the moment when a time of day is printed with it.

    ``day`` is ``None`` for a date without a year (``08-28``): seen, but not a date.
    """

    start: int
    end: int
    text: str
    day: date | None
    moment: datetime | None

    @property
    def value(self) -> date | datetime | None:
        """The moment if there is one, else the day."""
        return self.moment or self.day

    @property
    def instant(self) -> datetime | None:
        """The moment, or midnight (Asia/Shanghai) of the day."""
        return self.moment or (None if self.day is None else as_instant(self.day))


def as_instant(value: date | datetime) -> datetime:
    """An aware moment: a naive one is taken as Asia/Shanghai, a day as its midnight."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)


def han_years(text: str) -> str:
    """The text with years in Chinese numerals (二〇二五年) in digits, character for character."""
    return _HAN_YEAR.sub(lambda match: "".join(_HAN.get(char, char) for char in match[0]), text)


def find_dates(text: str, *, rows: bool = False) -> list[Shown]:
    """Every date with its year, in order. With ``rows`` also two-digit years with a time and dates without a year."""
    plain = text.translate(_NARROW)
    found = [*_full(text, plain), *_chinese(text, plain), *_english(text, plain)]
    if rows:
        taken = [(shown.start, shown.end) for shown in found]
        extra = [*_two_digit(text, plain), *_yearless(text, plain)]
        for shown in extra:
            if not any(start < shown.end and shown.start < end for start, end in taken):
                found.append(shown)
                taken.append((shown.start, shown.end))
    return sorted(found, key=lambda shown: shown.start)


def parse_stamp(text: str) -> date | datetime | None:
    """A date that stands alone, as in META or an attribute; also ``20240702`` and ISO with a zone. ``None`` if none."""
    found = find_dates(text)
    if found:
        first = found[0]
        zone = _ZONE.match(text[first.end :])
        if first.moment is not None and zone:
            offset = "+00:00" if zone[1] == "Z" else zone[1]
            return datetime.fromisoformat(first.moment.replace(tzinfo=None).isoformat() + offset).astimezone(SHANGHAI)
        return first.value
    match = _COMPACT.match(text.translate(_NARROW).strip())
    return _day(match["y"], match["m"], match["d"]) if match else None


def _full(text: str, plain: str) -> Iterator[Shown]:
    for match in _FULL.finditer(plain):
        part = "a" if match["ay"] else "b"
        day = _day(match[f"{part}y"], match[f"{part}m"], match[f"{part}d"])
        if day is not None:
            yield _shown(match, text, day, part)


def _shown(match: re.Match[str], text: str, day: date, part: str) -> Shown:
    groups = match.groupdict()
    hour = groups.get(f"{part}H") or groups.get(f"{part}H2")
    moment = None
    if hour is not None:
        minute = groups.get(f"{part}M") or groups.get(f"{part}M2")
        second = groups.get(f"{part}S") or groups.get(f"{part}S2")
        moment = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
        moment += timedelta(hours=int(hour), minutes=int(minute or 0), seconds=int(second or 0))
    return Shown(match.start(), match.end(), text[match.start() : match.end()].strip(), day, moment)


def _chinese(text: str, plain: str) -> Iterator[Shown]:
    for match in _CHINESE.finditer(plain):
        year = "".join(_HAN.get(char, char) for char in match["y"])
        day = _day(year, str(_number(match["m"])), str(_number(match["d"])))
        if day is not None:
            yield Shown(match.start(), match.end(), text[match.start() : match.end()], day, None)


def _english(text: str, plain: str) -> Iterator[Shown]:
    """``Nov 17, 2026`` and ``17 November 2026``, as English pages print them."""
    for match in _ENGLISH.finditer(plain):
        part = "a" if match["ay"] else "b"
        word = match[f"{part}m"].lower()
        month = next((at for at, name in enumerate(_MONTHS, 1) if word in (name, name[:3], name[:4])), None)
        day = _day(match[f"{part}y"], str(month), match[f"{part}d"]) if month else None
        if day is not None:
            yield Shown(match.start(), match.end(), text[match.start() : match.end()], day, None)


def _number(text: str) -> int:
    if text == "元":
        return 1
    tens, _ten, ones = text.rpartition("十")
    if "十" not in text:
        return int(_HAN[text])
    return (int(_HAN[tens]) if tens else 1) * 10 + (int(_HAN[ones]) if ones else 0)


def _two_digit(text: str, plain: str) -> Iterator[Shown]:
    for match in _SHORT.finditer(plain):
        timed = match["H"] is not None
        day = _day("20" + match["y"], match["m"], match["d"])
        # without a time of day 22-04-26 could be anything: then it is a date without a year
        if day is not None:
            shown = _shown(match, text, day, "")
            yield shown if timed else Shown(shown.start, shown.end, shown.text, None, None)


def _yearless(text: str, plain: str) -> Iterator[Shown]:
    for match in _YEARLESS.finditer(plain):
        yield Shown(match.start(), match.end(), text[match.start() : match.end()], None, None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
