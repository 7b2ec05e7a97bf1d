"""What headers say, in the forms servers send them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.page.headers import hsts_seconds, is_session, protections, unsafe_cookies, version_banner

text = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=31536000", 31536000),
        ('max-age="31536000"; includeSubDomains', 31536000),
        ("includeSubDomains; MAX-AGE = 300", 300),
        ("max-age=", 0),
        ("max-age=abc", 0),
        ("max-age=1;max-age=2", 0),
        ("preload", 0),
        ("", 0),
    ],
)
def test_how_long_https_is_kept_to(value, seconds):
    assert hsts_seconds([("strict-transport-security", value)]) == seconds


def test_only_the_first_line_counts():
    assert hsts_seconds([("Strict-Transport-Security", "max-age=5"), ("Strict-Transport-Security", "max-age=9")]) == 5


@pytest.mark.parametrize(
    ("headers", "given"),
    [
        ([("X-Frame-Options", "DENY")], ("X-Frame-Options",)),
        ([("X-Frame-Options", "SAMEORIGIN, DENY")], ()),
        ([("X-Frame-Options", "ALLOW-FROM https://a.gov.cn")], ()),
        ([("Content-Security-Policy", "default-src 'self';frame-ancestors 'self'")], ("X-Frame-Options",)),
        ([("Content-Security-Policy-Report-Only", "frame-ancestors 'self'")], ()),
        ([("X-Content-Type-Options", "nosniff, nosniff")], ("X-Content-Type-Options",)),
        ([("X-Content-Type-Options", "sniff")], ()),
    ],
)
def test_which_protections_browsers_heed(headers, given):
    assert protections(headers) == given


@pytest.mark.parametrize(
    "name",
    [
        "JSESSIONID",
        "PHPSESSID",
        "ASP.NET_SessionId",
        "ASPSESSIONIDQQTRBCTD",
        ".ASPXAUTH",
        "token",
        "access_token",
        "SESSION",
        "connect.sid",
        "sid",
    ],
)
def test_sessions(name):
    assert is_session(name)


@pytest.mark.parametrize(
    "name",
    ["lang", "fontsize", "XSRF-TOKEN", "csrftoken", "SERVERID", "route", "acw_tc", "__jsluid_h", "HWWAFSESID", "Hm_lvt_1"],
)
def test_what_is_no_session(name):
    assert not is_session(name)


def test_a_cookie_shown_never_shows_its_value():
    shown = unsafe_cookies([("Set-Cookie", "token=secret; Path=/"), ("Set-Cookie", "sid=x; HttpOnly")], https=True)
    assert shown == ("token：缺HttpOnly、Secure", "sid：缺Secure")
    assert unsafe_cookies([("Set-Cookie", "sid=x; HttpOnly")], https=False) == ()
    assert unsafe_cookies([("Set-Cookie", "sid=; Max-Age=0"), ("Set-Cookie", "sid=x; max-age=-1")], https=True) == ()


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (("Server", "nginx/1.18.0"), True),
        (("Server", "nginx"), False),
        (("Server", "Apache/2.4.6 (CentOS)"), True),
        (("server", "Microsoft-IIS/7.5"), True),
        (("Server", "Apache Tomcat 8.5.3"), True),
        (("Server", "openresty"), False),
        (("Server", "Web2"), False),
        (("Via", "1.1 cache01"), False),
        (("X-AspNet-Version", "4.0.30319"), True),
        (("Content-Type", "text/html;v=1/2.0"), False),
    ],
)
def test_versions_given_away(header, told):
    assert bool(version_banner([header])) is told


@given(st.lists(st.tuples(st.sampled_from(["Set-Cookie", "Server", "Content-Security-Policy"]), text), max_size=5))
def test_no_header_makes_it_raise(headers):
    assert isinstance(unsafe_cookies(headers, https=True), tuple)
    assert isinstance(version_banner(headers), str)
    assert hsts_seconds(headers) == 0
    assert set(protections(headers)) <= {"X-Frame-Options"}
