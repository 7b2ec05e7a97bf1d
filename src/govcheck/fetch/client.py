"""The HTTP client: who we say we are, how long we wait."""

from __future__ import annotations

import httpx

from govcheck.fetch.settings import FetchSettings


def new_client(settings: FetchSettings, wire: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """A client over ``wire`` that takes nothing from the environment."""
    return httpx.AsyncClient(
        transport=wire,
        headers=_headers(settings),
        auth=settings.basic_auth,
        timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout, pool=None),
        trust_env=False,
    )


def _headers(settings: FetchSettings) -> dict[str, str]:
    found = {
        "user-agent": settings.agent,
        "accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "accept-language": "zh-CN,zh;q=0.9",
        "accept-encoding": "gzip, deflate",
    }
    if "@" in settings.contact:
        found["from"] = settings.contact
    return found | {key.lower(): value for key, value in settings.headers}
