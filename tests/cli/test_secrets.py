"""What opens a door is never written down: not in a report, not in the run folder, not in talk."""

import base64
import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.region import QUICK

PAGE = "<html><head><title>甲县人民政府</title></head><body><h1>甲县人民政府</h1><a href='/a.html'>甲</a></body></html>"
PASSWORD, TOKEN = "open-sesame-31415", "token-27182818"
CODED = base64.b64encode(f"inspector:{PASSWORD}".encode()).decode()


@pytest.fixture
def door():
    """A site behind a password; gives its address and the headers that came."""
    came = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            came.append(dict(self.headers))
            ok = self.headers.get("Authorization") == f"Basic {CODED}" and self.headers.get("X-Stage") == TOKEN
            body = PAGE.encode() if ok else b"who are you?"
            self.send_response(200 if ok else 401)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words): ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", came
    server.shutdown()
    server.server_close()
    thread.join(5)


KEYS = ["--basic-auth", f"inspector:{PASSWORD}", "--header", f"X-Stage: {TOKEN}"]


def texts(path):
    for place in path.rglob("*"):
        if place.is_file():
            data = place.read_bytes()
            yield place, gzip.decompress(data) if place.suffix == ".gz" else data


def test_the_keys_open_and_are_not_written_down(govcheck, door, tmp_path):
    address, came = door
    files = [tmp_path / "out" / name for name in ("r.json", "r.jsonl", "r.txt")]
    words = ["scan", address, *QUICK, *KEYS, "--run", tmp_path / "run", *(w for file in files for w in ("-o", file))]
    said = govcheck(*words, "-f", "json")
    assert said.json["sites"][0]["reached"] is True
    assert came
    again = govcheck("rejudge", tmp_path / "run", "-f", "json")
    spoken = [said.out, said.err, again.out, again.err]
    written = [*texts(tmp_path / "run"), *texts(tmp_path / "out")]
    assert len(written) >= 7
    for secret in (PASSWORD, TOKEN, CODED):
        assert not [text for text in spoken if secret in text]
        assert not [place for place, data in written if secret.encode() in data]
    assert said.json["run"]["options"]["basic_auth"] == "***"
    assert said.json["run"]["options"]["headers"] == "***"
    assert '"basic_auth": "***"' in (tmp_path / "run" / "run.json").read_text("utf-8")


def test_without_the_keys_nothing_is_said_of_the_site(govcheck, door):
    said = govcheck("scan", door[0], *QUICK, "-f", "json")
    assert said.code == 5
    assert said.json["summary"]["reached"] == 0
    assert sum(said.json["summary"]["findings"].values()) == 0


def test_they_may_come_from_the_environment(govcheck, door, monkeypatch):
    monkeypatch.setenv("GOVCHECK_PAGE_BASIC_AUTH", f"inspector:{PASSWORD}")
    said = govcheck("page", door[0], "--header", f"X-Stage: {TOKEN}")
    assert said.code == 0
    assert said.json["identity"]["site_name"] is None or "甲县" in said.json["identity"]["site_name"]
    assert PASSWORD not in said.out + said.err


def test_a_password_in_an_address_is_refused(govcheck):
    said = govcheck("scan", f"http://inspector:{PASSWORD}@127.0.0.1/")
    assert said.code == 2
    assert PASSWORD not in said.out + said.err
