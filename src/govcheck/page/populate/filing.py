"""Filing numbers as printed: ICP and police, by shape and province."""

from __future__ import annotations

from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.pack.region import within
from govcheck.page.identifiers import Number, Shape, is_placeholder, province_letters, read_icp, read_police
from govcheck.page.populate.stated import AGREED, Said, hidden_by, member, unread
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Reading, Unknown

_MASKS: Final = "Xx×*＊"


def filing_number(seen: Survey, name: str) -> Member | None:
    """The ICP or police number of the home page."""
    found = next(
        ((home, one) for home in seen.homes if (one := getattr(home.identity, name)) is not None and one.value), None
    )
    if found is None:
        hidden = hidden_by(seen.homes, name)
        return unread(seen, name, hidden) if hidden is not None else None
    home, reading = found
    said = Said("footer", str(reading.value), home, reading)
    number = read_icp(said.value) if name == "icp" else read_police(said.value)
    masked = number is None and any(mark * 4 in reading.excerpt for mark in _MASKS)
    stand_in = masked or (number is not None and is_placeholder(number.digits))
    unsure = Unknown(Reason.UNREADABLE, f"not read as a number: {reading.excerpt[:80]}")
    fields: dict[str, Field] = {
        "placeholder": said.verdict(True, Confidence.HIGH, reading.excerpt) if stand_in else Reading(False, "compare"),
        "wellformed": _shape(said, number) if number is not None else said.verdict(False, Confidence.LOW, reading.excerpt),
        "agree": _letter_and_digits(said, number) if name == "police" and number is not None else AGREED,
        "region_agrees": _province(seen, said, number, name) if number is not None else unsure,
    }
    return member(seen, name, [said], fields, None)


def _shape(said: Said, number: Number) -> Reading:
    if number.shape is Shape.RIGHT:
        return AGREED
    return said.verdict(False, Confidence.LOW if number.shape is Shape.ODD else Confidence.HIGH, said.shown)


def _letter_and_digits(said: Said, number: Number) -> Reading:
    """The character in front of a police number is that of the province its digits begin with."""
    letters = province_letters(number.digits)
    if not letters or not number.province or number.province in letters:
        return AGREED
    return said.verdict(False, Confidence.HIGH, said.shown)


def _province(seen: Survey, said: Said, number: Number, name: str) -> Reading:
    """Whether the number is of the site's own province (police: division). Another one is odd, and at times right: an
    organiser may have filed elsewhere.
    """
    region = seen.site.region
    shown = f"{said.shown}；list={region}"
    if not region.strip("0") or not province_letters(region):
        return Reading(None, "compare")
    if name == "icp":
        fits = not number.province or number.province in province_letters(region)
        return Reading(True, "compare") if fits else said.verdict(False, Confidence.LOW, shown)
    division = number.digits[:6]
    if within(division, region) or within(region, division):
        return Reading(True, "compare")
    return said.verdict(False, Confidence.LOW if division[:2] == region[:2] else Confidence.HIGH, shown)
