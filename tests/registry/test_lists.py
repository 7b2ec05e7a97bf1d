"""Site lists as offices keep them: headings, values, encodings, mistakes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govcheck.errors import Mistake, SiteListError
from govcheck.records.site import Kind, Level, Site
from govcheck.registry import is_closed, load_sites, looks_like_list, read_sites
from govcheck.registry.headings import headings
from govcheck.registry.template import site_list_template

REAL = Path(os.environ.get("GOVCHECK_SITE_LIST", ""))

CHINESE = """\
2026年全市政府网站清单,,,,,,,,,,
填报单位：示例市,,,,,,,,,,
序号,网站名称,首页网址（必填）,层级,类型,行政区划代码,网站标识码,主办单位,监管单位,有无办事服务,运行状态
1,示例市人民政府,http://www.a.example.gov.cn,市级,门户,990100,9901000001,市府办,省府办,是,正常运行
2,示例县教育局,jyj.b.example.gov.cn/,县（市、区）级,部门,990121,bm99000012,县教育局,县府办,无,关停

合计,2,,,,,,,,,
填表人：张三,,,,,,,,,,
"""


def put(folder: Path, text: str | bytes, name: str = "sites.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def trouble(path: Path) -> list[tuple[int, int, str, str]]:
    with pytest.raises(SiteListError) as caught:
        load_sites(path)
    assert all(one.file == str(path) for one in caught.value.mistakes)
    return [(one.line, one.column, one.path, one.message) for one in caught.value.mistakes]


def test_chinese_list_with_titles_serials_and_sum(tmp_path: Path) -> None:
    first, second = load_sites(put(tmp_path, CHINESE))
    assert first == Site(
        id="www.a.example.gov.cn",
        name="示例市人民政府",
        url="http://www.a.example.gov.cn/",
        level=Level.CITY,
        kind=Kind.PORTAL,
        region="990100",
        site_code="9901000001",
        organiser="市府办",
        supervisor="省府办",
        services=True,
        status="running",
        extra={"序号": "1"},
    )
    assert (second.level, second.kind, second.services, second.site_code) == (
        Level.COUNTY,
        Kind.DEPARTMENT,
        False,
        "bm99000012",
    )
    assert is_closed(second)
    assert not is_closed(first)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_separators_line_ends(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    text = CHINESE.replace(",", separator).replace("\n", end)
    sites = load_sites(put(tmp_path, text.encode(encoding)))
    assert [site.name for site in sites] == ["示例市人民政府", "示例县教育局"]
    assert sites[0].supervisor == "省府办"


def test_excel_separator_line_and_formula_text_are_understood(tmp_path: Path) -> None:
    text = 'sep=;\nid;url;region;site_code\n="001";http://a.gov.cn;="990100";"=""0123456789"""\n'
    (site,) = load_sites(put(tmp_path, text))
    assert (site.id, site.region, site.site_code) == ("001", "990100", "0123456789")


def test_every_mistake_at_once_with_row_and_column(tmp_path: Path) -> None:
    text = (
        "id,网址,层级,类型,行政区划代码,网站标识码,有无办事服务\n"
        "a,不是 网址,地区级,公司,5104,5.104E+09,也许\n"
        "b,http://b.gov.cn,,,,,\n"
        "B,https://b.gov.cn/,,,,,\n"
        "c/d,,,,99010x,0000000000,\n"
        "a,http://e.gov.cn,,,,,\n"
    )
    found = trouble(put(tmp_path, text))
    assert [(line, column, path) for line, column, path, _message in found] == [
        (2, 2, "url"),
        (2, 3, "level"),
        (2, 4, "kind"),
        (2, 5, "region"),
        (2, 6, "site_code"),
        (2, 7, "services"),
        (4, 2, "url"),
        (5, 1, "id"),
        (5, 2, "url"),
        (5, 5, "region"),
        (5, 6, "site_code"),
        (6, 1, "id"),
    ]
    words = {(line, path): message for line, _column, path, message in found}
    assert "科学计数法" in words[2, "site_code"]
    assert "city" in words[2, "level"]
    assert words[4, "url"] == "与第 3 行的网址相同"
    assert words[6, "id"] == "与第 2 行的 id 相同"
    assert "占位" in words[5, "site_code"]


