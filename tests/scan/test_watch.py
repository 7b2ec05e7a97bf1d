"""Watching over real sockets of loopback, the store under two writers, and what a week comes to."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Confidence, Reason
from govcheck.records.population import Reading, Unknown
from govcheck.records.site import Site
from govcheck.records.watch import Opened, Probe, Watched
from govcheck.scan import watch
from govcheck.scan.stored import site_from_json, site_to_json
from govcheck.scan.watch import probe_all
from govcheck.scan.watch_store import Store
from govcheck.scan.watched import A_DAY, spaced, week

DAY = date(2026, 6, 15)
PROBE = Probe(datetime(2026, 6, 14, 8, tzinfo=SHANGHAI), Opened.YES, 0.4, 200, vantage="测试机")


class _Pages(BaseHTTPRequestHandler):
    asked: list[str] = []
    release = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, where = 200, ""
        if self.path.startswith("/away"):
            status, where = 302, "http://elsewhere.example/"
        elif self.path.startswith("/busy"):
            status = 503
        elif self.path.startswith("/refuse"):
            status = 403
        elif self.path.startswith("/slow"):
            self.release.wait(3)
        elif self.path == "/robots.txt":
            status = 404
        body = b"<html><body>ok</body></html>"
        self.send_response(status)
        if where:
            self.send_header("location", where)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    _Pages.asked = []
    _Pages.release.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        _Pages.release.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def sites(base: str, *names: str) -> list[Site]:
    return [Site(name, name, f"{base}/{name}") for name in names]


def probed(listed: list[Site], **given: object) -> watch.Round:
    settings = FetchSettings(address_rate=0, rate=0, **given)  # type: ignore[arg-type]
    return asyncio.run(probe_all(listed, settings, vantage="测试机"))


def test_what_opens_what_fails_and_what_says_nothing() -> None:
    with serving() as base:
        done = probed(sites(base, "fine", "busy", "refuse", "away"))
        asked = list(_Pages.asked)
    found = {name: (probe.opened, probe.status) for name, probe in done.probes.items()}
    assert found == {
        "fine": (Opened.YES, 200),
        "busy": (Opened.NO, 503),
        "refuse": (Opened.UNCLEAR, 403),
        "away": (Opened.YES, 302),  # it answered; where it sends to is not asked
    }
    assert not done.own
    assert not done.probes["busy"].alone
    assert {path for path in asked if path != "/robots.txt"} == {"/fine", "/busy", "/refuse", "/away"}
    assert done.probes["fine"].vantage == "测试机"
    assert 0 <= (done.probes["fine"].seconds or 0) < 5


def test_slower_than_the_bound_is_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "BOUND", 0.3)
    with serving() as base:
        done = probed(sites(base, "fine", "slow"))
    assert done.probes["slow"].opened is Opened.NO
    assert done.probes["slow"].failure == "timeout"
    assert done.probes["fine"].opened is Opened.YES


def test_waiting_for_its_turn_is_no_slowness_of_a_site() -> None:
    with serving() as base:
        settings = FetchSettings(rate=4, address_rate=4)
        done = asyncio.run(probe_all(sites(base, *"abcdef"), settings, vantage=""))
    assert max(probe.seconds or 0 for probe in done.probes.values()) < 0.2


def test_all_at_once_is_our_own_outage_and_one_alone_is_unsure() -> None:
    dead = [Site("a", "", "http://127.0.0.1:1/"), Site("b", "", "http://127.0.0.1:1/b")]
    done = probed(dead)
    assert done.own
    assert {probe.opened for probe in done.probes.values()} == {Opened.UNCLEAR}
    one = probed(dead[:1])
    assert one.probes["a"].opened is Opened.NO
    assert one.probes["a"].alone
    with serving() as base:
        both = probed([*sites(base, "fine"), dead[0]])
    assert both.probes["a"].opened is Opened.NO
    assert not both.probes["a"].alone


def test_without_a_name_server_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "system_asker", lambda: None)
    done = probed([Site("a", "", "http://www.qingxi.gov.cn/")])
    assert done.own
    assert done.probes["a"].failure == "no-dns"
    assert done.probes["a"].opened is Opened.UNCLEAR


def test_a_line_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("s", PROBE)
    assert store.read("s") == ([PROBE], 0)
    assert store.read("nobody") == ([], 0)


def test_a_torn_line_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("s", PROBE)
    with store.file("s").open("ab") as file:
        file.write(b'{"at":"2026-06-14T09:00:00+08:00","ope')
    store.append("s", PROBE)
    probes, torn = store.read("s")
    assert (probes, torn) == ([PROBE, PROBE], 1)


_MANY = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from govcheck.records.watch import Opened, Probe
from govcheck.scan.watch_store import Store
for number in range(60):
    Store(Path(sys.argv[1])).append("s", Probe(datetime(2026, 6, 1, tzinfo=timezone.utc), Opened.YES, float(number)))
"""


