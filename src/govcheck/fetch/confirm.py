"""What one try alone may say: the site's own fault is stated only once a second try has seen it too (DESIGN §5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from govcheck.fetch.failures import GONE_STATUS
from govcheck.outcome import Reason
from govcheck.records.capture import Capture

TRY_AGAIN: Final = frozenset(
    {Reason.GONE, Reason.TIMEOUT, Reason.RESET, Reason.SERVFAIL, Reason.UNREACHED, Reason.UNREADABLE}
)
"""Failures worth a second try."""


def at_fault(capture: Capture) -> bool:
    """Whether the answer speaks against the site."""
    return capture.failure is Reason.GONE or (capture.failure is None and capture.status in GONE_STATUS)


def worth_again(capture: Capture) -> bool:
    """Whether a second try may tell more."""
    return at_fault(capture) or capture.failure in TRY_AGAIN


def weigh(first: Capture | None, capture: Capture) -> Capture:
    """The capture as it may be stated: a fault that ``first`` (the earlier try, if any) did not see is not confirmed."""
    if at_fault(capture) and (first is None or not at_fault(first)):
        return unconfirmed(capture)
    return capture


def unconfirmed(capture: Capture) -> Capture:
    """Seen once only: kept, but as something we did not go far enough to state."""
    said = capture.detail or f"http {capture.status}"
    return replace(capture, failure=Reason.BUDGET, detail=f"{said}; seen once, not confirmed by a second try")
