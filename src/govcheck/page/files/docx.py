"""Word documents (.docx, and .wps saved in that form): paragraphs in order, rows of tables, headers and notes."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from govcheck.page.files.archive import Parts, local
from govcheck.page.files.model import FileText, Sheet

_OTHERS: Final = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml$")
MAIN: Final = "word/document.xml"


def read_docx(parts: Parts) -> FileText:
    """The document's text.

    Raises:
        UnreadError: damaged, or beyond the bounds.
    """
    sheet = Sheet()
    for name in (MAIN, *sorted(name for name in parts.names if _OTHERS.match(name))):
        for element in parts.elements(name, "body", "hdr", "ftr", "footnotes", "endnotes", "comments"):
            _blocks(element, sheet)
        sheet.gap()
    return sheet.done(1)


def _blocks(root: etree._Element, sheet: Sheet) -> None:
    """Paragraphs and tables in order; what stands in frames, boxes and content controls is found as well."""
    waiting = list(reversed(root))
    while waiting and not sheet.full:
        element = waiting.pop()
        name = local(element)
        if name == "p":
            sheet.line(_text(element))
        elif name == "tbl":
            sheet.gap()
            for row in element:
                if local(row) == "tr":
                    sheet.row([_text(cell) for cell in row if local(cell) == "tc"])
            sheet.gap()
        else:
            waiting += reversed(element)


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    for one in element.iter():
        name = local(one)
        if name == "t":
            pieces.append(one.text or "")
        elif name in ("tab", "br", "cr") or (name == "p" and pieces):
            pieces.append(" ")
    return "".join(pieces)
