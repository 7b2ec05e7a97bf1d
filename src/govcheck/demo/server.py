"""Serves the bundled region on loopback: one server for all hosts, told apart by the ``Host`` header.

How each site behaves (headers, blocking, soft 404, endless calendar, search, cloaking, outside hosts) is data:
``region/serve.yaml``.
"""

from __future__ import annotations

import errno
import html
import mimetypes
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import yaml

REGION: Final[Traversable] = files("govcheck.demo") / "region"
_MONTH: Final = re.compile(r"/(\d{4})-(\d{2})\.html$")
_FIRST_MONTH: Final = (2026, 6)
_V4: Final = ("127.0.0.1",)
_BOTH: Final = ("127.0.0.1", "::1")
_PORTS_TRIED: Final = 20
_PAGES: Final = (".html", ".htm", ".shtml")
_TYPES: Final = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Said here, since what a machine's own table says differs."""
_BANNER: Final = "nginx"
_SPIDER: Final = re.compile(r"baiduspider|sogou web spider|360spider|googlebot|bingbot", re.IGNORECASE)
_TITLE: Final = re.compile(r'<meta name="ArticleTitle" content="([^"]+)"', re.IGNORECASE)
_RESULTS: Final = "<!--results-->"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class SiteServer:
    """One site's behaviour and its count of pages served."""

    id: str
    rules: Mapping[str, Any]
    root: Traversable
    served: int = 0
    asked: set[str] = field(default_factory=set)
    titles: dict[str, str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        """The host name."""
        return str(self.rules["host"])

    @property
    def outside(self) -> bool:
        """Not a site of the region: a host that its pages link to."""
        return bool(self.rules.get("outside"))

    def answer(self, target: str, method: str = "GET", agent: str = "") -> Answer:
        """The answer to a request for ``target`` (path with query) by a client of that name."""
        path = unquote(urlsplit(target).path)
        if self.rules.get("strip_path_params"):
            path = path.split(";", 1)[0]
        if self._blocked():
            return self._file(self.rules["block_page"], int(self.rules["block_status"]), self.rules["block_headers"])
        plain = self._plain(path, method)
        if plain is not None:
            return plain
        special = self._special(path, target, agent)
        if special is not None:
            return special
        calendar = self.rules.get("calendar")
        if calendar and path.startswith(calendar.rstrip("/") + "/"):
            return self._month(path)
        found = self._find(path)
        if found is None:
            missing = self.rules.get("not_found")
            if missing:
                return self._file(missing["page"], int(missing["status"]), self._headers(path, "x.html"))
            return Answer(404, {"content-type": "text/html; charset=utf-8"}, b"<h1>404 Not Found</h1>")
        name, place = found
        headers = self._headers(path, name)
        if name.endswith(_PAGES):
            with self.lock:
                self.served += 1
        return Answer(200, headers, place.read_bytes())

    def _plain(self, path: str, method: str) -> Answer | None:
        """An answer without a page: moved, another status for HEAD, an error at the first request only."""
        moved = self.rules.get("redirects", {}).get(path)
        if moved is not None:
            to, status = (moved["to"], int(moved["status"])) if isinstance(moved, Mapping) else (moved, 301)
            return Answer(status, {"location": to}, b"")
        head = self.rules.get("head", {})
        if method == "HEAD" and (path in head or "*" in head):
            return Answer(int(head.get(path, head.get("*"))), {"content-type": "text/html; charset=utf-8"}, b"")
        once = self.rules.get("once", {}).get(path)
        if once is not None:
            with self.lock:
                first = path not in self.asked
                self.asked.add(path)
            if first:
                return Answer(int(once), {"content-type": "text/html; charset=utf-8"}, b"<h1>Internal Server Error</h1>")
        return None

    def _special(self, path: str, target: str, agent: str) -> Answer | None:
        """A page that is not the file at that path."""
        special = self.rules.get("status", {}).get(path) or self.rules.get("every")
        if special is not None:
            return self._file(special["page"], int(special["status"]), self._headers(path, "x.html"))
        cloaked = self.rules.get("spider", {}).get(path)
        if cloaked and _SPIDER.search(agent):
            return self._file(cloaked, 200, self._headers(path, "x.html"))
        search = self.rules.get("search")
        if search and path == search["path"]:
            return self._search(search, path, target)
        return None

    def _search(self, search: Mapping[str, Any], path: str, target: str) -> Answer | None:
        """The site's own search page with the titles that hold the word asked for."""
        words = parse_qs(urlsplit(target).query).get(str(search["param"]), [""])
        word = words[0].strip()
        found = self._find(path)
        if not word or found is None:
            return None
        if self.titles is None:
            self.titles = dict(_titles(self.root, "")) if search.get("works", True) else {}
        hits = [
            f'<li><a href="{html.escape(place)}">{html.escape(title)}</a></li>'
            for place, title in self.titles.items()
            if word in title
        ]
        shown = (
            f'<ul class="result">{"".join(hits)}</ul>'
            if hits
            else (REGION / "errors" / "no-results.html").read_text("utf-8").strip()
        )
        page = found[1].read_text("utf-8").replace(_RESULTS, shown)
        return Answer(200, self._headers(path, "x.html"), page.encode())

    def _blocked(self) -> bool:
        limit = self.rules.get("block_after")
        return limit is not None and self.served >= int(limit)

    def _find(self, path: str) -> tuple[str, Traversable] | None:
        parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..")]
        place = self.root
        for part in parts:
            place = place / part
        if place.is_dir():
            place = place / "index.html"
        return (place.name, place) if place.is_file() else None

    def _headers(self, path: str, name: str) -> Mapping[str, str]:
        if not name.endswith(_PAGES):
            known = _TYPES.get(PurePosixPath(name).suffix) or mimetypes.guess_type(name)[0]
            return {"content-type": known or "application/octet-stream"}
        own = self.rules.get("path_headers", {}).get(path)
        return dict(own if own is not None else self.rules.get("headers", {}))

    def _file(self, name: str, status: int, headers: Mapping[str, str]) -> Answer:
        return Answer(status, dict(headers), _inside(REGION, name).read_bytes())

    def _month(self, path: str) -> Answer:
        match = _MONTH.search(path)
        year, month = (int(match[1]), int(match[2])) if match else _FIRST_MONTH
        before = f"{year - (month == 1)}-{12 if month == 1 else month - 1:02}"
        after = f"{year + (month == 12)}-{1 if month == 12 else month + 1:02}"
        page = _inside(REGION, self.rules["calendar_page"]).read_text("utf-8")
        for key, value in {"year": year, "month": month, "prev": before, "next": after}.items():
            page = page.replace("{" + key + "}", str(value))
        return Answer(200, self._headers(path, "x.html"), page.encode())


def _titles(place: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """The article titles of the pages under ``place``, by their address, in the order of the addresses."""
    for inner in sorted(place.iterdir(), key=lambda one: one.name):
        address = f"{path}/{inner.name}"
        if inner.is_dir():
            yield from _titles(inner, address)
        elif inner.name.endswith(_PAGES):
            title = _TITLE.search(inner.read_bytes().decode("utf-8", errors="replace"))
            if title:
                yield address, html.unescape(title[1])


def _inside(root: Traversable, name: str) -> Traversable:
    for part in name.split("/"):
        root = root / part
    return root


def _handler(sites: Mapping[str, SiteServer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30
        wbufsize = -1  # head and body in one packet: no waiting for a delayed acknowledgement

        def _reply(self, *, body: bool) -> None:
            host = (self.headers.get("host") or "").rsplit(":", 1)[0].lower()
            site = sites.get(host)
            agent = self.headers.get("user-agent") or ""
            answer = site.answer(self.path, self.command, agent) if site else Answer(421, {}, b"")
            extra = site.rules.get("server_headers", {}) if site else {}
            self.send_response_only(answer.status)
            self.send_header("date", self.date_time_string())
            for name, value in {"server": _BANNER, **extra}.items():
                self.send_header(name, value)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            if body:
                self.wfile.write(answer.body)

        def do_GET(self) -> None:
            self._reply(body=True)

        def do_HEAD(self) -> None:
            self._reply(body=False)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (signature of the base class)
            """Say nothing: the scanner's own words are on stderr."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Server6(_Server):
    address_family = socket.AF_INET6


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the region is served: the loopback addresses and the port, and each host's addresses for the resolver."""

    port: int
    resolve: Mapping[str, tuple[str, ...]]
    ipv6: bool


def load_sites() -> dict[str, SiteServer]:
    """The region's sites, and the outside hosts that their pages link to, by host."""
    text = (REGION / "serve.yaml").read_text("utf-8")
    rules = yaml.safe_load(text)
    servers = (
        SiteServer(name, rule, REGION / ("outside" if rule.get("outside") else "sites") / name)
        for name, rule in rules.items()
    )
    return {server.host: server for server in servers}


def _bound(handler: type[BaseHTTPRequestHandler]) -> list[_Server]:
    """Servers at one port, on IPv4 and, where the machine has it, on IPv6 loopback."""
    for _attempt in range(_PORTS_TRIED):
        first = _Server(("127.0.0.1", 0), handler)
        try:
            return [first, _Server6(("::1", first.server_address[1]), handler)]
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return [first]
            first.server_close()  # the port is taken there alone: another one
    return [_Server(("127.0.0.1", 0), handler)]


@contextmanager
def serve() -> Iterator[Serving]:
    """Serve the region until the block is left: on 127.0.0.1, and on ::1 at the same port where the machine has it.

    Where it has not, the names keep their IPv6 address (it is the region's own) and whether it answers stays undecided.
    """
    sites = load_sites()
    servers = _bound(_handler(sites))
    port = servers[0].server_address[1]
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True) for server in servers
    ]
    for thread in threads:
        thread.start()
    has_ipv6 = len(servers) == len(_BOTH)
    resolve = {host: _BOTH if site.rules.get("ipv6") else _V4 for host, site in sites.items()}
    try:
        yield Serving(port, resolve, has_ipv6)
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join(timeout=5)
