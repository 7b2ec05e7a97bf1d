"""Formats that need a library of the optional extra ``files``: PDF (pypdf) and old workbooks (python-calamine)."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.files.model import MAX_PAGES, FileText, Sheet, UnreadError
from govcheck.page.files.xlsx import whole

_LARGEST_STREAM: Final = 3_000_000
"""Bytes of a page's drawing above which it is a map or a plan: reading its text would take minutes."""
_SCANNED: Final = 8
"""Characters a page on average, below which a PDF holds pictures of text."""
HINT: Final = "install govcheck[files] to read it"


def read_pdf(body: bytes) -> FileText:
    """The text layer of a PDF.

    Raises:
        UnreadError: pypdf is not installed; damaged, encrypted; pages that are pictures.
    """
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise UnreadError(Reason.NO_READER, f"PDF: {HINT}") from error
    sheet = Sheet()
    skipped = 0
    with _quiet("pypdf"):
        try:
            reader = PdfReader(io.BytesIO(body))
            opened = not reader.is_encrypted or bool(reader.decrypt(""))
            count = len(reader.pages) if opened else 0
        except Exception as error:  # whatever pypdf meets in a damaged file
            raise UnreadError(Reason.UNREADABLE, f"damaged PDF: {type(error).__name__}") from error
        if not opened:
            raise UnreadError(Reason.UNREADABLE, "encrypted")
        for number in range(min(count, MAX_PAGES)):
            skipped += not _page(reader, number, sheet)
            sheet.gap()
            if sheet.full:
                break
    if sheet.size < _SCANNED * min(count, MAX_PAGES):
        detail = "no text layer: pages are pictures" if not skipped else "its pages could not be read"
        return sheet.done(count, why=Reason.UNREADABLE, detail=detail)
    if skipped:
        return sheet.done(count, why=Reason.UNREADABLE, detail=f"{skipped} pages could not be read")
    if count > MAX_PAGES:
        return sheet.done(count, why=Reason.BUDGET, detail=f"only {MAX_PAGES} of {count} pages were read")
    return sheet.done(count)


def _page(reader: object, number: int, sheet: Sheet) -> bool:
    """One page; ``False`` when it could not be read."""
    try:
        page = reader.pages[number]  # type: ignore[attr-defined]  # pypdf is optional, so its type is not known here
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _LARGEST_STREAM:
            return False
        text = page.extract_text() or ""
    except Exception:  # pypdf meets every sort of damage by every sort of exception; the page counts as unread
        return False
    for line in text.splitlines():
        sheet.line(line)
    return True


def read_xls(body: bytes) -> FileText:
    """The rows of an old workbook.

    Raises:
        UnreadError: python-calamine is not installed; damaged or encrypted.
    """
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise UnreadError(Reason.NO_READER, f"XLS: {HINT}") from error
    sheet = Sheet()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        names = list(book.sheet_names)
        for name in names[:MAX_PAGES]:
            for row in book.get_sheet_by_name(name).iter_rows():
                sheet.row([whole(str(cell)) for cell in row])
                if sheet.full:
                    break
            sheet.gap()
    except Exception as error:  # calamine has one sort of error per format, and panics are exceptions too
        raise UnreadError(Reason.UNREADABLE, f"damaged workbook: {type(error).__name__}") from error
    return sheet.done(len(names))


@contextlib.contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Nothing of what a library says of a file goes to a log: it may quote the file."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # its children ask it, too
    try:
        yield
    finally:
        logger.disabled = before
        logger.setLevel(level)
