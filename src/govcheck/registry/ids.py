"""Ids of sites: short, stable, and safe as a file name on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

_LONGEST: Final = 160
"""Bytes in UTF-8: with an ending and a temporary prefix a name stays below the 255 that file systems take."""
_DIGEST: Final = 8
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_GIVEN: Final = re.compile(r"\w[\w.-]*")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def slug(text: str) -> str:
    """The text as an id: letters, digits, ``.``, ``_`` and ``-``; never empty, never a device name of Windows.

    Two texts that differ only in what is left out get different ids.
    """
    wide = unicodedata.normalize("NFC", text).casefold()
    bare = _UNSAFE.sub("-", wide).strip("-._")
    if bare == wide and is_safe(bare):
        return bare
    digest = hashlib.sha256(wide.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    kept = bare.encode("utf-8", "ignore")[: _LONGEST - _DIGEST - 1].decode("utf-8", "ignore").rstrip("-._")
    return f"site-{digest}" if not kept or _RESERVED.fullmatch(kept) else f"{kept}-{digest}"


def is_safe(given: str) -> bool:
    """Whether a given id can be a file name as it stands."""
    return (
        len(given.encode("utf-8", "replace")) <= _LONGEST
        and _GIVEN.fullmatch(given) is not None
        and not given.endswith((".", "-"))
        and not _RESERVED.fullmatch(given)
    )


def id_from_address(address: str) -> str:
    """The id of a site from its normalised address alone, so that it does not depend on the order of a list.

    The host (and a port that is not the scheme's own); for a site below a path a digest of the path is added.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").replace(":", "-")
    name = f"{host}-{parts.port}" if parts.port else host
    rest = parts.path.strip("/") + (f"?{parts.query}" if parts.query else "")
    if rest:
        name += "-" + hashlib.sha256(f"{parts.path}?{parts.query}".encode()).hexdigest()[:_DIGEST]
    return slug(name)
