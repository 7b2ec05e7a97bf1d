from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from govcheck.errors import ArchiveError
from govcheck.fetch.archive import PART, ArchiveWriter, read_archive, write_archive
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Skip, Tier
from govcheck.records.wire import HostFacts

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
ADDRESS = st.one_of(TEXT, st.sampled_from(["http://x.gov.cn/", "http://x.gov.cn/a?b=1", "http://x.gov.cn/中 文"]))
REASON = st.one_of(st.none(), st.sampled_from(list(Reason)))
WHEN = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
)
CAPTURE = st.builds(
    Capture,
    address=ADDRESS,
    final_address=ADDRESS,
    status=st.one_of(st.none(), st.integers(100, 999)),
    headers=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    body=st.binary(max_size=80),
    fetched_at=WHEN,
    tier=st.sampled_from(Tier),
    stratum=TEXT,
    via=TEXT,
    redirects=st.lists(ADDRESS, max_size=2).map(tuple),
    failure=REASON,
    detail=TEXT,
    truncated=st.booleans(),
    tries=st.integers(1, 3),
    remote=TEXT,
)
SKIP = st.builds(
    Skip, address=ADDRESS, reason=st.sampled_from(list(Reason)), tier=st.sampled_from(Tier), stratum=TEXT, via=TEXT
)
HOST = st.builds(
    HostFacts,
    host=TEXT,
    aaaa=st.one_of(st.none(), TEXT),
    addresses=st.lists(TEXT, max_size=2).map(tuple),
    ipv6_reachable=st.one_of(st.none(), st.booleans()),
    ipv6_why=REASON,
    fetched_at=st.one_of(st.none(), WHEN),
    detail=TEXT,
)
CRAWL = st.builds(
    Crawl,
    entry=ADDRESS,
    captures=st.lists(CAPTURE, max_size=4).map(tuple),
    skipped=st.lists(SKIP, max_size=3).map(tuple),
    hosts=st.lists(HOST, max_size=2).map(tuple),
    saved_copy=st.booleans(),
    ended=REASON,
    aliases=st.dictionaries(ADDRESS, ADDRESS, max_size=2),
    robots=st.lists(CAPTURE, max_size=1).map(tuple),
)


@given(CRAWL)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_read_is_what_was_written(tmp_path_factory: pytest.TempPathFactory, crawl: Crawl) -> None:
    path = tmp_path_factory.mktemp("archive") / "site.warc.gz"
    write_archive(path, crawl)
    assert read_archive(path) == crawl
    assert [file.name for file in path.parent.iterdir()] == ["site.warc.gz"]


def capture(name: str, body: bytes = b"<html>x</html>", **given: object) -> Capture:
    at = datetime(2026, 6, 1, 8, 0, 0, 123, tzinfo=UTC)
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "3"))
    made = Capture(f"http://x.gov.cn/{name}", f"http://x.gov.cn/{name}", 200, headers, body, at)
    return replace(made, **given)  # type: ignore[arg-type]


SITE = Crawl("http://x.gov.cn/", tuple(capture(f"{n}.html", b"<p>%d</p>" % n * 400) for n in range(9)))


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", SITE)
    with (tmp_path / "a.warc.gz").open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records[:4]] == ["warcinfo", "request", "response", "metadata"]
    assert records[2][1:] == ("http://x.gov.cn/0.html", SITE.captures[0].body)
    assert records[-1][1] == "urn:govcheck:crawl"


def test_the_same_crawl_gives_the_same_records(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_archive(tmp_path / name / "x.warc.gz", SITE)
    ids = []
    for name in ("a", "b"):
        with (tmp_path / name / "x.warc.gz").open("rb") as file:
            ids.append([record.rec_headers.get_header("WARC-Record-ID") for record in ArchiveIterator(file)][1:])
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def _interrupted(path: Path, *brought: Capture) -> None:
    with ArchiveWriter(path) as writer:
        for one in brought:
            writer(one)
        raise KeyboardInterrupt


def test_nothing_is_lost_when_a_run_is_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "site.warc.gz"
    first, again = capture("1.html", status=404, failure=Reason.BUDGET), capture("1.html", tries=2)
    robots = capture("robots.txt")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(path, robots, capture("0.html"), first, again)
    assert not path.exists()
    left = read_archive(path.with_name(path.name + PART), partial=True)
    assert left.captures == (capture("0.html"), again)
    assert left.robots == (robots,)
    assert left.ended is Reason.NOT_FETCHED
    with pytest.raises(ArchiveError, match="没有收尾记录"):
        read_archive(path.with_name(path.name + PART))


def test_a_capture_given_as_it_came_is_not_written_twice(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "a.warc.gz") as writer:
        for one in SITE.captures:
            writer(one)
        writer.close(SITE)
    write_archive(tmp_path / "b.warc.gz", SITE)
    assert (tmp_path / "a.warc.gz").stat().st_size == pytest.approx((tmp_path / "b.warc.gz").stat().st_size, abs=40)
    assert read_archive(tmp_path / "a.warc.gz") == SITE


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("where", [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
@pytest.mark.parametrize("how", ["cut", "flip"])
def test_damage_is_told_with_its_place(tmp_path: Path, where: float, how: str) -> None:
    path = tmp_path / "site.warc.gz"
    write_archive(path, SITE)
    whole = bytearray(path.read_bytes())
    place = int(len(whole) * where)
    if how == "cut":
        del whole[place:]
    else:
        whole[place] ^= 0xFF
    path.write_bytes(whole)
    try:
        found = read_archive(path)
    except ArchiveError as error:
        assert str(path) in str(error)  # noqa: PT017
        assert "字节" in str(error)  # noqa: PT017
    else:
        assert found == SITE  # the flipped byte was one that no content depends on


def test_not_an_archive(tmp_path: Path) -> None:
    for body in (b"", b"hello", gzip.compress(b"hello\r\n\r\n")):
        (tmp_path / "x").write_bytes(body)
        with pytest.raises(ArchiveError):
            read_archive(tmp_path / "x")
    with pytest.raises(ArchiveError):
        read_archive(tmp_path / "missing")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError):
        write_archive(tmp_path / "file" / "x.warc.gz", SITE)
