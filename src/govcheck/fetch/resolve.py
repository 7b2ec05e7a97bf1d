"""From a host to the addresses that may be dialled: given ones first, then the system's, private ones barred."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import Final

from govcheck.fetch.dns import Asker, ask, system_asker
from govcheck.fetch.failures import BarredError, UnresolvedError
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Reason
from govcheck.urls import is_address

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""``getaddrinfo``: the addresses of a host, or :class:`socket.gaierror`."""

Reach = Callable[[str, int], tuple[str, int]]
"""Where an address and port really lie; may raise :class:`OSError` as a connect does."""

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_NO_NAME: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


async def system_lookup(host: str, port: int) -> list[str]:
    """The machine's own way to resolve names (hosts file included)."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def place(address: str) -> str:
    """In which sort of network an address lies: public, loopback, link-local, private."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found in _NAT64:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if found.is_loopback:
        return "loopback"
    if found.is_link_local:
        return "link-local"
    return "public" if found.is_global and not found.is_multicast else "private"


def _as_it_is(address: str, port: int) -> tuple[str, int]:
    return address, port


class Resolver:
    """Resolves each host once. Addresses outside the public network are barred unless they were given: by an override, or
    because the crawl's own target lies in the same sort of network (``permit``).

    ``reach`` is the last word before a connection is opened: a test net has the addresses of its names lie on loopback.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        lookup: Lookup = system_lookup,
        asker: Asker | None = None,
        reach: Reach = _as_it_is,
    ) -> None:
        self._settings = settings
        self.reach = reach
        self._lookup = lookup
        self._asker = asker
        self._found: dict[tuple[str, int], tuple[str, ...]] = {}
        self._permitted: dict[str, set[str]] = {}
        self._stands_for: dict[str, tuple[str, int]] = {}
        self._locks: dict[tuple[str, int], asyncio.Lock] = {}

    @property
    def asker(self) -> Asker | None:
        """The name server in use."""
        if self._asker is None:
            self._asker = system_asker()
        return self._asker

    def stand_in(self, name: str, host: str, port: int) -> None:
        """From now on ``name`` is dialled at ``host:port`` (``--as-host``)."""
        self._stands_for[name] = (host, port)

    def target(self, host: str, port: int) -> tuple[str, int]:
        """The host and port really dialled."""
        return self._stands_for.get(host, (host, port))

    def port(self, host: str, port: int) -> int:
        """The port really dialled."""
        key = self.target(host, port)
        return self._settings.ports.get(key, key[1])

    def overridden(self, host: str, port: int) -> tuple[str, ...] | None:
        """The addresses given for a host and port, if any."""
        return self._settings.resolve.get((host.lower(), port))

    def speaks_for(self, host: str, known: int, port: int) -> bool:
        """Whether ``port`` of a host whose port ``known`` was named is the same host's: not so where a stand-in was named,
        or addresses were given for other ports alone.
        """
        if port == known:
            return True
        if self.target(host, port) != (host, port):
            return False
        return self.overridden(host, known) is None or self.overridden(host, port) is not None

    async def permit(self, host: str, port: int, site: str) -> None:
        """Take ``host:port`` as a target somebody named: hosts of ``site`` may lie in the same sort of network. One that is
        in the public network too is public, and its other addresses (an AAAA record of ``::1``) are slips.
        """
        try:
            found = await self._raw(*self.target(host, port))
        except UnresolvedError:
            return
        places = {place(one) for one in found}
        self._permitted.setdefault(site, set()).update({"public"} if "public" in places else places)

    def trust(self, site: str, address: str) -> None:
        """Hosts of ``site`` may lie in the same sort of network as ``address``, which was dialled as a named target."""
        self._permitted.setdefault(site, set()).add(place(address))

    async def addresses(self, host: str, port: int, site: str, family: int | None = None) -> tuple[str, ...]:
        """The addresses to dial, IPv4 first; ``family`` 4 or 6 keeps only those.

        Raises:
            UnresolvedError: there is none, or it could not be learnt.
            BarredError: all of them lie where this target does not.
        """
        host, port = self.target(host, port)
        found = await self._raw(host, port)
        if self.overridden(host, port) is None:
            allowed = {"public"} | self._permitted.get(site, set())
            kept = tuple(one for one in found if place(one) in allowed)
            if not kept:
                raise BarredError(f"not dialled: {host} is at {found[0]} ({place(found[0])} network)")
            found = kept
        chosen = tuple(one for one in found if family is None or (6 if ":" in one else 4) == family)
        if not chosen:
            raise UnresolvedError(Reason.UNREACHED, f"no IPv{family} address")
        return tuple(sorted(chosen, key=lambda one: ":" in one))

    async def _raw(self, host: str, port: int) -> tuple[str, ...]:
        given = self.overridden(host, port)
        if given is not None:
            return given
        try:
            return (str(ipaddress.ip_address(host.strip("[]"))),)
        except ValueError:
            pass
        if self._settings.resolve_is_dns:
            if any(name == host.lower() for name, _port in self._settings.resolve):
                raise UnresolvedError(Reason.NO_DNS, f"dns: no address is given for {host}:{port}")
            raise UnresolvedError(Reason.GONE, f"dns: nxdomain: {host}")
        key = (host, port)
        async with self._locks.setdefault(key, asyncio.Lock()):
            if key not in self._found:
                self._found[key] = await self._learn(host, port)
            return self._found[key]

    async def _learn(self, host: str, port: int) -> tuple[str, ...]:
        try:
            found = await asyncio.wait_for(self._lookup(host, port), self._settings.dns_timeout * 2)
        except TimeoutError:
            raise UnresolvedError(Reason.TIMEOUT, f"dns: no answer for {host}") from None
        except UnicodeError:
            raise UnresolvedError(Reason.UNREADABLE, f"dns: not a name: {host}") from None
        except socket.gaierror as error:
            # "No such name" also comes from broken set-ups: only a name server's own word makes it the site's fault.
            if error.errno in _NO_NAME:
                answer = await ask(self.asker, host, "A", self._settings.dns_timeout)
                if answer.status == "nxdomain":
                    raise UnresolvedError(Reason.GONE, f"dns: nxdomain: {host}") from None
                if answer.status == "none":
                    raise UnresolvedError(Reason.GONE, f"dns: no address: {host}") from None
                reason = Reason.TIMEOUT if answer.status == "timeout" else Reason.SERVFAIL
                raise UnresolvedError(reason, f"dns: {answer.status}: {host}") from None
            raise UnresolvedError(Reason.SERVFAIL, f"dns: {error.strerror}: {host}") from None
        if not found:
            raise UnresolvedError(Reason.SERVFAIL, f"dns: empty answer: {host}")
        return tuple(found)

    def also(self, host: str, port: int, addresses: tuple[str, ...]) -> None:
        """Further addresses of a host, learnt elsewhere."""
        key = self.target(host, port)
        if self.overridden(*key) is None and not is_address(key[0]):
            self._found[key] = tuple(dict.fromkeys((*self._found.get(key, ()), *addresses)))

    def forget(self, host: str, port: int) -> None:
        """Ask anew next time (before a second try)."""
        self._found.pop(self.target(host, port), None)
