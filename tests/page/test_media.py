"""What an article is shown with besides words."""

import pytest

from .pages import LONG, article, page

BAR = "发布时间：2026-06-01 来源：示例县人民政府办公室"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", ()),
        ('<p><img src="/a.jpg"></p>', ("picture",)),
        ('<p><img src="/icon.png" width="16" height="16"></p>', ()),
        ('<p><video src="/v.mp4" controls></video></p>', ("video",)),
        ('<p><iframe src="/player.html?file=/v/1.m3u8"></iframe></p>', ("video",)),
        ('<div class="prism-player" id="p1"></div>', ("video",)),
        ('<p><a href="/s/1.mp3">收听</a></p>', ("audio",)),
        ('<div style="display:none"><img src="/a.jpg"></div>', ()),
        ("<p><script>insertVideo('/v/2.mp4')</script></p>", ("video",)),
    ],
)
def test_media(more, found):
    assert page(article(BAR, body=f"<p>{LONG}</p>{more}<p>{LONG}</p>")).media == found


def test_pictures_of_the_frame_are_not_the_articles():
    whole = article(BAR).replace(
        '<div class="footer">', '<div class="footer"><img src="/conac.png"><video src="/a.mp4"></video>'
    )
    assert page(whole).media == ()


def test_columns_have_none():
    rows = "".join(
        f'<li><a href="/t{at}.html">第{at}条工作动态的标题</a><span>2026-05-0{at}</span></li>' for at in range(1, 7)
    )
    assert page(f"<div class='list'><ul>{rows}</ul></div><img src='/a.jpg'>").media == ()
