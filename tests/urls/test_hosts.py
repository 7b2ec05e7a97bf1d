from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.urls import host_of, is_address, registrable, same_host, same_site, site_of


@pytest.mark.parametrize(
    ("a", "b", "site", "host"),
    [
        ("http://www.yunxi.gov.cn/", "https://yunxi.gov.cn/a", True, True),
        ("http://www.yunxi.gov.cn/", "http://www.yunxi.gov.cn:8080/", True, True),
        ("http://www.yunxi.gov.cn/", "http://edu.yunxi.gov.cn/", True, False),
        ("http://yunxi.gov.cn/", "http://xiyun.gov.cn/", False, False),
        ("http://a.bj.cn/", "http://b.bj.cn/", False, False),
        ("http://www.gov.cn/", "http://www.yunxi.gov.cn/", False, False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/x", True, True),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False, False),
        ("http://localhost:1/", "http://localhost:2/", False, False),
        ("http://folder.invalid/", "http://folder.invalid/x", True, True),
        ("http://one.invalid/", "http://two.invalid/", False, False),
        ("http://[::1]/", "http://[::1]/x", True, True),
        ("nothing", "http://x.cn/", False, False),
    ],
)
def test_what_makes_one_site(a: str, b: str, site: bool, host: bool) -> None:
    assert same_site(a, b) is same_site(b, a) is site
    assert same_host(a, b) is same_host(b, a) is host
    if host:
        assert site_of(a) == site_of(b)


def test_parts_of_a_host() -> None:
    assert host_of("http://WWW.X.GOV.CN.:80/") == "www.x.gov.cn"
    assert host_of("http://[::1") == ""
    assert registrable("www.yunxi.gov.cn") == "yunxi.gov.cn"
    assert registrable("10.0.0.1") == "10.0.0.1"
    assert is_address("::1")
    assert not is_address("x.cn")


NAMES = st.sampled_from(
    ["yunxi.gov.cn", "www.yunxi.gov.cn", "a.yunxi.gov.cn", "x.com", "one.invalid", "127.0.0.1", "localhost", "gov.cn"]
)


@given(NAMES, NAMES, st.sampled_from(["", ":80", ":8080"]))
def test_the_same_host_is_the_same_site(a: str, b: str, port: str) -> None:
    one, two = f"http://{a}{port}/", f"http://{b}/"
    assert same_site(one, one)
    if same_host(one, two):
        assert same_site(one, two)
        assert site_of(one) == site_of(two)
