"""What changed between two states of packs, how much that weighs, and whether version and revisions say so (DESIGN §4).

``patch``: wording alone. ``minor``: a rule is new or gone, or looser. ``major``: an outcome may turn to fail, or begin to
count. What cannot be shown to be looser (:mod:`govcheck.pack.looser`) is major.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

from govcheck.errors import PackError
from govcheck.i18n import _
from govcheck.pack.load import LoadedPack, load_pack, load_packs
from govcheck.pack.looser import applies_within, in_force_within, judgement_looser
from govcheck.pack.revisions import judgement_hash
from govcheck.pack.rule import Rule
from govcheck.pack.shipped import pack_files

_DUTIES: Final = ("may", "should", "shall")
_STATUSES: Final = ("draft", "stable")


class Weight(IntEnum):
    """Which part of the version must move."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Change(StrEnum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that is not what it was. ``old_id`` differs from ``id`` where it was renamed (``was``), is empty where it is
    new; ``aspects``: by name of what changed, the old and the new value.
    """

    id: str
    old_id: str
    change: Change
    weight: Weight
    was: tuple[str, ...] = ()
    aspects: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    revision: tuple[int, int] = (0, 0)
    revision_short: bool = False
    """The judgement changed and the revision did not go up, or it went down."""


@dataclass(frozen=True, slots=True)
class PackChange:
    """A pack in both states; a version is empty where there is no such pack."""

    id: str
    versions: tuple[str, str]
    weight: Weight
    moved: Weight | None
    """The part of the version that went up; ``None``: the version went down."""
    rules: tuple[RuleChange, ...] = ()
    aspects: Mapping[str, tuple[object, object]] = field(default_factory=dict)

    @property
    def version_short(self) -> bool:
        """Whether the version moved less than it must."""
        return all(self.versions) and (self.moved is None or self.moved < self.weight)

    @property
    def in_order(self) -> bool:
        """Whether version and revisions moved enough."""
        return not self.version_short and not any(one.revision_short for one in self.rules)


@dataclass(frozen=True, slots=True)
class Side:
    """One state: its packs, the rules folder they rest on (``None``: the shipped one), and their names for options."""

    packs: tuple[LoadedPack, ...]
    root: Path | None
    names: tuple[str, ...]


def read_side(name: str) -> Side:
    """Read a pack file, the id of a pack, or a folder of rules. A whole rules folder (with library and sheets) rests on
    its own library checks, all else on the shipped ones.

    Raises:
        PackError: with every mistake; there is no such pack; the folder holds none.
    """
    place = Path(name)
    if not place.is_dir():
        root = _own_root(place.parent) if place.is_file() else None
        return Side((load_pack(name, root=root),), root, (name,))
    folder = place if pack_files(place) or not (place / "rules").is_dir() else place / "rules"
    files, root = pack_files(folder), _own_root(folder)
    if not files:
        raise PackError(_("{path} 里没有规则包").format(path=place))
    return Side(load_packs(files, root=root), root, tuple(map(str, files)))


def _own_root(folder: Path) -> Path | None:
    return folder if (folder / "library").is_dir() and (folder / "sheets").is_dir() else None


def pack_diff(old: Sequence[LoadedPack], new: Sequence[LoadedPack]) -> tuple[PackChange, ...]:
    """What changed, pack by pack in the new order, then those that are gone; a pack that is the same is told too. One pack
    each: compared whatever their ids.
    """
    if len(old) == len(new) == 1:
        return (_of_pack(old[0], new[0]),)
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    found = [
        _of_pack(before[one.id], one) if one.id in before else PackChange(one.id, ("", one.version), Weight.MINOR, None)
        for one in new
    ]
    gone = (one for one in old if one.id not in after)
    return (*found, *(PackChange(one.id, (one.version, ""), Weight.MINOR, None) for one in gone))


def _of_pack(old: LoadedPack, new: LoadedPack) -> PackChange:
    aspects, weight = _of_header(old, new)
    rules = tuple(_of_rules(old, new))
    weight = max([weight, *(one.weight for one in rules)])
    return PackChange(new.id, (old.version, new.version), weight, _moved(old.version, new.version), rules, aspects)


def _moved(old: str, new: str) -> Weight | None:
    was, now = ([*map(int, one.split(".")), 0][:3] for one in (old, new))
    if now < was:
        return None
    parts = (Weight.MAJOR, Weight.MINOR, Weight.PATCH)
    return next((part for part, a, b in zip(parts, was, now, strict=True) if a != b), Weight.NONE)


def _of_header(old: LoadedPack, new: LoadedPack) -> tuple[dict[str, tuple[object, object]], Weight]:
    aspects: dict[str, tuple[object, object]] = {}
    weight = Weight.NONE
    wider_region = bool(old.region) and old.region != new.region and not new.region.startswith(old.region)
    wider_dates = not in_force_within(old.in_force, new.in_force)
    for name, was, now, heavy in (
        ("pack", old.id, new.id, Weight.MINOR),
        ("region", old.region, new.region, Weight.MAJOR if wider_region else Weight.MINOR),
        ("in_force", _dates(old), _dates(new), Weight.MAJOR if wider_dates else Weight.MINOR),
        ("title", dict(old.title), dict(new.title), Weight.PATCH),
        ("extends", list(old.extends), list(new.extends), Weight.MINOR),
        ("sources", sorted(old.sources), sorted(new.sources), Weight.PATCH),
    ):
        if was != now:
            aspects[name] = (was, now)
            weight = max(weight, heavy)
    return aspects, weight


def _of_rules(old: LoadedPack, new: LoadedPack) -> Iterator[RuleChange]:
    before = {_key(rule.id, old): rule for rule in old.rules}
    after = {_key(rule.id, new) for rule in new.rules}
    matched: set[str] = set()
    for rule in new.rules:
        keys = [_key(rule.id, new), *(_key(one, new) for one in rule.was)]
        # An old name that the new pack still uses for another rule is not this one's.
        key = next((one for at, one in enumerate(keys) if one in before and (at == 0 or one not in after)), None)
        if key is None or key in matched:
            yield RuleChange(rule.id, "", Change.ADDED, Weight.MINOR, was=rule.was)
            continue
        matched.add(key)
        change = _of_rule(before[key], rule, renamed=key != keys[0])
        if change is not None:
            yield change
    for key, rule in before.items():
        if key not in matched:
            yield RuleChange(rule.id, rule.id, Change.REMOVED, Weight.MINOR, was=rule.was)


def _key(full: str, pack: LoadedPack) -> str:
    """The id within the pack; rules inherited from another keep their full id."""
    return full.removeprefix(f"{pack.id}/")


def _of_rule(old: Rule, new: Rule, *, renamed: bool) -> RuleChange | None:
    found = list(_aspects(old, new))
    judged = judgement_hash(old) != judgement_hash(new)
    short = new.revision < old.revision or (judged and new.revision == old.revision)
    if renamed:
        found.append(("id", old.id, new.id, Weight.MINOR))
    if not found and new.revision == old.revision:
        return None
    weight = max([Weight.PATCH, *(heavy for _name, _old, _new, heavy in found)])
    aspects = {name: (was, now) for name, was, now, _heavy in found}
    revision = (old.revision, new.revision)
    return RuleChange(new.id, old.id, Change.CHANGED, weight, new.was, aspects, revision, short)


def _aspects(old: Rule, new: Rule) -> Iterator[tuple[str, object, object, Weight]]:
    """What differs: its name, the old and the new value, and how much that weighs."""
    judged = Weight.MINOR if judgement_looser(old, new) else Weight.MAJOR
    if judgement_hash(old) != judgement_hash(new):
        parts = [name for name in ("subjects", "check", "require") if getattr(old, name) != getattr(new, name)]
        yield "judgement", None, parts, judged
    for name in dict.fromkeys((*old.params, *new.params)):
        was, now = old.params.get(name), new.params.get(name)
        if was != now:  # what it does to outcomes is in the judgement
            yield f"params.{name}", was, now, Weight.PATCH
    names = (old.check_name, new.check_name)
    if names[0] != names[1] and names != (old.id, new.id):  # findings go by it
        yield "check_name", old.check_name, new.check_name, Weight.MINOR
    reach = Weight.MINOR if applies_within(old.applies, new.applies) else Weight.MAJOR
    dates = Weight.MINOR if in_force_within(old.in_force, new.in_force) else Weight.MAJOR
    hint = Weight.MAJOR if old.window_reading and not new.window_reading else Weight.MINOR
    for name, was, now, heavy in (
        ("severity", old.severity.value, new.severity.value, Weight.MINOR),
        ("duty", old.duty, new.duty, _raised(old.duty, new.duty, _DUTIES)),
        ("window_reading", old.window_reading, new.window_reading, hint),
        ("status", old.status, new.status, _raised(old.status, new.status, _STATUSES)),
        ("applies", _applies(old), _applies(new), reach),
        ("in_force", _dates(old), _dates(new), dates),
        ("enabled", old.enabled, new.enabled, Weight.MINOR),
        ("about", old.about, new.about, Weight.MINOR),
        ("cites", _cites(old), _cites(new), Weight.MINOR),
    ):
        if was != now:
            yield name, was, now, heavy
    for name in ("title", "message", "remedy", "doc"):
        was, now = dict(getattr(old, name)), dict(getattr(new, name))
        if was != now:
            yield f"wording.{name}", was, now, Weight.PATCH


def _raised(old: str, new: str, order: Sequence[str]) -> Weight:
    """Something reported only may now count: major."""
    return Weight.MAJOR if order.index(new) > order.index(old) else Weight.MINOR


def _dates(one: Rule | LoadedPack) -> list[str | None]:
    dates = one.in_force
    return [day.isoformat() if day else None for day in (dates.since, dates.until, dates.judged_until)]


def _applies(rule: Rule) -> dict[str, object]:
    to = rule.applies
    said: dict[str, object] = {
        "level": [one.value for one in to.levels],
        "kind": [one.value for one in to.kinds],
        "region": list(to.regions),
        "services": to.services,
        "printed_reviewers": to.printed_reviewers,
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _cites(rule: Rule) -> list[str]:
    return [" ".join((one.source, one.clause, *one.obligations, one.basis)) for one in rule.cites]
