"""The part of the catalogue that the duties of the documents need: guides, consultations, decisions, channels, lists."""

from __future__ import annotations

from typing import Final

from govcheck.pack.fields import COMMON, PopulationSpec, f

DUTIES: Final[dict[str, PopulationSpec]] = {
    "validity_list": PopulationSpec(
        "文件清理的目录和决定",
        "lists of documents in force, and of documents repealed",
        {
            "sort": f("texts", "现行有效、废止失效", "in force, or repealed"),
            "title": f("text", "标题", "title"),
            "url": f("address", "地址", "address"),
        },
    ),
    "repealed_document": PopulationSpec(
        "本站目录或决定列为废止、失效，而页面仍在的文件",
        "documents that a list of the site names as repealed and whose pages are still there",
        {
            "url": f("address", "文件页地址", "address of the document's page"),
            "title": f("text", "标题", "title"),
            "number": f("text", "发文字号", "document number"),
            "list": f("address", "所在的目录或决定", "the list that names it"),
            "marked": f("flag", "文件页标明废止、失效", "its page says so"),
        },
    ),
    "service_item": PopulationSpec(
        "办事指南",
        "service guides",
        COMMON
        | {
            "elements": f(
                "texts",
                "写明的要素：事项名称、设定依据、申请条件、办理材料、办理地点、办理机构、收费标准、办理时间、联系电话、办理流程",
                "elements stated",
            ),
            "vague": f("texts", "含糊的兜底语；后带“？”的是可能", "catch-all phrases; with ？ behind: perhaps"),
        },
    ),
    "consultation": PopulationSpec(
        "征求意见、调查征集",
        "consultations",
        {
            "url": f("address", "地址", "address"),
            "title": f("text", "征求意见的事项", "what it is about"),
            "links": f("addresses", "页面上的全部链接地址", "all addresses linked"),
            "published": f("instant", "发布时间", "publication date"),
            "until": f("instant", "截止日期", "end of the time for opinions"),
            "result": f("text", "本页写有结果：here", "the result stands on the page itself: here"),
        },
        dated_by="published",
    ),
    "consultation_result": PopulationSpec(
        "征集结果反馈（写在征集页上的也算）",
        "results of consultations, those on the page of the consultation too",
        {
            "url": f("address", "地址", "address"),
            "title": f("text", "标题", "title"),
            "links": f("addresses", "页面上的全部链接地址", "all addresses linked"),
            "published": f("instant", "发布时间", "publication date"),
            "adoption": f("flag", "写明采纳情况", "it says what was adopted"),
            "reasons": f(
                "flag", "写明不采纳的理由（或全部采纳、没有意见）", "it gives reasons, or says that none were needed"
            ),
        },
        dated_by="published",
    ),
    "decision_entry": PopulationSpec(
        "重大行政决策事项目录的条目",
        "entries of catalogues of decisions",
        {
            "title": f("text", "事项", "matter"),
            "url": f("address", "所在页面", "page"),
            "parts": f(
                "texts",
                "链接到的材料：草案、说明、背景、意见、列席、结果、风险、论证、评估",
                "papers it links",
            ),
            "links": f("addresses", "链接地址", "addresses linked"),
        },
    ),
    "channel": PopulationSpec(
        "互动渠道的入口",
        "entries to channels of interaction",
        {
            "name": f(
                "texts",
                "渠道：领导信箱、热线、在线访谈、网上留言、征集调查、建言献策、网络问政、咨询、投诉、新闻发布会、在线直播",
                "which channels",
            ),
            "url": f("address", "地址", "address"),
            "words": f("text", "入口文字", "words of the entry"),
        },
    ),
    "leader": PopulationSpec("领导信息页", "pages of leaders and their division of work", COMMON),
    "gazette": PopulationSpec(
        "政府公报专栏，至多一个成员",
        "the gazette's column: one member at most",
        {
            "url": f("address", "地址", "address"),
            "latest_published": f("instants", "各期的日期", "dates of its issues"),
            "complete": f("flag", "各期都看到且都有日期", "every issue was seen and has a date"),
            "search": f("flag", "有公报检索", "it offers a search"),
            "issues": f("number", "期数", "number of issues"),
        },
    ),
}
