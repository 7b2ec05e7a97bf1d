"""Content decoding with a bound: what a few hundred bytes may swell to is decided here, not by the sender."""

from __future__ import annotations

import zlib
from typing import Final

_STEP: Final = 64 * 1024


class BombError(Exception):
    """The body swells beyond all measure."""


class DamagedError(Exception):
    """The body is not what its ``Content-Encoding`` says, or ends in the middle."""


class Decoder:
    """Takes encoded pieces, gives decoded ones, at most ``limit`` bytes in all (``full`` then says so).

    Knows gzip and deflate, which is all that is asked for; an encoding that was not asked for is damage.
    """

    def __init__(self, encoding: str, limit: int, max_ratio: float) -> None:
        names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
        self._layers = [_Layer(name) for name in reversed(names) if name not in ("identity", "none", "utf-8")]
        self._limit, self._max_ratio = limit, max_ratio
        self.read = 0
        self.given = 0
        self.full = False

    def feed(self, piece: bytes) -> bytes:
        """The decoded bytes of one piece.

        Raises:
            BombError: more than the allowed ratio, beyond a first megabyte.
            DamagedError: not the encoding it claims.
        """
        self.read += len(piece)
        room = self._limit - self.given
        out = piece
        for layer in self._layers:
            out = layer.feed(out, room + 1)
        if self._layers:
            self.read -= self._layers[0].left
        if len(out) > room:
            self.full = True
            out = out[:room]
        self.given += len(out)
        if self._layers and self.given > 1_000_000 and self.given > self.read * self._max_ratio:
            raise BombError
        return out

    def finish(self) -> None:
        """Say that the sender is done.

        Raises:
            DamagedError: an encoded stream stopped in the middle.
        """
        if self.read and not self.full and not all(layer.ended for layer in self._layers):
            raise DamagedError("the encoded body ends early")


class _Layer:
    def __init__(self, name: str) -> None:
        if name not in ("gzip", "x-gzip", "deflate"):
            raise DamagedError(f"unasked content encoding: {name}")
        self._raw_possible = name == "deflate"
        self._inner = zlib.decompressobj(zlib.MAX_WBITS if name == "deflate" else zlib.MAX_WBITS | 16)
        self._started = False
        self.left = 0
        """Bytes of the last piece that were not needed to reach the limit."""

    @property
    def ended(self) -> bool:
        return self._inner.eof

    def feed(self, piece: bytes, limit: int) -> bytes:
        out = bytearray()
        while piece and not self._inner.eof and len(out) < limit:
            try:
                out += self._inner.decompress(piece, min(_STEP, limit - len(out)))
            except zlib.error as error:
                if self._raw_possible and not self._started:
                    # Many servers send bare deflate under this name, and browsers take it.
                    self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
                    self._raw_possible = False
                    continue
                raise DamagedError(str(error)) from error
            self._started = True
            piece = self._inner.unconsumed_tail
        self.left = 0 if self._inner.eof else len(piece)
        return bytes(out)
