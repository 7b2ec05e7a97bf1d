"""``govcheck scan``: addresses, saved folders and site lists in; reports and run folders out."""

import csv
import json

import jsonschema
import openpyxl
import pytest
import yaml
from tests.region import QUICK, SITES, partial_files, timeless

from govcheck.cli import scan as scan_module
from govcheck.report.formats import Format

ROWS = [
    ("石桥镇人民政府", "http://www.shiqiao-demo.com/", "乡镇", "门户", "990121103"),
    ("临江县人民政府", "http://www.linjiang-demo.gov.cn/", "县级", "门户网站", "990123"),
]
HEADINGS = ("网站名称", "网址", "层级", "网站类型", "行政区划代码")
FIELDS = ("name", "url", "level", "kind", "region")


def as_csv(place):
    with place.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *ROWS])


def as_xlsx(place):
    book = openpyxl.Workbook()
    for row in (HEADINGS, *ROWS):
        book.active.append(row)
    book.save(place)


def as_yaml(place):
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    place.write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")


def as_gb_csv(place):
    place.write_bytes("\r\n".join(",".join(row) for row in (HEADINGS, *ROWS)).encode("gb18030"))


@pytest.mark.parametrize(
    ("name", "write"),
    [("名单.csv", as_csv), ("名单.xlsx", as_xlsx), ("名单.yaml", as_yaml), ("gb.csv", as_gb_csv)],
    ids=["csv", "xlsx", "yaml", "csv in gb18030"],
)
def test_a_site_list_with_chinese_headings(govcheck, region, tmp_path, name, write):
    place = tmp_path / name
    write(place)
    with region("shiqiao", "scripted") as resolve:
        said = govcheck("scan", "-s", place, "--as-of", "2026-06-15", *QUICK, *resolve, "--max-pages", "6", "-f", "json")
    assert said.code in (0, 5)
    sites = said.json["sites"]
    assert [tuple(site[field] for field in FIELDS) for site in sites] == [
        ("石桥镇人民政府", "http://www.shiqiao-demo.com/", "township", "portal", "990121103"),
        ("临江县人民政府", "http://www.linjiang-demo.gov.cn/", "county", "portal", "990123"),
    ]
    assert [site["reached"] for site in sites] == [True, True]
    assert all(0 < site["pages"]["fetched"] <= 8 for site in sites)


def test_an_address_over_real_sockets(govcheck, region, tmp_path):
    place = tmp_path / "run"
    with region("shiqiao") as resolve:
        said = govcheck(
            "scan", "http://www.shiqiao-demo.com/", "--as-of", "2026-06-15", *QUICK, *resolve, "--run", place, "-f", "json",
            "--name", "石桥镇人民政府", "--level", "township", "--kind", "portal", "--region", "990121103",
        )  # fmt: skip
    report = said.json
    [site] = report["sites"]
    assert site["reached"] is True
    assert site["saved_copy"] is False
    assert {finding["check"] for finding in site["findings"]} >= {"library/domain-suffix", "library/footer-items"} or {
        finding["check"] for finding in site["findings"]
    } >= {"domain-suffix", "footer-items"}
    assert str(place) in said.err, "where the run lies is talk, and goes to stderr"
    assert "运行目录" not in said.out
    assert partial_files(place) == []
    assert report["run"]["options"]["name"] == "石桥镇人民政府"
    again = govcheck("rejudge", place, "-f", "json")
    assert timeless(again.json) == timeless(report)
    assert again.code == said.code


def test_a_saved_folder_says_so(govcheck, page_standard):
    said = govcheck("scan", *page_standard, "-f", "json")
    [site] = said.json["sites"]
    assert site["saved_copy"] is True
    assert site["url"] == "http://www.shiqiao-demo.com/", "by the META tag SiteDomain"
    assert said.code == 0


def test_a_saved_folder_may_be_given_its_address(govcheck, page_standard):
    said = govcheck("scan", *page_standard, "--base-url", "http://www.other-demo.gov.cn/", "-f", "json")
    [site] = said.json["sites"]
    assert site["url"] == "http://www.other-demo.gov.cn/"
    assert not [one for one in site["findings"] if "domain-suffix" in one["check"]]


