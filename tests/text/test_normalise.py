import pytest

from govcheck.text.normalise import column_key, fold, narrow, squeeze, title_key


def test_squeeze_folds_every_blank() -> None:
    assert squeeze(" 政\u3000策\xa0 文\u200b件\n") == "政 策 文 件"


def test_narrow_keeps_offsets() -> None:
    text = "发布：２０２１－０３"
    assert narrow(text) == "发布:2021-03"
    assert len(narrow(text)) == len(text)


def test_fold_joins_widths_and_scripts() -> None:
    assert fold("政 務 公 開ＡＢ") == fold("政务公开ab")


@pytest.mark.parametrize(
    "name", ["通知公告", "【通知公告】", "通知公告栏目", "通知公告 更多>>", "·通 知 公 告", "通知公告专栏", "通知公告More"]
)
def test_column_key_drops_adornments(name: str) -> None:
    assert column_key(name) == "通知公告"


def test_column_key_keeps_a_name_that_is_only_a_tail() -> None:
    assert column_key("更多") == "更多"


def test_title_key_keeps_letters_and_digits() -> None:
    assert title_key("关于“十四五”规划（2021—2025年）") == "关于十四五规划20212025年"
