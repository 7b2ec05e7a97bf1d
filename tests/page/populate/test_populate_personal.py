"""Persons' numbers of pages and attachments as members; what was not read keeps the population open."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest

from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Reason
from govcheck.page.model import Link
from govcheck.page.noticed import Noticed, PersonalNumber
from govcheck.page.populate import survey
from govcheck.page.questions.attachments import attachment_questions
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl
from govcheck.records.codec import dumps
from govcheck.records.question import Keep, Purpose
from govcheck.text.lexicon import Lexicon

ENTRY = "http://www.qingxi.gov.cn/"
FETCHED = datetime(2026, 6, 15, 9, 0, tzinfo=SHANGHAI)
PLAN = Plan(fields={"personal_number": frozenset({"verdict"})})
NUMBER = "990101198503120010"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOUND = Noticed(personal=(PersonalNumber("identity", "99*************010", "张三 99*************010"),))


def docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def file(path: str, body: bytes, **more: object) -> Capture:
    address = ENTRY.rstrip("/") + path
    return replace(Capture(address, address, 200, (), body, FETCHED, purpose=Purpose.ATTACHMENT.value), **more)


def values(member):
    return {name: field.value for name, field in member.fields.items()}


def test_a_page_with_a_number(small):
    small.change("/yw/1.html", noticed=FOUND)
    [member] = small.population("personal_number").members
    assert member.key == "/yw/1.html#identity:99*************010"
    assert values(member) == {
        "kind": "identity", "shown": "99*************010", "page": small.address("/yw/1.html"), "statutory": False,
        "message": False, "verdict": "exposed",
    }  # fmt: skip
    small.change("/yw/1.html", noticed=replace(FOUND, statutory=True), breadcrumb=("首页", "县长信箱"))
    [member] = small.population("personal_number").members
    assert values(member)["statutory"] is True
    assert values(member)["message"] is True


def test_closed_only_when_pages_and_attachments_were_read(small):
    assert small.population("personal_number").closed
    small.change("/yw/1.html", attachments=(Link(small.address("/a.docx"), "名单.docx"),))
    assert small.population("personal_number").open_reasons == (Reason.NOT_FETCHED,)
    small.options["asides"] = (file("/a.docx", docx(f"张三 身份证号{NUMBER}")),)
    found = small.population("personal_number")
    assert found.closed
    [member] = found.members
    assert member.url == member.seen.address == small.address("/a.docx")
    assert NUMBER not in dumps({"personal_number": found})


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("/a.docx", file("/a.docx", b"PK\x03\x04 torn"), Reason.UNREADABLE),
        ("/a.rar", file("/a.rar", b"Rar!"), Reason.NO_READER),
        ("/a.docx", file("/a.docx", b"", status=None, failure=Reason.TIMEOUT), Reason.TIMEOUT),
        ("/a.docx", file("/a.docx", b"", status=404, failure=Reason.GONE), Reason.NOT_FETCHED),
        ("/a.docx", file("/b.docx", docx("无")), Reason.BUDGET),
        ("/a.jpg", file("/b.docx", docx("无")), Reason.NO_READER),
    ],
)
def test_what_was_not_read_keeps_it_open(small, name, answer, reason):
    small.change("/yw/1.html", attachments=(Link(small.address(name), "附件"),))
    small.options["asides"] = (answer,)
    assert small.population("personal_number").open_reasons == (reason,)


def seen(town, plan):
    crawl = Crawl(ENTRY, tuple(town.captures), tuple(town.skips), **town.options)
    return survey(crawl, town.site, list(town.models.values()), lexicon=Lexicon(()), plan=plan)


def test_lists_of_people_are_asked_for_first(small):
    links = [
        Link(small.address(f"/{name}"), words)
        for name, words in [("a.pdf", "通知"), ("b.xlsx", "低保对象名单"), ("c.zip", "打包"), ("d.doc", "名单")]
    ]
    small.change("/yw/1.html", attachments=(*links, Link("http://www.other.gov.cn/e.docx", "名单")))
    asked = attachment_questions(seen(small, PLAN))
    assert [one.address for one in asked] == [small.address("/b.xlsx"), small.address("/a.pdf")]
    assert {(one.purpose, one.keep, one.via) for one in asked} == {
        (Purpose.ATTACHMENT, Keep.FILE, small.address("/yw/1.html"))
    }
    assert attachment_questions(seen(small, Plan())) == ()


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("隐私声明", "footer")], "link"),
        ([("网站声明", "footer"), ("隐私保护政策", "footer")], "link"),
        ([("网站声明", "footer")], "perhaps"),
        ([("某局关于隐私保护的通知", "list")], "none"),
        ([], "none"),
    ],
)
def test_the_privacy_statement(small, links, said):
    made = tuple(Link(small.address(f"/s{at}.html"), words, place) for at, (words, place) in enumerate(links))
    small.change("/", links=made)
    [member] = small.population("site").members
    assert member.fields["privacy_statement"].value == said
