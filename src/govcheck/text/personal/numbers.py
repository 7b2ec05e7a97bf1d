"""Numbers of persons by their own digits: identity numbers (GB 11643), mobile numbers, bank cards.

What a number is by its digits only makes it a candidate: what stands around it decides (:mod:`.judge`). Offsets are those
of the text given. Full-width digits count as digits, single blanks and hyphens between groups are no part of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from govcheck.text.normalise import narrow
from govcheck.text.personal.words import words

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_FIRST_YEAR: Final = 1900
_CARD_LENGTHS: Final = (16, 17, 18, 19)

# Before and behind a number nothing may stand that makes it a part of something longer.
_FREE_BEFORE: Final = r"(?<![0-9A-Za-z*＊_])(?<![0-9A-Za-z][-./_])"
_FREE_AFTER: Final = r"(?![0-9A-Za-z*＊×]|[-._][0-9A-Za-z])"
_LONG: Final = re.compile(rf"{_FREE_BEFORE}[0-9](?:[ -]?[0-9]){{14,18}}[ -]?[Xx]?{_FREE_AFTER}")
_IDENTITY: Final = re.compile(rf"{_FREE_BEFORE}[1-9](?:[ -]?[0-9]){{16}}[ -]?[0-9Xx]{_FREE_AFTER}")
_OLD_IDENTITY: Final = re.compile(rf"{_FREE_BEFORE}[1-9][0-9]{{14}}{_FREE_AFTER}")
_SOME: Final = re.compile(r"[0-9０-９](?:[ \xa0\u3000-]?[0-9０-９]){10}")
_SEPARATOR: Final = re.compile(r"[ -]+")
_ADDRESS: Final = re.compile(r"://|www\.|\.(?:s?html?|php|jsp|aspx?|pdf|docx?|xlsx?|jpe?g|png|zip|rar)\b|[=&?%@\\]", re.I)
_MOST_GROUPS: Final = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number by its digits. ``digits`` are without blanks, an ``x`` written ``X``; never to leave the program."""

    kind: str
    """identity | mobile | bank-card"""
    start: int
    end: int
    digits: str

    def __repr__(self) -> str:
        return f"Candidate({self.kind}, {self.start}, {self.end})"


def any_number(text: str) -> bool:
    """Whether there is any run of eleven digits or more: where not, nothing more need be looked for."""
    return _SOME.search(text) is not None


def check_digit(seventeen: str) -> str:
    """The last place of an identity number (GB 11643, ISO 7064 MOD 11-2) for its first seventeen digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def is_identity(digits: str) -> bool:
    """Whether eighteen places are an identity number: checksum, a date that exists, a division that may be."""
    if len(digits) != 18 or not (digits[:17].isascii() and digits[:17].isdigit()):
        return False
    if check_digit(digits[:17]) != digits[17].upper() or _date(digits[6:14]) is None:
        return False
    return digits[:2] in words().divisions or digits.startswith(words().special_divisions)


def is_common_division(digits: str) -> bool:
    """Whether the number begins with a division of the country, and not as foreigners' or special numbers do."""
    return digits[:2] in words().divisions


def birth(digits: str) -> date | None:
    """The date in an identity number of eighteen places."""
    return _date(digits[6:14])


def _date(text: str) -> date | None:
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None


def is_old_identity(digits: str) -> bool:
    """Whether fifteen digits can be an identity number of before 1999: division and date; there is no checksum."""
    return digits[:2] in words().divisions and _date("19" + digits[6:12]) is not None and digits[12:15] != "000"


