"""Which hosts are asked about, and as what."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from govcheck.page.populate.kin import kin
from govcheck.page.populate.survey import Survey
from govcheck.records.question import HostQuestion
from govcheck.records.wire import HostRole

_INNER: Final = ("ipv6_inner_count", "ipv6_inner_low", "ipv6_inner_high", "ipv6_inner_share")


def host_questions(seen: Survey) -> tuple[HostQuestion, ...]:
    """The host on which the home page lies, and those beside it of whom some rule speaks."""
    if not seen.plan.probes:
        return ()
    wanted = {HostRole.HOME.value} | set(seen.plan.host_roles)
    if any(seen.plan.wants("host", name) for name in _INNER):
        wanted.add(HostRole.INNER.value)
    asked = (replace(one, roles=tuple(role for role in one.roles if role in wanted)) for one in kin(seen).hosts)
    return tuple(one for one in asked if one.roles)
