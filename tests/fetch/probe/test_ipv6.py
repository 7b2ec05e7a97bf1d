from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import dns.resolver
import pytest
from tests.fetch.faults import Site, page, serving, status
from tests.fetch.helpers import FakeClock, quick

from govcheck.fetch.capabilities import capabilities, has_egress, ipv6_egress
from govcheck.fetch.crawl import crawl
from govcheck.fetch.dns import DnsAnswer, ask, of_addresses, usable_ipv6
from govcheck.fetch.inquire import inquire
from govcheck.fetch.means import Means
from govcheck.fetch.probe.connect import connect
from govcheck.fetch.probe.controls import control_addresses
from govcheck.fetch.probe.ipv6 import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings, resolve_option
from govcheck.outcome import Reason
from govcheck.records.question import HostQuestion, Questions
from govcheck.records.wire import HostFacts

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

    entry, clock, resolver = f"http://{host}:{site.port}/", FakeClock(), Resolver(settings, lookup=lookup, asker=asker)
    brought = await crawl(entry, settings, lambda _: [], clock=clock, resolver=resolver)
    asked = Questions(hosts=(HostQuestion(host, entry, ("home",)),))
    found = await inquire(brought, asked, settings, probes=BOTH, clock=clock, resolver=resolver, controls=controls)
    return found.hosts[0]


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


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("www.x.gov.cn", ("https://www.x.gov.cn/", "http://www.x.gov.cn/")),
        ("https://www.x.gov.cn/a", ("https://www.x.gov.cn/a",)),
        ("240c::6666", ("https://[240c::6666]/", "http://[240c::6666]/")),
        ("a b", ()),
    ],
)
def test_a_control_is_a_host_or_an_address(text: str, tried: tuple[str, ...]) -> None:
    assert control_addresses(text) == tried


class Wire:
    """Dials of controls, by what they come to."""

    def __init__(self, *works: str) -> None:
        self.works, self.asked = set(works), []

    async def __call__(self, address: str, _means: Means) -> bool:
        self.asked.append(address)
        return address in self.works


async def test_a_control_counts_for_five_minutes_and_never_for_its_own_site() -> None:
    means, controls, wire = Means.of(quick(), FakeClock()), Ipv6Controls(), Wire()
    controls.note("http://www.one.gov.cn/", means)
    assert await controls.reached("http://www.two.gov.cn/", means, wire)
    assert wire.asked == []
    assert not await controls.reached("http://xxgk.one.gov.cn/", means, wire)
    assert not await Ipv6Controls().reached("http://www.two.gov.cn/", means, wire)
    controls.note("http://www.one.gov.cn/", means)
    await means.clock.sleep(300)
    assert await controls.reached("http://www.two.gov.cn/", means, wire)
    controls.note("http://www.one.gov.cn/", means)
    await means.clock.sleep(301)
    assert not await controls.reached("http://www.two.gov.cn/", means, wire)
    assert wire.asked == ["http://www.one.gov.cn/"]


async def test_a_site_answers_for_its_hosts_under_whatever_name() -> None:
    means, controls = Means.of(quick(), FakeClock()), Ipv6Controls()
    controls.note("http://static.cdn.com/", means, "one.gov.cn")
    assert await controls.reached("http://www.two.gov.cn/", means, Wire(), "two.gov.cn")
    assert not await controls.reached("http://www.one.gov.cn/", means, Wire(), "one.gov.cn")


async def test_failures_upon_each_other_have_the_controls_asked_again() -> None:
    named = "http://control.gov.cn/"
    means = Means.of(quick(ipv6_controls=(named,)), FakeClock())
    controls, broken, mended = Ipv6Controls(), Wire(), Wire(named)
    controls.note("http://www.one.gov.cn/", means)
    assert await controls.reached("http://www.two.gov.cn/", means, broken)
    assert broken.asked == []
    assert not await controls.reached("http://www.three.gov.cn/", means, broken)
    assert broken.asked == [named, "http://www.one.gov.cn/"]
    assert not await controls.reached("http://www.three.gov.cn/", means, broken), "not asked anew for every failure"
    assert len(broken.asked) == 2
    await means.clock.sleep(60)
    assert await controls.reached("http://www.three.gov.cn/", means, mended)
    assert await controls.reached("http://www.four.gov.cn/", means, broken), "one that answered just now is enough"


async def test_other_sites_of_the_run_serve_as_controls() -> None:
    others = [f"http://www.s{number}.gov.cn/" for number in range(9)]
    means, wire = Means.of(quick(), FakeClock()), Wire()
    assert not await Ipv6Controls(others).reached(others[0], means, wire)
    assert wire.asked == others[1:5]
    assert await Ipv6Controls(others).reached(others[0], means, Wire(others[2]))


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ConnectionRefusedError(111, "refused"), "refused"),
        (OSError(113, "no route to host"), "unreachable"),
        (OSError(101, "network unreachable"), "no-way"),
        (OSError(110, "timed out"), "silent"),
        (OSError(99, "cannot assign"), "no-way"),
    ],
)
async def test_what_a_port_says(error: OSError, state: str) -> None:
    settings = quick(resolve={("www.x.gov.cn", 80): ("240c::1",)})

    def reach(_address: str, _port: int) -> tuple[str, int]:
        raise error

    means = Means.of(settings, FakeClock(), resolver=Resolver(settings, reach=reach))
    assert await connect("www.x.gov.cn", 80, means, "x.gov.cn", 6) == state
    assert await connect("www.x.gov.cn", 80, means, "x.gov.cn", 4) == "no-address"


async def test_of_several_addresses_the_best_counts() -> None:
    async with serving(Site({"/": page()})) as site:
        settings = quick(resolve={("www.x.gov.cn", 80): ("240c::1", "240c::2")})

        def reach(address: str, _port: int) -> tuple[str, int]:
            if address == "240c::1":
                raise OSError(113, "no route to host")
            return "127.0.0.1", site.port

        means = Means.of(settings, FakeClock(), resolver=Resolver(settings, reach=reach))
        assert await connect("www.x.gov.cn", 80, means, "x.gov.cn", 6) == "open"


async def test_a_name_in_the_public_network_does_not_open_the_way_to_loopback() -> None:
    """An AAAA record of ``::1`` beside a public A record is a slip, not leave to dial this machine."""

    async def lookup(_host: str, _port: int) -> list[str]:
        return ["101.64.0.1", "::1", "fe80::1"]

    resolver = Resolver(quick(), lookup=lookup)
    await resolver.permit("www.x.gov.cn", 80, "x.gov.cn")
    assert await resolver.addresses("www.x.gov.cn", 80, "x.gov.cn") == ("101.64.0.1",)


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
