import hashlib
import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI
from govcheck.page.leads import leads
from govcheck.page.model import Column, DocumentElements, Identity, Link, Listing, Message, PageKind, PageModel, Row
from govcheck.page.populate.addresses import list_address
from govcheck.records.capture import Tier
from govcheck.records.population import Reading
from govcheck.text.lexicon import Lexicon
from govcheck.text.topics import TopicEntry

ENTRY = "http://www.qingxi.gov.cn/"
LEXICON = Lexicon([TopicEntry("动态要闻", ("清溪要闻",)), TopicEntry("政府信息公开年报"), TopicEntry("政府公报")])


def page(kind, address=ENTRY, **facts):
    empty = Reading(None)
    plain = {
        "roles": (), "meta": {}, "identity": Identity(), "title": empty, "published": empty, "published_meta": None,
        "published_conflict": False, "source": empty, "attachments": (), "document": DocumentElements(),
        "public_attribute": None, "reviewers": (), "breadcrumb": (), "breadcrumb_links": (), "columns": (), "links": (),
        "hidden_outside": (), "listing": None, "body_empty": False, "text": "",
    }  # fmt: skip
    when = datetime(2026, 6, 15, tzinfo=SHANGHAI)
    digest = hashlib.sha256(b"").hexdigest()
    return PageModel(
        address, address, when, 200, digest, kind, encoding_declared="", encoding_used="utf-8", **(plain | facts)
    )


def found(model):
    return {lead.address.removeprefix(ENTRY): lead.tier for lead in leads(model, entry=ENTRY, lexicon=LEXICON)}


def link(path, words="", place="other", how="href"):
    return Link(path if path.startswith("http") else ENTRY + path, words, place, how)


def column(path, name):
    return Column(name, ENTRY + path, 1)


def test_an_entrance_leads_to_the_home_page():
    model = page(PageKind.STUB, links=(link("site/", how="refresh"), link("about.html", "说明")))
    assert found(model) == {"site/": Tier.HOME}
    assert found(page(PageKind.STUB, ENTRY + "yw/", links=(link("yw/new/", how="script"),))) == {"yw/new/": Tier.LIST}
    frames = page(PageKind.STUB, links=(link("top.html", how="frame"), link("main.html", how="frame")))
    assert found(frames) == {"top.html": Tier.HOME, "main.html": Tier.HOME}


def test_from_the_home_page():
    model = page(
        PageKind.HOME,
        identity=Identity(footer_from_script=(ENTRY + "js/foot.js", ENTRY + "foot.html")),
        columns=(column("yw/", "清溪要闻"), column("zfxxgk/", "政府信息公开")),
        links=(
            link("yw/", "清溪要闻", "nav"),
            link("dt/", "清溪要闻"),
            link("zfgb/", "政府公报"),
            link("nb/", "政府信息公开年报"),
            link("a/1.html", "全县安全生产工作会议今日召开"),
            link("zt/", "专题"),
            link("x.doc", "表格"),
            link("http://www.other.gov.cn/", "别站", "nav"),
            link("http://jyj.qingxi.gov.cn/", "教育局", "nav"),
            link("http://qingxi.gov.cn/bare/", "栏目", "nav"),
        ),
    )
    assert found(model) == {
        "js/foot.js": Tier.NAVIGATION,
        "foot.html": Tier.NAVIGATION,
        "yw/": Tier.NAVIGATION,
        "dt/": Tier.NAVIGATION,
        "http://qingxi.gov.cn/bare/": Tier.NAVIGATION,
        "zfxxgk/": Tier.DISCLOSURE,
        "zfgb/": Tier.DISCLOSURE,
        "nb/": Tier.DISCLOSURE,
        "a/1.html": Tier.ARTICLE,
        "zt/": Tier.OTHER,
    }


def test_from_a_list():
    listing = Listing(
        rows=(
            Row("甲", ENTRY + "yw/1.html", None),
            Row("乙", "javascript:;", None),
            Row("丙", ENTRY + "b.pdf", None),
            Row("丁", "http://news.cn/x.html", None),
        ),
        next_pages=(ENTRY + "yw/index_1.html",),
    )
    model = page(PageKind.COLUMN, ENTRY + "yw/index.html", listing=listing, columns=(column("tz/", "通知"),))
    assert found(model) == {"yw/1.html": Tier.ARTICLE, "yw/index_1.html": Tier.PAGINATION, "tz/": Tier.LIST}
    strata = {lead.stratum for lead in leads(model, entry=ENTRY, lexicon=LEXICON) if lead.tier is Tier.ARTICLE}
    assert strata == {ENTRY + "yw/"}


@pytest.mark.parametrize("address", ["yw/", "yw/index.html", "yw/index_3.html", "yw/?page=2", "yw/index.htm?pageNo=7"])
def test_pages_of_one_list_are_one_stratum(address):
    assert list_address(ENTRY + address) == ENTRY + "yw/"


@pytest.mark.parametrize("address", ["col/col_12.html?id=3", "col.jsp?classid=7", "art/2026/3/1/art_5_77.html"])
def test_other_numbers_are_part_of_the_address(address):
    other = address.replace("7", "8").replace("12", "13").replace("id=3", "id=4")
    assert list_address(ENTRY + address) != list_address(ENTRY + other)


def test_inside_the_disclosure_column_everything_is_disclosure():
    model = page(PageKind.COLUMN, ENTRY + "xxgk/", roles=("disclosure",), columns=(column("xxgk/cz/", "财政信息"),))
    assert found(model) == {"xxgk/cz/": Tier.DISCLOSURE}


def test_from_an_article_only_what_it_belongs_to_and_names():
    model = page(
        PageKind.ARTICLE,
        ENTRY + "a.html",
        breadcrumb_links=(link("", "首页"), link("yw/", "清溪要闻")),
        interprets=(link("zc/1.html", "文件"),),
        links=(link("hot/1.html", "热点"),),
        messages=(Message("问", None, None, None, address=ENTRY + "m/1.html"),),
    )
    assert found(model) == {"yw/": Tier.LIST, "zc/1.html": Tier.ARTICLE, "m/1.html": Tier.ARTICLE}


def test_an_error_page_leads_nowhere():
    assert found(page(PageKind.ERROR, links=(link("yw/", "清溪要闻", "nav"),))) == {}
    assert found(page(PageKind.OTHER, soft_404=True, links=(link("yw/", "清溪要闻", "nav"),))) == {}


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(["", "a/", "b.html", "nb/", "http://www.other.cn/c/", "x.pdf"]),
        st.sampled_from(["", "清溪要闻", "政府公报", "一个比较长的标题文字", "首页"]),
        st.sampled_from(["nav", "list", "body", "other"]),
        st.sampled_from(["href", "frame", "refresh"]),
    ),
    max_size=12,
)


@given(LINKS, st.sampled_from(list(PageKind)), st.randoms(use_true_random=False))
def test_the_order_of_links_does_not_matter(links, kind, luck):
    shuffled = list(links)
    assert isinstance(luck, random.Random)
    luck.shuffle(shuffled)
    first = leads(page(kind, links=tuple(links)), entry=ENTRY, lexicon=LEXICON)
    assert first == leads(page(kind, links=tuple(shuffled)), entry=ENTRY, lexicon=LEXICON)
    assert len({lead.address for lead in first}) == len(first)
    assert all(lead.address.startswith(ENTRY) for lead in first)
