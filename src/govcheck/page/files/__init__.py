"""The text of attachments: Word, Excel, PDF, CSV and plain text, told by their bytes. Nothing here ever raises.

PDF and old workbooks need the optional extra ``files``; without it such a file is ``Reason.NO_READER``.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.files.archive import Parts
from govcheck.page.files.docx import MAIN as WORD
from govcheck.page.files.docx import read_docx
from govcheck.page.files.kinds import suffix_of
from govcheck.page.files.model import FileText, UnreadError
from govcheck.page.files.optional import read_pdf, read_xls
from govcheck.page.files.plain import read_csv, read_text
from govcheck.page.files.xlsx import MAIN as EXCEL
from govcheck.page.files.xlsx import read_xlsx
from govcheck.records.capture import Capture

__all__ = ["FileText", "file_text", "suffix_of"]

_KEPT: Final = 64
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOK_STREAMS: Final = ("Workbook".encode("utf-16-le"), "Book\x00".encode("utf-16-le"))
_known: OrderedDict[tuple[str, str], FileText] = OrderedDict()


def file_text(capture: Capture) -> FileText:
    """What a fetched file says; read once for equal bytes. Never raises, whatever the bytes.

    A file that was not fetched whole is ``unreadable`` or has the reason for which it was not fetched.
    """
    if not capture.ok:
        return FileText(why=capture.failure or Reason.NOT_FETCHED, detail=capture.detail)
    if capture.truncated:
        return FileText(why=Reason.BUDGET, detail="larger than what is read of an attachment")
    suffix = suffix_of(capture.label, capture.final_address, capture.address)
    key = hashlib.sha256(capture.body).hexdigest(), suffix
    if key in _known:
        _known.move_to_end(key)
        return _known[key]
    try:
        found = _read(capture.body, suffix)
    except UnreadError as unread:
        found = FileText(why=unread.reason, detail=unread.detail)
    except (ValueError, TypeError, LookupError, RecursionError, MemoryError, OSError) as error:
        found = FileText(why=Reason.UNREADABLE, detail=type(error).__name__)
    _known[key] = found
    while len(_known) > _KEPT:
        _known.popitem(last=False)
    return found


def _read(body: bytes, suffix: str) -> FileText:
    start = body[:1024]
    if not body.strip():
        raise UnreadError(Reason.UNREADABLE, "empty")
    if b"%PDF-" in start:
        return read_pdf(body)
    if start.startswith(b"PK\x03\x04"):
        parts = Parts(body)
        if WORD in parts.names:
            return read_docx(parts)
        if EXCEL in parts.names:
            return read_xlsx(parts)
        raise UnreadError(Reason.NO_READER, "an archive, or a format that is not read")
    if start.startswith(_OLE):
        if any(name in body for name in _BOOK_STREAMS):
            return read_xls(body)
        raise UnreadError(Reason.NO_READER, "an old Word document or the like")
    if suffix not in ("txt", "csv"):
        raise UnreadError(Reason.NO_READER, "a format that is not read")
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnreadError(Reason.UNREADABLE, "a web page in place of a file")
    return read_csv(body) if suffix == "csv" else read_text(body)
