"""One address asked for: redirects, size and time bounds, retries; the answer is always a capture, never an exception."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import urlsplit

import httpx

from govcheck.fetch.challenge import recognise
from govcheck.fetch.client import Clients
from govcheck.fetch.decode import BombError, DamagedError, Decoder
from govcheck.fetch.failures import BarredError, Failure, UnresolvedError, of_status, translate
from govcheck.fetch.means import Means
from govcheck.fetch.politeness import retry_after
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Lead, Tier
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import normalise, site_of

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TO_GET: Final = frozenset({301, 302, 303})
"""After these a form's answer is fetched, not posted again: what browsers do."""
_READ: Final = ("text/", "html", "xml", "json", "javascript", "ecmascript")
_SNIFFED: Final = ("", "application/octet-stream", "application/x-download", "binary/octet-stream", "unknown/unknown")
_PARTIAL: Final = 206
_AGAIN: Final = frozenset({Reason.TIMEOUT, Reason.RESET, Reason.SERVFAIL})

Gate = Callable[[str], Awaitable[Reason | Capture | None]]
"""What to do with a redirect's target: follow it (``None``); take the capture that answers it already; or a reason not to
ask for it (``NOT_FETCHED``: it leaves the site, which is no failure)."""


async def _open_gate(_target: str) -> None:
    return None


@dataclass(slots=True)
class _Hop:
    """One request and its answer."""

    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: Failure | None = None
    truncated: bool = False
    detail: str = ""
    remote: str = ""
    spent: bool = False
    """It used its whole time (a slow drip): asking again at once would only cost as much again."""

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(slots=True)
class _Walk:
    """The state of one walk along redirects: what is asked and how, and cookies, which live no longer than this."""

    question: Question
    cookies: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=set)
    redirects: list[str] = field(default_factory=list)


