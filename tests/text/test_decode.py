import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.text.decode import decode

TEXT = "<html><head><title>政府信息公开</title></head><body>关于印发实施方案的通知，各有关单位</body></html>"


def declared(charset: str) -> str:
    return TEXT.replace("<head>", f'<head><meta charset="{charset}">')


@pytest.mark.parametrize(
    ("body", "used"),
    [
        (declared("utf-8").encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (declared("gb2312").encode("gb18030"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
        (declared("gb2312").encode("utf-8"), "utf-8"),
        (declared("utf-8").encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_bytes_are_read_by_what_they_are(body: bytes, used: str) -> None:
    decoded = decode(body)
    assert decoded.used == used
    assert "关于印发实施方案的通知" in decoded.text


def test_characters_beyond_gb2312_under_its_name() -> None:
    decoded = decode(declared("gb2312").replace("单位", "镕喆").encode("gb18030"))
    assert "镕喆" in decoded.text
    assert decoded.declared == "gb2312"


@pytest.mark.parametrize("charset", ["big5", "", "gb2312"])
def test_big5_is_told_from_gb_by_its_characters(charset: str) -> None:
    text = "政府資訊公開，關於印發這個實施方案的通知，我們對國家發展進行說明，經過學習與實際的工作"
    page = f'<meta charset="{charset}">{text}' if charset else text
    assert text in decode(page.encode("big5hkscs")).text


def test_header_counts_when_the_page_is_silent() -> None:
    assert decode(TEXT.encode("gb18030"), "text/html; charset=GBK").declared == "GBK"


def test_a_cut_last_character_is_dropped() -> None:
    assert decode("通知公告".encode()[:-1]).text == "通知公"


def test_a_few_spoilt_bytes_do_not_turn_utf8_into_gibberish() -> None:
    body = declared("utf-8").encode() * 20 + b"\xff\xfe\xe4" + "结束。".encode()
    decoded = decode(body)
    assert decoded.used == "utf-8"
    assert "结束" in decoded.text


@given(st.binary(max_size=400))
def test_never_raises(body: bytes) -> None:
    assert isinstance(decode(body).text, str)
