"""What places of a site say of one fact, and how statements about them add up to a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.identifiers import Likeness
from govcheck.page.model import PageModel
from govcheck.page.populate.members import sighting
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Reading, Sighting, Unknown
from govcheck.text.normalise import column_key

_FIELDS: Final = ("values", "places", "agree", "wellformed", "placeholder", "region_agrees")
_LABELS: Final = frozenset({"网站名称", "网站域名", "政府网站标识码", "网站标识码", "sitename", "sitedomain", "siteidcode"})
_MOST: Final = 20
"""Values shown; a site whose every page differs need not list them all."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value in one place: ``where`` is meta, footer, zhaocuo, title, header, list or home."""

    where: str
    value: str
    page: PageModel | None = None
    reading: Reading | None = None

    @property
    def shown(self) -> str:
        """For people: ``where=value``."""
        return f"{self.where}={self.value}"[:120]

    @property
    def seen(self) -> Sighting | None:
        """The page it stands on; what the site list says stands on none."""
        return sighting(self.page) if self.page is not None else None

    def verdict(self, value: bool | None, confidence: Confidence, excerpt: str) -> Reading:
        """A statement that this place proves."""
        at = self.reading
        css, xpath = (at.css, at.xpath) if at is not None else ("", "")
        return Reading(value, "compare", confidence, excerpt[:200], css, xpath, self.seen)


AGREED: Final = Reading(True, "compare")


def tag_value(page: PageModel, tag: str) -> str:
    """A tag's value; its own label left in its place by a template is none, which is said elsewhere."""
    value = (page.meta_value(tag) or "").strip()
    return "" if column_key(value) in _LABELS else value


def agreement(said: Sequence[Said], compare: Callable[[Said, Said], Likeness]) -> Reading:
    """Every place beside every other; the first that differs most is the evidence."""
    worst = AGREED
    for index, one in enumerate(said):
        for other in said[index + 1 :]:
            like = compare(one, other)
            if like is Likeness.SAME:
                continue
            proof = one if one.page is not None else other
            sure = Confidence.HIGH if like is Likeness.DIFFERENT else Confidence.LOW
            worst = worse(worst, proof.verdict(False, sure, f"{one.shown}；{other.shown}"))
    return worst


def worse(one: Reading, other: Reading) -> Reading:
    """The one that says no, and of two the surer."""
    if one.value is False and other.value is False:
        return other if other.confidence.rank > one.confidence.rank else one
    return other if other.value is False else one


def unless_hidden(agree: Reading, hidden: Unknown | None) -> Field:
    """What agrees as far as seen may yet disagree where a script hides a place; what differs, differs."""
    return hidden if hidden is not None and agree.value is not False else agree


def hidden_by(homes: Sequence[PageModel], name: str) -> Unknown | None:
    """Why a fact that the home page does not print may be on it after all."""
    if any((one := getattr(home.identity, name)) is not None and one.value for home in homes):
        return None
    for home in homes:
        veiled = dict(home.identity.veiled).get(name)
        if veiled is not None or home.identity.footer_script_unread:
            return Unknown(veiled or Reason.SCRIPT, "the page may show it by a script or picture that was not read")
    return None


def unread(seen: Survey, name: str, hidden: Unknown) -> Member:
    """A fact that the home page may state where we could not read it."""
    fields: dict[str, Field] = {"fact": Reading(name, "fact")} | dict.fromkeys(_FIELDS, hidden)
    home = seen.homes[0]
    return Member(name, name, home.address, fields, sighting(home))


def member(seen: Survey, name: str, said: Sequence[Said], fields: dict[str, Field], hidden: Unknown | None) -> Member:
    """A fact with what was found of it."""
    home = seen.homes[0]
    shown = tuple(dict.fromkeys(one.shown for one in said))[:_MOST]
    places = len({one.where for one in said})
    counted: Field = Reading(places, "compare") if hidden is None or places > 1 else hidden
    own: dict[str, Field] = {"fact": Reading(name, "fact"), "values": Reading(shown, "compare"), "places": counted}
    return Member(name, "、".join(shown) or name, home.address, own | fields, sighting(home))
