"""Addresses in little scripts: ``javascript:`` links, ``onclick``, redirecting one-liners. String parsing, never run."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_TEXT: Final = r"""(?P<q>["'`])(?P<text>[^"'`\\\n]*(?:\\.[^"'`\\\n]*)*)(?P=q)"""
_GO: Final = re.compile(
    r"""(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\s*\(|\bopen\s*\(|\bnavigate\s*\()\s*""" + _TEXT
)
_CALL: Final = re.compile(r"""\b(?!(?:if|while|switch|for|return)\b)[A-Za-z_$][\w$.]*\s*\([^()"'`=]*""" + _TEXT)
_LOOKS: Final = re.compile(
    r"(?i)(?:https?:)?//[^\s/]+|\.{0,2}/[^\s]*|[^\s:]+\.(?:s?html?|jspx?|aspx?|php|do|action|htmlx)(?:[?#][^\s]*)?"
)


def from_script(text: str) -> tuple[str, ...]:
    """The addresses, as written, that a piece of script would lead a visitor to; in order, without repeats.

    Read are ``location = '…'``, ``location.href``, ``.replace``, ``.assign``, ``window.open('…')`` and, in a
    ``javascript:`` link or handler, a call whose first text looks like an address. Texts glued together with ``+`` are
    left out: half an address is a wrong address.
    """
    source = text.strip()
    if source[:11].lower() == "javascript:":
        source = unquote(source[11:])
    found: dict[str, None] = {}
    for pattern, any_text in ((_GO, True), (_CALL, False)):
        for match in pattern.finditer(source):
            address = re.sub(r"\\(.)", r"\1", match["text"]).strip()
            glued = source[match.end() :].lstrip().startswith("+") or "${" in address
            wanted = address and not address.startswith(("#", "javascript:", "about:")) and not glued
            if wanted and (any_text or _LOOKS.fullmatch(address)):
                found.setdefault(address)
    return tuple(found)
