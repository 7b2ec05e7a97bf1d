"""A staging host on loopback: behind basic auth, its robots.txt forbids everything, and its template can be broken."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from govcheck.demo.server import load_sites

USER = "staging:only"
HOST = "www.shiqiao-demo.com"
"""The name in production; the pages are those of the demo region's small town."""
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


@dataclass
class Staging:
    """Where it is served, what was asked for, and whether its template is broken (no META tag of the site is left)."""

    address: str
    broken: bool = False
    title: bytes = b""
    asked: list[str] = field(default_factory=list)
    refused: int = 0


def _handler(staging: Staging) -> type[BaseHTTPRequestHandler]:
    site = load_sites()[HOST]
    wanted = "Basic " + base64.b64encode(USER.encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            if self.headers.get("authorization") != wanted:
                staging.refused += 1
                self._send(401, {"www-authenticate": 'Basic realm="staging"'}, b"")
            elif self.path == "/robots.txt":
                self._send(200, {"content-type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
            else:
                staging.asked.append(self.path)
                answer = site.answer(self.path)
                body = answer.body
                if staging.broken:
                    body = re.sub(rb"<meta[^>]+name=[\"']?Site[^>]*>", b"", body, flags=re.IGNORECASE)
                if staging.title:
                    body = _TITLE.sub(b"<title>" + staging.title + b"</title>", body)
                self._send(answer.status, dict(answer.headers), body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def staging_host() -> Iterator[Staging]:
    """Serve it until the block is left."""
    staging = Staging("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(staging))
    server.daemon_threads = True
    staging.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield staging
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
