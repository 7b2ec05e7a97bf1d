"""The closed catalogue of populations and their fields: what a rule may name, and what the page layer must fill.

Source of the names: DESIGN of the packs and the national META specification. ``instants`` are several dates (of rows):
a check takes the newest that is not after its as-of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: its type (text, texts, number, numbers, flag, instant, instants, address, addresses) and meaning."""

    type: str
    doc_zh: str
    doc_en: str


@dataclass(frozen=True, slots=True)
class PopulationSpec:
    """A population: its meaning, its fields, and the field that dates a member (members after as-of are ignored)."""

    doc_zh: str
    doc_en: str
    fields: dict[str, FieldSpec]
    dated_by: str | None = None
    wire: bool = False
    """Facts of the wire: not applicable to a saved copy."""


def _f(type_: str, zh: str, en: str) -> FieldSpec:
    return FieldSpec(type_, zh, en)


_META = {
    "meta_site": _f("texts", "有值的网站标签（SiteName、SiteDomain、SiteIDCode）", "site tags present with a value"),
    "meta_column": _f("texts", "有值的栏目标签（ColumnName 等四项）", "column tags present with a value"),
    "meta_article": _f("texts", "有值的内容标签（ArticleTitle、PubDate、ContentSource）", "article tags with a value"),
}
_COMMON = {
    "url": _f("address", "地址", "address"),
    "title": _f("text", "标题", "title"),
    "roles": _f("texts", "页面角色", "roles of the page"),
    "text": _f("text", "正文可见文字", "visible text of the main part"),
    "links": _f("addresses", "页面上的全部链接地址", "all addresses linked"),
} | _META
_ARTICLE = _COMMON | {
    "published": _f("instant", "发布时间（读者所见）", "publication date as a visitor sees it"),
    "source": _f("text", "来源", "source"),
    "column": _f("text", "所属栏目（面包屑末级）", "column it belongs to"),
    "topics": _f("texts", "所属栏目的规范名称", "canonical names of its column"),
    "number": _f("text", "本文自身的发文字号", "its own document number"),
    "attachments": _f("addresses", "附件", "attachments"),
    "reviewer_roles": _f("texts", "印有姓名的审校环节", "review roles printed with a name"),
    "reviewer_empty": _f("texts", "有标签而无姓名的审校环节", "review labels printed without a name"),
    "public_attribute": _f("text", "公开属性", "public attribute"),
    "body_empty": _f("flag", "正文是否空白", "whether the body is empty"),
    "interpreted_by": _f("addresses", "所链接的解读稿", "interpretations linked"),
    "interprets": _f("addresses", "所解读文件的链接", "documents linked as interpreted"),
    "quoted_numbers": _f("texts", "文中引用的发文字号", "document numbers quoted"),
}

