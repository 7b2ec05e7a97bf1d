import hashlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Confidence
from govcheck.page.infer import infer, valid_code
from govcheck.page.model import DocumentElements, Identity, PageKind, PageModel
from govcheck.records.population import Reading
from govcheck.records.site import Kind, Level, Site


def home(code="", name="", police="", organiser=""):
    identity = Identity(
        site_name=Reading(name) if name else None,
        site_code=Reading(code) if code else None,
        police=Reading(police) if police else None,
        organiser=Reading(organiser) if organiser else None,
    )
    empty = Reading(None)
    when, digest = datetime(2026, 6, 15, tzinfo=SHANGHAI), hashlib.sha256(b"").hexdigest()
    return PageModel(
        "http://x/", "http://x/", when, 200, digest, PageKind.HOME, (), "", "utf-8", {}, identity, empty, empty, None,
        False, empty, (), DocumentElements(), None, (), (), (), (), (), (), None, False, "",
    )  # fmt: skip


def inferred(name="", url="http://www.x.gov.cn/", **printed):
    found = infer(Site("s", name, url), [home(**printed)])
    return {key: (one.value, one.confidence.value) for key, one in found.items()}


@pytest.mark.parametrize(
    ("name", "code", "url", "level", "kind"),
    [
        ("清溪县人民政府", "3204250001", "http://www.qingxi.gov.cn/", ("county", "high"), ("portal", "high")),
        ("云河市人民政府", "3204000001", "http://www.yunhe.gov.cn/", ("city", "high"), ("portal", "high")),
        ("云河市人民政府", "3204810001", "http://www.yunhe.gov.cn/", ("county", "high"), ("portal", "high")),
        ("云河市人民政府", "", "http://www.yunhe.gov.cn/", ("city", "low"), ("portal", "high")),
        ("东江省人民政府", "3200000001", "http://www.dongjiang.gov.cn/", ("province", "high"), ("portal", "high")),
        ("上海市人民政府", "3100000001", "http://www.sh.gov.cn/", ("province", "high"), ("portal", "high")),
        ("石桥镇人民政府", "3204250103", "http://www.shiqiao.gov.cn/", ("township", "high"), ("portal", "medium")),
        ("清溪县教育局", "3204250012", "http://jyj.qingxi.gov.cn/", ("county", "high"), ("department", "high")),
        ("东江省教育厅网站", "3200000012", "http://jyt.dongjiang.gov.cn/", ("province", "high"), ("department", "high")),
        ("中华人民共和国教育部", "bm05000001", "http://www.moe.gov.cn/", ("nation", "medium"), ("department", "low")),
        ("中国·清溪", "3204250001", "http://www.qingxi.gov.cn/", ("county", "medium"), ("portal", "low")),
        ("清溪县政府门户网站", "3204250001", "http://www.qingxi.gov.cn/", ("county", "high"), ("portal", "high")),
        ("清溪县人民政府", "3204000001", "http://www.qingxi.gov.cn/", ("city", "low"), ("portal", "high")),
        ("清溪县教育局", "3204250012", "http://www.qxjy.gov.cn/", ("county", "high"), ("department", "low")),
    ],
)
def test_two_signs_that_agree_are_high(name, code, url, level, kind):
    found = inferred(name, url, code=code)
    assert found.get("level") == level
    assert found.get("kind") == kind


def test_what_the_list_states_is_not_inferred():
    site = Site("s", "清溪县人民政府", "http://www.x.gov.cn/", Level.COUNTY, Kind.PORTAL, "320425", services=True)
    assert infer(site, [home("3204250001")]) == {}


def test_names_and_codes_come_from_the_page_when_the_list_has_none():
    found = inferred(
        code="3204250001", organiser="清溪县人民政府办公室", name="清溪县人民政府", police="苏公网安备 32042502000001号"
    )
    assert found["level"] == ("county", "high")
    assert found["region"] == ("320425", "high")


def test_region_from_one_sign_is_medium():
    assert inferred(code="3204250001")["region"] == ("320425", "medium")
    assert "region" not in inferred(code="bm05000001")


def test_no_sign_no_inference():
    assert inferred(url="http://127.0.0.1:8000/") == {}
    assert inferred(url="http://x.invalid/", code="0000000000") == {}


@pytest.mark.parametrize(
    "code", ["0000000000", "1234567890", "1111111111", "3610782", "9901000001", "bm00000000", "", "网站标识码"]
)
def test_placeholders_are_no_signs(code):
    assert not valid_code(code)
    assert "region" not in inferred(code=code)


@pytest.mark.parametrize("code", ["1100000224", "3204110029", "bm01000001", "BM64130001"])
def test_real_codes(code):
    assert valid_code(code)


def test_services_by_the_columns_named():
    site = Site("s", "清溪县人民政府", "http://www.qingxi.gov.cn/", Level.COUNTY, Kind.PORTAL, "320425")
    assert infer(site, [], ["办事服务"])["services"].confidence is Confidence.HIGH
    assert infer(site, [])["services"].confidence is Confidence.MEDIUM
    department = Site("s", "清溪县教育局", "http://jyj.qingxi.gov.cn/", Level.COUNTY, Kind.DEPARTMENT, "320425")
    assert "services" not in infer(department, [])


@given(st.text(max_size=20), st.text(max_size=12))
def test_never_high_without_two_signs(name, code):
    found = infer(Site("s", name, "http://a.b.invalid/"), [home(code)])
    assert all(one.confidence is not Confidence.HIGH for key, one in found.items() if not (code and name)), found
    assert all(one.why for one in found.values())