def is_credit_code(code: str) -> bool:
    """Whether eighteen places are a unified social credit code (GB 32100): its division and its check character."""
    if len(code) != 18 or any(place not in _CREDIT for place in code):
        return False
    if code[2:4] not in (*words().divisions, "10"):
        return False
    total = sum(_CREDIT.index(place) * weight for place, weight in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT[-total % 31] == code[17]


def luhn(digits: str) -> bool:
    """The checksum of bank cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether the digits are a bank card's: checksum, a known issuer, the length of that issuer's numbers."""
    if len(digits) not in _CARD_LENGTHS or len(set(digits)) < 4:
        return False
    fits = any(digits.startswith(prefix) and len(digits) in lengths for prefix, lengths in words().issuers)
    return fits and luhn(digits)


@cache
def _mobile() -> re.Pattern[str]:
    start = words().mobile
    shapes = rf"({start}\d{{8}}|{start} \d{{4}} \d{{4}}|{start}-\d{{4}}-\d{{4}}|{start}\d ?-?\d{{3}} ?-?\d{{4}})"
    return re.compile(rf"{_FREE_BEFORE}(?:(?:\+|00)?86[ -]?)?{shapes}{_FREE_AFTER}")


def candidates(text: str) -> list[Candidate]:
    """Every number of the three kinds in a line, from left to right, none overlapping another."""
    plain = narrow(text)
    found = [*_identities(plain), *_old_identities(plain), *_cards(plain), *_mobiles(plain)]
    kept: list[Candidate] = []
    for one in found:  # in this order: what has a checksum wins
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def long_numbers(text: str) -> Iterator[str]:
    """Runs of fifteen digits and more, without blanks: to tell a column of serial numbers."""
    for match in _LONG.finditer(narrow(text)):
        yield _bare(match[0])


def _identities(text: str) -> Iterator[Candidate]:
    at = 0
    while (match := _IDENTITY.search(text, at)) is not None:
        digits = _bare(match[0])
        if is_identity(digits) and _grouped(match[0]) and not _in_address(text, match.start(), match.end()):
            yield Candidate("identity", match.start(), match.end(), digits)
            at = match.end()
        else:
            at = match.start() + 1


def _old_identities(text: str) -> Iterator[Candidate]:
    for match in _OLD_IDENTITY.finditer(text):
        if is_old_identity(match[0]) and not _in_address(text, match.start(), match.end()):
            yield Candidate("identity", match.start(), match.end(), match[0])


def _cards(text: str) -> Iterator[Candidate]:
    at = 0
    while (match := _CARD.search(text, at)) is not None:
        at = match.start() + 1
        for length in _CARD_LENGTHS:
            end = _end_of(text, match.start(), length)
            whole = text[match.start() : end]
            if (
                end
                and _ENDS.match(text, end)
                and is_card(_bare(whole))
                and _grouped(whole)
                and not _in_address(text, match.start(), end)
            ):
                yield Candidate("bank-card", match.start(), end, _bare(whole))
                at = end
                break


_CARD: Final = re.compile(rf"{_FREE_BEFORE}[2-69](?=(?:[ -]?[0-9]){{15}})")
_ENDS: Final = re.compile(rf"{_FREE_AFTER}(?! ?[0-9])")


def _end_of(text: str, start: int, length: int) -> int:
    """Behind the digit numbered ``length`` from ``start``, with single blanks between; 0 when there are not so many."""
    match = re.compile(rf"[0-9](?:[ -]?[0-9]){{{length - 1}}}").match(text, start)
    return match.end() if match else 0


def _mobiles(text: str) -> Iterator[Candidate]:
    for match in _mobile().finditer(text):
        if not _in_address(text, match.start(), match.end()):
            yield Candidate("mobile", match.start(), match.end(), _bare(match[1]))


def _bare(text: str) -> str:
    return _SEPARATOR.sub("", text).upper()


def _grouped(text: str) -> bool:
    """Whether the blanks group the digits as people do: few groups, none of a single digit before the last."""
    groups = _SEPARATOR.split(text)
    return len(groups) <= _MOST_GROUPS and all(len(group) >= 2 for group in groups)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the number is a part of a web address, a file's name or the like."""
    left, right = start, end
    while left > 0 and start - left < 200 and "!" <= text[left - 1] <= "~":
        left -= 1
    while right < len(text) and right - end < 200 and "!" <= text[right] <= "~":
        right += 1
    return _ADDRESS.search(text, left, right) is not None
