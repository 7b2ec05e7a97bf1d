"""One written form for each address, so that a page is asked for once.

Follows what browsers do with what is printed in pages (WHATWG URL, "special" schemes): blanks and line ends inside, stray
backslashes, extra slashes before the host, dot segments however written. Beyond that, what never changes the page is
dropped: fragments, default ports, user names, session marks and time stamps (``data/noise.yaml``).
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna
import yaml

_PORTS: Final = {"http": 80, "https": 443}
_EDGES: Final = "".join(map(chr, range(33)))
_INSIDE: Final = re.compile(r"[\t\r\n]")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION: Final = re.compile(
    r";(?:jsessionid|sessionid|phpsessid|sid)=[^/;?]*|/\((?:[SAF]\([a-z0-9_-]{12,}\))+\)(?=/)", re.IGNORECASE
)
_HOST: Final = re.compile(r"[a-z0-9._-]+")
_LABEL_MAX: Final = 63
_HOST_MAX: Final = 253
_PATH_SAFE: Final = "/!$&'()*+,;=:@%[]|^~\\"
_QUERY_SAFE: Final = "/?!$&()*+,;=:@%[]|^~\\`{}"


@lru_cache(maxsize=1)
def _noise() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    rows = yaml.safe_load(files("govcheck.urls").joinpath("data/noise.yaml").read_text("utf-8"))
    return tuple(
        (re.compile(row["name"], re.IGNORECASE), re.compile(row["value"]) if "value" in row else None) for row in rows
    )


def normalise(address: str, base: str | None = None, encoding: str = "utf-8") -> str | None:
    """The address a visitor's browser would ask for, in its one written form.

    ``base`` is the address of the page (or its ``<base>``); ``encoding`` that of the page, in which browsers send
    non-ASCII characters of the query. ``None`` for what cannot be fetched: other schemes, broken hosts, or a relative
    address without a base.
    """
    try:
        joined = _join(_clean(address), base)
        return None if joined is None else _canonical(joined, encoding)
    except (ValueError, UnicodeError):
        return None


def path_key(address: str) -> str:
    """The path with its query: the key of a subject, which survives a change of host. Never empty."""
    parts = urlsplit(address)
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _clean(address: str) -> str:
    """Blanks, backslashes, the fragment and needless escapes out of a reference as printed."""
    text = _INSIDE.sub("", address.strip(_EDGES)).split("#", 1)[0]
    path, mark, query = text.partition("?")
    path = _escapes(path.replace("\\", "/"))
    return path + mark + _escapes(query)


def _escapes(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(one, text)


def _join(reference: str, base: str | None) -> str | None:
    scheme = _SCHEME.match(reference)
    if scheme is not None:
        if scheme[1].lower() not in _PORTS:
            return None
        rest = reference[scheme.end() :]
        same = base is not None and base.lower().startswith(scheme[1].lower() + ":")
        if rest.startswith("/") and rest.lstrip("/") != rest[1:]:
            return f"{scheme[1].lower()}://{rest.lstrip('/')}"
        if not same:
            return f"{scheme[1].lower()}://{rest.lstrip('/')}"
        reference = rest  # "http:page.htm": relative when the scheme is the page's own
    if base is None:
        return None
    cleaned = _clean(base)
    if reference.startswith("//"):
        return f"{urlsplit(cleaned).scheme}://{reference.lstrip('/')}"
    return urljoin(cleaned, reference)


def _canonical(joined: str, encoding: str) -> str | None:
    parts = urlsplit(joined)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        return None
    host = _host(parts.netloc.rpartition("@")[2])
    if host is None:
        return None
    name, port = host
    netloc = name if port in (None, _PORTS[scheme]) else f"{name}:{port}"
    path = _dots(_SESSION.sub("", parts.path)) or "/"
    path = quote(path, safe=_PATH_SAFE, encoding="utf-8", errors="replace")
    query = quote(_without_noise(parts.query), safe=_QUERY_SAFE, encoding=encoding, errors="xmlcharrefreplace")
    return urlunsplit((scheme, netloc, path, query, ""))


def _host(netloc: str) -> tuple[str, int | None] | None:
    """Host and port, or ``None`` when no browser would take it."""
    if netloc.startswith("["):
        literal, _, tail = netloc[1:].partition("]")
        if tail and not re.fullmatch(r":\d*", tail):
            return None
        return f"[{ipaddress.IPv6Address(literal).compressed}]", _port(tail[1:])
    name, _, digits = netloc.partition(":")
    name = re.sub("[。．｡]", ".", name)
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    name = name.lower().rstrip(".")
    labels = name.split(".")
    if not _HOST.fullmatch(name) or len(name) > _HOST_MAX or not all(0 < len(label) <= _LABEL_MAX for label in labels):
        return None
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        name = str(ipaddress.IPv4Address(name))
    return name, _port(digits)


def _port(digits: str) -> int | None:
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and int(digits) < 1 << 16):
        raise ValueError(digits)
    return int(digits)


def _dots(path: str) -> str:
    """Dot segments out, also those beyond the root."""
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for place, segment in enumerate(segments):
        last = place == len(segments) - 1
        if segment == "..":
            del kept[-1:]
        if segment in (".", ".."):
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept)


def _without_noise(query: str) -> str:
    if not query:
        return query
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not any(n.fullmatch(name) and (v is None or v.fullmatch(value)) for n, v in _noise()):
            kept.append(part)
    return "&".join(kept)
