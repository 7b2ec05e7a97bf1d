"""Interpretations: forms, elements, issuers; and the questions and answers about documents."""

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import DocumentElements, Link
from govcheck.page.populate.interpreted import named_forms, questions_in
from govcheck.page.populate.papers import core
from govcheck.records.population import Reading

LONG = "我县为规范出租汽车客运管理、保障乘客合法权益而制定了有关规定。" * 20
NAMES = ("起草背景", "目标任务", "主要内容", "适用范围", "新旧政策差异", "注意事项")
HEADINGS = "".join(f" {number}、{name} {LONG}" for number, name in zip("一二三四五六", NAMES, strict=True))


def interpretation(town, text=LONG, title="《清溪县出租汽车客运管理办法》解读", **facts):
    town.home("政策解读=/jd/", "政策文件=/zc/")
    town.column("/jd/", "政策解读", f"{title}=/jd/1.html=2026-06-02", facts={"roles": ("interpretation",)})
    roles = {"roles": ("interpretation",), "breadcrumb": ("首页", "政策解读")}
    town.article("/jd/1.html", "2026-06-02", text=text, title=Reading(title), **(roles | facts))
    town.article(
        "/zc/1.html",
        title=Reading("清溪县人民政府关于印发《清溪县出租汽车客运管理办法》的通知"),
        roles=("document",),
        breadcrumb=("首页", "政策文件"),
        document=DocumentElements(number=Reading("清政发〔2026〕3号", "label"), issuer=Reading("清溪县人民政府", "label")),
    )


def field(town, name):
    return town.population("interpretation").members[0].get(name)


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        ("一图读懂出租汽车管理办法", ("图解",)),
        ("图解：铁路安全管理规定", ("图解",)),
        ("视频解读：养老服务条例", ("视频",)),
        ("县司法局负责人就《办法》答记者问", ("问答",)),
        ("H5丨带你看规划", ("H5",)),
        ("养老服务政策新闻发布会", ("发布会",)),
        ("动漫解读安全生产法", ("动漫",)),
        ("关于某办法的解读", ()),
        ("全县视频会议召开", ()),
    ],
)
def test_forms_by_words(words, forms):
    assert named_forms(words) == forms


@pytest.mark.parametrize(
    ("text", "media", "forms"),
    [
        (LONG, (), {"文字"}),
        ("一图读懂", ("picture",), {"图解"}),
        ("短短一句", ("video",), {"视频"}),
        (LONG, ("picture", "audio"), {"文字", "音频"}),
        (f"问：为什么制定？ 答：{LONG} 问：何时施行？ 答：{LONG}", (), {"文字", "问答"}),
    ],
)
def test_forms_by_what_is_shown(town, text, media, forms):
    interpretation(town, text, media=media)
    assert set(field(town, "forms").value) == forms


def test_a_form_nobody_can_tell_is_unread(town):
    interpretation(town, "短短一句")
    assert field(town, "forms").reason is Reason.UNREADABLE


def test_forms_of_the_site_count_rows_not_opened(town):
    town.home("政策解读=/jd/")
    rows = ("一图读懂养老政策=/jd/2.html=2026-05-01", "视频解读双减=/jd/3.html=2026-05-02")
    town.column("/jd/", "政策解读", *rows, facts={"roles": ("interpretation",)})
    assert set(town.population("site").members[0].get("interpretation_forms").value) == {"图解", "视频"}


def test_without_interpretations_the_forms_are_unseen(small):
    assert small.population("site").members[0].get("interpretation_forms").reason is Reason.NO_ENTRY


def test_elements_by_headings_and_by_mention(town):
    interpretation(town, HEADINGS)
    found = field(town, "elements").value
    assert {"背景", "目的", "任务", "内容", "范围", "差异", "注意", "要点"} <= set(found)
    interpretation(town, "为进一步规范市场，制定本办法，适用于本县行政区域内的经营者。" + LONG)
    assert {"背景？", "范围？"} <= set(field(town, "elements").value)
    assert "内容" not in field(town, "elements").value


def test_a_picture_is_not_read(town):
    interpretation(town, "一图读懂", media=("picture",))
    assert field(town, "elements").reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    ("source", "agrees", "confidence"),
    [
        ("清溪县人民政府", True, Confidence.HIGH),
        ("县人民政府", True, Confidence.HIGH),
        ("县交通运输局", False, Confidence.LOW),
        (None, None, Confidence.LOW),
    ],
)
def test_issuers(town, source, agrees, confidence):
    interpretation(town, source=Reading(source, "label"))
    assert field(town, "document_issuer").value == "清溪县人民政府"
    assert (field(town, "same_issuer").value, field(town, "same_issuer").confidence) == (agrees, confidence)


def test_without_its_document_nothing_is_compared(town):
    interpretation(town, title="《某某实施细则的规定》解读")
    assert field(town, "document_issuer").reason is Reason.NO_ENTRY
    assert field(town, "same_issuer").confidence is Confidence.LOW


def test_elements_of_a_document(town):
    interpretation(town)
    (document,) = town.population("document").members
    assert document.get("elements").value == ("标题", "发文字号", "发文机关", "发布日期")
    assert (document.get("qas").value, document.get("qa_count").value) == ((), 0)


def qa(town, path, title, text="问：何时施行？ 答：即日。", **facts):
    town.article(path, title=Reading(title), text=text, breadcrumb=("首页", "政策问答"), **facts)


def test_questions_and_answers_of_a_document(town):
    interpretation(town)
    qa(town, "/wd/1.html", "《清溪县出租汽车客运管理办法》政策问答", "问：甲？ 答：乙。 问：丙？ 答：丁。")
    qa(town, "/wd/2.html", "打车问答", quoted_numbers=("清政发〔2026〕3号",))
    qa(town, "/wd/3.html", "出行问答", links=(Link(town.address("/zc/1.html"), "原文"),))
    qa(town, "/wd/4.html", "养老问答")
    (document,) = town.population("document").members
    assert [one.rsplit("/", 1)[1] for one in document.get("qas").value] == ["1.html", "2.html", "3.html"]
    assert document.get("qa_count").value == 4


def test_counting_questions():
    assert questions_in("问：一？ 答：二。 问题2：三？ 答：四。") == 2
    assert questions_in("本办法的疑问由县局解释。") == 0


def test_what_a_title_is_about():
    assert core("关于印发《清溪县养老服务办法》的通知") == core("《清溪县养老服务办法》解读")
