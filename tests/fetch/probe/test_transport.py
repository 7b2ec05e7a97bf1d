"""Facts of the TLS port, beyond what the truth table holds."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from govcheck.fetch.means import Means
from govcheck.fetch.probe.transport import tls_port, transport_facts
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Reason
from govcheck.records.question import HostQuestion
from govcheck.records.transport import TransportFacts

from ..helpers import quick  # noqa: TID252  (tests are folders of a namespace, not a package)
from .machines import DAY, context, http, issue, listening, pem, says
from .machines import Answer as Said

HOST = "www.shili.gov.cn"
BOTH = frozenset({"tls", "tls-old"})


def at(port: int, **more: Any) -> FetchSettings:
    """80 and 443 of the host are said to lie on this port of loopback."""
    both = {(HOST, 80): port, (HOST, 443): port}
    return quick(resolve=dict.fromkeys(both, ("127.0.0.1",)), ports=both, second_try_wait=0, **more)


async def facts(settings: FetchSettings, address: str = f"http://{HOST}/", probes: Any = BOTH) -> TransportFacts | None:
    means = Means.of(settings)
    return await transport_facts(HostQuestion(HOST, address, ("home",)), probes, means, "shili.gov.cn")


async def test_a_server_of_the_national_protocol_alone_is_recognised() -> None:
    hello = b"\x02" + (38).to_bytes(3, "big") + b"\x01\x01" + bytes(32) + b"\x00\xe0\x13\x00"
    tlcp = struct.pack("!BHH", 22, 0x0101, len(hello)) + hello

    async def serve(reader: Any, writer: Any) -> None:
        asked = await reader.read(4096)
        await says(tlcp if asked[1:3] == b"\x01\x01" else b"\x15\x03\x01\x00\x02\x02\x28", listen=False)(reader, writer)

    async with listening(serve) as port:
        found = await facts(at(port))
    assert found is not None
    assert (found.port, found.why) == ("unknown", Reason.TLCP_ONLY)


async def test_insecure_hides_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = issue([], ca=True, common="Root", key=1, ends=900 * DAY)
    (tmp_path / "root.pem").write_bytes(pem(root))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    serve = http(lambda _method, _target: Said(200, b"<html></html>"))
    async with listening(serve, context(tmp_path, issue(["other.example"], by=root))) as port:
        found = await facts(at(port, insecure=True))
    assert found is not None
    assert found.certificate is not None
    assert found.certificate.state == "wrong-name"
    assert found.version == "TLSv1.3"
    assert found.old == ()


async def test_only_asked_where_the_port_is_known() -> None:
    given = FetchSettings(resolve={(HOST, 80): ("127.0.0.1",)})
    found = await facts(given)
    assert found is not None
    assert found.port == "unasked"
    found = await facts(given, f"http://{HOST}:8080/")
    assert found is not None
    assert found.port == "unasked"
    assert await facts(given, probes=frozenset({"dns"})) is None
    other = HostQuestion("static.shili.gov.cn", "http://static.shili.gov.cn/", ("resource",))
    assert await transport_facts(other, BOTH, Means.of(given), "shili.gov.cn") is None


async def test_through_a_proxy_no_handshake_is_the_sites_own() -> None:
    found = await facts(quick(proxies={"https": "http://127.0.0.1:9"}))
    assert found is not None
    assert (found.port, found.why) == ("unknown", Reason.UNREACHED)


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("http://a.gov.cn/", 443),
        ("https://a.gov.cn/", 443),
        ("https://a.gov.cn:8443/", 8443),
        ("http://a.gov.cn:8080/", None),
    ],
)
def test_where_a_host_speaks_tls(address: str, port: int | None) -> None:
    assert tls_port(address) == port


def test_a_stand_in_says_nothing_of_other_ports() -> None:
    resolver = Resolver(quick())
    assert resolver.speaks_for(HOST, 80, 443)
    resolver.stand_in(HOST, "127.0.0.1", 8080)
    assert not resolver.speaks_for(HOST, 80, 443)
    assert resolver.speaks_for(HOST, 443, 443)
