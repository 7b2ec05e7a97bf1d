"""Text and addresses as SARIF wants them: no text of others becomes a link or placeholder, every address is a valid URI."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from govcheck.report.safe import plain

_LINK: Final = re.compile(r"(?<=\])(?=\()")
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_STRAY: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS: Final = "%/:?#@!$&'()*+,;=~-._"


def literal(text: str) -> str:
    """Plain text (:func:`plain`) in which a message's ``[text](target)`` is no link (§3.11.6) and ``{0}`` no placeholder
    (§3.11.5).
    """
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(" ", plain(text)))


def web_uri(address: str) -> str:
    """An address of a page as a URI of ASCII alone (RFC 3986); empty where it is none of http or https."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    rest = parts._replace(scheme="", netloc="").geturl()
    port = parts.netloc.rpartition(":")[2]
    named = f"[{host}]" if ":" in host else _quoted(host)
    return f"{parts.scheme}://{named}" + (f":{port}" if port.isdigit() and port.isascii() else "") + _quoted(rest)


def file_uri(file: str) -> str:
    """A file as a URI reference: relative where it was given so, with ``/`` on every system."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/~-._")


def _quoted(text: str) -> str:
    return quote(_STRAY.sub("%25", text).encode("utf-8", "surrogatepass"), safe=_ADDRESS)
