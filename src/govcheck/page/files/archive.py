"""Office files are ZIP archives of XML: parts of them are read one at a time, with bounds against bombs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from govcheck.outcome import Reason
from govcheck.page.files.model import UnreadError

_MAX_PART: Final = 20_000_000
"""Bytes of one part after inflating."""
_MAX_ALL: Final = 60_000_000
_MAX_RATIO: Final = 200
_RATIO_FROM: Final = 2_000_000
_MAX_PARTS: Final = 5_000
_CHUNK: Final = 1 << 16


class Parts:
    """The parts of one archive. ``names`` are in the archive's order.

    Raises:
        UnreadError: no archive, encrypted, or too large to be honest.
    """

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            listed = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, OverflowError) as error:
            raise UnreadError(Reason.UNREADABLE, f"damaged archive: {error}") from error
        if len(listed) > _MAX_PARTS:
            raise UnreadError(Reason.UNREADABLE, "too many parts")
        if any(one.flag_bits & 1 for one in listed):
            raise UnreadError(Reason.UNREADABLE, "encrypted")
        self.names = [one.filename for one in listed]
        self._left = _MAX_ALL

    def read(self, name: str) -> bytes:
        """One part, inflated; empty when there is none of that name.

        Raises:
            UnreadError: damaged, or it inflates beyond the bounds (whatever its header says).
        """
        if name not in self.names:
            return b""
        info = self._zip.getinfo(name)
        body = bytearray()
        try:
            with self._zip.open(info) as part:
                while piece := part.read(_CHUNK):
                    body += piece
                    grown = len(body) > _RATIO_FROM and len(body) > _MAX_RATIO * max(info.compress_size, 1)
                    if len(body) > min(_MAX_PART, self._left) or grown:
                        raise UnreadError(Reason.UNREADABLE, "inflates beyond all bounds")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise UnreadError(Reason.UNREADABLE, f"damaged part: {error}") from error
        self._left -= len(body)
        return bytes(body)

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part with one of the local ``tags``, each at its end and emptied behind the caller.

        Entities are not expanded, nothing is loaded.

        Raises:
            UnreadError: as :meth:`read`, or the part is no XML.
        """
        body = self.read(name)
        if not body:
            return
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            walk = etree.iterparse(
                io.BytesIO(body), events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False,
                huge_tree=False, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for _event, element in walk:
                yield element
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadError(Reason.UNREADABLE, f"damaged XML: {error}") from error


def local(element: etree._Element | None) -> str:
    """An element's name without its namespace; empty for none. Comments were removed when the part was read."""
    return "" if element is None else element.tag.rpartition("}")[2]
