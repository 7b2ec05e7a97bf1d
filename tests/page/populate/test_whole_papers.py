"""From the bytes of pages to verdicts: interpretations, guides, consultations and channels as visitors see them."""

from datetime import datetime

import pytest

from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Outcome
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.site import Kind, Level, Site

from .outcomes import outcomes

LONG = (
    "为进一步规范全县养老服务，保障老年人合法权益，各有关单位要按照统一部署认真组织实施，及时回应社会关切，"
    "确保各项工作落到实处，不断提高服务水平。"
)
FOOT = '<div class="footer"><p>主办单位：清溪县人民政府办公室　联系电话：0571-12345678</p></div>'
HOST = "http://www.qingxi.gov.cn"
WHEN = datetime(2026, 6, 15, 9, tzinfo=SHANGHAI)
NAV = (
    '<div class="nav"><a href="/">首页</a><a href="/jd/">政策解读</a><a href="/fw/">办事指南</a><a href="/zj/">征集调查</a>'
    '<a href="/xx/">县长信箱</a><a href="/ft/">在线访谈</a></div>'
)


def shell(step, body, title="清溪县人民政府"):
    crumb = f'<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="./">{step}</a></div>' if step else ""
    return f"<html><head><title>{title}</title></head><body>{NAV}{crumb}<div class='main'>{body}</div>{FOOT}</body></html>"


def listing(step, *rows):
    items = "".join(f'<li><a href="{path}">{title}</a><span>{day}</span></li>' for title, path, day in rows)
    return shell(step, f"<div class='list'><ul>{items}</ul></div>")


def paper(step, title, day, body):
    bar = f"<div class='bar'>发布时间：{day} 来源：清溪县人民政府办公室</div>"
    return shell(step, f"<h1>{title}</h1>{bar}<div id='zoom'>{body}</div>", title)


def crawl(**more):
    words = [f"<p>{name}</p><p>{LONG}</p>" for name in ("一、起草背景", "二、目标任务", "三、主要内容")]
    table = (
        "<table><tr><td>事项名称</td><td>食品经营许可</td></tr><tr><td>设定依据</td><td>《食品安全法》</td></tr>"
        "<tr><td>申请条件</td><td>依法登记</td></tr><tr><td>办理地点</td><td>县政务大厅</td></tr>"
        "<tr><td>实施机构</td><td>县市场监管局</td></tr><tr><td>收费标准</td><td>不收费</td></tr>"
        "<tr><td>承诺办结时限</td><td>5个工作日</td></tr><tr><td>咨询电话</td><td>0571-1234567</td></tr>"
        "<tr><td>办理流程</td><td>申请、受理、审查、决定</td></tr><tr><td>申请材料</td><td>申请书{vague}</td></tr></table>"
    )
    ask = "关于《清溪县出租汽车管理办法（征求意见稿）》公开征求意见的公告"
    said = "关于《清溪县出租汽车管理办法》征求意见情况的反馈"
    replies = [(said, "/zj/2.html", more["replied"])] if "replied" in more else []
    pages = {
        "/": shell("", f"<ul><li><a href='/zj/1.html'>{ask}</a><span>2026-03-01</span></li></ul>"),
        "/jd/": listing("政策解读", ("《清溪县养老服务办法》解读", "/jd/1.html", "2026-06-01"), *more.get("rows", ())),
        "/jd/1.html": paper("政策解读", "《清溪县养老服务办法》解读", "2026-06-01", "".join(words)),
        "/fw/": listing("办事指南", ("食品经营许可办事指南", "/fw/1.html", "2026-05-01")),
        "/fw/1.html": paper("办事指南", "食品经营许可办事指南", "2026-05-01", table.format(vague=more.get("vague", ""))),
        "/zj/": listing("征集调查", (ask, "/zj/1.html", "2026-03-01"), *replies),
        "/zj/1.html": paper("征集调查", ask, "2026-03-01", f"<p>{LONG}</p><p>请于2026年3月31日前反馈意见。</p>"),
        "/xx/": listing("县长信箱", ("来信一则", "", "2026-05-01")),
        "/ft/": listing("在线访谈", ("访谈一则", "", "2026-05-01")),
    }
    if replies:
        pages["/zj/2.html"] = paper("征集调查", said, more["replied"], f"<p>收到意见 3 条，采纳 2 条。</p><p>{LONG}</p>")
    header = (("content-type", "text/html; charset=utf-8"),)
    tiers = {"/": Tier.HOME}
    captures = [
        Capture(HOST + path, HOST + path, 200, header, text.encode(), WHEN, tiers.get(path, Tier.LIST))
        for path, text in pages.items()
    ]
    return Crawl(f"{HOST}/", tuple(captures), ())


def verdict(check, params=None, **more):
    site = Site("qingxi", "清溪县人民政府", f"{HOST}/", level=Level.COUNTY, kind=Kind.PORTAL)
    return outcomes(crawl(**more), site, [check], {check: params} if params else None)[check].outcome


@pytest.mark.parametrize(
    ("check", "params", "more", "outcome"),
    [
        ("interpretation-elements", None, {}, Outcome.PASS),
        ("interpretation-elements", "{elements: [口径]}", {}, Outcome.MANUAL),
        ("interpretation-forms", None, {}, Outcome.MANUAL),
        ("interpretation-forms", None, {"rows": [("一图读懂养老政策", "/jd/2.html", "2026-06-02")]}, Outcome.PASS),
        ("interpretation-form-each", "{forms: [文字]}", {}, Outcome.PASS),
        ("service-guide-elements", None, {}, Outcome.PASS),
        ("service-guide-vague", None, {}, Outcome.PASS),
        ("service-guide-vague", None, {"vague": "，法律法规规定应当提交的其他材料"}, Outcome.FAIL),
        ("service-guide-vague", None, {"vague": "，其他材料"}, Outcome.MANUAL),
        ("consultation-results", None, {}, Outcome.MANUAL),
        ("consultation-results", None, {"replied": "2026-04-20"}, Outcome.PASS),
        ("consultation-results", None, {"replied": "2026-06-10"}, Outcome.FAIL),
        ("consultation-adoption", None, {"replied": "2026-04-20"}, Outcome.PASS),
        ("consultation-reasons", None, {"replied": "2026-04-20"}, Outcome.MANUAL),
        ("channels-each", "{channels: [领导信箱, 在线访谈, 征集调查]}", {}, Outcome.PASS),
    ],
)
def test_verdicts(check, params, more, outcome):
    assert verdict(check, params, **more) is outcome
