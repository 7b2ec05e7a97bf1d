"""What the headers of one answer say: how long https is kept to, what is lacking, what is given away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from govcheck.page.data import table

Headers = Sequence[tuple[str, str]]

WANTED: Final = ("X-Content-Type-Options", "X-Frame-Options")
"""What an answer should carry: against guessing of types, and against being framed by others (a Content-Security-Policy
with ``frame-ancestors`` will do for the latter)."""
_MAX_AGE: Final = re.compile(r"""\s*max-age\s*=\s*(?:"(\d+)"|(\d+))\s*""", re.I)
_LONGEST: Final = 10**12


def values(headers: Headers, name: str) -> list[str]:
    """Every value of a header, in order."""
    return [value.strip() for key, value in headers if key.lower() == name.lower()]


def hsts_seconds(headers: Headers) -> int:
    """``max-age`` of the first Strict-Transport-Security header (RFC 6797 §8.1), 0 where there is none that holds."""
    for value in values(headers, "Strict-Transport-Security")[:1]:
        ages = [match for part in value.split(";") if (match := _MAX_AGE.fullmatch(part))]
        if len(ages) == 1:
            return min(int((ages[0][1] or ages[0][2])[:20]), _LONGEST)
    return 0


def protections(headers: Headers) -> tuple[str, ...]:
    """Which of :data:`WANTED` an answer carries, in a form that browsers heed."""
    sniff = {part.strip().lower() for value in values(headers, "X-Content-Type-Options") for part in value.split(",")}
    frame = {part.strip().lower() for value in values(headers, "X-Frame-Options") for part in value.split(",")}
    directives = {
        part.split(maxsplit=1)[0].lower()
        for value in values(headers, "Content-Security-Policy")
        for part in value.replace(",", ";").split(";")
        if part.strip()
    }
    found = []
    if "nosniff" in sniff:
        found.append(WANTED[0])
    if "frame-ancestors" in directives or (len(frame) == 1 and frame <= {"deny", "sameorigin"}):
        found.append(WANTED[1])
    return tuple(found)


def unsafe_cookies(headers: Headers, *, https: bool) -> tuple[str, ...]:
    """Session cookies set without their flags, as ``NAME：缺HttpOnly、Secure``; never their values."""
    found = []
    for cookie in values(headers, "Set-Cookie"):
        pair, *attributes = [part.strip() for part in cookie.split(";")]
        name, _equals, value = pair.partition("=")
        flags = {part.partition("=")[0].strip().lower(): part.partition("=")[2].strip() for part in attributes}
        ended = not value.strip() or flags.get("max-age", "").startswith(("0", "-"))
        if ended or not is_session(name.strip()):
            continue
        lacking = [flag for flag in ("HttpOnly", "Secure") if flag.lower() not in flags and (https or flag != "Secure")]
        if lacking:
            found.append(f"{name.strip()[:60]}：缺{'、'.join(lacking)}")
    return tuple(dict.fromkeys(found))


def is_session(name: str) -> bool:
    """Whether a cookie of that name tells who the visitor is."""
    return not any(one.fullmatch(name) for one in _names("innocent")) and any(
        one.fullmatch(name) for one in _names("session")
    )


def version_banner(headers: Headers) -> str:
    """The headers that give a version away, as sent; empty when none does."""
    found = [
        f"{key}: {value.strip()}"
        for key, value in headers
        if (pattern := _versions().get(key.lower())) is not None and pattern.search(value)
    ]
    return "; ".join(dict.fromkeys(found))[:200]


def lacking(given: Iterable[str]) -> tuple[str, ...]:
    """Which of :data:`WANTED` are not among those given."""
    there = set(given)
    return tuple(name for name in WANTED if name not in there)


@cache
def _names(which: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in table("headers")[which])


@cache
def _versions() -> dict[str, re.Pattern[str]]:
    return {name.lower(): re.compile(pattern) for name, pattern in table("headers")["versions"].items()}
