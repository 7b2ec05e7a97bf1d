"""The HTTP clients: who we say we are, how long we wait, and what is told to whom."""

from __future__ import annotations

from dataclasses import replace

import httpx

from govcheck.fetch.dial import Wire
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings


class Clients:
    """The clients of one transport, made when they are needed. Passwords and headers given by the user go to the hosts
    under inspection alone; ``wire`` is shared.
    """

    def __init__(self, settings: FetchSettings, resolver: Resolver, site: str, family: int | None) -> None:
        self._settings, self._resolver, self._site, self._family = settings, resolver, site, family
        self._bare = replace(settings, basic_auth=None, headers=())
        self.wire = Wire(settings, resolver, site, family=family)
        self._made: dict[tuple[bool, bool], httpx.AsyncClient] = {}

    def choose(self, *, unverified: bool, ours: bool) -> httpx.AsyncClient:
        """The client for a host of the site (``ours``) or another's; ``unverified``: whatever its certificate says, and
        since whoever answers there may not be who it says, nothing secret is sent either.
        """
        key = unverified, ours and not unverified
        if key not in self._made:
            settings = replace(self._bare, insecure=True) if unverified else self._settings if ours else self._bare
            wire = Wire(settings, self._resolver, self._site, family=self._family) if unverified else self.wire
            self._made[key] = new_client(settings, wire)
        return self._made[key]

    async def aclose(self) -> None:
        """Close every connection."""
        for client in self._made.values():
            await client.aclose()


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
