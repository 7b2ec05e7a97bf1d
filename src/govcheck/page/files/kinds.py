"""What sort of file an address or a name speaks of."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

READ: Final = frozenset({"pdf", "docx", "xlsx", "xls", "wps", "et", "txt", "csv"})
"""Formats asked for. Of .wps and .et only those are read that are new formats under an old name."""
_SUFFIX: Final = re.compile(
    r"\.(pdf|docx?|xlsx?|wps|et|ofd|pptx?|txt|csv|rtf|zip|rar|7z|ceb|caj|dps|jpe?g|png|gif|tiff?|mp4)(?![0-9A-Za-z])", re.I
)


def suffix_of(*names: str) -> str:
    """The kind of file by the first of the names that says it (``docx``), else empty; addresses by path, then query."""
    for name in names:
        try:
            parts = urlsplit(name)
        except ValueError:
            continue
        for piece in (parts.path, unquote(parts.query), name):
            found = _SUFFIX.findall(piece)
            if found:
                return str(found[-1]).lower()
    return ""
