from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.errors import ConfigError
from govcheck.fetch.archive import read_archive, write_archive
from govcheck.fetch.evidence import evidence_text, load_evidence, merge_evidence
from govcheck.outcome import Reason
from govcheck.records.capture import Crawl
from govcheck.records.evidence import WireEvidence
from govcheck.records.ipv6 import Ipv6Facts, NameServer, PortDial
from govcheck.records.wire import HostFacts

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOST = "www.x.gov.cn"
FAR = HostFacts(
    HOST,
    "present",
    ("240c::1",),
    ipv6_reachable=True,
    detail="http 200",
    ipv6=Ipv6Facts(
        200, 3, 3, (PortDial(80, "open", "open"),), None, "x.gov.cn", (NameServer("ns", "present"),), same_content="same"
    ),
)
BLIND = HostFacts(HOST, "present", ("240c::1",), ipv6_why=Reason.NO_IPV6_EGRESS, ipv6=Ipv6Facts())


def made(*hosts: HostFacts, at: datetime = NOW, sha256: str = "aa") -> WireEvidence:
    return WireEvidence("外地机房", at, hosts or (FAR,), egress=True, sha256=sha256)


def written(folder: Path, evidence: WireEvidence) -> Path:
    place = folder / "evidence.json"
    place.write_text(evidence_text(evidence), "utf-8")
    return place


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    place = written(tmp_path, made())
    found = load_evidence(place, NOW)
    assert found == made(sha256=found.sha256)
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("240c::1", "240c::2"), "指纹"),
        (lambda text: text.replace('"ipv6_reachable": true', '"ipv6_reachable": false'), "指纹"),
        (lambda _text: "{", "JSON"),
        (lambda _text: "[]", "govcheck probe"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "版本"),
    ],
)
def test_a_file_that_was_changed_or_is_another_is_refused(tmp_path: Path, change: Any, words: str) -> None:
    place = written(tmp_path, made())
    place.write_text(change(place.read_text("utf-8")), "utf-8")
    with pytest.raises(ConfigError, match=words) as raised:
        load_evidence(place, NOW)
    assert str(place) in str(raised.value)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(days=7), None),
        (timedelta(days=7, seconds=1), "7 天"),
        (timedelta(minutes=-10), None),
        (timedelta(minutes=-11), "将来"),
    ],
)
def test_how_old_it_may_be(tmp_path: Path, age: timedelta, words: str | None) -> None:
    place = written(tmp_path, made(at=NOW - age))
    if words is None:
        assert load_evidence(place, NOW).made_at == NOW - age
    else:
        with pytest.raises(ConfigError, match=words):
            load_evidence(place, NOW)


def test_what_is_no_file_or_lacks_something(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="无法读取"):
        load_evidence(tmp_path / "none.json", NOW)
    place = tmp_path / "e.json"
    data = json.loads(evidence_text(made()))
    from govcheck.fetch.evidence import _digest

    for broken in ({"hosts": [{"aaaa": "present"}]}, {"made_at": "2026-06-01T12:00:00"}):
        rest = {key: value for key, value in (data | broken).items() if key != "sha256"}
        place.write_text(json.dumps(rest | {"sha256": _digest(rest)}), "utf-8")
        with pytest.raises(ConfigError, match=r"不能读取|时区"):
            load_evidence(place, NOW)


def test_it_fills_what_this_run_could_not_see() -> None:
    (found,) = merge_evidence([BLIND], [made()])
    assert (found.ipv6_reachable, found.ipv6_why) == (True, None)
    assert found.ipv6 is not None
    assert found.ipv6.ports == (PortDial(80, "open", "open"),)
    assert found.ipv6.same_content == "same"
    (vantage,) = found.ipv6.vantages
    assert (vantage.name, vantage.at, vantage.sha256) == ("外地机房", NOW, "aa")
    assert {"ipv6_reachable", "ports", "nameservers", "same_content"} <= set(vantage.filled)


def test_it_overturns_nothing() -> None:
    ports = (PortDial(80, "open", "refused"),)
    seen = replace(BLIND, ipv6_reachable=False, ipv6_why=None, ipv6=Ipv6Facts(None, 3, 0, ports))
    (found,) = merge_evidence([seen], [made()])
    assert (found.ipv6_reachable, found.ipv6.ports if found.ipv6 else None) == (False, ports)
    (none,) = merge_evidence([HostFacts(HOST, "none", ipv6=Ipv6Facts())], [made()])
    assert (none.aaaa, none.ipv6_reachable) == ("none", None)
    (other,) = merge_evidence([replace(BLIND, host="www.y.gov.cn")], [made()])
    assert other == replace(BLIND, host="www.y.gov.cn")


def test_of_several_the_newest_speaks_first() -> None:
    old = made(replace(FAR, ipv6_reachable=False), at=NOW - timedelta(days=2), sha256="bb")
    for order in ([old, made()], [made(), old]):
        (found,) = merge_evidence([BLIND], order)
        assert found.ipv6_reachable is True


@given(
    reachable=st.sampled_from([None, True, False]),
    aaaa=st.sampled_from([None, "present", "none", "nxdomain", "servfail", "timeout", "unusable"]),
    far=st.sampled_from([None, True, False]),
    far_aaaa=st.sampled_from([None, "present", "none", "servfail"]),
)
def test_no_decided_fact_changes(reachable: bool | None, aaaa: str | None, far: bool | None, far_aaaa: str | None) -> None:
    here = HostFacts(HOST, aaaa, ipv6_reachable=reachable, ipv6=Ipv6Facts())
    (found,) = merge_evidence([here], [made(HostFacts(HOST, far_aaaa, ipv6_reachable=far))])
    assert reachable is None or found.ipv6_reachable is reachable
    assert aaaa in (None, "servfail", "timeout") or found.aaaa == aaaa
    assert merge_evidence([found], [made(HostFacts(HOST, far_aaaa, ipv6_reachable=far))]) == (found,)


def test_the_archive_keeps_what_was_filled(tmp_path: Path) -> None:
    crawl = Crawl(f"http://{HOST}/", (), hosts=merge_evidence([BLIND], [made()]))
    write_archive(tmp_path / "s.warc.gz", crawl)
    assert read_archive(tmp_path / "s.warc.gz").hosts == crawl.hosts
