"""Noticing what concerns every page alike: wording, personal numbers, planted links, forms, what the page loads.

Each module reads one thing from a :class:`~govcheck.page.notice.view.View` of the page; :func:`notice` asks those that the
rules of the run need.
"""

from __future__ import annotations

from typing import Final

from govcheck.page.notice import head, planted
from govcheck.page.notice import replaced as replacing
from govcheck.page.notice.forms import find_forms
from govcheck.page.notice.links import find_friends, find_local
from govcheck.page.notice.loads import Loads, find_loads
from govcheck.page.notice.personal import personal_numbers
from govcheck.page.notice.view import View
from govcheck.page.notice.viewport import Shown, find_viewport
from govcheck.page.notice.wording import find_wording
from govcheck.page.noticed import Noticed

__all__ = ["Noticed", "View", "notice"]


_LOADS: Final = frozenset({"host", "page.mixed_active", "page.mixed_passive"})
_FORMS: Final = frozenset({"form", "search_trial"})
_SHOWN: Final = frozenset(
    {"home.viewport", "home.zoom_blocked", "page.viewport", "page.zoom_blocked", "page.text_size", "site.elder_text_size"}
)


def notice(view: View) -> Noticed:
    """Everything that some rule looks at; never raises, whatever the page."""
    hijacked, hijacked_sure = head.hijacked(view) if "page.hijacked" in view.wants else ((), True)
    replaced, replaced_sure = replacing.replaced(view) if "page.replaced" in view.wants else ("", True)
    # whatever the rules: no report may print such a number, and bodies that hold one are handled with care
    personal, statutory = personal_numbers(view)
    loads = find_loads(view) if view.wants & _LOADS else Loads()
    shown = find_viewport(view) if view.wants & _SHOWN else Shown()
    return Noticed(
        forms=find_forms(view) if view.wants & _FORMS else (),
        resources=loads.resources,
        mixed=loads.mixed,
        mixed_active=loads.mixed_active,
        viewport=shown.viewport,
        zoom_blocked=shown.zoom_blocked,
        text_sizes=shown.sizes,
        personal=personal,
        statutory=statutory,
        friends=find_friends(view) if "link" in view.wants else (),
        local=find_local(view) if "link" in view.wants else (),
        planted=planted.planted(view) if "planted_link" in view.wants else (),
        hijacked=hijacked,
        hijacked_sure=hijacked_sure,
        replaced=replaced,
        replaced_sure=replaced_sure,
        scripts=planted.loaded(view) if not view.wants.isdisjoint(("planted_link", "page.replaced")) else (),
        wording=find_wording(view) if "wording_hit" in view.wants else (),
    )
