"""``govcheck watch``, and what ``scan --watch`` makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from govcheck.dates.clock import SHANGHAI
from govcheck.records.watch import Opened, Probe
from govcheck.scan.watch_store import Store


def listed(place, *rows):
    lines = [f"{name},{url},township,portal\n" for name, url in rows]
    place.write_text("id,url,level,kind\n" + "".join(lines), "utf-8")
    return place


def weeks(store, site_id, bad=0):
    start = datetime(2026, 6, 8, tzinfo=SHANGHAI)
    for number in range(7 * 24):
        opened = Opened.NO if number < bad else Opened.YES
        Store(store).append(site_id, Probe(start + timedelta(hours=number), opened, 0.5, 200))


def test_once_appends_one_probe_a_site(govcheck, region, tmp_path):
    sites = listed(tmp_path / "sites.csv", ("sq", "http://www.shiqiao-demo.com/"), ("dead", "http://127.0.0.1:1/"))
    with region("shiqiao") as resolve:
        for _ in range(2):
            said = govcheck("watch", sites, "--once", "--store", tmp_path / "store", "--vantage", "测试机", *resolve)
            assert said.code == 0
    assert "打开 1 个，打不开 1 个" in said.out
    probes, torn = Store(tmp_path / "store").read("sq")
    assert [probe.opened for probe in probes] == [Opened.YES, Opened.YES]
    assert (probes[0].vantage, probes[0].status, torn) == ("测试机", 200, 0)


def test_everything_failing_is_said_to_be_our_own_outage(govcheck, tmp_path):
    sites = listed(tmp_path / "sites.csv", ("a", "http://127.0.0.1:1/"), ("b", "http://127.0.0.2:1/"))
    said = govcheck("watch", sites, "--once", "--store", tmp_path)
    assert said.code == 5
    assert "视为本机网络故障" in said.err
    assert [probe.opened for probe in Store(tmp_path).read("a")[0]] == [Opened.UNCLEAR]


def test_one_of_once_and_summary(govcheck, tmp_path):
    sites = listed(tmp_path / "sites.csv", ("a", "http://127.0.0.1:1/"))
    assert govcheck("watch", sites, "--store", tmp_path).code == 2
    assert govcheck("watch", sites, "--store", tmp_path, "--once", "--summary").code == 2


def test_summary_tells_share_gaps_and_torn_lines(govcheck, tmp_path):
    sites = listed(tmp_path / "sites.csv", ("a", "http://a.gov.cn/"), ("b", "http://b.gov.cn/"), ("c", "http://c.gov.cn/"))
    weeks(tmp_path, "a", bad=9)
    Store(tmp_path).append("b", Probe(datetime(2026, 6, 14, 8, tzinfo=SHANGHAI), Opened.YES))
    with Store(tmp_path).file("b").open("ab") as file:
        file.write(b'{"at"')
    said = govcheck("watch", sites, "--store", tmp_path, "--summary", "--as-of", "2026-06-15")
    assert said.code == 5
    whole, broken, nothing = said.out.split("http://")[1:]
    assert "2026-06-08 至 2026-06-14" in whole
    assert "计 168 次，超过 15 秒或打不开 9 次（5.4%）" in whole
    assert "没有测全" not in whole
    assert "有 1 行读不出" in broken
    assert "2026-06-14 只有 1 次" in broken
    assert "没有监测数据" in nothing


def test_the_help_has_lines_for_cron_and_the_task_scheduler(govcheck):
    said = govcheck("watch", "--help")
    assert "crontab" in said.out
    assert "schtasks /Create" in said.out


def test_a_scan_takes_the_week_along_and_judges_it_again_offline(govcheck, region, own_pack, tmp_path):
    sites = listed(tmp_path / "sites.csv", ("sq", "http://www.shiqiao-demo.com/"))
    weeks(tmp_path / "store", "sq", bad=9)
    pack = own_pack("site-availability")
    pace = ["--max-pages", "2", "--rate", "1000", "--address-rate", "1000"]
    words = ["-s", sites, "--as-of", "2026-06-15", "--pack", pack, *pace]
    with region("shiqiao") as resolve:
        said = govcheck("scan", *words, "--run", tmp_path / "run", "--watch", tmp_path / "store", "-f", "json", *resolve)
        without = govcheck("scan", *words, "--run", tmp_path / "bare", "-f", "json", *resolve)
    assert [one["outcome"] for one in said.json["sites"][0]["results"]] == ["fail"]
    assert [one["outcome"] for one in without.json["sites"][0]["results"]] == ["manual"]
    Store(tmp_path / "store").file("sq").unlink()
    again = govcheck("rejudge", tmp_path / "run", "-f", "json")
    assert [one["outcome"] for one in again.json["sites"][0]["results"]] == ["fail"]
