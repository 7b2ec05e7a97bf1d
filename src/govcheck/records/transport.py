"""What handshakes of one host say about how it carries its pages; what its answers say (headers) is in captures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from govcheck.outcome import Reason

FAULTS: Final = ("expired", "not-yet-valid", "self-signed", "wrong-name")
"""What is wrong with a certificate in itself, whatever roots anybody trusts; the gravest first."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate a host shows. ``state``: valid | one of :data:`FAULTS` | untrusted | sm2."""

    state: str
    detail: str = ""
    """Everything that is wrong, not only what ``state`` names."""
    starts: datetime | None = None
    ends: datetime | None = None
    days: int | None = None
    """Whole days left when it was seen; negative: so many days over."""
    names: tuple[str, ...] = ()
    subject: str = ""
    issuer: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class TransportFacts:
    """Facts of one host's TLS port.

    ``port``: ``tls`` (a handshake came about), ``closed`` (refused twice), ``no-tls`` (something else answers there),
    ``unknown`` (then ``why``), ``unasked`` (it was not said where its TLS port is).
    """

    port: str
    why: Reason | None = None
    """Why nothing can be said: an error reason, ``tlcp-only``, or ``unverified`` (no handshake with us)."""
    detail: str = ""
    version: str = ""
    """The protocol of the handshake: ``TLSv1.3``. Empty when only an old protocol was accepted."""
    certificate: Certificate | None = None
    old: tuple[str, ...] = ()
    """Protocols below TLS 1.2 that it accepts."""
    old_why: Reason | None = None
    """Why that could not be told."""
    fetched_at: datetime | None = None
