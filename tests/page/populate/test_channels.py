"""Channels of interaction by the words of their entries."""

import pytest

from govcheck.outcome import Reason


def names(town):
    return {name for member in town.population("channel").members for name in member.get("name").value}


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("县长信箱", "领导信箱"),
        ("12345热线", "热线"),
        ("在线访谈", "在线访谈"),
        ("网民留言", "网上留言"),
        ("民意征集", "征集调查"),
        ("建言献策", "建言献策"),
        ("网络问政", "网络问政"),
        ("业务咨询", "咨询"),
        ("投诉举报", "投诉"),
        ("新闻发布会", "新闻发布会"),
    ],
)
def test_entries(town, words, channel):
    town.home(f"{words}=/hd/")
    town.column("/hd/", words)
    assert channel in names(town)


@pytest.mark.parametrize(
    "words", ["清溪要闻", "信访工作办法", "关于召开新闻发布会的通知", "县长主持召开座谈会听取群众意见建议并部署下一步工作"]
)
def test_other_words(town, words):
    town.home(links=(town.link(words, "/a/", "nav"),))
    assert names(town) == set()


def test_short_links_of_the_home_page_count_and_headlines_do_not(town):
    town.home(links=(town.link("县长信箱", "http://mail.qingxi.gov.cn/x"), town.link("在线访谈", "/a/1.html", "list")))
    assert names(town) == {"领导信箱"}


def test_open_while_columns_were_not_seen(town):
    town.home("互动交流=/hd/")
    town.fails("/hd/", Reason.TIMEOUT)
    assert town.population("channel").open_reasons == (Reason.TIMEOUT,)
