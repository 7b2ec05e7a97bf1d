from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.fetch.frontier import Frontier
from govcheck.fetch.politeness import Politeness, retry_after
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Lead, Tier

from .helpers import FakeClock, quick

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HOME = "http://www.yunxi.gov.cn/"


async def test_hosts_wait_for_themselves_and_for_their_machine() -> None:
    clock = FakeClock()
    turns = Politeness(quick(rate=2, address_rate=4), clock)
    for host, address in (("a", "1"), ("b", "1"), ("a", "1"), ("c", "2")):
        async with turns.turn(host, address):
            pass
    assert clock.slept == pytest.approx([0.25, 0.25])
    turns.defer("c", 30)
    async with turns.turn("c", "2"):
        assert clock.passed >= 30


async def test_a_host_serves_so_many_at_once() -> None:
    turns = Politeness(quick(host_concurrency=2), FakeClock())
    at_once, most = 0, 0

    async def one() -> None:
        nonlocal at_once, most
        async with turns.turn("a", ""):
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1

    await asyncio.gather(*(one() for _ in range(8)))
    assert most == 2


async def test_a_crawl_delay_is_honoured_within_reason() -> None:
    clock = FakeClock()
    turns = Politeness(quick(rate=2), clock)
    turns.slow_down("a", 500)
    for _ in range(2):
        async with turns.turn("a", ""):
            pass
    assert clock.passed == 10


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("Mon, 01 Jun 2026 00:01:00 GMT", 60.0),
        ("Mon, 01 Jun 2020 00:00:00 GMT", 0.0),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=30))
def test_any_retry_after_is_read(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0


def capture(address: str, tier: Tier = Tier.OTHER, stratum: str = "") -> Capture:
    return Capture(address, address, 200, (), b"x", NOW, tier, stratum)


def frontier(**given: object) -> Frontier:
    made = Frontier(quick(**given), HOME)
    made.answered(capture(HOME, Tier.HOME))
    return made


def drawn(made: Frontier) -> list[str]:
    return [ask.lead.address.removeprefix(HOME) for ask in made.next_round(1)]


ARTICLES = st.lists(st.integers(0, 300), min_size=1, max_size=60, unique=True)


@given(ARTICLES, st.randoms(use_true_random=False), st.integers(1, 10))
def test_the_draw_knows_no_order(numbers: list[int], random: object, count: int) -> None:
    results = []
    for _ in range(2):
        made = frontier(article_per_stratum=count, seed="2026-06")
        for number in numbers:
            made.add(Lead(Tier.ARTICLE, f"{HOME}a{number}.html", "list"))
        results.append((drawn(made), made.skipped))
        random.shuffle(numbers)  # type: ignore[attr-defined]
    assert results[0] == results[1]
    assert len(results[0][0]) == min(count, len(numbers))
    assert len(results[0][0]) + len(results[0][1]) == len(numbers)


@given(ARTICLES, st.integers(301, 400))
def test_one_new_article_moves_at_most_one(numbers: list[int], new: int) -> None:
    found = []
    for listed in (numbers, [*numbers, new]):
        made = frontier(article_per_stratum=5, seed="s")
        for number in listed:
            made.add(Lead(Tier.ARTICLE, f"{HOME}a{number}.html", "list"))
        found.append(set(drawn(made)))
    assert len(found[0] - found[1]) <= 1


def test_strata_take_turns() -> None:
    made = frontier(article_budget=4, article_per_stratum=3)
    for number in range(9):
        made.add(Lead(Tier.ARTICLE, f"{HOME}a{number}.html", "big"))
    made.add(Lead(Tier.ARTICLE, f"{HOME}b.html", "small"))
    assert len([name for name in drawn(made) if name.startswith("a")]) == 3
    assert {skip.reason for skip in made.skipped} == {Reason.BUDGET}


def test_further_pages_count_for_their_list_and_come_in_order() -> None:
    made = frontier(pagination_per_list=3)
    first = capture(f"{HOME}l.html", Tier.LIST)
    for number in (10, 2, 3, 4):
        made.add(Lead(Tier.PAGINATION, f"{HOME}l_{number}.html"), first)
    assert sorted(drawn(made)) == ["l_2.html", "l_3.html", "l_4.html"]
    made.answered(capture(f"{HOME}l_4.html", Tier.PAGINATION, first.address))
    made.add(Lead(Tier.PAGINATION, f"{HOME}l_5.html", f"{HOME}l_4.html"))
    assert drawn(made) == []
    assert made.skipped[-1].stratum == first.address


def test_a_better_reason_brings_an_address_back() -> None:
    made = frontier(article_budget=0)
    made.add(Lead(Tier.ARTICLE, f"{HOME}x.html", "list"))
    assert drawn(made) == []
    made.add(Lead(Tier.LIST, f"{HOME}x.html"))
    assert drawn(made) == ["x.html"]
    assert made.skipped == ()


def test_twins_are_asked_for_once_unless_the_first_fails() -> None:
    made = frontier()
    made.add(Lead(Tier.LIST, "https://yunxi.gov.cn/x"))
    made.add(Lead(Tier.LIST, f"{HOME}x"))
    assert drawn(made) == ["x"]
    made.answered(capture(f"{HOME}x"))
    assert drawn(made) == []
    assert made.aliases == {"https://yunxi.gov.cn/x": f"{HOME}x"}
    made = frontier()
    made.add(Lead(Tier.LIST, "https://yunxi.gov.cn/x"))
    made.add(Lead(Tier.LIST, f"{HOME}x"))
    assert drawn(made) == ["x"]
    assert drawn(made) == ["https://yunxi.gov.cn/x"]


def test_aliases_of_the_site_are_in_scope() -> None:
    made = Frontier(FetchSettings(aliases=("zwgk.yunxi.gov.cn",)), HOME)
    assert made.in_scope("https://zwgk.yunxi.gov.cn/a")
    assert not made.in_scope("https://edu.yunxi.gov.cn/a")
