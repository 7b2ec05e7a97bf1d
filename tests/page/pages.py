# ruff: noqa: E501  (pages are clearer unbroken)
"""Helpers: a page read as if fetched."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from govcheck.page.model import PageModel
from govcheck.page.read import read_page
from govcheck.records.capture import Capture
from govcheck.text.lexicon import Lexicon

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESS = "http://www.example.gov.cn/zwgk/tzgg/t1.html"


def capture(body: str | bytes, address: str = ADDRESS, status: int = 200) -> Capture:
    raw = body.encode() if isinstance(body, str) else body
    return Capture(address, address, status, (("content-type", "text/html"),), raw, NOW)


def page(
    body: str | bytes,
    address: str = ADDRESS,
    *,
    status: int = 200,
    scripts: Mapping[str, str] | None = None,
    **options: Any,
) -> PageModel:
    if isinstance(body, str) and "<html" not in body:
        body = f"<html><head><title>示例</title></head><body>{body}</body></html>"
    read = {name: capture(text, name) for name, text in (scripts or {}).items()}
    return read_page(capture(body, address, status), lexicon=Lexicon(()), scripts=read, **options)


LONG = "为进一步做好政务公开工作，各有关单位要按照统一部署，认真组织实施，及时回应社会关切，确保各项任务落到实处，不断提高服务水平，现将有关事项通知如下，请结合实际贯彻执行。"
CRUMB = '<div class="dqwz">您当前所在位置：<a href="/">首页</a>&nbsp;&raquo;&nbsp;<a href="../">政务公开</a>&nbsp;&raquo;&nbsp;<a href="">通知公告</a></div>'
FOOT = """<div class="footer"><p>主办单位：示例县人民政府办公室　联系电话：0571-12345678</p><p>网站标识码：3301220001
<a href="https://beian.miit.gov.cn">浙ICP备05012345号-1</a> <a href="#">浙公网安备 33012202000123号</a></p></div>"""


def article(bar: str, title: str = "关于开展政务公开工作的通知", body: str = f"<p>{LONG}</p>", head: str = "") -> str:
    return f"<html><head><title>示例县</title>{head}</head><body>{CRUMB}<div class='main'><h1>{title}</h1><div class='bar'>{bar}</div><div id='zoom'>{body}</div></div>{FOOT}</body></html>"
