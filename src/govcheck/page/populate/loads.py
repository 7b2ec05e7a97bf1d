"""Fields of a page about what it loads and how it shows itself on a phone."""

from __future__ import annotations

from govcheck.outcome import Reason
from govcheck.page.model import PageModel
from govcheck.records.population import Field, Reading, Unknown


def page_loads(page: PageModel) -> dict[str, Field]:
    """Mixed content (nothing to judge on a page that came over http), viewport, size of text."""
    noticed = page.noticed
    passive = tuple(address for address in noticed.mixed if address not in noticed.mixed_active)
    found: dict[str, Field] = {
        "mixed_active": Reading(noticed.mixed_active, "page", excerpt=" ".join(noticed.mixed_active)[:200]),
        "mixed_passive": Reading(passive, "page", excerpt=" ".join(passive)[:200]),
        "text_size": Unknown(Reason.NOT_FETCHED, "the page itself gives no size; style sheets were not read"),
    }
    found |= page_shown(page)
    if not page.final_address.startswith("https:"):
        idle = Unknown(Reason.NOTHING_TO_JUDGE, "the page came over http")
        found |= {"mixed_active": idle, "mixed_passive": idle}
    if noticed.text_sizes:
        found["text_size"] = Reading(noticed.text_sizes[0], "style")
    return found


def page_shown(page: PageModel) -> dict[str, Field]:
    """How a page shows itself on a phone."""
    noticed = page.noticed
    said = (noticed.viewport or "")[:200]
    return {
        "viewport": Reading(noticed.viewport, "meta", excerpt=said),
        "zoom_blocked": Reading(noticed.zoom_blocked, "meta", excerpt=said),
    }
