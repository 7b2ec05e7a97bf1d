"""The quantifiers in three-valued logic: an outcome is stated only if every possible world agrees on it (DESIGN §5).

A world settles each undecided subject (it passes, fails, or turns out not to be judged), each doubtful member (it belongs
or not), and, where the population is open, adds any number of members never seen. All quantifiers are monotone in the
numbers that pass and fail, so the best, the worst and the empty world stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from govcheck.outcome import Outcome
from govcheck.pack.rule import Require

_MANY: Final = 10**12
"""Members never seen, of an open population: as many as it takes."""

WHEN_EMPTY: Final = {
    "manual": Outcome.MANUAL,
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "not-applicable": Outcome.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Subjects by what is known of them. ``idle``: judged not applicable. ``perhaps_*``: of members of whom it is not known
    that they belong. ``more``: there may be members that nobody saw.
    """

    passed: int = 0
    failed: int = 0
    undecided: int = 0
    idle: int = 0
    perhaps_passed: int = 0
    perhaps_failed: int = 0
    perhaps_undecided: int = 0
    perhaps_idle: int = 0
    more: bool = False

    @property
    def known(self) -> int:
        """Members that surely belong."""
        return self.passed + self.failed + self.undecided + self.idle


def outcome_of(require: Require, passed: int, failed: int) -> Outcome:
    """What a quantifier says of a world in which so many pass and fail (at least one of either)."""
    match require.mode:
        case "every":
            holds = failed == 0
        case "any":
            holds = passed > 0
        case "share_min":
            holds = Fraction(passed, passed + failed) >= Fraction(str(require.limit))
        case "misses_max":
            holds = failed <= require.limit
        case "count_min":
            return Outcome.PASS if passed >= require.limit else Outcome(require.short)
        case _:
            raise ValueError(f"no such quantifier: {require.mode}")
    return Outcome.PASS if holds else Outcome.FAIL


def decide(tally: Tally, require: Require, when_empty: str) -> Outcome | None:
    """The outcome all worlds agree on; ``None`` when they do not. No subject at all means ``when_empty``, none judged
    ``not-applicable``.
    """
    outcomes = set(_worlds(tally, require, WHEN_EMPTY[when_empty]))
    return outcomes.pop() if len(outcomes) == 1 else None


def _worlds(tally: Tally, require: Require, empty: Outcome) -> Iterator[Outcome]:
    extra = _MANY if tally.more else 0
    best = tally.passed + tally.undecided + tally.perhaps_passed + tally.perhaps_undecided + extra
    worst = tally.failed + tally.undecided + tally.perhaps_failed + tally.perhaps_undecided + extra
    if best + tally.failed:
        yield outcome_of(require, best, tally.failed)
    if tally.passed + worst:
        yield outcome_of(require, tally.passed, worst)
    if tally.passed + tally.failed == 0:
        if tally.known == 0:
            yield empty
        if tally.undecided or tally.idle or tally.perhaps_undecided or tally.perhaps_idle or tally.more:
            yield Outcome.NOT_APPLICABLE
