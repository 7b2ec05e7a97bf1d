"""One WARC per site and run: what was brought, and nothing else, to be judged again offline.

A capture with an answer is a ``request`` and a ``response`` record, so that any WARC tool can show it; beside each stands a
``metadata`` record (``urn:govcheck:capture:N``, JSON) with all that WARC has no place for. The last record
(``urn:govcheck:crawl``) says which captures count, in which order, and what was left out: a file without it is incomplete.
Bodies are stored decoded; the headers that no longer apply are kept as ``X-Archive-Orig-*``.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from urllib.parse import quote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govcheck import __version__
from govcheck.errors import ArchiveError
from govcheck.fetch.wire_json import capture_from_json, capture_to_json, crawl_from_json, crawl_to_json
from govcheck.i18n import _
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl

PART: Final = ".part"
"""Appended to the name of a file that is being written."""

_CAPTURE: Final = "urn:govcheck:capture:"
_BODY: Final = "urn:govcheck:body:"
_CRAWL: Final = "urn:govcheck:crawl"
_NAMESPACE: Final = uuid.UUID("6f0ef3c3-3d0d-5c7e-9c53-3a5b8d0d8c11")
_CHANGED: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ArchiveWriter:
    """Writes captures as they come (it is a :data:`~govcheck.records.capture.Sink`) and the crawl at the end.

    As a context manager: left without :meth:`close`, the ``.part`` file stays, for :func:`read_archive` with ``partial``.
    """

    def __init__(self, path: Path, entry: str = "") -> None:
        self._path, self._part = path, path.with_name(path.name + PART)
        self._numbers: dict[str, int] = {}
        self._count = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("wb")
            self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
            info = {"software": f"govcheck/{__version__}", "format": "WARC File Format 1.1", "description": entry}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))
        except OSError as error:
            raise _unwritten(self._part, error) from error

    def __call__(self, capture: Capture) -> None:
        """Write one capture, at once and to the disk."""
        self._number(capture)
        self._file.flush()

    def close(self, crawl: Crawl) -> None:
        """Write what is still missing, then give the file its name."""
        captures = [self._number(capture) for capture in crawl.captures]
        robots = [self._number(capture) for capture in crawl.robots]
        asides = [self._number(capture) for capture in crawl.asides]
        self._json(_CRAWL, crawl_to_json(crawl, captures, robots, asides), "crawl", _newest(crawl))
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._path)
        except OSError as error:
            raise _unwritten(self._path, error) from error

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def _number(self, capture: Capture) -> int:
        """The number of the capture's record, written now unless it is there."""
        row = capture_to_json(capture)
        body = hashlib.sha256(capture.body).hexdigest()
        row["body"] = {"sha256": body, "length": len(capture.body)}
        key = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        known = self._numbers.get(key)
        if known is not None:
            return known
        number = self._numbers[key] = self._count
        self._count += 1
        self._exchange(capture, number, key)
        self._json(f"{_CAPTURE}{number}", row, key, capture.fetched_at)
        return number

    def _exchange(self, capture: Capture, number: int, key: str) -> None:
        if capture.status is None:
            if capture.body:
                self._record(
                    f"{_BODY}{number}", "resource", capture.body, key, capture.fetched_at, kind="application/octet-stream"
                )
            return
        parts = urlsplit(capture.final_address)
        target = quote(parts.path or "/", safe="/%:;=@!$&'()*+,~") + (
            f"?{quote(parts.query, safe='/%:;=@!$&?()*+,~')}" if parts.query else ""
        )
        request = StatusAndHeaders(
            f"{capture.method} {target} HTTP/1.1", [("Host", _line(parts.netloc))], is_http_request=True
        )
        uri = _line(capture.final_address)
        if not uri.startswith(("http://", "https://")):
            uri = "http://none.invalid/"  # WARC tools know HTTP records by their address; the true one is in the metadata
        self._record(uri, "request", b"", key + "q", capture.fetched_at, http=request)
        headers = [
            (f"X-Archive-Orig-{name}" if name.lower() in _CHANGED else name, value) for name, value in _lines(capture)
        ]
        headers.append(("Content-Length", str(len(capture.body))))
        response = StatusAndHeaders(_status_line(capture.status), headers, protocol="HTTP/1.1")
        self._record(uri, "response", capture.body, key, capture.fetched_at, http=response)

    def _json(self, uri: str, row: dict[str, Any], key: str, at: datetime) -> None:
        body = json.dumps(row, ensure_ascii=True, sort_keys=True).encode("ascii")
        self._record(uri, "metadata", body, key, at, kind="application/json")

    def _record(
        self,
        uri: str,
        type_: str,
        body: bytes,
        key: str,
        at: datetime,
        *,
        kind: str = "",
        http: StatusAndHeaders | None = None,
    ) -> None:
        headers = {
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMESPACE, f'{type_} {uri} {key}')}>",
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
        try:
            record = self._writer.create_warc_record(
                uri,
                type_,
                payload=BytesIO(body),
                length=len(body),
                warc_content_type=kind,
                warc_headers_dict=headers,
                http_headers=http,
            )
            self._writer.write_record(record)
        except OSError as error:
            raise _unwritten(self._part, error) from error


