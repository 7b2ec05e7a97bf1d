"""Every row of the truth table, in the three situations, from the wire to the verdict; nothing leaves loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.fetch.helpers import FakeClock, quick
from tests.fetch.net.certificates import Authority
from tests.fetch.net.rows import SITUATIONS, Town
from tests.fetch.net.streets import Streets, opened

from govcheck.config.options import RunOptions
from govcheck.engine.judge import judge
from govcheck.errors import ConfigError
from govcheck.fetch.crawl import crawl
from govcheck.fetch.evidence import evidence_text, load_evidence
from govcheck.fetch.inquire import inquire
from govcheck.fetch.means import Means
from govcheck.fetch.probe.ipv6 import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.page.questions import questions
from govcheck.page.record import build_record, read_site
from govcheck.records.capture import Crawl
from govcheck.records.evidence import WireEvidence
from govcheck.records.ipv6 import Ipv6Facts, PortDial
from govcheck.records.site import Kind, Level, Site
from govcheck.records.wire import HostFacts
from govcheck.scan.look import Reader
from govcheck.scan.toolkit import Toolkit, load_toolkit

TRUTH: Final = Path(__file__).parents[2] / "truth" / "ipv6.yaml"
ROWS: Final[list[dict[str, Any]]] = yaml.safe_load(TRUTH.read_text("utf-8"))["rows"]
NAMES: Final = ("aaaa", "reachable", "nameservers", "ports", "same-content", "resources", "inner-links", "subordinate")
CHECKS: Final = tuple(f"ipv6-{name}" for name in NAMES)
MEANT: Final = {
    "no-ipv6-egress": {"no-ipv6-egress"},
    "no-ipv6-control": {"no-ipv6-control"},
    "servfail": {"servfail", "unreached"},
    "dns-refused": {"servfail"},
    "nxdomain": {"unreached", "not-fetched"},
    "timeout": {"timeout", "unreached"},
    "refused-us": {"refused-us"},
    "challenge": {"challenge"},
    "http-error": {"unreached", "not-fetched"},
}
"""The table's reasons and the program's words for them. A site of which nothing was read is ``unreached`` as a whole."""
DISPUTED: Final = {
    ("V6-88", "ipv6-same-content", "no-control"),
    ("V6-88", "ipv6-same-content", "no-route"),
}
"""By the row itself the evidence decides in all three situations that the page does not open over IPv6; then there is
nothing to compare in any of them (not-applicable, as the row says for ``control``), and no error is left.
"""
PACK: Final = """
format: 1
pack: truth
version: "1.0.0"
title: {zh: 真值, en: truth}
requires: "govcheck>=0.1"
sources: {T: {title: 真值, issuer: 无, number: 无, issued: 2020-01-01}}
in_force: {from: 2020-01-01, until: open}
rules:
"""


def _pack(folder: Path) -> Path:
    more = "title: {zh: 某, en: x}, cites: [{source: T, clause: '1', obligations: [T-1]}]"
    rules = "".join(f"  - {{id: {check}, use: library/{check}, {more}}}\n" for check in CHECKS)
    place = folder / "truth.yaml"
    place.write_text(PACK + rules, "utf-8")
    return place


@dataclass
class Told:
    """What a situation came to: by check, outcome and reason."""

    outcomes: dict[str, tuple[str, str]]
    crawl: Crawl


async def _look(town: Town, toolkit: Toolkit, folder: Path) -> Told:
    clock = FakeClock()
    quiet, mute = _quiet(town), "dns-timeout" in str(town.given)
    settings = quick(
        max_pages=1,
        connect_timeout=1.0 if quiet else 15.0,
        read_timeout=2.0 if quiet else 15.0,
        request_seconds=4.0 if quiet else 30.0,
        dns_timeout=1.0 if mute else 15.0,
        ipv6_dials=2,
        ipv6_egress=town.situation != "no-route",
        ipv6_controls=town.controls if town.situation == "control" else (),
        ipv6_evidence=_evidence(town, clock, folder),
    )

    async def lookup(host: str, _port: int) -> list[str]:
        return await town.streets.lookup(host, settings.dns_timeout)

    resolver = Resolver(settings, lookup=lookup, asker=town.streets.asker, reach=town.streets.reach)
    controls = await _controls(town, clock, settings, resolver)
    site = Site("s", "示范县人民政府", town.entry, level=Level.COUNTY, kind=Kind.PORTAL, aliases=town.aliases)
    reader = Reader(town.entry, toolkit.lexicon, toolkit.plan(site))
    brought = await crawl(town.entry, settings, reader.discover, clock=clock, resolver=resolver)
    seen = read_site(brought, site, lexicon=reader.lexicon, plan=reader.plan, cache=reader.models)
    asked = replace(questions(seen), asides=(), links=())
    crawled = await inquire(
        brought, asked, settings, probes=reader.plan.probes, clock=clock, resolver=resolver, controls=controls
    )
    record = build_record(crawled, site, lexicon=toolkit.lexicon, plan=reader.plan, cache=reader.models)
    outcomes = {
        one.rule.partition("/")[2]: (one.outcome.value, one.reason.value if one.reason else "")
        for one in judge(record, toolkit.rules(site), toolkit.context()).results
    }
    return Told(outcomes, crawled)


def _quiet(town: Town) -> bool:
    """Whether something in the row never answers, and patience would cost time."""
    return any(word in str(town.given) for word in ("blackhole", "silent", "dns-timeout"))


async def _controls(town: Town, clock: FakeClock, settings: FetchSettings, resolver: Resolver) -> Ipv6Controls:
    """What the run knew before it came to this site."""
    controls, means = Ipv6Controls(), Means.of(settings, clock, resolver=resolver)
    if town.situation == "control" and "control_age_seconds" in town.given:
        controls.note(town.controls[0], means)
        await clock.sleep(town.given["control_age_seconds"])
    if town.situation == "control" and "cluster" in town.given:
        controls.note(town.controls[0], means)

        async def silent(_address: str, _means: Means) -> bool:
            return False

        assert await controls.reached("http://www.one.gov.cn/", means, silent)
    return controls


def _evidence(town: Town, clock: FakeClock, folder: Path) -> tuple[WireEvidence, ...]:
    kind = town.given.get("evidence")
    if kind is None:
        return ()
    opens = kind != "failed-with-control"
    facts = HostFacts(
        host="www.elsewhere.gov.cn" if kind == "other-host" else town.host,
        aaaa="present",
        addresses=("240c::1",),
        ipv6_reachable=opens,
        fetched_at=clock.now(),
        ipv6=Ipv6Facts(
            status=200 if opens else None,
            dials=3,
            opened=3 if opens else 0,
            ports=tuple(PortDial(port, "open", "open" if opens else "silent") for port in (80, 443)),
            same_content="same" if opens else "",
        ),
    )
    place = folder / f"{town.base}.json"
    text = evidence_text(WireEvidence("外地机房", clock.now() - timedelta(hours=3), (facts,), egress=True))
    place.write_text(text.replace('"opened": 3', '"opened": 2') if kind == "hash-mismatch" else text, "utf-8")
    try:
        return (load_evidence(place, clock.now()),)
    except ConfigError:
        assert kind == "hash-mismatch"
        return ()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Told]]:
    folder = tmp_path_factory.mktemp("ipv6")
    authority = Authority(folder)
    toolkit = load_toolkit(RunOptions(as_of=date(2026, 6, 1), packs=(str(_pack(folder)),)))

    async def everything() -> dict[tuple[str, str], Told]:
        streets = Streets()
        names = [f"www.{Town(row, situation, streets).base}" for row in ROWS for situation in SITUATIONS]
        async with opened(streets, authority.server(*names), authority.server("www.another.gov.cn")):
            towns = [Town(row, situation, streets) for row in ROWS for situation in SITUATIONS]
            for town in towns:
                town.build()
            waiting, working = asyncio.Semaphore(40), asyncio.Semaphore(4)

            async def one(town: Town) -> Told:
                async with waiting if _quiet(town) else working:
                    return await _look(town, toolkit, folder)

            found = await asyncio.gather(*(one(town) for town in towns))
            assert not streets.strays, streets.strays[:5]
        return {(town.row["id"], town.situation): said for town, said in zip(towns, found, strict=True)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(authority.root))
        yield asyncio.run(everything())


def _accepted(expected: Any, situation: str) -> list[str]:
    if isinstance(expected, str):
        return [expected]
    found = [expected.get(situation, expected.get("all", "")), *expected.get("accept", ())]
    return [*found, *(expected.get("accept-no-route", ()) if situation == "no-route" else ())]


def _fits(word: str, outcome: str, reason: str) -> bool:
    kind, _colon, meant = word.partition(":")
    return kind == outcome and (not meant or reason in MEANT[meant])


@pytest.mark.needs("ipv6-loopback")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row(told: dict[tuple[str, str], Told], row: dict[str, Any]) -> None:
    wrong = []
    for situation in SITUATIONS:
        outcomes = told[row["id"], situation].outcomes
        assert set(outcomes) == set(CHECKS)
        for check, expected in row["expected"].items():
            accepted = _accepted(expected, situation)
            fits = any(_fits(word, *outcomes[check]) for word in accepted)
            if not fits and (row["id"], check, situation) not in DISPUTED:
                wrong.append(f"{situation} {check}: {':'.join(outcomes[check])}, accepted {accepted}")
    assert not wrong, row["why"] + "\n" + "\n".join(wrong)


@pytest.mark.needs("ipv6-loopback")
def test_no_decided_outcome_differs_between_the_situations(told: dict[tuple[str, str], Told]) -> None:
    for row in ROWS:
        for check in CHECKS:
            said = {told[row["id"], situation].outcomes[check][0] for situation in SITUATIONS}
            assert not {"pass", "fail"} <= said, (row["id"], check, said)


@pytest.mark.needs("ipv6-loopback")
def test_without_a_route_nothing_is_dialled_over_ipv6(told: dict[tuple[str, str], Told]) -> None:
    dialled = [
        facts.ipv6.dials
        for (row, situation), one in told.items()
        for facts in one.crawl.hosts
        if situation == "no-route" and facts.ipv6 is not None and row not in ("V6-87", "V6-88")
    ]
    assert dialled
    assert not any(dialled)
