"""What is asked to find what someone planted: a few pages as search engines and their visitors get them, style sheets, and
scripts on hosts of others.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from govcheck.page import dom
from govcheck.page.links import base_of
from govcheck.page.notice.spam import known
from govcheck.page.populate.survey import Survey
from govcheck.records.capture import Capture
from govcheck.records.question import Purpose, Question
from govcheck.text.decode import decode
from govcheck.urls import normalise, path_key, same_site

SPIDER: Final = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
REFERER: Final = "https://www.baidu.com/s?wd=site"
_DRAWN: Final = 4
"""Pages beside the home page that are asked for again."""
_SHEETS: Final = 3
_SCRIPTS: Final = 6


def planted_questions(seen: Survey) -> tuple[Question, ...]:
    """The home page and a few drawn pages as others get them; three local style sheets; scripts on unknown hosts."""
    wanted = "planted_link" in seen.plan.populations
    others = wanted or seen.plan.wants("page", "hijacked") or seen.plan.wants("page", "replaced")
    if not others or seen.crawl.saved_copy:
        return ()
    home = seen.homes[0].address if seen.homes else seen.crawl.entry
    rest = [page.address for page in seen.pages if page.address != home]
    drawn = sorted(rest, key=lambda address: hashlib.sha256(path_key(address).encode()).digest())[:_DRAWN]
    asked = [
        Question(purpose, address, via=home, headers=headers)
        for address in (home, *drawn)
        for purpose, headers in (
            (Purpose.SPIDER, (("User-Agent", SPIDER),)),
            (Purpose.REFERRED, (("Referer", REFERER),)),
        )
    ]
    capture = seen.captures.get(path_key(home))
    if capture is not None and capture.ok and wanted:
        asked += _sheets(capture, home)
    return (*asked, *_scripts(seen))


def _scripts(seen: Survey) -> list[Question]:
    """Scripts on unknown hosts, those of the home page first."""
    pages = (*seen.homes, *sorted(seen.pages, key=lambda page: page.address))
    named = {
        address: page.address
        for page in reversed(pages)
        for address in page.noticed.scripts
        if not same_site(address, page.address) and not known(address)
    }
    first = sorted(named, key=lambda address: (named[address] not in {home.address for home in seen.homes}, address))
    return [Question(Purpose.SCRIPT, one, via=named[one]) for one in first[:_SCRIPTS]]


def _sheets(capture: Capture, home: str) -> list[Question]:
    decoded = decode(capture.body, capture.header("content-type"))
    root = dom.parse(decoded.text)
    here = capture.final_address or capture.address
    resolve = partial(normalise, base=base_of(root, here), encoding=decoded.used)
    styles = [
        address
        for el in root.iter("link")
        if _is_sheet(el) and (address := resolve(el.get("href") or "")) and same_site(address, here)
    ]
    return [Question(Purpose.STYLE, one, via=home) for one in list(dict.fromkeys(styles))[:_SHEETS]]


def _is_sheet(el: HtmlElement) -> bool:
    media = (el.get("media") or "all").lower()
    return "stylesheet" in (el.get("rel") or "").lower() and ("all" in media or "screen" in media)
