"""Whatever is printed or stored beside the archive, a person's number stands in it masked."""

import json

import pytest

PACK = """\
format: 1
pack: privacy-try
version: "1.0.0"
title: {zh: 试, en: try}
requires: "govcheck>=0.1"
sources:
  S: {title: 试, issuer: 试, number: 试, issued: 2018-05-18}
in_force: {from: 2018-05-18}
rules:
  - id: numbers
    title: {zh: 个人号码, en: numbers}
    cites: [{source: S, clause: "1", obligations: [S-1]}]
    use: library/privacy-numbers
  - id: quotes
    title: {zh: 标题, en: title}
    cites: [{source: S, clause: "2", obligations: [S-2]}]
    subjects: {each: page}
    check: {kind: compare, value: subject.title, is: 别的}
    require: every
    message: {zh: "{subject} {failed} {value}", en: "{subject} {failed} {value}"}
    remedy: {zh: 改, en: mend}
    about: content
    severity: low
"""
NUMBERS = ("990101198503120010", "13800001111", "6228480123456789015")
PAGE = """<html><head><meta charset="utf-8"><title>补贴公示 {0} 张三</title></head><body><h1>补贴公示 {0} 张三</h1>
<p>发布时间：2026-06-01 来源：示例县</p><table><tr><th>姓名</th><th>身份证号</th><th>手机</th><th>卡号</th></tr>
<tr><td>张三</td><td>{0}</td><td>{1}</td><td>{2}</td></tr></table></body></html>"""


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE.format(*NUMBERS), "utf-8")
    pack = tmp_path / "pack.yaml"
    pack.write_text(PACK, "utf-8")
    return folder, pack


def test_nothing_printed_or_stored_shows_a_number(govcheck, saved, tmp_path):
    folder, pack = saved
    run = tmp_path / "run"
    said = govcheck(
        "scan", folder, "--base-url", "http://www.shili.gov.cn/", "--pack", pack, "--as-of", "2026-06-15",
        "--name", "示例县", "--level", "county", "--kind", "portal", "--region", "990101", "--run", run, "-f", "json",
    )  # fmt: skip
    [site] = said.json["sites"]
    found = [one for one in site["findings"] if one["check"].endswith("privacy-numbers")]
    assert sorted(one["name"].split()[1] for one in found) == ["138****1111", "622848*********9015", "99*************010"]
    assert all(piece["personal"] for one in found for piece in one["evidence"])
    texts = [said.out, said.err, govcheck("page", folder / "index.html").out]
    texts += [govcheck("report", run, "-f", form).out for form in ("console", "html", "markdown", "csv", "sarif", "junit")]
    texts += [place.read_text("utf-8") for place in run.rglob("*.json*")]
    assert len(texts) >= 12
    assert "99*************010" in texts[0]
    assert [number for number in NUMBERS for text in texts if number in text] == []


def test_the_bodies_that_need_care_are_named(govcheck, saved, tmp_path):
    folder, pack = saved
    run = tmp_path / "run"
    govcheck("scan", folder, "--base-url", "http://www.shili.gov.cn/", "--pack", pack, "--run", run, "-f", "json")
    [listed] = (run / "archive").glob("*.personal.json")
    [body] = json.loads(listed.read_text("utf-8"))["bodies"]
    assert body["address"].startswith("http://www.shili.gov.cn/")
    assert body["kinds"] == ["bank-card", "identity", "mobile"]
    assert len(body["sha256"]) == 64
