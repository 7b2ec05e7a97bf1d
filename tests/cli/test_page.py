"""``govcheck page``: a file, a folder, an address."""

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from tests.region import QUICK, SITES, served

ARTICLE = SITES / "yunhe" / "xwzx" / "yhyw" / "202606" / "t20260611_2002.html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words): ...


def test_a_file(govcheck):
    said = govcheck("page", ARTICLE)
    view = said.json
    assert said.code == 0
    assert (view["file"], view["kind"]) == (ARTICLE.name, "article")
    assert view["title"]["value"] == "云河港二期作业区首批集装箱顺利装船"
    assert view["published"]["value"] == "2026-06-11T08:45"
    assert view["published"]["conflict"] is True


def test_as_a_visitor_reads_it(govcheck):
    view = govcheck("page", ARTICLE, "--ignore-meta").json
    assert view["published"]["value"] == "2026-06-11T08:45"
    assert view["published"]["meta"] is None
    assert view["published"]["conflict"] is False


def test_a_folder_is_one_line_a_page_in_order(govcheck):
    said = govcheck("page", SITES / "shiqiao")
    views = [json.loads(line) for line in said.out.splitlines()]
    names = [view["file"] for view in views]
    files = {path.relative_to(SITES / "shiqiao").as_posix() for path in (SITES / "shiqiao").rglob("*.html")}
    assert set(names) == files
    assert len(names) == len(files)
    assert said.code == 0
    assert names[1:] == sorted(names[1:]), "the home page, then by address"


def test_an_address(govcheck):
    with served("scripted") as resolve:
        said = govcheck("page", "http://www.linjiang-demo.gov.cn/yw/", *QUICK, *resolve)
    assert said.code == 0
    assert said.json["url"] == "http://www.linjiang-demo.gov.cn/yw/"
    assert said.json["list"]["drawn_by_script"] is True
    assert said.json["list"]["rows"] == []


def test_an_address_that_cannot_be_seen(govcheck):
    said = govcheck("page", "http://127.0.0.1:9/", "--second-try-wait", "0")
    assert (said.code, said.out) == (5, "")
    assert "http://127.0.0.1:9/" in said.err


def test_a_folder_without_pages(govcheck, tmp_path):
    (tmp_path / "a.css").write_text("p {}", "utf-8")
    said = govcheck("page", tmp_path)
    assert (said.code, said.out) == (3, "")


def test_an_address_that_robots_txt_closes(govcheck, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    (tmp_path / "site" / "index.html").write_text("<html><title>甲</title></html>", "utf-8")
    handler = partial(Quiet, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        shut = govcheck("page", address, *QUICK)
        opened = govcheck("page", address, *QUICK, "--authority", "某办〔2026〕1号")
        server.shutdown()
        thread.join(5)
    assert (shut.code, shut.out) == (5, ""), "an empty answer would look like an empty page"
    assert "robots" in shut.err
    assert (opened.code, opened.json["url"]) == (0, address)
