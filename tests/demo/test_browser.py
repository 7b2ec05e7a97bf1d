"""The premise of the script-drawn site, shown by a browser: its lists have rows, which only a script draws."""

import re

import pytest
from tests.machine import drawn
from tests.region import SITES

from govcheck.demo.server import load_sites, serve
from govcheck.fetch.folder import read_file
from govcheck.pack.lexicon import load_lexicons
from govcheck.page.read import read_page
from govcheck.text.lexicon import Lexicon

ROW = re.compile(r'<li><a href="/yw/[^"]+">([^<]+)</a>')


@pytest.mark.needs("chromium")
def test_a_browser_sees_rows_where_we_say_that_a_script_draws_them(tmp_path):
    host = next(host for host, server in load_sites().items() if server.id == "scripted")
    with serve() as serving:
        seen = drawn(f"http://{host}:{serving.port}/yw/", tmp_path / "profile")
    rows = ROW.findall(seen)
    assert rows == ["临江港汛前检修全部完成"], seen[:2000]
    file = SITES / "scripted" / "yw" / "index.html"
    assert not ROW.findall(file.read_text("utf-8")), "what is sent holds none"
    listing = read_page(read_file(file, f"http://{host}/yw/"), lexicon=Lexicon(load_lexicons())).listing
    assert listing.drawn_by_script
    assert not listing.blank
    assert listing.rows == ()
