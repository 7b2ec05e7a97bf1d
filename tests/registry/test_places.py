"""Where each site of a list stands: the line of its address."""

import openpyxl
import pytest

from govcheck.errors import SiteListError
from govcheck.registry.lists import load_list, load_sites


def test_csv_below_a_title(tmp_path):
    place = tmp_path / "名单.csv"
    place.write_text("某市政府网站名单,\nid,网址\n\na,http://a.gov.cn/\nb,http://b.gov.cn/\n", "utf-8")
    assert load_list(place).places == {"a": (str(place), 4), "b": (str(place), 5)}
    assert load_sites(place) == load_list(place).sites


def test_yaml_and_xlsx(tmp_path):
    listed = tmp_path / "a.yaml"
    listed.write_text("# 名单\n- id: a\n  name: 甲\n  url: http://a.gov.cn/\n", "utf-8")
    assert load_list(listed).places == {"a": (str(listed), 4)}
    book = openpyxl.Workbook()
    for row in (("id", "网址"), ("a", "http://a.gov.cn/")):
        book.active.append(row)
    place = tmp_path / "a.xlsx"
    book.save(place)
    assert load_list(place).places["a"][1] == 2


def test_mistakes(tmp_path):
    place = tmp_path / "a.csv"
    place.write_text("网址\n:\n", "utf-8")
    with pytest.raises(SiteListError):
        load_list(place)
