"""Captures and crawls to JSON and back, exactly; bodies apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Skip, Tier
from govcheck.records.wire import HostFacts

_HOSTS: Final = TypeAdapter(tuple[HostFacts, ...])


def capture_to_json(capture: Capture) -> dict[str, Any]:
    """Everything but the body."""
    return {
        "address": capture.address,
        "final_address": capture.final_address,
        "status": capture.status,
        "headers": [list(pair) for pair in capture.headers],
        "fetched_at": capture.fetched_at.isoformat(),
        "tier": int(capture.tier),
        "stratum": capture.stratum,
        "via": capture.via,
        "redirects": list(capture.redirects),
        "failure": _reason(capture.failure),
        "detail": capture.detail,
        "truncated": capture.truncated,
        "tries": capture.tries,
        "remote": capture.remote,
        "purpose": capture.purpose,
        "method": capture.method,
        "label": capture.label,
    }


def capture_from_json(row: Mapping[str, Any], body: bytes) -> Capture:
    """The capture with its body put back."""
    return Capture(
        address=row["address"],
        final_address=row["final_address"],
        status=row["status"],
        headers=tuple((key, value) for key, value in row["headers"]),
        body=body,
        fetched_at=datetime.fromisoformat(row["fetched_at"]),
        tier=Tier(row["tier"]),
        stratum=row["stratum"],
        via=row["via"],
        redirects=tuple(row["redirects"]),
        failure=_as_reason(row["failure"]),
        detail=row["detail"],
        truncated=row["truncated"],
        tries=row["tries"],
        remote=row["remote"],
        purpose=row.get("purpose", ""),
        method=row.get("method", "GET"),
        label=row.get("label", ""),
    )


def crawl_to_json(crawl: Crawl, captures: list[int], robots: list[int], asides: list[int]) -> dict[str, Any]:
    """Everything but the captures, which are named by number, in order."""
    return {
        "format": 1,
        "entry": crawl.entry,
        "captures": captures,
        "robots": robots,
        "asides": asides,
        "skipped": [[skip.address, skip.reason.value, int(skip.tier), skip.stratum, skip.via] for skip in crawl.skipped],
        "hosts": _HOSTS.dump_python(crawl.hosts, mode="json"),
        "saved_copy": crawl.saved_copy,
        "ended": _reason(crawl.ended),
        "aliases": [list(pair) for pair in crawl.aliases.items()],
    }


def crawl_from_json(row: Mapping[str, Any], captures: Mapping[int, Capture]) -> Crawl:
    """The crawl.

    Raises:
        KeyError: a capture that it names is missing.
    """
    return Crawl(
        entry=row["entry"],
        captures=tuple(captures[number] for number in row["captures"]),
        skipped=tuple(
            Skip(address, Reason(reason), Tier(tier), stratum, via)
            for address, reason, tier, stratum, via in row["skipped"]
        ),
        hosts=_HOSTS.validate_python(row["hosts"]),
        saved_copy=row["saved_copy"],
        ended=_as_reason(row["ended"]),
        aliases=dict(row["aliases"]),
        robots=tuple(captures[number] for number in row["robots"]),
        asides=tuple(captures[number] for number in row.get("asides", ())),
    )


def _reason(reason: Reason | None) -> str | None:
    return None if reason is None else reason.value


def _as_reason(text: str | None) -> Reason | None:
    return None if text is None else Reason(text)