def test_several_targets(govcheck, page_standard):
    said = govcheck("scan", SITES / "scripted", *page_standard, "-f", "jsonl")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["id"] for line in lines] == ["scripted", "shiqiao"], "in the order given"


def test_the_json_report_is_as_documented(govcheck, page_standard):
    from pathlib import Path

    said = govcheck("scan", *page_standard, "-f", "json")
    schema = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
    jsonschema.validate(said.json, schema)


def test_the_console_report_is_for_reading(govcheck, page_standard):
    said = govcheck("scan", *page_standard)
    assert "需整改" in said.out
    assert "石桥" in said.out
    assert "\x1b[" not in said.out, "no colours where nobody looks"


def test_files_beside_stdout(govcheck, page_standard, tmp_path):
    places = [tmp_path / "new" / name for name in ("r.json", "r.jsonl", "r.txt")]
    said = govcheck("scan", *page_standard, *(word for place in places for word in ("-o", place)), "-f", "jsonl")
    report, lines, text = (place.read_text("utf-8") for place in places)
    assert lines == said.out
    assert json.loads(report)["sites"] == [json.loads(lines)]
    assert "需整改" in text
    assert partial_files(tmp_path / "new") == []


@pytest.mark.parametrize("name", ["r.pdf", "r", "r.json.bak"])
def test_an_unknown_ending_is_refused_before_anything_is_fetched(govcheck, monkeypatch, tmp_path, name):
    monkeypatch.setattr("socket.socket", None)
    said = govcheck("scan", "http://127.0.0.1:9/", "-o", tmp_path / name, "--run", tmp_path / "run")
    assert said.code == 2
    assert "看不出报告格式" in said.err
    assert not (tmp_path / "run").exists()
    assert not (tmp_path / name).exists()


def test_a_report_that_cannot_be_written_leaves_nothing_half_written(govcheck, page_standard, tmp_path):
    (tmp_path / "taken").write_text("", "utf-8")
    said = govcheck("scan", *page_standard, "-o", tmp_path / "taken" / "r.json", "--run", tmp_path / "run")
    assert said.code == 4
    assert "无法写入" in said.err
    assert (tmp_path / "run" / "run.json").is_file(), "the run itself is not lost"


def test_closed_sites_are_named_and_not_looked_at(govcheck, region, tmp_path):
    place = tmp_path / "名单.csv"
    place.write_text(
        "id,网站名称,网址,运行状态\nold,旧站,http://www.old-demo.gov.cn/,已关停\n"
        "sq,石桥镇人民政府,http://www.shiqiao-demo.com/,正常运行\n",
        "utf-8",
    )
    with region("shiqiao") as resolve:
        said = govcheck("scan", "-s", place, *QUICK, *resolve, "--max-pages", "3", "-f", "jsonl")
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == ["sq"]
    assert "old" in said.err


def test_only_closed_sites(govcheck, tmp_path):
    place = tmp_path / "名单.csv"
    place.write_text("网址,运行状态\nhttp://www.old-demo.gov.cn/,已关停\n", "utf-8")
    assert govcheck("scan", "-s", place).code == 2


@pytest.mark.parametrize("words", [["--name", "甲"], ["--level", "county"], ["--base-url", "http://a.cn/"]])
def test_what_is_said_of_one_site_is_not_said_of_several(govcheck, words):
    said = govcheck("scan", SITES / "shiqiao", SITES / "scripted", *words)
    assert said.code == 2
    assert words[0] in said.err


def test_one_site_twice(govcheck):
    said = govcheck("scan", SITES / "shiqiao", SITES / "shiqiao")
    assert (said.code, "shiqiao" in said.err) == (2, True)


def test_as_of_and_seed_are_taken_at_their_word(govcheck, page_standard):
    said = govcheck("scan", *page_standard[:1], "--as-of", "2026-05-20", "--seed", "甲", "-f", "json")
    run = said.json["run"]
    assert (run["as_of"], run["seed"]) == ("2026-05-20", "甲")
    late = [one for one in said.json["sites"][0]["findings"] if one["reason"] == "late"]
    assert late == [], "石桥动态 was fresh then"


def test_no_target_at_all(govcheck):
    assert govcheck("scan").code == 2


def test_every_format_is_offered():
    [option] = [one for one in scan_module.command.params if one.name == "format_"]
    assert set(option.type.choices) == {str(one) for one in Format}
