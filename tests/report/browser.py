"""A browser looking at reports: served on loopback, with a record of what was asked for."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.machine import BROWSER, program


@contextmanager
def served(pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Pages on loopback, and what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.headers.get('host')}{self.path}")
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def browse(profile: Path, address: str, *options: str) -> str:
    """What the browser said on its standard error."""
    done = subprocess.run(
        [
            program("chromium", "chromium-browser", "google-chrome"),
            *BROWSER,
            f"--user-data-dir={profile}",
            "--enable-logging=stderr",
            *options,
            address,
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr
