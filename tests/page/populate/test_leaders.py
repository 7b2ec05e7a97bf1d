"""Pages of leaders and of their division of work."""

from govcheck.outcome import Reason
from govcheck.page.model import PageKind
from govcheck.records.population import Reading


def keys(town):
    return [one.key for one in town.population("leader").members]


def test_by_title_and_duties(town):
    town.home("清溪要闻=/yw/")
    town.page(
        "/ld/1.html", PageKind.OTHER, title=Reading("领导分工"), text="张三主持政府全面工作。李四分管教育、政务公开。"
    )
    town.page("/ld/2.html", PageKind.OTHER, title=Reading("领导合影"), text="合影")
    town.page(
        "/ld/3.html", PageKind.OTHER, title=Reading("关于领导分工的通知全文以及有关会议的情况说明"), text="负责、分管"
    )
    assert keys(town) == ["/ld/1.html"]


def test_a_page_of_pictures_leaves_it_open(town):
    town.home("清溪要闻=/yw/")
    town.page("/ld/1.html", PageKind.ARTICLE, title=Reading("领导分工"), text="分管负责", media=("picture",))
    assert Reason.UNREADABLE in town.population("leader").open_reasons


def test_none(town):
    town.home("清溪要闻=/yw/")
    assert Reason.NO_ENTRY in town.population("leader").open_reasons
