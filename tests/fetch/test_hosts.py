from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import dns.resolver
import pytest

from govcheck.fetch.capabilities import capabilities, has_egress, ipv6_egress
from govcheck.fetch.crawl import crawl
from govcheck.fetch.dns import DnsAnswer, ask, of_addresses, usable_ipv6
from govcheck.fetch.hosts import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings, resolve_option
from govcheck.outcome import Reason
from govcheck.records.capture import HostFacts

from .faults import Site, page, serving, status
from .helpers import FakeClock, quick

BOTH = frozenset({"dns", "ipv6"})


class Zone:
    """Answers AAAA with what it is given: addresses or an exception."""

    def __init__(self, given: Any) -> None:
        self.given = given

    async def resolve(self, *_: Any, **__: Any) -> Any:
        if isinstance(self.given, Exception):
            raise self.given
        return [SimpleNamespace(address=address) for address in self.given]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (["240c::6666"], "present"),
        (["240c::6666", "fe80::1"], "present"),
        (["::ffff:1.2.3.4"], "unusable"),
        (["fe80::1"], "unusable"),
        (["fd00::1"], "unusable"),
        (["::1"], "unusable"),
        (["2001:db8::1"], "unusable"),
        (["64:ff9b::808:808"], "unusable"),
        (["2002:808:808::1"], "unusable"),
        ([], "none"),
        (dns.resolver.NoAnswer, "none"),
        (dns.resolver.NXDOMAIN(), "nxdomain"),
        (dns.resolver.NoNameservers(), "servfail"),
        (dns.resolver.LifetimeTimeout(timeout=1, errors=[]), "timeout"),
        (OSError("no network"), "servfail"),
    ],
)
async def test_answers_are_kept_apart(given: Any, status: str) -> None:
    if given is dns.resolver.NoAnswer:
        given = dns.resolver.NoAnswer(response=dns.message.make_response(dns.message.make_query("x.", "AAAA")))
    assert (await ask(Zone(given), "www.x.gov.cn", "AAAA", 1)).status == status
    assert (await ask(None, "www.x.gov.cn", "AAAA", 1)).status == "unasked"


def test_given_addresses_are_taken_at_their_word() -> None:
    assert of_addresses(("::1",), given=True) == DnsAnswer("present", ("::1",))
    assert not usable_ipv6("1.2.3.4")


