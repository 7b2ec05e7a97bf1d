"""What can be seen and what not, by the cascade."""

from __future__ import annotations

from functools import partial

import pytest

from govcheck.page import dom, flow
from govcheck.page.hidden import hidden_outside, outside_links
from govcheck.urls.normalise import normalise

HERE = "http://www.qingxi.gov.cn/"
LINK = '<a class="k" href="http://shop.example/">示例商店</a>'


def why(markup: str, *sheets: str) -> str:
    root = dom.parse(f"<html><head></head><body>{markup}</body></html>")
    found = outside_links(root, flow.build(root), partial(normalise, base=HERE), HERE, sheets)
    return found[0].unseen.why if found[0].unseen else ""


@pytest.mark.parametrize(
    ("markup", "sheet", "reason"),
    [
        (LINK, "", ""),
        (f'<div style="display:none">{LINK}</div>', "", "display:none"),
        (f'<div class="a b">{LINK}</div>', ".a{display:none} .a.b{display:block}", ""),
        (f'<div class="a">{LINK}</div>', ".a{display:none} .a{display:block}", ""),
        (f'<div class="a">{LINK}</div>', ".a{display:none!important} .a{display:block}", "display:none"),
        (f'<div id="x" class="a">{LINK}</div>', "#x{display:block} .a{display:none}", ""),
        (f'<div class="a" style="display:block">{LINK}</div>', ".a{display:none}", ""),
        (f'<div class="o"><p>{LINK}</p></div>', ".o .k{visibility:hidden}", "visibility:hidden"),
        (f'<div class="p"><p>{LINK}</p></div>', ".o .k{visibility:hidden}", ""),
        (f'<div style="visibility:hidden"><p style="visibility:visible">{LINK}</p></div>', "", ""),
        (f'<ul style="font-size:0"><li style="font-size:14px">{LINK}</li></ul>', "", ""),
        (f'<ul style="font-size:0"><li>{LINK}</li></ul>', "", "font-size:0"),
        (f'<div style="position:absolute;left:-9999px">{LINK}</div>', "", "off-screen"),
        (f'<div style="left:-9999px">{LINK}</div>', "", ""),
        (f'<div style="position:relative;left:-40px">{LINK}</div>', "", ""),
        (f'<div style="margin:-9999px 0 0 0">{LINK}</div>', "", "off-screen"),
        (f'<div style="height:1px;overflow:hidden">{LINK}</div>', "", "no size"),
        (f'<div style="height:0">{LINK}</div>', "", ""),
        (f'<div style="line-height:0;overflow:hidden">{LINK}</div>', "", "no size"),
        (f'<div style="line-height:1;overflow:hidden">{LINK}</div>', "", ""),
        (f'<div style="position:absolute;clip:rect(0 0 0 0)">{LINK}</div>', "", "clip"),
        (f'<div style="clip-path: inset(50%)">{LINK}</div>', "", "clip"),
        (f'<div style="transform:scale(0)">{LINK}</div>', "", "transform"),
        (f'<div style="transform:scale(0.5)">{LINK}</div>', "", ""),
        (f"<marquee height=0>{LINK}</marquee>", "", "no size"),
        (f"<marquee height=30>{LINK}</marquee>", "", ""),
        (f"<p hidden>{LINK}</p>", "", "hidden"),
        (f'<div style="z-index:-2;position:absolute">{LINK}</div>', "", "z-index"),
        (f'<div bgcolor="#ffffff">{LINK}</div>', ".k{color:#fff}", "colour"),
        (f'<div style="background:#fff url(x.png)">{LINK}</div>', ".k{color:#fff}", ""),
        (f'<div style="background:#003366">{LINK}</div>', ".k{color:#fff}", ""),
        (LINK, ".k{color:#fff}", "near-colour"),
        (
            f'<div id="q">{LINK}</div><script>document.getElementById("q").style.display="none"</script>',
            "",
            "script-hidden",
        ),
        ('<a href="http://shop.example/">。</a>', "", "no-words"),
        ('<a href="http://shop.example/"><img src="x.png"></a>', "", ""),
        ('<iframe src="http://shop.example/" width=0 height=0></iframe>', "", "no size"),
        ('<iframe src="http://shop.example/" width=0 height=200></iframe>', "", ""),
    ],
)
def test_why(markup: str, sheet: str, reason: str) -> None:
    assert why(markup, *([sheet] if sheet else [])) == reason
    if sheet:
        assert why(f"<style>{sheet}</style>{markup}") == reason


def test_a_sheet_for_print_hides_nothing() -> None:
    assert not why(f'<style media="print">.k{{display:none}}</style>{LINK}')


def test_links_of_the_site_itself_are_not_outside() -> None:
    root = dom.parse(
        f'<html><body style="x"><div style="display:none"><a href="/a">a</a><a href="{HERE}b">b</a></div></body></html>'
    )
    assert outside_links(root, flow.build(root), partial(normalise, base=HERE), HERE) == []
    assert hidden_outside(flow.build(root), partial(normalise, base=HERE), HERE) == ()
