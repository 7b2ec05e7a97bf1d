"""A site made of page models by hand: what the populations are built from, without any HTML."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest

from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Reason
from govcheck.page.model import Column, DocumentElements, Identity, Link, Listing, PageKind, PageModel, Row
from govcheck.page.record import build_record
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl, Skip, Tier
from govcheck.records.population import Population, Reading
from govcheck.records.site import Site, SiteRecord
from govcheck.text.lexicon import Lexicon
from govcheck.text.topics import TopicEntry

ENTRY = "http://www.qingxi.gov.cn/"
FETCHED = datetime(2026, 6, 15, 9, 0, tzinfo=SHANGHAI)
LEXICON = Lexicon(
    [
        TopicEntry("动态要闻", ("工作动态", "清溪要闻")),
        TopicEntry("政策文件", ("规范性文件",), ("政策文件",), ("zcwj",)),
        TopicEntry("政策解读"),
        TopicEntry("政府信息公开", ("政务公开",)),
        TopicEntry("政府信息公开指南"),
        TopicEntry("政府信息公开年报"),
        TopicEntry("依申请公开"),
        TopicEntry("政府公报"),
        TopicEntry("咨询投诉", ("县长信箱",)),
        TopicEntry("办事服务"),
    ]
)


class Town:
    """A small site, page by page."""

    def __init__(self) -> None:
        self.models: dict[str, PageModel] = {}
        self.captures: list[Capture] = []
        self.skips: list[Skip] = []
        self.plan = Plan()
        self.site = Site("qingxi", "清溪县人民政府", ENTRY)
        self.options: dict[str, object] = {}
        self.reads = 0

    @staticmethod
    def address(path: str) -> str:
        return path if path.startswith("http") else ENTRY.rstrip("/") + path

    def page(self, path: str, kind: PageKind = PageKind.COLUMN, *, tier: Tier = Tier.LIST, **facts: object) -> PageModel:
        address = self.address(path)
        body = f"<html>{address}".encode()
        empty = Reading(None)
        nothing: dict[str, object] = {
            "roles": (),
            "meta": {},
            "identity": Identity(),
            "title": Reading("标题", "head"),
            "published": empty,
            "published_meta": None,
            "published_conflict": False,
            "source": empty,
            "attachments": (),
            "document": DocumentElements(),
            "public_attribute": None,
            "reviewers": (),
            "breadcrumb": (),
            "breadcrumb_links": (),
            "columns": (),
            "links": (),
            "hidden_outside": (),
            "listing": None,
            "body_empty": False,
            "text": "正文",
        }
        model = PageModel(
            address, address, FETCHED, 200, hashlib.sha256(body).hexdigest(), kind,
            encoding_declared="utf-8", encoding_used="utf-8", **(nothing | facts),
        )  # fmt: skip
        self.models[address] = model
        self.captures.append(Capture(address, address, 200, (), body, FETCHED, tier))
        return model

    def home(self, *names: str, **facts: object) -> PageModel:
        """A home page whose navigation names columns as ``name=/path/``."""
        columns = tuple(Column(name, self.address(path), 1) for name, path in (one.split("=") for one in names))
        return self.page("/", PageKind.HOME, tier=Tier.HOME, **({"columns": columns} | facts))

    def column(self, path: str, name: str, *rows: str, **listing: object) -> PageModel:
        """A list whose rows are written ``title=/path=YYYY-MM-DD`` (the date may be empty)."""
        tier = listing.pop("tier", Tier.LIST)
        facts = listing.pop("facts", {})
        made = tuple(self.row(*one.split("=")) for one in rows)
        following = tuple(self.address(one) for one in listing.pop("next_pages", ()))
        shown = Listing(rows=made, next_pages=following, **listing)
        return self.page(path, tier=tier, breadcrumb=("首页", name), listing=shown, **facts)

    def row(self, title: str, path: str, day: str) -> Row:
        published = datetime.fromisoformat(day) if day else None
        return Row(title, self.address(path) if path else "", published, day)

    def article(self, path: str, day: str = "2026-06-01", **facts: object) -> PageModel:
        published = Reading(datetime.fromisoformat(day) if day else None, "label")
        return self.page(path, PageKind.ARTICLE, tier=Tier.ARTICLE, **({"published": published} | facts))

    def fails(self, path: str, reason: Reason | None = None, status: int | None = None) -> None:
        address = self.address(path)
        self.captures.append(Capture(address, address, status, (), b"", FETCHED, failure=reason))

    def skip(self, path: str, reason: Reason) -> None:
        self.skips.append(Skip(self.address(path), reason))

    def link(self, words: str, path: str, place: str = "other", how: str = "href") -> Link:
        return Link(self.address(path), words, place, how)

    def _read(self, capture: Capture, **_: object) -> PageModel:
        self.reads += 1
        return self.models[capture.address]

    def record(self, cache: dict[str, PageModel] | None = None) -> SiteRecord:
        crawl = Crawl(ENTRY, tuple(self.captures), tuple(self.skips), **self.options)
        return build_record(crawl, self.site, lexicon=LEXICON, plan=self.plan, read=self._read, cache=cache)

    def population(self, name: str) -> Population:
        return self.record().populations[name]

    def change(self, path: str, **facts: object) -> None:
        address = self.address(path)
        self.models[address] = replace(self.models[address], **facts)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def small(town: Town) -> Town:
    """Two columns and their articles, all of it read: everything that can be closed is closed."""
    town.home("清溪要闻=/yw/", "政策文件=/zcwj/")
    town.column("/yw/", "清溪要闻", "甲=/yw/1.html=2026-06-01", "乙=/yw/2.html=2026-05-01")
    town.column("/zcwj/", "政策文件", "丙=/zcwj/3.html=2026-04-01")
    town.article("/yw/1.html", breadcrumb=("首页", "清溪要闻"))
    town.article("/yw/2.html", "2026-05-01", breadcrumb=("首页", "清溪要闻"))
    town.article("/zcwj/3.html", "2026-04-01", breadcrumb=("首页", "政策文件", "2026年"), roles=("document",))
    return town
