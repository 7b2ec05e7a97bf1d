"""What an answer to a link comes to. What we failed to see is never the site's fault; what is not sure goes to a person."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from govcheck.outcome import Reason
from govcheck.page.weblink.filetype import claimed, judge_file
from govcheck.page.weblink.glance import Glance, glance, is_html
from govcheck.page.weblink.gone import is_shell, long_article, same_page, says_gone, wants_login, what_it_says
from govcheck.page.weblink.hands import judge_hands
from govcheck.page.weblink.linked import Linked
from govcheck.page.weblink.said import ALIVE, Said
from govcheck.records.capture import Capture
from govcheck.urls import same_host

_REFUSES: Final = frozenset({Reason.REFUSED_US, Reason.CHALLENGE})
_REFUSED_STATUS: Final = frozenset({401, 403, 407, 412, 429, 451, 521})
_GONE_STATUS: Final = frozenset({404, 410})
_EMPTY: Final = frozenset({204, 205})
_ROOT: Final = re.compile(r"^/?(?:(?:index|default|home|main)\.\w{2,5})?$", re.I)
_HOME_WORDS: Final = re.compile(r"首页|主页|home|网站名称|门户|官网", re.I)
_DOUBTFUL: Final = re.compile(r"^(?:connection refused|certificate|redirects without end)")
"""Faults of another site that may be so for us alone."""
_UNVERIFIED: Final = "certificate cannot be verified"


def judge_link(one: Linked, capture: Capture, random: Capture | None, home: Capture | None) -> Said:
    """What came of a link. ``random``: the answer of its host to an address that cannot exist; ``home``: the site's own
    home page, for links of the site.
    """
    if capture.failure is not None:
        return _failed(one, capture, capture.failure)
    status = capture.status or 0
    if status in _GONE_STATUS:
        whole = is_html(capture) and long_article(glance(capture)) and not says_gone(capture, glance(capture))
        return Said("dead", not whole, f"http {status}" + (", with a whole text" if whole else ""))
    if status in _REFUSED_STATUS:
        return Said(Reason.REFUSED_US if one.own else Reason.OUTSIDE_REFUSES, came=f"http {status}")
    if not 200 <= status < 300:
        return Said("dead", False, f"http {status}")
    return _content(one, capture, random, home)


def _failed(one: Linked, capture: Capture, failure: Reason) -> Said:
    came = capture.detail[:120]
    if failure is Reason.GONE:
        return Said("dead", one.own or not _DOUBTFUL.match(capture.detail), came)
    if failure is Reason.UNREACHED and capture.detail.startswith(_UNVERIFIED):
        return Said(Reason.UNVERIFIED, came=came)
    if failure in _REFUSES and not one.own:
        return Said(Reason.OUTSIDE_REFUSES, came=came)
    return Said(failure, came=came)


def _content(one: Linked, capture: Capture, random: Capture | None, home: Capture | None) -> Said:
    kind, by_address = claimed(one.address, one.words, capture)
    if kind:
        return judge_file(capture, kind, sure=by_address)
    if not capture.body.strip():
        nothing = not capture.truncated and capture.method != "HEAD"
        return Said("dead", capture.tries > 1 and capture.status not in _EMPTY, "0 bytes") if nothing else ALIVE
    if not is_html(capture):
        return ALIVE
    seen = glance(capture)
    hands = None if one.own else judge_hands(one.address, one.words, capture, seen, friend=one.friend)
    if hands is not None and hands.sure:
        return hands
    if says_gone(capture, seen):
        return Said("soft-404", True, f"says: {what_it_says(seen)}")
    if hands is not None:
        return hands
    if wants_login(capture, seen):
        return Said("alive", True, "login")
    return _led_home(one, capture) or _like_nowhere(one, capture, seen, random, home) or ALIVE


def _led_home(one: Linked, capture: Capture) -> Said | None:
    """A link to something deep that ends at the home page of its host."""
    end = urlsplit(capture.final_address)
    if not capture.redirects or end.query or not _ROOT.match(end.path) or not same_host(one.address, capture.final_address):
        return None
    path = urlsplit(one.address).path
    steps = [step for step in path.split("/") if step]
    if _ROOT.match(path) or one.friend or _HOME_WORDS.search(one.words):
        return None
    file = "." in steps[-1] and not _ROOT.match(steps[-1])
    deep = len(steps) > 1 and not (len(steps) == 2 and _ROOT.match(steps[1]))
    if not deep and not file:
        return None
    return Said("to-home", one.own and file, "redirect to the home page")


def _like_nowhere(one: Linked, capture: Capture, seen: Glance, random: Capture | None, home: Capture | None) -> Said | None:
    """A page that its host also gives for an address that cannot exist."""
    if random is None or not random.ok or not is_html(random) or _ROOT.match(urlsplit(one.address).path):
        return None
    if urlsplit(capture.final_address).query == "" and _ROOT.match(urlsplit(capture.final_address).path):
        return None
    if not one.own and "?" in one.address:
        return None  # what the query chooses may well be filled in by script
    none = glance(random)
    if not same_page(seen, none, capture.address, capture.final_address, random.address, random.final_address):
        return None
    shell = is_shell(seen)
    entrance = home is not None and home.ok and same_page(seen, glance(home), capture.address, random.address, home.address)
    if shell or entrance:
        return Said(Reason.SCRIPT, came="the same page at every address, drawn by script")
    return Said("soft-404", one.own, "the same page as for an address that does not exist")
