"""Whether a file is what its name claims: its first bytes against the programs that open such a name."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from govcheck.page.data import table
from govcheck.page.weblink.glance import glance, is_html
from govcheck.page.weblink.gone import says_gone, wants_login
from govcheck.page.weblink.said import ALIVE, Said
from govcheck.records.capture import Capture

_EXTENSION: Final = re.compile(r"\.([a-z0-9]{2,4})$", re.I)
_IN_WORDS: Final = re.compile(r"\.(pdf|docx?|xlsx?|wps|et|ofd|pptx?|zip|rar|7z|csv|rtf|dps|ceb)(?![a-z0-9])", re.I)
_PAGE: Final = re.compile(r"\.(?:s?html?|xhtml)$|/$", re.I)
_NAME: Final = re.compile(r"filename\*?\s*=\s*(?:utf-8'')?\"?([^\";]+)", re.I)
_BLANK: Final = b"\x00 \t\r\n\xef\xbb\xbf"
_SHORT: Final = 4000
WRONG: Final = "wrong-type"


def extension_of(address: str) -> str:
    """The file type that an address names, empty when it names none that can be told."""
    found = _EXTENSION.search(unquote(urlsplit(address).path))
    name = found[1].lower() if found else ""
    return name if name in _known() else ""


def is_document(address: str) -> bool:
    """Whether the address names a file to be read or filled in, rather than a picture or a film."""
    kind = extension_of(address)
    return bool(kind) and not {"image", "media"} & set(table("links")["holds"].get(kind, ()))


def claimed(address: str, words: str, capture: Capture | None = None) -> tuple[str, bool]:
    """The type claimed, and whether the address itself claims it (else only the words or the answer's headers do)."""
    by_address = extension_of(address)
    if by_address:
        return by_address, True
    in_words = _IN_WORDS.search(words)
    # A title in a list may end in .doc and lead to the page that offers the file.
    if in_words and not _PAGE.search(urlsplit(address).path):
        return in_words[1].lower(), False
    named = _NAME.search(capture.header("content-disposition")) if capture is not None else None
    return (extension_of("/" + named[1].strip()) if named else ""), False


def judge_file(capture: Capture, kind: str, *, sure: bool) -> Said:
    """What a file that claims to be ``kind`` really is. ``sure``: the address claims it."""
    if not capture.body.strip(_BLANK):
        if capture.truncated or capture.method == "HEAD":
            return ALIVE
        return Said(WRONG, capture.tries > 1, "0 bytes")
    family = _family(capture.body)
    if family == "" and is_html(capture):
        return _page_instead(capture, kind, sure=sure)
    holds = table("links")["holds"].get(kind)
    if family == "" and _says_error(capture):
        return Said(WRONG, sure, "an error message")
    if holds is None or family in holds:
        return ALIVE
    if family == "":
        return Said(WRONG, False, "unknown format")
    return Said(WRONG, sure, f"is {family}")


def _page_instead(capture: Capture, kind: str, *, sure: bool) -> Said:
    seen = glance(capture)
    shown = f"html: {seen.title[:60]}".strip()
    if says_gone(capture, seen) or _says_error(capture):
        return Said(WRONG, sure, shown)
    if wants_login(capture, seen):
        return Said(WRONG, False, f"login: {seen.title[:60]}".strip())
    # A page at an address that looks like a file may be a viewer; one sent as the file itself is broken.
    as_file = not any(word in capture.header("content-type").lower() for word in ("html", "text/plain"))
    opens = kind in table("links")["html_opens"] or kind in table("links")["plain"]
    return Said(WRONG, sure and as_file and not opens and bool(capture.header("content-type")), shown)


def _says_error(capture: Capture) -> bool:
    if len(capture.body) > _SHORT:
        return False
    text = capture.body.decode("utf-8", "replace")
    return re.search(table("links")["error_data"], text, re.I) is not None


@cache
def _known() -> frozenset[str]:
    data: dict[str, Any] = table("links")
    return frozenset(data["holds"]) | frozenset(data["plain"])


@cache
def _signatures() -> tuple[tuple[str, bytes, int, int, int], ...]:
    rows = table("links")["signatures"]
    return tuple(
        (row["family"], bytes.fromhex(row["hex"]), row.get("at", 0), row.get("within", 0), row.get("size", 0))
        for row in rows
    )


def _family(body: bytes) -> str:
    """What the first bytes are, empty when they are of no known sort."""
    for family, mark, at, within, size in _signatures():
        hit = mark in body[:within] if within else body[at : at + len(mark)] == mark
        if hit and len(body) >= size:
            return family
    return ""
