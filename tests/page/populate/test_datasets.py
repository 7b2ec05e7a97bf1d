"""Whether the bytes of a download are those of the format that its address names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.populate.datasets import _opened
from govcheck.records.capture import Capture
from govcheck.records.population import Reading, Unknown

PAGE = "<!DOCTYPE html><html><body>{}</body></html>"
TABLE = b"<html><table><tr><td>1</td></tr></table></html>"


def capture(name: str, body: bytes, status: int | None = 200, failure: Reason | None = None) -> Capture:
    address = f"http://www.qingxi.gov.cn/data/{name}"
    return Capture(address, address, status, (), body, datetime(2026, 6, 1, tzinfo=UTC), failure=failure, purpose="dataset")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.xlsx", b"PK\x03\x04rest"),
        ("a.zip", b"PK\x03\x04rest"),
        ("a.xls", b"\xd0\xcf\x11\xe0rest"),
        ("a.xls", TABLE),
        ("a.XLS", "乡镇\t人口\n".encode("gb18030")),
        ("a.csv", "乡镇,人口\n石桥镇,1\n".encode("gb18030")),
        ("a.json", b' {"a": [1]}'),
        ("a.json", b"[" + b"1," * 40_000),
        ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>"),
        ("a.rdf", b"@prefix : <http://x/> ."),
    ],
)
def test_of_its_format(name: str, body: bytes) -> None:
    assert _opened(capture(name, body)).value is True  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "body", "confidence"),
    [
        ("a.xlsx", PAGE.format("文件不存在").encode(), Confidence.HIGH),
        ("a.csv", PAGE.format("<script>location='/'</script>").encode(), Confidence.HIGH),
        ("a.csv", PAGE.format("请先登录").encode(), Confidence.LOW),
        ("a.json", b'{"a": [1', Confidence.LOW),
        ("a.zip", b"Rar!", Confidence.LOW),
        ("a.csv", b"  ", Confidence.LOW),
    ],
)
def test_of_another_format(name: str, body: bytes, confidence: Confidence) -> None:
    found = _opened(capture(name, body))
    assert isinstance(found, Reading)
    assert (found.value, found.confidence) == (False, confidence)


@pytest.mark.parametrize(
    ("status", "failure", "reason"),
    [
        (403, Reason.REFUSED_US, Reason.REFUSED_US),
        (None, Reason.TIMEOUT, Reason.TIMEOUT),
        (404, Reason.BUDGET, Reason.BUDGET),
        (None, Reason.ROBOTS, Reason.ROBOTS),
    ],
)
def test_unseen_is_nobodys_fault(status: int | None, failure: Reason, reason: Reason) -> None:
    found = _opened(capture("a.csv", b"", status, failure))
    assert isinstance(found, Unknown)
    assert found.reason is reason


def test_gone_is_gone() -> None:
    assert _opened(capture("a.csv", b"", 404)).value is False  # type: ignore[union-attr]
    assert _opened(capture("a.csv", b"", None, Reason.GONE)).value is False  # type: ignore[union-attr]