class Transport:
    """Asks for addresses of one site. ``site`` is the key of :func:`govcheck.urls.site_of` of its entry; ``owned`` are the
    keys of further hosts under inspection: what was given for the site alone (passwords, headers, the authority that
    overrides robots.txt) holds on these hosts and nowhere else.
    """

    def __init__(self, means: Means, *, site: str, family: int | None = None, owned: frozenset[str] = frozenset()) -> None:
        self._settings, self._clock = means.settings, means.clock
        self._politeness, self._resolver = means.politeness, means.resolver
        self._site, self._family = site, family
        aliases = (one if "://" in one else f"http://{one}/" for one in means.settings.aliases)
        self._owned = {site, *owned, *map(site_of, aliases)}
        self._clients = Clients(means.settings, means.resolver, site, family)

    def owns(self, address: str) -> bool:
        """Whether the address lies on a host under inspection."""
        return site_of(address) in self._owned

    def adopt(self, address: str) -> None:
        """Take the host of the address for one of the site's own (its home page moved there)."""
        self._owned.add(site_of(address))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._clients.aclose()

    async def get(self, lead: Lead, *, via: str = "", tries: int = 1, gate: Gate = _open_gate) -> Capture:
        """Ask for one address and follow its redirects while ``gate`` lets them pass."""
        return await self._walk(lead, _Walk(_page(lead)), via=via, tries=tries, gate=gate)

    async def ask(self, question: Question, *, tries: int = 1, gate: Gate = _open_gate) -> Capture:
        """Ask a question beside the crawl; the capture carries its purpose, method and label."""
        lead = Lead(Tier.OTHER, question.address)
        capture = await self._walk(lead, _Walk(question), via=question.via, tries=tries, gate=gate)
        return replace(capture, purpose=question.purpose.value, method=question.method, label=question.label)

    def unasked(self, question: Question, why: Reason) -> Capture:
        """The answer to a question that may not be asked."""
        capture = _capture(
            Lead(Tier.OTHER, question.address),
            question.address,
            _Hop(failure=Failure(why, "not asked")),
            _Walk(question),
            via=question.via,
            tries=0,
            at=self._clock.now(),
        )
        return replace(capture, purpose=question.purpose.value, method=question.method, label=question.label)

    async def _walk(self, lead: Lead, walk: _Walk, *, via: str, tries: int, gate: Gate) -> Capture:
        asked_at = self._clock.now()
        final = lead.address
        while True:
            walk.seen.add((final, tuple(sorted(walk.cookies.items()))))
            hop = await self._patiently(final, walk)
            target = self._next(hop, final, walk)
            if target is None:
                break
            walk.redirects.append(target)
            barred = await gate(target)
            if isinstance(barred, Capture):
                return _same_as(barred, lead, walk, via=via, tries=tries)
            if barred is not None:
                final = target
                leaves = barred is Reason.NOT_FETCHED
                hop.detail = "redirect leaves the site" if leaves else f"redirect: {barred}"
                hop.failure = None if leaves else Failure(barred, hop.detail)
                break
            if len(walk.redirects) > self._settings.max_redirects or self._circles(target, walk):
                hop.failure = Failure(Reason.GONE, "redirects without end")
                break
            final = target
        return _capture(lead, final, hop, walk, via=via, tries=tries, at=asked_at)

    def _next(self, hop: _Hop, current: str, walk: _Walk) -> str | None:
        if hop.status not in _REDIRECTS or hop.failure is not None:
            return None
        walk.cookies |= _cookies(hop)
        if hop.status in _TO_GET and walk.question.method == "POST":
            walk.question = replace(walk.question, method="GET", content=b"")
        where = hop.header("location")
        if not where:
            return None
        # Servers send raw UTF-8 or GBK bytes here; httpx hands header bytes over as Latin-1.
        raw = where.encode("latin-1", "replace")
        try:
            where = raw.decode("utf-8")
        except UnicodeDecodeError:
            where = raw.decode("gb18030", "replace")
        return normalise(where, current)

    @staticmethod
    def _circles(target: str, walk: _Walk) -> bool:
        """The same address with the same cookies was asked for already. (A cookie gate sends to itself once.)"""
        return (target, tuple(sorted(walk.cookies.items()))) in walk.seen

    async def _patiently(self, address: str, walk: _Walk) -> _Hop:
        """One address with immediate retries, for what may pass within seconds."""
        for attempt in range(self._settings.retries + 1):
            hop = await self._politely(address, walk)
            last = attempt == self._settings.retries
            asked_to_wait = hop.status in (429, 503) and retry_after(hop.header("retry-after"), self._clock.now())
            if isinstance(asked_to_wait, float):
                # The host said when to come back; whether or not this address is tried again, nothing is asked before.
                self._politeness.defer(site_of(address), min(asked_to_wait, self._settings.retry_after_max))
                if asked_to_wait <= self._settings.retry_after_max and not last:
                    continue
            if last or hop.spent or hop.failure is None or hop.failure.reason not in _AGAIN:
                break
        return hop

    async def _politely(self, address: str, walk: _Walk) -> _Hop:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        proxied = self._clients.wire.proxied(parts.scheme, host, port)
        machine = ""
        if not proxied:
            try:
                machine = (await self._resolver.addresses(host, port, self._site, self._family))[0]
            except (UnresolvedError, BarredError) as error:
                return _Hop(failure=translate(error))
        async with self._politeness.turn(site_of(address), machine):
            hop = _Hop(remote=machine)
            try:
                async with asyncio.timeout(self._settings.request_seconds):
                    await self._once(address, walk, hop)
            except Exception as error:
                hop.failure = translate(error, proxied=proxied)
                if hop.failure is None:
                    raise
                hop.spent = isinstance(error, TimeoutError)
                _mend(hop)
        if hop.failure is None and hop.status is not None:
            hop.failure = _judge(hop, hop.status, proxied=proxied)
        return hop

    async def _once(self, address: str, walk: _Walk, hop: _Hop) -> None:
        asked = walk.question
        headers = dict(asked.headers)
        if walk.cookies:
            headers["cookie"] = "; ".join(f"{key}={value}" for key, value in walk.cookies.items())
        async with self._clients.choose(unverified=asked.unverified, ours=self.owns(address)).stream(
            asked.method, address, headers=headers, content=asked.content or None, follow_redirects=False
        ) as answer:
            hop.status = answer.status_code
            hop.headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.headers.raw)
            wire = answer.extensions.get("network_stream")
            peer = wire.get_extra_info("server_addr") if wire is not None else None
            hop.remote = str(peer[0]) if peer else hop.remote
            if asked.method != "HEAD":
                await self._body(answer, hop, asked)

    async def _body(self, answer: httpx.Response, hop: _Hop, asked: Question) -> None:
        """Read what is needed of the body into ``hop``, also when it breaks off in the middle."""
        limit = min(asked.limit or self._settings.max_body, self._settings.max_body)
        kind = hop.header("content-type").split(";", 1)[0].strip().lower()
        sniff = kind in _SNIFFED and asked.keep is Keep.TEXT
        if asked.keep is Keep.TEXT and not sniff and not any(word in kind for word in _READ) and answer.status_code < 400:
            hop.truncated, hop.detail = True, f"not read: {kind}"
            return
        body = bytearray()
        try:
            decoder = Decoder(hop.header("content-encoding"), limit, self._settings.max_ratio)
            async for piece in answer.aiter_raw():
                body += decoder.feed(piece)
                if sniff and len(body) >= 16:
                    sniff = False
                    if not _looks_like_text(bytes(body[:512])):
                        body.clear()
                        hop.truncated, hop.detail = True, f"not read: {kind or 'no content type'}, not text"
                        return
                if decoder.full:
                    hop.truncated, hop.detail = True, f"cut at {limit} bytes"
                    break
            if asked.keep is Keep.START and hop.truncated:
                return
            decoder.finish()
            if not hop.truncated and _breaks_off(hop, bytes(body)):
                hop.truncated, hop.detail = (
                    True,
                    "broken off: a part, or of no announced length, without the end of the page",
                )
        except BombError:
            body.clear()
            hop.truncated = True
            hop.failure = Failure(Reason.UNREADABLE, "decompression bomb")
        except DamagedError as error:
            hop.truncated = True
            hop.failure = Failure(Reason.UNREADABLE, str(error))
        finally:
            hop.body = bytes(body)


