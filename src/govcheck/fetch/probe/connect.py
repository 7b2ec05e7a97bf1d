"""Opening one TCP connection and saying what came of it, in the words that tell a site's fault from ours."""

from __future__ import annotations

import asyncio
import errno
from contextlib import suppress
from typing import Final

from govcheck.fetch.failures import BarredError, UnresolvedError
from govcheck.fetch.means import Means
from govcheck.urls import site_of

_SAID_ON_THE_WAY: Final = frozenset({errno.EHOSTUNREACH, errno.EHOSTDOWN})
_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EACCES, errno.EPERM, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
_RANK: Final = ("open", "refused", "silent", "unreachable", "no-way")


async def connect(host: str, port: int, means: Means, site: str, family: int) -> str:
    """What a port says: open | refused | silent | unreachable | no-way | no-address (see ``PortDial``). Of several
    addresses the best counts: a visitor's machine tries them all.
    """
    try:
        addresses = await means.resolver.addresses(host, port, site, family)
    except UnresolvedError:
        return "no-address"
    except BarredError:
        return "no-way"
    dialled = means.resolver.port(host, port)
    found = "no-way"
    async with means.politeness.turn(site_of(f"http://{host}/"), addresses[0]):
        for address in addresses:
            state = await _one(address, dialled, means)
            found = min(found, state, key=_RANK.index)
            if found == "open":
                break
    return found


async def _one(address: str, port: int, means: Means) -> str:
    try:
        where, at = means.resolver.reach(address, port)
        async with asyncio.timeout(means.settings.connect_timeout):
            _reader, writer = await asyncio.open_connection(where, at)
    except TimeoutError:
        return "silent"
    except OSError as error:
        return _state(error)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return "open"


def _state(error: OSError) -> str:
    if isinstance(error, ConnectionError):
        return "refused"
    if error.errno in _SAID_ON_THE_WAY:
        return "unreachable"
    return "silent" if error.errno == errno.ETIMEDOUT else "no-way"
