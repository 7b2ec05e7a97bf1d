"""Files of plain text and comma-separated values."""

from __future__ import annotations

import csv
import io
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.files.model import MAX_CHARS, FileText, Sheet, UnreadError
from govcheck.text.decode import decode

_DELIMITERS: Final = ",\t;|"


def read_text(body: bytes) -> FileText:
    """The lines of a text.

    Raises:
        UnreadError: no text.
    """
    sheet = Sheet()
    for line in _decoded(body).splitlines():
        sheet.line(line)
    return sheet.done(1)


def read_csv(body: bytes) -> FileText:
    """The rows of a table; the delimiter is the commonest of its first line.

    Raises:
        UnreadError: no text.
    """
    text = _decoded(body)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda one: (first.count(one), -_DELIMITERS.index(one)))
    sheet = Sheet()
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            sheet.row([cell.strip().lstrip("'=\"") for cell in row])
            if sheet.full:
                break
    except csv.Error:  # a field too long, a stray return: then line by line
        return read_text(body)
    return sheet.done(1)


def _decoded(body: bytes) -> str:
    start = body[:4096]
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadError(Reason.UNREADABLE, "not text")
    return decode(body).text[: MAX_CHARS + 1]