def _page(lead: Lead) -> Question:
    """A page of the crawl, asked for as anyone would."""
    return Question(Purpose.LINK, lead.address)


def _judge(hop: _Hop, status: int, *, proxied: bool) -> Failure | None:
    challenge = recognise(status, hop.header("content-type"), hop.body) if status not in (404, 410) else None
    if challenge is not None:
        return Failure(Reason.CHALLENGE, challenge)
    return of_status(status, proxied=proxied)


def _mend(hop: _Hop) -> None:
    """A page that came to its end although the announced length did not: browsers show it, so it counts."""
    complete = hop.body.rstrip()[-16:].lower().endswith(b"</html>")
    if hop.failure is not None and hop.failure.reason is Reason.RESET and complete and not hop.truncated:
        hop.failure, hop.detail = None, "content-length too large"
    elif hop.body:
        hop.truncated = True


def _breaks_off(hop: _Hop, body: bytes) -> bool:
    """Whether a page without an announced length, ended by closing the connection, lacks its end: then nobody can say
    that it came whole, and what is missing from it is not missing on the site.
    """
    if hop.status != _PARTIAL and (hop.header("content-length") or hop.header("transfer-encoding")):
        return False
    page = body.lower()
    opened = b"<body" in page or b"<html" in page
    return opened and b"</body" not in page and b"</html" not in page and b"</frameset" not in page


def _looks_like_text(start: bytes) -> bool:
    return b"\x00" not in start and not start.startswith(
        (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"GIF8", b"\xff\xd8")
    )


def _cookies(hop: _Hop) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in hop.headers:
        if key.lower() == "set-cookie":
            try:
                jar = SimpleCookie(value)
            except CookieError:
                continue
            found |= {name: morsel.value for name, morsel in jar.items()}
    return found


def _same_as(known: Capture, lead: Lead, walk: _Walk, *, via: str, tries: int) -> Capture:
    """The capture of an address that leads to one which was read already: not asked for a second time."""
    return replace(
        known,
        address=lead.address,
        redirects=(*walk.redirects, *known.redirects),
        tier=lead.tier,
        stratum=lead.stratum,
        via=via,
        tries=tries,
    )


def _capture(lead: Lead, final: str, hop: _Hop, walk: _Walk, *, via: str, tries: int, at: datetime) -> Capture:
    return Capture(
        address=lead.address,
        final_address=final,
        status=hop.status,
        headers=hop.headers,
        body=hop.body,
        fetched_at=at,
        tier=Tier(lead.tier),
        stratum=lead.stratum,
        via=via,
        redirects=tuple(walk.redirects),
        failure=hop.failure.reason if hop.failure else None,
        detail=hop.failure.detail if hop.failure else hop.detail,
        truncated=hop.truncated,
        tries=tries,
        remote=hop.remote,
    )
