"""A site list that went through a spreadsheet program is the same list."""

import csv

import pytest
from tests.machine import to_xlsx

from govcheck.registry.lists import load_sites

HEADINGS = [
    "网站名称",
    "网址",
    "层级",
    "网站类型",
    "行政区划代码",
    "网站标识码",
    "有无办事服务",
    "运行状态",
    "别名域名",
    "联系人",
]
ROWS = [
    [
        "清溪县人民政府",
        "http://www.qingxi-demo.gov.cn/",
        "县级",
        "门户",
        "990121",
        "9901210001",
        "是",
        "正常运行",
        "",
        "张三",
    ],
    [
        "清溪县教育局",
        "jyj.qingxi-demo.gov.cn",
        "县级",
        "部门",
        "990121",
        "9901210012",
        "无",
        "",
        "edu.qingxi-demo.gov.cn",
        "",
    ],
    [
        "石桥镇，“人民政府”",
        "http://www.shiqiao-demo.com/",
        "乡镇",
        "",
        "990121103",
        "bm99012101",
        "",
        "已关停",
        "",
        "前面有零：007",
    ],
]


@pytest.mark.needs("libreoffice")
def test_a_list_saved_by_libreoffice_is_the_same(tmp_path):
    table = tmp_path / "名单.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *ROWS])
    book = to_xlsx(table, tmp_path / "profile")
    assert book.read_bytes().startswith(b"PK")
    sites = load_sites(table)
    assert len(sites) == len(ROWS)
    assert load_sites(book) == sites
    assert sites[1].region == "990121", "a code stays text"
    assert sites[2].extra["联系人"] == "前面有零：007"
