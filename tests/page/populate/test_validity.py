"""Lists of documents in force and repealed, and the mark on the documents' own pages."""

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import DocumentElements
from govcheck.page.populate.validity import sorts
from govcheck.records.population import Reading

NAME = "清溪县出租汽车客运管理办法"
PURE = "经研究，决定对下列文件予以废止： 1.《清溪县出租汽车客运管理办法》（清政发〔2016〕3号） 本决定自公布之日起施行。"
MIXED = "下列文件继续有效： 《甲办法》 下列文件失效： 《清溪县出租汽车客运管理办法》（清政发〔2016〕3号）"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("清溪县现行有效行政规范性文件目录", ("现行有效",)),
        ("关于宣布失效一批文件的决定", ("废止失效",)),
        ("继续有效和废止失效的规范性文件目录", ("现行有效", "废止失效")),
        ("关于印发养老规划的通知", ()),
    ],
)
def test_sorts_of_lists(title, found):
    assert sorts(title) == found


def site(town, text=PURE, title="关于废止部分规范性文件的决定", document=None, **facts):
    town.home("政策文件=/zc/")
    town.article("/zc/9.html", title=Reading(title), text=text, breadcrumb=("首页", "政策文件"))
    elements = DocumentElements(number=Reading("清政发〔2016〕3号", "label"))
    own = {"text": "第一条 为规范客运制定本办法。", "document": elements, "title": Reading(f"关于印发《{NAME}》的通知")}
    town.article("/zc/1.html", roles=("document",), breadcrumb=("首页", "政策文件"), **(own | (document or {}) | facts))
    return town.population("repealed_document").members


def test_without_a_mark(town):
    (member,) = site(town)
    assert member.key == "/zc/1.html"
    assert (member.get("marked").value, member.get("marked").confidence) == (False, Confidence.HIGH)
    assert member.get("list").value == town.address("/zc/9.html")


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "【已废止】 第一条 为规范客运制定本办法。"},
        {"text": "有效性：废止 第一条 为规范客运制定本办法。"},
        {"title": Reading(f"关于印发《{NAME}》的通知（已失效）")},
        {
            "document": DocumentElements(
                number=Reading("清政发〔2016〕3号", "label"), validity=Reading("废止", "label", excerpt="有效性：废止")
            )
        },
    ],
)
def test_marks(town, facts):
    (member,) = site(town, document=facts)
    assert member.get("marked").value is True


def test_a_mixed_list_is_not_sure(town):
    (member,) = site(town, MIXED, "关于文件清理结果的通知：继续有效、废止失效目录")
    assert member.get("marked").confidence is Confidence.LOW


def test_a_document_that_speaks_of_others_being_repealed_is_not_marked(town):
    text = "第一条 为规范客运制定本办法。" + "条文。" * 400 + "第三十条 原办法同时失效的规定另行公布。" + "附则。" * 400
    (member,) = site(town, document={"text": text})
    assert member.get("marked").value is False


def test_a_picture_may_be_the_mark(town):
    (member,) = site(town, media=("picture",))
    assert member.get("marked").reason is Reason.UNREADABLE


def test_another_document_of_that_number_is_not_surely_meant(town):
    (member,) = site(town, title="关于废止一批文件的决定", text=PURE.replace(NAME, "清溪县养老服务实施细则"))
    assert member.get("marked").confidence is Confidence.LOW


def test_documents_quoted_without_being_repealed(town):
    assert site(town, "根据《清溪县出租汽车客运管理办法》（清政发〔2016〕3号）办理。", "关于客运工作的通知") == ()


def test_the_ground_of_a_repeal_is_not_repealed(town):
    assert site(town, "根据《清溪县出租汽车客运管理办法》（清政发〔2016〕3号）有关要求，决定废止下列文件。") == ()


def test_a_repealed_document_that_names_others_is_no_list(town):
    assert site(town, title="关于印发客运细则的通知（已废止）") == ()


def test_lists_are_members(town):
    site(town)
    found = town.population("validity_list").members
    assert [(one.name, one.get("sort").value) for one in found] == [("关于废止部分规范性文件的决定", ("废止失效",))]
