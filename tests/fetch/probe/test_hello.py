"""Handshakes by hand: what is sent, and what is made of any answer."""

from __future__ import annotations

import ssl
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.fetch.probe.hello import TLCP, TLS10, TLS11, TLS12, Flight, client_hello, read_flight

from .machines import context, issue


def record(kind: int, body: bytes, version: int = TLS12) -> bytes:
    return struct.pack("!BHH", kind, version, len(body)) + body


def message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + len(body).to_bytes(3, "big") + body


def hello(version: int) -> bytes:
    return message(2, struct.pack("!H", version) + bytes(32) + b"\x00\xc0\x2f\x00")


@pytest.mark.parametrize("version", [TLS10, TLS11, TLS12, TLCP])
def test_what_is_sent_is_one_record_that_names_the_version(version: int) -> None:
    sent = client_hello(version, "www.shili.gov.cn")
    assert sent[0] == 22
    assert int.from_bytes(sent[3:5], "big") == len(sent) - 5
    assert sent[9:11] == struct.pack("!H", version)
    assert (b"www.shili.gov.cn" in sent) == (version != TLCP)
    assert sent[1:3] == struct.pack("!H", TLCP if version == TLCP else TLS10)


def test_an_address_is_not_sent_as_a_name() -> None:
    assert b"127.0.0.1" not in client_hello(TLS12, "127.0.0.1")
    assert b"::1" not in client_hello(TLS12, "::1")


def test_a_real_server_takes_it_and_shows_its_chain(tmp_path: Path) -> None:
    root = issue([], ca=True, common="Root", key=1)
    leaf = issue(["www.shili.gov.cn"], by=root)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context(tmp_path, leaf, root).wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(client_hello(TLS12, "www.shili.gov.cn"))
    with pytest.raises(ssl.SSLWantReadError):
        server.do_handshake()
    flight = read_flight(outgoing.read())
    assert (flight.kind, flight.version, flight.done, len(flight.certificates)) == ("hello", TLS12, True, 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", Flight("nothing")),
        (b"HTTP/1.1 400 Bad Request\r\n", Flight("other")),
        (b"SSH-2.0-OpenSSH_8.0\r\n", Flight("other")),
        (record(21, b"\x02\x46"), Flight("alert", alert=0x46)),
        (record(21, b"\x01\x00"), Flight("alert", alert=256)),
        (record(22, hello(TLS10)), Flight("hello", TLS10)),
        (record(22, hello(TLCP), TLCP), Flight("hello", TLCP)),
        (record(22, hello(TLS11) + message(14, b"")), Flight("hello", TLS11, done=True)),
        (record(22, hello(TLS11)) + record(22, message(14, b"")), Flight("hello", TLS11, done=True)),
        (record(22, hello(TLS11))[:20], Flight("nothing")),
        (record(22, hello(TLS12)) + record(21, b"\x02\x28"), Flight("hello", TLS12, alert=0x28)),
    ],
)
def test_what_is_made_of_an_answer(data: bytes, said: Flight) -> None:
    assert read_flight(data) == said


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x16\x03\x03", b"\x15\x03\x01", b"\x16\x01\x01\x00\x40\x02"]))
def test_no_answer_makes_it_raise(tail: bytes, head: bytes) -> None:
    assert read_flight(head + tail).kind in ("nothing", "other", "alert", "hello")


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=4), st.integers(0, 400))
def test_a_cut_answer_never_says_more_than_the_whole(chain: list[bytes], at: int) -> None:
    listed = b"".join(len(one).to_bytes(3, "big") + one for one in chain)
    body = hello(TLS12) + message(11, len(listed).to_bytes(3, "big") + listed) + message(14, b"")
    whole, cut = read_flight(record(22, body)), read_flight(record(22, body)[:at])
    assert whole.certificates == tuple(chain)
    assert whole.done
    assert cut.kind in ("nothing", "hello")
    assert cut.certificates in ((), whole.certificates)
