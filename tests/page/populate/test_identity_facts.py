"""Codes over all pages, places that hide, and what is never held against a site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.outcome import Confidence, Reason
from govcheck.page.identifiers import (
    Likeness,
    Shape,
    compare_names,
    host_key,
    is_code,
    is_placeholder,
    name_key,
    read_icp,
    read_police,
)
from govcheck.page.model import Identity
from govcheck.records.population import Reading, Unknown

CODE = Identity(site_code=Reading("3204250001", "footer"))


def fact(town, name="code"):
    [member] = [one for one in town.population("identity_fact").members if one.key == name]
    return member


def test_one_old_template_among_the_pages_is_found_with_its_page(small):
    small.change("/", identity=CODE, meta={"SiteIDCode": "3204250001"})
    small.change("/yw/2.html", meta={"siteidcode": "3204250009"})
    agree = fact(small).get("agree")
    assert (agree.value, agree.confidence) == (False, Confidence.HIGH)
    assert agree.seen.address.endswith("/yw/2.html")
    assert "/yw/2.html meta=3204250009" in fact(small).get("values").value


def test_a_page_of_another_unit_is_for_a_person(small):
    small.change("/", identity=replace(CODE, site_name=Reading("清溪县人民政府")), meta={"SiteName": "清溪县人民政府"})
    small.change("/yw/2.html", meta={"SiteIDCode": "3204250009", "SiteName": "临江县教育局"})
    agree = fact(small).get("agree")
    assert (agree.value, agree.confidence) == (False, Confidence.LOW)


def test_codes_that_an_article_speaks_of_are_not_the_sites(small):
    small.change("/", identity=CODE)
    small.change("/yw/1.html", identity=Identity(site_code=Reading("3204250077", "text")))
    assert fact(small).get("agree").value is True


def test_what_a_script_may_hide_is_unknown_unless_the_rest_differs(small):
    small.change("/", identity=Identity(footer_script_unread=True), meta={"SiteIDCode": "3204250001"})
    assert fact(small).get("agree").reason is Reason.SCRIPT
    assert fact(small).get("places").reason is Reason.SCRIPT
    assert fact(small, "icp").get("wellformed").reason is Reason.SCRIPT
    hidden = Identity(footer_script_unread=True, zhaocuo_code=Reading("3204250002"))
    small.change("/", identity=hidden)
    assert fact(small).get("agree").value is False


def test_nothing_stated_is_no_member_and_an_unread_home_page_leaves_it_open(small):
    assert {member.key for member in small.population("identity_fact").members} == {"name"}
    assert small.population("identity_fact").closed
    small.captures.pop(0)
    assert not small.population("identity_fact").closed


def test_labels_left_in_place_of_a_value_are_the_business_of_another_rule(small):
    small.change("/", meta={"SiteIDCode": "政府网站标识码", "SiteName": "网站名称", "SiteDomain": "网站域名"})
    assert {member.key for member in small.population("identity_fact").members} == {"name"}
    assert fact(small, "name").get("placeholder").value is False


def test_another_system_of_the_owner_in_the_domain_tag_is_for_a_person(small):
    small.change("/", meta={"SiteDomain": "zwgk.qingxi.gov.cn"})
    agree = fact(small, "domain").get("agree")
    assert (agree.value, agree.confidence) == (False, Confidence.LOW)


def test_a_number_that_cannot_be_read_is_unknown(small):
    small.change("/", identity=Identity(icp=Reading("ICP备", "footer", Confidence.LOW, "ICP备案号见图")))
    found = fact(small, "icp")
    assert found.get("wellformed").confidence is Confidence.LOW
    assert isinstance(found.get("region_agrees"), Unknown)
    assert found.get("placeholder").value is False


@pytest.mark.parametrize(
    ("text", "shape", "province"),
    [
        ("苏ICP备05038584号", Shape.RIGHT, "苏"),
        ("蜀ICP备05003614号-1", Shape.RIGHT, "蜀"),
        ("粤ICP备2022092331号-1", Shape.RIGHT, "粤"),
        ("鲁ICP备 05038584号", Shape.RIGHT, "鲁"),
        ("京 ICP 备 19054529 号 －1", Shape.RIGHT, "京"),
        ("鄂ICP备19031037-2号", Shape.ODD, "鄂"),
        ("冀ICP备:10000000号", Shape.ODD, "冀"),
        ("京ICP证030173号", Shape.ODD, "京"),
        ("浙ICP备020007", Shape.ODD, "浙"),
        ("粤ICP备2000001号", Shape.WRONG, "粤"),
    ],
)
def test_icp_numbers(text, shape, province):
    found = read_icp(text)
    assert (found.shape, found.province) == (shape, province)


def test_what_is_no_icp_number():
    assert read_icp("闽B2-20090018") is None
    assert read_icp("ICP备") is None


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("川公网安备 51040202000012号", Shape.RIGHT),
        ("川公网安备51040202000012", Shape.RIGHT),
        ("川公网安备5104020200001号", Shape.WRONG),
    ],
)
def test_police_numbers(text, shape):
    assert read_police(text).shape is shape


@pytest.mark.parametrize(
    "value", ["0000000000", "1234567890", "1111111111", "XXXXXXXX", "${siteCode}", "bm00000000", "5104000000"]
)
def test_placeholders(value):
    assert is_placeholder(value)


@pytest.mark.parametrize("value", ["5104000012", "bm05000001", "1100000224", "05038584", "2022092331", "51040202000012"])
def test_real_numbers_are_none(value):
    assert not is_placeholder(value)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("清溪县人民政府", "中国·清溪县人民政府门户网站", Likeness.SAME),
        ("清溪县人民政府", "欢迎访问清溪县政府网", Likeness.SAME),
        ("清溪县教育局", "清溪县教育局官网", Likeness.SAME),
        ("清溪县教育和体育局", "清溪教育局", Likeness.SAME),
        ("清溪县教育局", "清溪县卫生健康局", Likeness.CLOSE),
        ("清溪县人民政府", "Qingxi County", Likeness.CLOSE),
        ("清溪县人民政府", "临江市人民政府", Likeness.DIFFERENT),
    ],
)
def test_names(one, other, like):
    assert compare_names(one, other) is like
    assert compare_names(other, one) is like


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("HTTPS://WWW.QingXi.gov.cn/", "qingxi.gov.cn"),
        ("qingxi.gov.cn", "qingxi.gov.cn"),
        ("www.qingxi.gov.cn:8080/a", "qingxi.gov.cn"),
        ("http://清溪.政务/", "xn--9uwp47l.xn--zfr164b"),
        ("网站域名", "xn--eqrt2gtz5asqg"),
        ("", ""),
    ],
)
def test_hosts(text, host):
    assert host_key(text) == host or "xn--" in host


@given(st.text(max_size=40))
def test_no_text_makes_them_raise(text):
    for read in (name_key, host_key, is_code, is_placeholder, read_icp, read_police):
        read(text)
    assert compare_names(text, text) is not Likeness.DIFFERENT


@given(st.text(max_size=20), st.text(max_size=20))
def test_names_compare_alike_both_ways(one, other):
    assert compare_names(one, other) is compare_names(other, one)
