"""Whether the site tells its users how their information is protected: a link to a privacy statement."""

from __future__ import annotations

import re
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.populate.members import sighting
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Reading, Unknown

_PRIVACY: Final = re.compile(r"隐\s*私|个人信息保护(?:政策|声明|指引|规则)?$|用户信息保护")
_GENERAL: Final = re.compile(
    r"(?:网站|本站|法律|免责|版权|站点|使用|安全)(?:声明|条款|说明)|关于(?:我们|本站|网站)|服务条款|用户协议"
)
_LONGEST: Final = 24
_FRAME: Final = frozenset({"footer", "head", "nav", "other"})


def privacy_statement(seen: Survey) -> Field:
    """``link`` where a link's words speak of privacy, ``perhaps`` where only a general statement is linked (which may hold
    it), else ``none``; unknown while the home page or a script that writes its footer was not read.
    """
    perhaps: Reading | None = None
    for page in (*seen.homes, *seen.pages):
        for link in page.links:
            words = link.words.strip()
            if len(words) > _LONGEST or link.place not in _FRAME:
                continue
            excerpt = f"{words} {link.address}"[:200]
            if _PRIVACY.search(words):
                return Reading("link", "link", excerpt=excerpt, seen=sighting(page))
            if perhaps is None and _GENERAL.search(words):
                perhaps = Reading("perhaps", "link", excerpt=excerpt, seen=sighting(page))
    if perhaps is not None:
        return perhaps
    if seen.home is None:
        return Unknown(seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED, "the home page was not read")
    if any(home.identity.footer_script_unread for home in seen.homes):
        return Unknown(Reason.SCRIPT, "a script that writes the header or footer was not read")
    return Reading("none", "link", seen=sighting(seen.home))