CATALOGUE: Final[dict[str, PopulationSpec]] = {
    "site": PopulationSpec(
        "网站本身，只有一个成员",
        "the site itself: one member",
        {
            "name": _f("text", "网站名称", "name"),
            "host": _f("text", "主机名", "host name"),
            "url": _f("address", "首页地址", "address"),
            "site_code": _f("text", "网站标识码（页面所示）", "site code as printed"),
            "elder": _f("flag", "任一已见页面上有适老化入口", "an elder-mode entry on any page seen"),
            "accessibility": _f("flag", "任一已见页面上有无障碍入口", "an accessibility entry on any page seen"),
            "apply_entry": _f("flag", "有依申请公开入口", "an apply-on-request entry"),
            "search": _f("flag", "有站内搜索", "site search"),
        },
    ),
    "host": PopulationSpec(
        "网站的主机",
        "hosts of the site",
        {
            "name": _f("text", "主机名", "host name"),
            "aaaa": _f("text", "AAAA 记录：present、none、nxdomain、servfail、timeout、unusable", "AAAA answer"),
            "ipv6_reachable": _f("flag", "经 IPv6 能打开首页", "home page opens over IPv6"),
        },
        wire=True,
    ),
    "home": PopulationSpec(
        "首页",
        "the home page",
        _COMMON
        | {
            "latest_published": _f("instants", "首页及首页所列各栏首屏行的日期", "dates of rows shown on the home page"),
            "footer_items": _f(
                "texts",
                "底部功能区所列：党政机关标识、网站标识码、ICP备案号、公安备案号、主办单位、联系方式；后带“？”的是可能有",
                "the six footer items present; with ？ behind: perhaps",
            ),
            "site_code": _f("text", "网站标识码", "site code printed"),
            "zhaocuo": _f("text", "找错入口：link 或 script", "the 找错 entry: link or script"),
            "elder": _f("text", "适老化入口", "elder-mode entry"),
            "accessibility": _f("text", "无障碍入口", "accessibility entry"),
            "search": _f("text", "站内搜索：form、link 或 script", "site search"),
            "apply_entry": _f("text", "依申请公开入口", "apply-on-request entry"),
        },
    ),
    "page": PopulationSpec(
        "已取得的每个页面", "every page fetched", _COMMON | {"kind": _f("text", "页面种类", "kind of page")}
    ),
    "column": PopulationSpec(
        "栏目（有列表的页面，分页合为一个）",
        "columns: pages with a list, their pagination taken together",
        _COMMON
        | {
            "name": _f("text", "栏目名称", "name"),
            "path": _f("texts", "上级栏目", "columns above"),
            "topics": _f("texts", "规范名称（同义词表、ColumnType、路径）", "canonical names by the lexicon"),
            "latest_published": _f("instants", "各行的日期", "dates of its rows"),
            "rows": _f("number", "行数", "number of rows"),
            "undated": _f("number", "无日期的行数", "rows without a date"),
            "blank": _f("flag", "是否空白", "whether it is blank"),
            "drawn_by_script": _f("flag", "列表由脚本绘制", "list drawn by script"),
        },
    ),
    "navigation": PopulationSpec(
        "网站列出的栏目名称（导航、栏目树、面包屑），不要求打开过",
        "columns the site names (navigation, trees, breadcrumbs), opened or not",
        {
            "name": _f("text", "名称", "name"),
            "topics": _f("texts", "规范名称", "canonical names"),
            "url": _f("address", "地址", "address"),
        },
    ),
    "article": PopulationSpec("文章", "articles", _ARTICLE, dated_by="published"),
    "document": PopulationSpec(
        "政策文件",
        "policy documents",
        _ARTICLE
        | {
            "index": _f("text", "索引号", "index number"),
            "issuer": _f("text", "发文机关", "issuer"),
            "written": _f("instant", "成文日期", "date written"),
            "validity": _f("text", "有效性", "validity"),
            "topic": _f("text", "主题分类", "topic class"),
        },
        dated_by="published",
    ),
    "interpretation": PopulationSpec("政策解读", "interpretations", _ARTICLE, dated_by="published"),
    "gazette_issue": PopulationSpec(
        "政府公报的期（或年度目录）",
        "issues (or year folders) of the gazette",
        {
            "year": _f("number", "年份", "year"),
            "title": _f("text", "标题", "title"),
            "url": _f("address", "地址", "address"),
        },
    ),
    "disclosure_part": PopulationSpec(
        "政府信息公开栏目的组成部分",
        "parts of the disclosure column",
        {"name": _f("text", "规范名称", "official name"), "url": _f("address", "地址", "address")},
    ),
    "guide": PopulationSpec(
        "政府信息公开指南页",
        "the guide page",
        _COMMON | {"elements": _f("texts", "写明的要素（条例第十二条九项）", "elements stated (nine of article 12)")},
    ),
    "report": PopulationSpec(
        "政府信息公开工作年度报告",
        "annual disclosure reports",
        {
            "year": _f("number", "报告年度", "year reported"),
            "year_ended": _f("instant", "报告年度的最后一天", "last day of the year reported"),
            "title": _f("text", "标题", "title"),
            "url": _f("address", "地址", "address"),
            "published": _f("instant", "发布时间", "publication date"),
        },
    ),
    "message": PopulationSpec(
        "公开的留言",
        "messages made public",
        {
            "title": _f("text", "标题", "title"),
            "asked": _f("instant", "留言时间", "asked"),
            "replied": _f("instant", "答复时间", "replied"),
            "answered": _f("flag", "已答复", "answered"),
        },
        dated_by="asked",
    ),
}
