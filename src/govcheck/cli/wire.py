"""From the fetching options to :class:`FetchSettings`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from govcheck.errors import UsageError
from govcheck.fetch.evidence import load_evidence
from govcheck.fetch.probe.controls import control_addresses
from govcheck.fetch.settings import FetchSettings, resolve_option
from govcheck.i18n import _

SAME_NAME: Final = (
    "rate",
    "address_rate",
    "host_concurrency",
    "max_pages",
    "article_budget",
    "article_per_stratum",
    "max_seconds",
    "read_timeout",
    "second_try_wait",
    "links_budget",
    "own_links_budget",
    "user_agent",
    "contact",
    "authority",
    "as_host",
)
"""Options that are named as their setting."""


def fetch_settings(values: Mapping[str, Any]) -> FetchSettings:
    """The settings a command asks for; what is not said keeps its default.

    Raises:
        UsageError: an option cannot be read.
        ConfigError: a file of evidence cannot be used.
    """
    given: dict[str, Any] = {name: values[name] for name in SAME_NAME if values.get(name) is not None}
    try:
        resolved = [resolve_option(text) for text in values["resolve"]]
    except ValueError as error:
        raise UsageError(_("--resolve：{why}").format(why=error)) from error
    given["resolve"] = {key: addresses for key, addresses, _port in resolved}
    given["ports"] = {key: port for key, _addresses, port in resolved if port is not None}
    given["headers"] = tuple(_header(text) for text in values["headers"])
    if values["basic_auth"]:
        user, _colon, password = values["basic_auth"].partition(":")
        given["basic_auth"] = (user, password)
    given |= {name: values[name] for name in ("insecure", "links", "intrusive") if name in values}
    given["ipv6_controls"] = tuple(_control(text) for text in values["ipv6_controls"])
    now = datetime.now(UTC)
    given["ipv6_evidence"] = tuple(load_evidence(path, now) for path in values.get("ipv6_evidence", ()))
    if "ipv6-egress" in values["without"]:
        given["ipv6_egress"] = False
    return FetchSettings.from_environment(**given)


def _control(text: str) -> str:
    if not control_addresses(text):
        raise UsageError(_("--ipv6-control 不是主机名或网址：{text}").format(text=text))
    return text


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise UsageError(_("--header 请写成 NAME:VALUE"))
    return name.strip(), value.strip()
