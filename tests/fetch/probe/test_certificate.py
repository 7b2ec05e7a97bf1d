"""A certificate judged by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from govcheck.fetch.probe.certificate import Distrust, fits, judge

from .machines import DAY, Issued, issue

HOST = "www.shili.gov.cn"
NO_ISSUER = Distrust(20, "unable to get local issuer certificate")


def der(issued: Issued) -> bytes:
    return issued[0].public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("name", "host", "covered"),
    [
        (HOST, HOST, True),
        (HOST, "WWW.shili.gov.cn.", True),
        ("*.shili.gov.cn", HOST, True),
        ("*.shili.gov.cn", "shili.gov.cn", False),
        ("*.shili.gov.cn", "a.b.shili.gov.cn", False),
        ("w*.shili.gov.cn", HOST, False),
        ("*.cn", "gov.cn", False),
        ("*", "cn", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("::1", "[::1]", True),
        ("*.0.0.1", "127.0.0.1", False),
        ("", HOST, False),
    ],
)
def test_which_names_cover_a_host(name: str, host: str, covered: bool) -> None:
    assert fits(name, host) is covered


def test_all_faults_are_told_and_the_gravest_is_the_state() -> None:
    found = judge(der(issue(["other.example"], ends=-3 * DAY)), HOST, datetime.now(UTC), Distrust(18, "self-signed"))
    assert found.state == "expired"
    assert "expired on" in found.detail
    assert "signed by itself" in found.detail
    assert "other.example" in found.detail
    assert found.days == -4
    assert found.names == ("other.example",)
    assert len(found.sha256) == 64


def test_days_left_are_whole_days_at_the_moment_it_was_seen() -> None:
    root = issue([], ca=True, common="Root", key=1)
    leaf = der(issue([HOST], by=root, ends=30 * DAY))
    now = datetime.now(UTC)
    assert judge(leaf, HOST, now - timedelta(hours=1), None).days == 30
    assert judge(leaf, HOST, now + timedelta(hours=1), None).days == 29
    assert judge(leaf, HOST, now, None).state == "valid"


def test_an_unknown_root_is_no_fault_and_a_gap_in_the_chain_is_told() -> None:
    root = issue([], ca=True, common="Root", key=1)
    middle = issue([], ca=True, common="Middle", by=root, key=2)
    leaf = der(issue([HOST], by=middle))
    alone = judge(leaf, HOST, datetime.now(UTC), NO_ISSUER, (leaf,))
    assert alone.state == "untrusted"
    assert "not sent: Middle" in alone.detail
    whole = judge(leaf, HOST, datetime.now(UTC), NO_ISSUER, (leaf, der(middle), der(root)))
    assert "its root as sent: Root" in whole.detail


def test_an_intermediate_that_has_expired_is_not_held_against_the_leaf() -> None:
    root = issue([], ca=True, common="Root", key=1)
    found = judge(der(issue([HOST], by=root)), HOST, datetime.now(UTC), Distrust(10, "certificate has expired"))
    assert found.state == "untrusted"


def test_what_cannot_be_read_is_not_guessed_at() -> None:
    assert judge(b"\x30\x03abc", HOST, datetime.now(UTC), NO_ISSUER).state == "untrusted"
    sm2 = b"\x30\x20" + bytes.fromhex("06082a811ccf5501822d") + b"rest"
    assert judge(sm2, HOST, datetime.now(UTC), NO_ISSUER).state == "sm2"


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(leaf: bytes) -> None:
    assert judge(leaf, HOST, datetime(2026, 6, 1, tzinfo=UTC), NO_ISSUER).state in ("untrusted", "sm2")
