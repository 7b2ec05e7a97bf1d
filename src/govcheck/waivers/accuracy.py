"""How often each check was right, by what people said of its findings (人工核对)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from govcheck.records.standing import Mark, Review


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Findings of one check by what was said of them; ``check`` is empty where it was not recorded."""

    check: str
    true: int
    false: int
    doubtful: int

    @property
    def judged(self) -> int:
        """Findings called 属实 or 误报: the share of 属实 is of these."""
        return self.true + self.false


def accuracy(reviews: Iterable[Review]) -> tuple[Accuracy, ...]:
    """One line a check, by name. Of several words on one finding with the same pages the latest counts; after its pages
    changed it counts again, since something else was judged.
    """
    latest: dict[tuple[str, frozenset[str]], Review] = {}
    for one in reviews:
        key = (one.fingerprint, frozenset(one.bodies))
        before = latest.get(key)
        if before is None or one.at >= before.at:
            latest[key] = one
    counts: defaultdict[str, Counter[Mark]] = defaultdict(Counter)
    for one in latest.values():
        counts[one.check][one.mark] += 1
    return tuple(
        Accuracy(check, said[Mark.TRUE], said[Mark.FALSE], said[Mark.DOUBTFUL]) for check, said in sorted(counts.items())
    )


def together(lines: Iterable[Accuracy]) -> Accuracy:
    """The sum of all checks, under an empty name."""
    listed = list(lines)
    return Accuracy(
        "", sum(one.true for one in listed), sum(one.false for one in listed), sum(one.doubtful for one in listed)
    )
