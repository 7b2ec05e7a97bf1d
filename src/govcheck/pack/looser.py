"""Whether a changed judgement can only let more pass. What cannot be shown to be looser counts as stricter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govcheck.dates.period import Period
from govcheck.pack.kinds.models import Check, Compare, Covers, Elapsed, Has
from govcheck.pack.rule import Applies, InForce, Require, Rule

_CEILING: Final = {Has: "max", Elapsed: "max", Compare: "max"}
_FLOOR: Final = {Has: "min", Elapsed: "min", Compare: "min", Covers: "min"}


def judgement_looser(old: Rule, new: Rule) -> bool:
    """Whether no subject that passed by ``old`` can fail by ``new``, as far as bounds and quantifiers tell."""
    return old.subjects == new.subjects and _check(old.check, new.check) and _require(old.require, new.require)


def applies_within(old: Applies, new: Applies) -> bool:
    """Whether ``new`` binds nobody that ``old`` did not."""
    regions = not old.regions or (
        bool(new.regions) and all(any(one.startswith(region) for region in old.regions) for one in new.regions)
    )
    flags = ((old.services, new.services), (old.printed_reviewers, new.printed_reviewers))
    return (
        regions
        and _narrower(old.levels, new.levels)
        and _narrower(old.kinds, new.kinds)
        and all(was is None or was == now for was, now in flags)
    )


def in_force_within(old: InForce, new: InForce) -> bool:
    """Whether ``new`` binds on no day on which ``old`` did not."""
    begins = old.since is None or (new.since is not None and new.since >= old.since)
    pairs = ((old.until, new.until), (old.judged_until or old.until, new.judged_until or new.until))
    return begins and all(was is None or (now is not None and now <= was) for was, now in pairs)


def _narrower(old: Sequence[object], new: Sequence[object]) -> bool:
    return not old or (bool(new) and set(new) <= set(old))


def _require(old: Require, new: Require) -> bool:
    if old == new:
        return True
    if old.short != new.short and new.short == "fail":
        return False
    if old.mode == "every":  # with it no subject may fail: everything but a wish for more subjects is looser
        return new.mode in ("share_min", "misses_max")
    if old.mode != new.mode:
        return False
    return new.limit >= old.limit if new.mode == "misses_max" else new.limit <= old.limit


def _check(old: Check, new: Check) -> bool:
    if old == new:
        return True
    sort = type(old)
    if sort is not type(new):
        return False
    same: dict[str, object] = {}
    for table, sign in ((_CEILING, 1), (_FLOOR, -1)):
        name = table.get(sort)
        if name is None:
            continue
        if not _bound(getattr(old, name), getattr(new, name), sign):
            return False
        same[name] = getattr(old, name)
    if isinstance(old, Covers) and isinstance(new, Covers) and isinstance(old.required, tuple):
        if not isinstance(new.required, tuple) or not set(new.required) <= set(old.required):
            return False
        same["required"] = old.required
    return bool(same) and new.model_copy(update=same).model_dump() == old.model_dump()


def _bound(old: object, new: object, sign: int) -> bool:
    """Whether a ceiling (``sign`` 1) did not come down, or a floor (-1) did not go up; none at all is loosest."""
    if old == new or new is None:
        return True
    if isinstance(old, Period) and isinstance(new, Period):
        return old.unit == new.unit and (new.count - old.count) * sign >= 0
    return isinstance(old, int | float) and isinstance(new, int | float) and (new - old) * sign >= 0