async def facts(site: Site, host: str, asker: Any = None, controls: Ipv6Controls | None = None, **given: Any) -> HostFacts:
    resolve = {(host, site.port): given.pop("addresses")} if "addresses" in given else {}
    settings = quick(resolve=resolve, **given)

    async def lookup(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    brought = await crawl(
        f"http://{host}:{site.port}/",
        settings,
        lambda _: [],
        probes=BOTH,
        clock=FakeClock(),
        resolver=Resolver(settings, lookup=lookup, asker=asker),
        controls=controls,
    )
    return brought.hosts[0]


async def test_no_address_is_unreachable_whatever_our_network() -> None:
    async with serving(Site({"/": page()})) as site:
        found = await facts(site, "www.x.gov.cn", addresses=("127.0.0.1",), ipv6_egress=False, resolve_is_dns=True)
    assert (found.aaaa, found.ipv6_reachable, found.ipv6_why) == ("none", False, None)


async def test_an_address_given_by_hand_says_nothing_of_dns() -> None:
    async with serving(Site({"/": page()})) as site:
        found = await facts(site, "www.x.gov.cn", addresses=("127.0.0.1",))
    assert (found.aaaa, found.ipv6_reachable, found.ipv6_why) == (None, None, Reason.NO_DNS)


async def test_no_route_no_dial() -> None:
    async with serving(Site({"/": page()})) as site:
        found = await facts(site, "www.x.gov.cn", Zone(["240c::6666"]), ipv6_egress=False)
    assert (found.aaaa, found.ipv6_reachable, found.ipv6_why) == ("present", None, Reason.NO_IPV6_EGRESS)
    assert found.addresses == ("240c::6666",)


@pytest.mark.parametrize(
    ("given", "aaaa", "why"),
    [
        (dns.resolver.NoNameservers(), "servfail", Reason.SERVFAIL),
        (dns.resolver.LifetimeTimeout(timeout=1, errors=[]), "timeout", Reason.TIMEOUT),
    ],
)
async def test_an_answer_we_did_not_get_decides_nothing(given: Exception, aaaa: str, why: Reason) -> None:
    async with serving(Site({"/": page()})) as site:
        found = await facts(site, "www.x.gov.cn", Zone(given), ipv6_egress=True)
    assert (found.aaaa, found.ipv6_reachable, found.ipv6_why) == (aaaa, None, why)


@pytest.mark.needs("ipv6-loopback")
async def test_reached_over_ipv6() -> None:
    async with serving(Site({"/": page()}), "::1") as site:
        found = await facts(site, "www.x.gov.cn", addresses=("::1",))
        assert (found.aaaa, found.ipv6_reachable) == ("present", True)
        assert "::1" in found.detail
    async with serving(Site({"/": status(500)}), "::1") as site:
        assert (await facts(site, "www.x.gov.cn", addresses=("::1",))).ipv6_reachable is False


@pytest.mark.needs("ipv6-loopback")
async def test_a_failure_is_stated_only_beside_a_control_that_was_reached() -> None:
    """``::1`` stands for the far side; the site's own address (of another sort of network) is closed."""
    async with serving(Site({"/": page()})) as closed, serving(Site({"/": page()}), "::1") as control:
        host = "www.x.gov.cn"
        resolve = {(host, closed.port): ("127.0.0.1", "::1")}
        told = {}
        for name, controls in (("none", ()), ("reached", (f"http://control.gov.cn:{control.port}/",))):
            settings = quick(
                resolve=resolve | {("control.gov.cn", control.port): ("::1",)}, ipv6_egress=True, ipv6_controls=controls
            )
            from govcheck.fetch import hosts
            from govcheck.fetch.means import Means

            asked = HostFacts(host, "present", ("::1",))
            told[name] = await hosts._reach(
                asked,
                f"http://{host}:{closed.port}/",
                Means.of(settings, FakeClock()),
                "x.gov.cn",
                Ipv6Controls(),
                given=False,
            )
    assert (told["none"].ipv6_reachable, told["none"].ipv6_why) == (None, Reason.NO_IPV6_CONTROL)
    assert (told["reached"].ipv6_reachable, told["reached"].ipv6_why) == (False, None)


DEFAULT = (
    "00000000000000000000000000000000 00 "
    + "0" * 32
    + " 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003     eth0\n"
)
REJECT = (
    "00000000000000000000000000000000 00 "
    + "0" * 32
    + " 00 "
    + "0" * 32
    + " ffffffff 00000001 00000000 00200200       lo\n"
)
LOCAL = (
    "fe800000000000000000000000000000 40 "
    + "0" * 32
    + " 00 "
    + "0" * 32
    + " 00000100 00000002 00000000 00000001     eth0\n"
)
PUBLIC = "240c0000000000000000000000000001 02 40 00 80     eth0\n"
UNIQUE = "fd000000000000000000000000000002 04 40 00 80     eth0\n"


@pytest.mark.parametrize(
    ("routes", "addresses", "out"),
    [
        (DEFAULT + REJECT, PUBLIC, True),
        (DEFAULT + REJECT, UNIQUE, False),
        (REJECT + LOCAL, PUBLIC, False),
        ("", "", False),
        ("garbage\n", "x\n", False),
    ],
)
def test_egress_is_read_from_the_kernels_tables(routes: str, addresses: str, out: bool) -> None:
    assert has_egress(routes, addresses) is out


def test_capabilities_send_nothing() -> None:
    found = capabilities(FetchSettings(ipv6_egress=True))
    assert found["ipv6-egress"] is True
    assert found["browser"] is False
    assert set(found) == {"dns", "ipv6-egress", "browser"}
    assert ipv6_egress(FetchSettings()) in (True, False)


def test_resolve_options() -> None:
    assert resolve_option("WWW.x.gov.cn:443:127.0.0.1") == (("www.x.gov.cn", 443), ("127.0.0.1",), None)
    assert resolve_option("x:80:[::1],10.0.0.1") == (("x", 80), ("::1", "10.0.0.1"), None)
    assert resolve_option("x:80:[::1]:8080") == (("x", 80), ("::1",), 8080)
    assert resolve_option("x:80:127.0.0.1:8080,[::1]:8080") == (("x", 80), ("127.0.0.1", "::1"), 8080)
    for wrong in ("x", "x:80", "x:a:1.1.1.1", "x:80:nowhere", ":80:1.1.1.1"):
        with pytest.raises(ValueError, match=r".+"):
            resolve_option(wrong)
