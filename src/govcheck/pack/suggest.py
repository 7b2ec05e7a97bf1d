"""Did you mean…: the nearest known word to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.utils import default_process

from govcheck.i18n import _


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to ``word``, when it is near enough to be what was meant; ties go to the first by name."""
    wanted = default_process(word)
    ranked = sorted(
        (DamerauLevenshtein.normalized_distance(wanted, default_process(option)), option) for option in set(known)
    )
    if ranked and ranked[0][0] <= 0.45:
        return ranked[0][1]
    return next((option for _distance, option in ranked if wanted and (wanted in option or option in wanted)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A clause to append to a message, empty when nothing is near; lists the known words when they are few."""
    options = sorted(set(known))
    near = nearest(word, options)
    if near is not None:
        return _("；是不是 {near}？").format(near=near)
    return _("；可用：{known}").format(known=_("、").join(options)) if 0 < len(options) <= 12 else ""
