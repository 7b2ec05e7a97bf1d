"""robots.txt: what it says of us, and what it means when it cannot be had (RFC 9309 §2.3.1).

4xx (also 404): no rules. 5xx or no answer at all: everything is disallowed, but for the entry, which is what says whether
the site is there at all.
"""

from __future__ import annotations

import codecs
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from govcheck.fetch.settings import FetchSettings
from govcheck.records.capture import Capture

MAX_BYTES: Final = 500_000
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Robots:
    """The rules of one host for our agent."""

    def __init__(self, rules: Protego | None, agent: str, *, reachable: bool = True) -> None:
        self._rules, self._agent, self.reachable = rules, agent, reachable

    @classmethod
    def read(cls, capture: Capture, settings: FetchSettings) -> Robots:
        """The rules in an answer to ``/robots.txt``."""
        agent = token(settings)
        if capture.status is None or capture.status >= 500:
            return cls(None, agent, reachable=False)
        text = decode(capture.body)
        if not 200 <= capture.status < 300 or text.lstrip()[:1] in ("<", "{"):
            return cls(None, agent)
        try:
            return cls(Protego.parse(text), agent)
        except (ValueError, TypeError, IndexError):
            return cls(None, agent)

    def allows(self, address: str) -> bool:
        """Whether the rules let us ask for an address. Without readable rules: yes if the file could be had."""
        if not self.reachable:
            return False
        if self._rules is None or urlsplit(address).path == "/robots.txt":
            return True
        return bool(self._rules.can_fetch(address, self._agent))

    @property
    def delay(self) -> float:
        """``Crawl-delay`` in seconds, 0 without one."""
        found = self._rules.crawl_delay(self._agent) if self._rules is not None else None
        return float(found or 0.0)


def token(settings: FetchSettings) -> str:
    """The product token by which rules address us."""
    return settings.agent.split("/", 1)[0].split(" ", 1)[0]


def decode(body: bytes) -> str:
    """The text, whatever editor saved it: byte order marks out, UTF-8, else GB18030, else what can be read of it."""
    body = body[:MAX_BYTES]
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    return text.lstrip("\ufeff").replace("\x00", "")
