"""Controls: whether this machine's own way to the IPv6 network works, told by other hosts that answer over it.

Without one, a failed dial says nothing of the site. One success within five minutes is enough for a failure here and
there; once failures come one upon the other, the controls are asked again, since the way itself may have broken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator

from govcheck.fetch.means import Means
from govcheck.urls import host_of, normalise, registrable

Dial = Callable[[str, Means], Awaitable[bool]]
"""Whether an address gives any answer over IPv6."""

_ASKED: int = 4
"""Controls dialled at most, beside those that were named, before it is taken that the way does not work."""


def control_addresses(text: str) -> tuple[str, ...]:
    """What is dialled for a control as a person writes it: an address, or a bare host (its https, then its http)."""
    bare = (
        f"[{text.strip()}]"
        if text.count(":") > 1 and not text.strip().startswith("[") and "/" not in text
        else text.strip()
    )
    tried = (bare,) if "://" in bare else (f"https://{bare}/", f"http://{bare}/")
    found = [normalise(one) for one in tried]
    return tuple(one for one in found if one is not None)


class Ipv6Controls:
    """What is known of the way to the IPv6 network, shared by the sites of a run.

    ``others``: addresses of the run's sites, which may serve each other as controls. A site is never its own control.
    """

    def __init__(self, others: Iterable[str] = ()) -> None:
        self._others = tuple(others)
        self._reached: dict[str, tuple[float, str]] = {}
        self._failed: set[str] = set()
        self._in_vain: dict[str, float] = {}
        self._lock = asyncio.Lock()

    def note(self, address: str, means: Means, site: str = "") -> None:
        """A host (of that site) answered over IPv6, just now."""
        self._reached[_owner(address, site)] = (means.clock.monotonic(), address)
        self._failed.clear()
        self._in_vain.clear()

    async def reached(self, failed: str, means: Means, dial: Dial, site: str = "") -> bool:
        """Whether the failure of the address ``failed`` (of that site) may be stated: a control answered lately, or does
        now.
        """
        async with self._lock:
            self._failed.add(host_of(failed))
            settings, now = means.settings, means.clock.monotonic()
            own = _owner(failed, site)
            lately = [
                moment
                for owner, (moment, _address) in self._reached.items()
                if owner != own and now - moment <= settings.ipv6_control_seconds
            ]
            if lately and len(self._failed) < settings.ipv6_cluster:
                return True
            if now - self._in_vain.get(own, -settings.ipv6_control_seconds) < settings.ipv6_control_seconds / 5:
                return False
            for address in self._candidates(own, means):
                if await dial(address, means):
                    self.note(address, means)
                    return True
            self._in_vain[own] = means.clock.monotonic()
            return False

    def _candidates(self, own: str, means: Means) -> Iterator[str]:
        named = [address for control in means.settings.ipv6_controls for address in control_addresses(control)]
        before = sorted(self._reached.values(), reverse=True)
        free = dict.fromkeys([*(address for _moment, address in before), *self._others])
        yield from (address for address in named if _owner(address) != own)
        others = [address for address in free if _owner(address) != own and address not in named]
        yield from others[:_ASKED]


def _owner(address: str, site: str = "") -> str:
    """Whose host it is: a site answers for all its hosts, under whatever names."""
    return registrable(site.partition(":")[0] or host_of(address))