def write_archive(path: Path, crawl: Crawl) -> None:
    """Write a finished crawl; the file appears under its name only when it is whole.

    Raises:
        ArchiveError: it cannot be written.
    """
    with ArchiveWriter(path, crawl.entry) as writer:
        writer.close(crawl)


def read_archive(path: Path, *, partial: bool = False) -> Crawl:
    """Exactly the crawl that was written. ``partial``: take what an interrupted run left behind (of an address written
    twice the last counts), marked as ended by ``Reason.NOT_FETCHED``.

    Raises:
        ArchiveError: the file is damaged or incomplete; the text says where.
    """
    captures: dict[int, Capture] = {}
    body: bytes | None = None
    offset = 0
    try:
        for offset, kind, uri, payload in _records(path):
            if kind in ("response", "resource"):
                body = payload
            elif kind == "metadata" and uri.startswith(_CAPTURE):
                row = json.loads(payload)
                content = body or b""
                if hashlib.sha256(content).hexdigest() != row["body"]["sha256"]:
                    raise _damaged(path, offset, _("正文与其校验值不符"))
                captures[int(uri.removeprefix(_CAPTURE))] = capture_from_json(row, content)
                body = None
            elif kind == "metadata" and uri == _CRAWL:
                return crawl_from_json(json.loads(payload), captures)
    except ArchiveError:
        if partial and captures:
            return _rest(captures)
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, offset, f"{type(error).__name__}: {error}") from error
    if partial:
        return _rest(captures)
    raise _damaged(path, offset, _("文件在此之后中断，没有收尾记录"))


def _records(path: Path) -> Iterator[tuple[int, str, str, bytes]]:
    """Offset, type, address and payload of each record."""
    offset = 0
    try:
        with path.open("rb") as file:
            records = ArchiveIterator(file, no_record_parse=False, check_digests="raise")
            for record in records:
                payload = record.raw_stream.read()
                offset = records.get_record_offset()  # only now: asking earlier would skip the payload
                yield offset, record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", payload
    except (ArchiveLoadFailed, zlib.error, EOFError, UnicodeDecodeError, ValueError, AttributeError) as error:
        raise _damaged(path, offset, str(error).strip() or type(error).__name__) from error
    except OSError as error:
        raise ArchiveError(_("存档 {path} 无法读取：{why}").format(path=path, why=error)) from error


def _rest(captures: dict[int, Capture]) -> Crawl:
    last: dict[str, Capture] = {}
    for number in sorted(captures):
        if not captures[number].purpose:
            last[captures[number].address] = captures[number]
    robots = tuple(capture for address, capture in last.items() if urlsplit(address).path == "/robots.txt")
    asides = tuple(capture for capture in captures.values() if capture.purpose)
    pages = tuple(capture for capture in last.values() if capture not in robots)
    return Crawl(pages[0].address if pages else "", pages, ended=Reason.NOT_FETCHED, robots=robots, asides=asides)


def _damaged(path: Path, offset: int, why: str) -> ArchiveError:
    return ArchiveError(_("存档 {path} 在第 {offset} 字节附近损坏：{why}").format(path=path, offset=offset, why=why))


def _unwritten(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(_("存档 {path} 无法写入：{why}").format(path=path, why=error))


def _newest(crawl: Crawl) -> datetime:
    return max((capture.fetched_at for capture in crawl.captures), default=datetime.fromtimestamp(0, UTC))


def _lines(capture: Capture) -> list[tuple[str, str]]:
    return [(_line(name).replace(":", "-"), _line(value)) for name, value in capture.headers if _line(name)]


def _line(text: str) -> str:
    """One printable line of ASCII: exact values stand in the metadata record."""
    return quote(text, safe="".join(map(chr, range(32, 127)))).strip()


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "
