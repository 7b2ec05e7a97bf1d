"""How the catalogue describes populations and fields, and the fields that all page-like members have."""

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


def f(type_: str, zh: str, en: str) -> FieldSpec:
    """A field by its type and its meaning in both languages."""
    return FieldSpec(type_, zh, en)


META: Final = {
    "meta_site": f("texts", "有值的网站标签（SiteName、SiteDomain、SiteIDCode）", "site tags present with a value"),
    "meta_column": f("texts", "有值的栏目标签（ColumnName 等四项）", "column tags present with a value"),
    "meta_article": f("texts", "有值的内容标签（ArticleTitle、PubDate、ContentSource）", "article tags with a value"),
}
COMMON: Final = {
    "url": f("address", "地址", "address"),
    "title": f("text", "标题", "title"),
    "roles": f("texts", "页面角色", "roles of the page"),
    "text": f("text", "正文可见文字", "visible text of the main part"),
    "links": f("addresses", "页面上的全部链接地址", "all addresses linked"),
} | META
ARTICLE: Final = COMMON | {
    "published": f("instant", "发布时间（读者所见）", "publication date as a visitor sees it"),
    "source": f("text", "来源", "source"),
    "column": f("text", "所属栏目（面包屑末级）", "column it belongs to"),
    "topics": f("texts", "所属栏目的规范名称", "canonical names of its column"),
    "number": f("text", "本文自身的发文字号", "its own document number"),
    "attachments": f("addresses", "附件", "attachments"),
    "reviewer_roles": f("texts", "印有姓名的审校环节", "review roles printed with a name"),
    "reviewer_empty": f("texts", "有标签而无姓名的审校环节", "review labels printed without a name"),
    "public_attribute": f("text", "公开属性", "public attribute"),
    "body_empty": f("flag", "正文是否空白", "whether the body is empty"),
    "interpreted_by": f("addresses", "所链接的解读稿", "interpretations linked"),
    "interprets": f("addresses", "所解读文件的链接", "documents linked as interpreted"),
    "quoted_numbers": f("texts", "文中引用的发文字号", "document numbers quoted"),
}
