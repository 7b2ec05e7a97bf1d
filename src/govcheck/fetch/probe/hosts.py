"""All that is asked of the hosts of one site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from govcheck.fetch.means import Means
from govcheck.fetch.permission import Permission
from govcheck.fetch.probe.ipv6 import Ipv6Controls, ipv6_facts
from govcheck.fetch.probe.transport import transport_facts
from govcheck.fetch.transport import Transport
from govcheck.records.capture import Capture
from govcheck.records.question import HostQuestion
from govcheck.records.wire import HostFacts, HostRole


async def probe_hosts(
    questions: Sequence[HostQuestion],
    probes: frozenset[str],
    means: Means,
    site: str,
    controls: Ipv6Controls,
    *,
    keep: Callable[[Capture], None] | None = None,
) -> tuple[HostFacts, ...]:
    """The facts of each host, one after another: a site is not crowded. ``keep`` gets pages brought on the way.

    The site's own hosts come first; of the others so many are asked about as the settings say, in their order.
    """
    found = []
    own = [question for question in questions if HostRole.HOME.value in question.roles]
    others = [question for question in questions if question not in own][: means.settings.ipv6_hosts]
    transport = Transport(means, site=site)
    try:
        for question in (*own, *others):
            permission = Permission(question.address, means, transport)

            async def may(address: str, permission: Permission = permission) -> bool:
                return await permission.given(address, is_entry=False)

            facts = await ipv6_facts(
                question, probes, means, site, controls, keep=keep, may=None if question in own else may
            )
            found.append(replace(facts, transport=await transport_facts(question, probes, means, site)))
    finally:
        await transport.aclose()
    return tuple(found)
