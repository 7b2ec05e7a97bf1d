"""From the fetching options to :class:`FetchSettings`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from govcheck.errors import UsageError
from govcheck.fetch.settings import FetchSettings, resolve_option
from govcheck.i18n import _

_SAME_NAME: Final = (
    "rate",
    "address_rate",
    "host_concurrency",
    "max_pages",
    "article_budget",
    "article_per_stratum",
    "max_seconds",
    "read_timeout",
    "second_try_wait",
    "user_agent",
    "contact",
    "authority",
    "as_host",
)


def fetch_settings(values: Mapping[str, Any]) -> FetchSettings:
    """The settings a command asks for; what is not said keeps its default.

    Raises:
        UsageError: an option cannot be read.
    """
    given: dict[str, Any] = {name: values[name] for name in _SAME_NAME if values[name] is not None}
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
    given["insecure"] = values["insecure"]
    given["ipv6_controls"] = tuple(values["ipv6_controls"])
    if "ipv6-egress" in values["without"]:
        given["ipv6_egress"] = False
    return FetchSettings.from_environment(**given)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise UsageError(_("--header 请写成 NAME:VALUE"))
    return name.strip(), value.strip()
