"""A saved folder as a target: every file whose bytes are HTML, and its scripts, as if fetched.

Files that are no pages (pictures, attachments) are there, so links to them are alive: they become captures that were not
read, as when fetching. A page file of no bytes is "present, not read": ``status`` 200 and ``failure`` unreadable. Names
stand for addresses as wget writes them: ``list.jsp?id=3``, ``list.jsp@id=3`` (on Windows), ``….html`` added behind.
"""

from __future__ import annotations

import mimetypes
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from govcheck.errors import InputError, UsageError
from govcheck.i18n import _
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Skip, Tier
from govcheck.urls import normalise

_HOMES: Final = (
    "index.html",
    "index.htm",
    "index.shtml",
    "default.html",
    "default.htm",
    "index.jsp",
    "index.php",
    "首页.html",
    "首页.htm",
)
_PAGES: Final = frozenset({".html", ".htm", ".shtml", ".xhtml", ".jsp", ".jspx", ".php", ".asp", ".aspx", ".do", ".action"})
_OTHER: Final = frozenset({".css", ".json", ".svg", ".xml", ".map", ".less", ".scss", ".vue", ".md", ".txt", ".ts", ".xsl"})
_TAGS: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|frameset|div|table|script|style|link|p|ul|a|span|section|header|footer|nav|form|h[1-6])\b",
    re.IGNORECASE,
)
_META: Final = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
_IS_DOMAIN: Final = re.compile(rb"""name\s*=\s*["']?\s*SiteDomain\b""", re.IGNORECASE)
_CONTENT: Final = re.compile(rb"""content\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_HEAD: Final = 4096
_WINDOWS: Final = re.compile(r"^(.+?\.\w{2,5})@([^/]*=.*)$")


def read_folder(path: Path, base_url: str | None = None, *, max_pages: int = 20_000, max_body: int = 10_000_000) -> Crawl:
    """Every page of a saved folder, in order of address.

    Args:
        path: the folder.
        base_url: the address it was saved from; else the ``SiteDomain`` of its home page, else ``http://NAME.invalid/``.
        max_pages: pages read; the rest are left out for want of budget.
        max_body: bytes of a file, beyond which it is cut.

    Raises:
        InputError: no folder, no page in it, or ``base_url`` is no address.
    """
    root = path.resolve()
    if not root.is_dir():
        raise InputError(_("不是文件夹：{path}").format(path=path))
    files, outside = _files(root)
    home = next((name for name in _HOMES if name in files), None)
    base = _base(root, home, base_url)
    captures: list[Capture] = []
    skipped = [Skip(_address(base, name), Reason.UNREADABLE) for name in outside]
    aliases: dict[str, str] = {}
    pages = 0
    for name, file in files.items():
        address, spellings = _addresses(base, name)
        capture = _capture(file, address, max_body)
        is_page = capture.ok and not capture.detail
        pages += is_page
        if is_page and pages > max_pages:
            skipped.append(Skip(address, Reason.BUDGET))
            continue
        if name == home:
            capture = _at_entry(capture, base)
        captures.append(capture)
        for spelling in spellings:
            if spelling != capture.address:
                aliases.setdefault(spelling, capture.address)
    if not pages:
        raise InputError(_("文件夹里没有网页：{path}").format(path=path))
    captures.sort(key=lambda capture: (capture.tier, capture.address))
    entry = base if home else next(capture.address for capture in captures if capture.ok and not capture.detail)
    taken = {capture.address for capture in captures}
    return Crawl(
        entry=entry,
        captures=tuple(captures),
        skipped=tuple(sorted(skipped)),
        saved_copy=True,
        ended=Reason.BUDGET if pages > max_pages else None,
        aliases={name: aliases[name] for name in sorted(aliases) if name not in taken},
    )


def files_of(path: Path, base_url: str | None = None) -> dict[str, str]:
    """The name inside the folder (with ``/``) of each address that :func:`read_folder` gives its files.

    Raises:
        InputError: ``base_url`` is no address.
    """
    root = path.resolve()
    files, _outside = _files(root)
    home = next((name for name in _HOMES if name in files), None)
    base = _base(root, home, base_url)
    found = {_addresses(base, name)[0]: name for name in files}
    return found | {base: home} if home else found


def read_file(file: Path, base_url: str | None = None, *, max_body: int = 10_000_000) -> Capture:
    """One saved page, at ``base_url`` when given, else at ``http://saved.invalid/FILE``.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        capture = _capture(file, base_url or _address("http://saved.invalid/", file.name), max_body)
    except OSError as error:
        raise UsageError(_("无法读取 {path}：{why}").format(path=file, why=error.strerror or error)) from error
    return replace(capture, headers=(("content-type", "text/html"),))


def _files(root: Path) -> tuple[dict[str, Path], list[str]]:
    """The folder's files by relative name, in order; apart from them links that lead out of it, which are not followed."""
    found: dict[str, Path] = {}
    outside: list[str] = []
    for folder, names, files in os.walk(root, followlinks=False):
        names.sort()
        for name in (*names, *files):
            file = Path(folder) / name
            relative = file.relative_to(root).as_posix()
            if file.is_symlink() and not file.resolve().is_relative_to(root):
                outside.append(relative)
            elif name in files and file.is_file():
                found[relative] = file
    return {name: found[name] for name in sorted(found)}, sorted(outside)


def _base(root: Path, home: str | None, given: str | None) -> str:
    if given is not None:
        base = normalise(given if "://" in given else f"http://{given}")
        if base is None:
            raise InputError(_("--base-url 不是网址：{given}").format(given=given))
        return base if base.endswith("/") else base.rpartition("/")[0] + "/"
    stated = _site_domain((root / home).read_bytes()[:200_000]) if home else None
    label = re.sub(r"[^a-z0-9-]+", "-", root.name.lower()).strip("-")[:63].strip("-") or "folder"
    return stated or f"http://{label}.invalid/"


def _site_domain(body: bytes) -> str | None:
    """The site's address by the META tag SiteDomain (国办发〔2017〕47号 附件2), when it holds a full domain."""
    for tag in _META.findall(body):
        if _IS_DOMAIN.search(tag) and (content := _CONTENT.search(tag)):
            text = next(group for group in content.groups() if group is not None).decode("ascii", "replace").strip()
            base = normalise(text if "://" in text else f"http://{text}")
            if base is not None and "." in base.split("/")[2]:
                return "/".join(base.split("/")[:3]) + "/"
    return None


def _addresses(base: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The address a file stands for, and the other spellings by which saved pages may link it."""
    literal = _address(base, name)
    windows = _WINDOWS.match(name)
    spelt = f"{windows[1]}?{windows[2]}" if windows else name
    path, mark, query = spelt.partition("?")
    address = normalise(f"{base}{quote(path, safe='/')}{mark}{quote(query, safe='=&;,/?:@+$!*()~%')}") or literal
    spellings = [literal]
    if mark:
        spellings.append(address)
        bare = re.sub(r"\.html?$", "", address)
        if bare != address:
            # wget --adjust-extension: the address had no .html
            spellings.append(address)
            address = bare
    folder, _slash, last = path.rpartition("/")
    if not mark and last.lower() in _HOMES:
        spellings.append(_address(base, f"{folder}/" if folder else ""))
    return address, tuple(dict.fromkeys(spellings))


def _address(base: str, name: str) -> str:
    return normalise(base + quote(name, safe="/=@&;,+$!*'()~:")) or base


def _capture(file: Path, address: str, max_body: int) -> Capture:
    kind = _kind(file)
    with file.open("rb") as opened:
        body = opened.read(max_body + 1) if kind is not None else b""
    empty = kind is not None and not body
    return Capture(
        address=address,
        final_address=address,
        status=200,
        headers=(("content-type", kind or mimetypes.guess_type(file.name)[0] or "application/octet-stream"),),
        body=body[:max_body],
        fetched_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        failure=Reason.UNREADABLE if empty else None,
        detail="present, not read" if empty or kind is None else "",
        truncated=kind is None or len(body) > max_body,
    )


def _at_entry(capture: Capture, base: str) -> Capture:
    return replace(capture, address=base, tier=Tier.HOME)


def _kind(file: Path) -> str | None:
    """The content type when the file is to be read: a page or a script; its bytes decide, not its name."""
    suffix = file.suffix.lower()
    if suffix in (".js", ".mjs"):
        return "application/javascript"
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head:
        return "text/html" if suffix in _PAGES else None
    return "text/html" if is_html(head, suffix) else None


def is_html(head: bytes, suffix: str = "") -> bool:
    """Whether bytes are the beginning of a page or of a fragment that pages include."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    if b"\x00" in head or (suffix in _OTHER and not re.search(rb"(?i)<!doctype\s+html|<html\b", head)):
        return False
    starts = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if starts[:5].lower() == b"<?xml" and not re.search(rb"(?i)<!doctype\s+html|<html\b", head):
        return False
    return bool(_TAGS.search(head)) and (starts.startswith(b"<") or suffix in _PAGES)
