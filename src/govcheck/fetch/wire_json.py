"""Captures and crawls to JSON and back, exactly; bodies apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, HostFacts, Skip, Tier


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
    )


def crawl_to_json(crawl: Crawl, captures: list[int], robots: list[int]) -> dict[str, Any]:
    """Everything but the captures, which are named by number, in order."""
    return {
        "format": 1,
        "entry": crawl.entry,
        "captures": captures,
        "robots": robots,
        "skipped": [[skip.address, skip.reason.value, int(skip.tier), skip.stratum, skip.via] for skip in crawl.skipped],
        "hosts": [_host_to_json(facts) for facts in crawl.hosts],
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
        hosts=tuple(_host_from_json(facts) for facts in row["hosts"]),
        saved_copy=row["saved_copy"],
        ended=_as_reason(row["ended"]),
        aliases=dict(row["aliases"]),
        robots=tuple(captures[number] for number in row["robots"]),
    )


def _host_to_json(facts: HostFacts) -> dict[str, Any]:
    return {
        "host": facts.host,
        "aaaa": facts.aaaa,
        "addresses": list(facts.addresses),
        "ipv6_reachable": facts.ipv6_reachable,
        "ipv6_why": _reason(facts.ipv6_why),
        "fetched_at": facts.fetched_at.isoformat() if facts.fetched_at else None,
        "detail": facts.detail,
    }


def _host_from_json(row: Mapping[str, Any]) -> HostFacts:
    return HostFacts(
        host=row["host"],
        aaaa=row["aaaa"],
        addresses=tuple(row["addresses"]),
        ipv6_reachable=row["ipv6_reachable"],
        ipv6_why=_as_reason(row["ipv6_why"]),
        fetched_at=datetime.fromisoformat(row["fetched_at"]) if row["fetched_at"] else None,
        detail=row["detail"],
    )


def _reason(reason: Reason | None) -> str | None:
    return None if reason is None else reason.value


def _as_reason(text: str | None) -> Reason | None:
    return None if text is None else Reason(text)
