"""The closed catalogue of populations and their fields: what a rule may name, and what the page layer must fill.

Source of the names: DESIGN of the packs and the national META specification. ``instants`` are several dates (of rows):
a check takes the newest that is not after its as-of.
"""

from __future__ import annotations

from typing import Final

from govcheck.pack.catalogue_duties import DUTIES
from govcheck.pack.catalogue_noticed import NOTICED
from govcheck.pack.fields import ARTICLE, COMMON, FieldSpec, PopulationSpec, f

__all__ = ["CATALOGUE", "FieldSpec", "PopulationSpec"]

_SHOWN = {
    "viewport": f("text", "viewport 标签", "viewport tag"),
    "zoom_blocked": f("flag", "viewport 禁止放大", "viewport forbids enlarging"),
}

CATALOGUE: Final[dict[str, PopulationSpec]] = (
    {
        "site": PopulationSpec(
            "网站本身，只有一个成员",
            "the site itself: one member",
            {
                "name": f("text", "网站名称", "name"),
                "host": f("text", "主机名", "host name"),
                "url": f("address", "首页地址", "address"),
                "site_code": f("text", "网站标识码（页面所示）", "site code as printed"),
                "elder": f("flag", "任一已见页面上有适老化入口", "an elder-mode entry on any page seen"),
                "accessibility": f("flag", "任一已见页面上有无障碍入口", "an accessibility entry on any page seen"),
                "apply_entry": f("flag", "有依申请公开入口", "an apply-on-request entry"),
                "search": f("flag", "有站内搜索", "site search"),
                "privacy_statement": f(
                    "text",
                    "隐私声明：link（有链接）、perhaps（只有网站声明之类的链接）、none",
                    "privacy statement: a link to one, perhaps inside a general statement, none",
                ),
                "registrable": f("text", "注册域名（如 shili.gov.cn）", "registrable domain"),
                "domain_shape": f(
                    "text",
                    "域名结构：portal（www.□□□.gov.cn）、department（○○○.□□□.gov.cn）、bare、deep、other",
                    "structure of the domain: portal, department, bare, deep, other",
                ),
                "twins": f(
                    "text",
                    "带与不带 www 的域名：same（同一网站）、redirect、none（没有该域名）、differs、dead",
                    "the name with and without www: same, redirect, none, differs, dead",
                ),
                "other_domains": f("texts", "同一网站使用的其他注册域名", "further registrable domains of the same site"),
                "elder_text_size": f("number", "适老化页面的正文字号（px）", "size of text of the elder page"),
                "interpretation_forms": f("texts", "解读栏目里出现过的解读形式", "forms that its interpretations take"),
                "unreachable_share": f(
                    "number", "一周监测中超过 15 秒打不开的比例", "share of a week's probes not open in 15 s"
                ),
            },
        ),
        "home": PopulationSpec(
            "首页",
            "the home page",
            COMMON
            | _SHOWN
            | {
                "latest_published": f("instants", "首页及首页所列各栏首屏行的日期", "dates of rows shown on the home page"),
                "footer_items": f(
                    "texts",
                    "底部功能区所列：党政机关标识、网站标识码、ICP备案号、公安备案号、主办单位、联系方式；后带“？”的是可能有",
                    "the six footer items present; with ？ behind: perhaps",
                ),
                "site_code": f("text", "网站标识码", "site code printed"),
                "zhaocuo": f("text", "找错入口：link 或 script", "the 找错 entry: link or script"),
                "elder": f("text", "适老化入口", "elder-mode entry"),
                "accessibility": f("text", "无障碍入口", "accessibility entry"),
                "search": f("text", "站内搜索：form、link 或 script", "site search"),
                "apply_entry": f("text", "依申请公开入口", "apply-on-request entry"),
                "link_words": f("texts", "各链接的文字", "words of its links"),
            },
        ),
        "page": PopulationSpec(
            "已取得的每个页面",
            "every page fetched",
            COMMON
            | _SHOWN
            | {
                "kind": f("text", "页面种类", "kind of page"),
                "mixed_active": f(
                    "addresses", "https 页以 http 载入的脚本、样式、框架", "scripts, styles, frames over http"
                ),
                "mixed_passive": f("addresses", "https 页以 http 载入的图片、音视频", "pictures and media over http"),
                "hijacked": f("texts", "被篡改的标题、关键词、描述", "title, keywords or description hijacked"),
                "replaced": f("text", "脚本如何替换页面", "how a script replaces the page"),
                "text_size": f("number", "正文字号（px）", "size of running text in px"),
            },
        ),
        "column": PopulationSpec(
            "栏目（有列表的页面，分页合为一个）",
            "columns: pages with a list, their pagination taken together",
            COMMON
            | {
                "name": f("text", "栏目名称", "name"),
                "path": f("texts", "上级栏目", "columns above"),
                "topics": f("texts", "规范名称（同义词表、ColumnType、路径）", "canonical names by the lexicon"),
                "latest_published": f("instants", "各行的日期", "dates of its rows"),
                "rows": f("number", "行数", "number of rows"),
                "undated": f("number", "无日期的行数", "rows without a date"),
                "blank": f("flag", "是否空白", "whether it is blank"),
                "drawn_by_script": f("flag", "列表由脚本绘制", "list drawn by script"),
            },
        ),
        "navigation": PopulationSpec(
            "网站列出的栏目名称（导航、栏目树、面包屑），不要求打开过",
            "columns the site names (navigation, trees, breadcrumbs), opened or not",
            {
                "name": f("text", "名称", "name"),
                "topics": f("texts", "规范名称", "canonical names"),
                "url": f("address", "地址", "address"),
            },
        ),
        "publication": PopulationSpec(
            "发布的稿件（列表所列的和读到的，一个地址一个成员，不要求打开过）",
            "what the site publishes: rows of its lists and articles read, one member an address, opened or not",
            {
                "url": f("address", "地址", "address"),
                "title": f("text", "标题（列表中可能有删节）", "title, perhaps shortened by the list"),
                "published": f("instant", "发布时间", "publication date"),
                "column": f("text", "所属栏目", "column it belongs to"),
                "topics": f("texts", "所属栏目的规范名称", "canonical names of its columns"),
                "year_begins": f("instant", "发布当年开始的前一天（上年最后一天）", "the day before its year begins"),
            },
            dated_by="published",
        ),
        "article": PopulationSpec("文章", "articles", ARTICLE, dated_by="published"),
        "document": PopulationSpec(
            "政策文件",
            "policy documents",
            ARTICLE
            | {
                "index": f("text", "索引号", "index number"),
                "issuer": f("text", "发文机关", "issuer"),
                "written": f("instant", "成文日期", "date written"),
                "validity": f("text", "有效性", "validity"),
                "topic": f("text", "主题分类", "topic class"),
                "elements": f(
                    "texts",
                    "页面上有值的要素：标题、索引号、发文字号、发文机关、成文日期、发布日期、有效性、主题分类",
                    "elements printed with a value",
                ),
                "qas": f("addresses", "与它相互链接、引用其文号或写其名称的政策问答", "Q&As that link, quote or name it"),
                "qa_count": f("number", "这些问答里的问题数", "how many questions they hold"),
            },
            dated_by="published",
        ),
        "interpretation": PopulationSpec(
            "政策解读",
            "interpretations",
            ARTICLE
            | {
                "forms": f(
                    "texts", "解读形式：文字、图解、视频、音频、动漫、H5、问答、发布会、访谈、直播、宣讲", "forms it takes"
                ),
                "elements": f(
                    "texts",
                    "写到的内容：背景、目的、依据、任务、内容、范围、口径、注意、差异、要点、办理；后带“？”的是可能有",
                    "what it speaks of; with ？ behind: perhaps",
                ),
                "issuer": f("text", "解读的发布机构（来源）", "who issues the interpretation"),
                "document_issuer": f("text", "被解读文件的发文机关", "who issued the document"),
                "same_issuer": f("flag", "两者一致", "whether they agree"),
            },
            dated_by="published",
        ),
        "gazette_issue": PopulationSpec(
            "政府公报的期（或年度目录）",
            "issues (or year folders) of the gazette",
            {
                "year": f("number", "年份", "year"),
                "title": f("text", "标题", "title"),
                "url": f("address", "地址", "address"),
                "number": f("number", "期号", "number of the issue"),
                "published": f("instant", "发布时间", "publication date"),
                "previous": f("instant", "上一期的发布时间", "publication date of the issue before"),
                "contents": f("texts", "篇目", "titles of its contents"),
                "readable": f("flag", "打开后有内容", "it opens and holds something"),
            },
        ),
        "disclosure_part": PopulationSpec(
            "政府信息公开栏目的组成部分",
            "parts of the disclosure column",
            {"name": f("text", "规范名称", "official name"), "url": f("address", "地址", "address")},
        ),
        "guide": PopulationSpec(
            "政府信息公开指南页",
            "the guide page",
            COMMON | {"elements": f("texts", "写明的要素（条例第十二条九项）", "elements stated (nine of article 12)")},
        ),
        "report": PopulationSpec(
            "政府信息公开工作年度报告",
            "annual disclosure reports",
            {
                "year": f("number", "报告年度", "year reported"),
                "year_ended": f("instant", "报告年度的最后一天", "last day of the year reported"),
                "title": f("text", "标题", "title"),
                "url": f("address", "地址", "address"),
                "published": f("instant", "发布时间", "publication date"),
                "text": f("text", "正文可见文字", "visible text"),
            },
        ),
        "message": PopulationSpec(
            "公开的留言",
            "messages made public",
            {
                "title": f("text", "标题", "title"),
                "asked": f("instant", "留言时间", "asked"),
                "replied": f("instant", "答复时间", "replied"),
                "answered": f("flag", "已答复", "answered"),
            },
            dated_by="asked",
        ),
    }
    | NOTICED
    | DUTIES
)