def test_read_sites_hands_back_the_good_rows(tmp_path: Path) -> None:
    found = read_sites(put(tmp_path, "url,level\nhttp://a.gov.cn,市级\nhttp://b.gov.cn,错\n"))
    assert [site.url for site in found.sites] == ["http://a.gov.cn/"]
    assert [mistake.path for mistake in found.mistakes] == ["level"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("www.a.gov.cn", "http://www.a.gov.cn/"),
        ("HTTPS://WWW.A.GOV.CN:443", "https://www.a.gov.cn/"),
        ("http：／／www.a.gov.cn／", "http://www.a.gov.cn/"),
        ("http://www.a.gov.cn:8051/x/", "http://www.a.gov.cn:8051/x/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://staging/", "http://staging/"),
        ("http://示例.政务/", "http://xn--fsq092h.xn--zfr164b/"),
        ("staging", None),
        ("http://", None),
        ("ftp://a.gov.cn", None),
        ("mailto:a@b.cn", None),
        ("http://a.gov.cn http://b.gov.cn", None),
        ("http://user:secret@a.gov.cn/", None),
        ("http://a.gov.cn:99999/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses(tmp_path: Path, url: str, expected: str | None) -> None:
    path = put(tmp_path, f'name,url\n甲,"{url}"\n')
    if expected is None:
        assert [one[2] for one in trouble(path)] == ["url"]
    else:
        assert load_sites(path)[0].url == expected


def test_derived_ids_do_not_depend_on_order_and_tell_paths_apart(tmp_path: Path) -> None:
    rows = ["http://x.gov.cn/", "http://x.gov.cn:8051/", "http://x.gov.cn/a/?id=1", "http://x.gov.cn/a/?id=2"]
    there = load_sites(put(tmp_path, "url\n" + "\n".join(rows)))
    back = load_sites(put(tmp_path, "url\n" + "\n".join(reversed(rows))))
    assert {site.url: site.id for site in there} == {site.url: site.id for site in back}
    assert len({site.id for site in there}) == 4
    assert there[0].id == "x.gov.cn"


def test_a_row_with_a_name_alone_is_a_mistake_and_not_lost(tmp_path: Path) -> None:
    assert trouble(put(tmp_path, "网站名称,网址\n注册管理局,\n甲,http://a.gov.cn\n"))[0][:3] == (2, 2, "url")


def test_aliases_blanks_and_unknown_columns(tmp_path: Path) -> None:
    text = (
        "网址,别名域名,备注,联系人,必须公示审校人员\nhttp://a.gov.cn,b.gov.cn；https://C.gov.cn/x、d.gov.cn:80,无,张三,是\n"
    )
    (site,) = load_sites(put(tmp_path, text))
    assert site.aliases == ("b.gov.cn", "c.gov.cn", "d.gov.cn")
    assert site.note == ""
    assert site.extra == {"联系人": "张三"}
    assert site.printed_reviewers


def test_two_headings_for_one_column_keep_the_better_known_one(tmp_path: Path) -> None:
    (site,) = load_sites(put(tmp_path, "域名,网址\nb.gov.cn,http://a.gov.cn/\n"))
    assert (site.url, site.extra) == ("http://a.gov.cn/", {"域名": "b.gov.cn"})


def test_the_same_heading_twice_is_a_mistake(tmp_path: Path) -> None:
    assert trouble(put(tmp_path, "网址,网址\nhttp://a.gov.cn,\n"))[0][:3] == (1, 2, "网址")


def test_cells_beyond_the_headings_are_a_mistake(tmp_path: Path) -> None:
    assert trouble(put(tmp_path, "网址,网站名称\nhttp://a.gov.cn,甲,乙\n"))[0][:2] == (2, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有内容"),
        ("甲,乙\n1,2\n", "没有找到表头"),
        ("网址\n", "没有站点"),
        ('网址,备注\nhttp://a.gov.cn,"没有收尾\nhttp://b.gov.cn,\n', "双引号"),
        (b"\x00\x01\x02\xff\xfe" * 9, "编码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in trouble(put(tmp_path, text))[0][3]


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(SiteListError, match="读不到文件"):
        load_sites(tmp_path / "none.csv")
    with pytest.raises(SiteListError, match=r"\.xlsx、\.csv"):
        load_sites(put(tmp_path, "x", "sites.docx"))
    assert looks_like_list(Path("a.XLSX"))
    assert not looks_like_list(Path("a.html"))


def test_closed_words(tmp_path: Path) -> None:
    words = ["关停", "注销", "closed", "已下线", "正常", "改版中", "筹建"]
    text = "网址,状态\n" + "".join(f"http://s{place}.gov.cn,{word}\n" for place, word in enumerate(words))
    sites = load_sites(put(tmp_path, text))
    assert [is_closed(site) for site in sites] == [True, True, True, True, False, False, False]
    assert sites[-1].status == "筹建"


def test_template_loads(tmp_path: Path) -> None:
    (site,) = load_sites(put(tmp_path, site_list_template().encode("utf-8-sig")))
    assert (site.level, site.kind, site.services) == (Level.COUNTY, Kind.PORTAL, True)
    assert not site.extra


def test_no_word_of_the_tables_stands_for_two_columns_or_values() -> None:
    import yaml

    from govcheck.registry.headings import fold

    source = Path(__file__).parents[2] / "src/govcheck/registry/data/headings.yaml"
    data = yaml.safe_load(source.read_text("utf-8"))
    named = [fold(name) for names in data["columns"].values() for name in set(map(fold, names))]
    assert len(named) == len(set(named))
    for table in data["values"].values():
        words = [word for words in table.values() for word in set(map(fold, words))]
        assert len(words) == len(set(words))
    assert headings().column("序号") is None


@pytest.mark.skipif(not REAL.is_file(), reason="GOVCHECK_SITE_LIST does not name the list of 2,605 real sites")
def test_a_real_list_of_2605_rows() -> None:
    found = read_sites(REAL)
    repeated = [mistake for mistake in found.mistakes if mistake.message.endswith("的网址相同")]
    assert len(found.sites) + len(found.mistakes) == 2605
    assert list(found.mistakes) == repeated
    assert len(repeated) == 300
    assert found.sites[0].region == "120102"
    assert found.sites[0].extra == {"division": "天津市|河东区"}
    assert len({site.id for site in found.sites}) == 2305


def test_mistakes_are_printed_with_file_row_and_column() -> None:
    error = SiteListError([Mistake("a.csv", 3, 2, "url", "没有网址")])
    assert str(error) == "a.csv:3:2: url: 没有网址"