def test_two_runs_at_once_do_not_damage_it(tmp_path: Path) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", _MANY, str(tmp_path)]) for _ in range(2)]
    assert [one.wait(60) for one in runs] == [0, 0]
    probes, torn = Store(tmp_path).read("s")
    assert (len(probes), torn) == (120, 0)
    assert sorted(one.seconds for one in probes) == sorted([float(number) for number in range(60)] * 2)


def of_week(*, a_day: int = 24, bad: int = 0, alone: bool = False, unclear: int = 0, last: date = DAY) -> list[Probe]:
    """Probes of the seven days before ``last``, evenly over each day; the first ``bad`` of all fail."""
    made = []
    start = datetime(last.year, last.month, last.day, tzinfo=SHANGHAI) - timedelta(days=7)
    for number in range(7 * a_day):
        at = start + timedelta(days=number // a_day, minutes=(number % a_day) * (1440 // a_day))
        opened = Opened.NO if number < bad else Opened.UNCLEAR if number < bad + unclear else Opened.YES
        made.append(Probe(at, opened, 0.5, 200, alone=alone))
    return made


@pytest.mark.parametrize(("bad", "share"), [(0, 0), (8, 8 / 168), (9, 9 / 168)])
def test_a_complete_week(bad: int, share: float) -> None:
    found = week(of_week(bad=bad), DAY)
    assert found is not None
    assert found.missed == ()
    assert (found.first, found.last, found.counted) == (date(2026, 6, 8), date(2026, 6, 14), 168)
    assert found.share == share
    assert found.sure


def test_a_day_with_too_few_is_missed_and_named() -> None:
    probes = [one for one in of_week() if not (one.at.day == 10 and one.at.hour >= 19)]
    found = week(probes, DAY)
    assert found is not None
    assert [text.startswith("2026-06-10") for text in found.missed] == [True]
    assert len(week(of_week(unclear=30), DAY).missed) == 2  # type: ignore[union-attr]


def test_an_old_week_says_nothing_of_today() -> None:
    found = week(of_week(last=date(2026, 5, 1)), DAY)
    assert found is not None
    assert len(found.missed) == 7
    assert week([], DAY) is None


def test_probes_in_a_burst_are_one() -> None:
    burst = [Probe(PROBE.at + timedelta(minutes=number), Opened.YES) for number in range(30)]
    assert len(spaced(burst)) == 2
    assert len(week(burst, DAY).missed) == 7  # type: ignore[union-attr]


def test_failures_alone_are_unsure() -> None:
    assert week(of_week(bad=1, alone=True), DAY).sure is False  # type: ignore[union-attr]
    assert week(of_week(alone=True), DAY).sure is True  # type: ignore[union-attr]


@given(st.lists(st.integers(0, 20_000), max_size=60))
def test_counted_probes_are_spaced_and_none_is_invented(minutes: list[int]) -> None:
    start = datetime(2026, 6, 1, tzinfo=SHANGHAI)
    probes = [Probe(start + timedelta(minutes=one), Opened.YES) for one in minutes]
    kept = spaced(probes)
    assert all(after.at - before.at >= timedelta(minutes=15) for before, after in pairwise(kept))
    assert set(kept) <= set(probes)
    found = week(probes, date(2026, 6, 14))
    assert found is None or found.counted <= len(kept)
    assert found is None or found.missed or found.counted >= 7 * A_DAY


def test_a_site_keeps_its_week_in_the_run_folder() -> None:
    watched = Watched(date(2026, 6, 8), DAY, 168, 9, 2, ("2026-06-09 只有 3 次",), sure=False)
    site = Site("s", "清溪县人民政府", "http://www.qingxi.gov.cn/", watched=watched)
    assert site_from_json(site_to_json(site)) == site
    assert site_from_json({**site_to_json(site), "watched": None}).watched is None


@pytest.mark.parametrize(
    ("watched", "expected"),
    [
        (None, Reason.PERSON),
        (Watched(DAY, DAY, 168, 8), 8 / 168),
        (Watched(DAY, DAY, 168, 9, missed=("x",)), Reason.WATCH_INCOMPLETE),
        (Watched(DAY, DAY, 0, 0), Reason.WATCH_INCOMPLETE),
    ],
)
def test_what_the_site_says_of_it(watched: Watched | None, expected: object) -> None:
    from govcheck.page.populate.home import _unreachable
    from govcheck.page.populate.survey import survey
    from govcheck.plan import Plan
    from govcheck.records.capture import Crawl
    from govcheck.text.lexicon import Lexicon

    site = Site("s", "", "http://www.qingxi.gov.cn/", watched=watched)
    seen = survey(Crawl(site.url, ()), site, (), lexicon=Lexicon(()), plan=Plan())
    field = _unreachable(seen)
    if isinstance(expected, Reason):
        assert isinstance(field, Unknown)
        assert field.reason is expected
    else:
        assert isinstance(field, Reading)
        assert (field.value, field.confidence) == (expected, Confidence.HIGH)
