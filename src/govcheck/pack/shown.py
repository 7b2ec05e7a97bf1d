"""Which outcomes the cases show for each rule: its own cases, and those of the library check that it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from govcheck.outcome import Outcome
from govcheck.pack.cases import load_cases
from govcheck.pack.load import LoadedPack
from govcheck.pack.shipped import case_files


def shown_cases(packs: Iterable[LoadedPack], root: Path) -> Mapping[str, Mapping[str, int]]:
    """By full id of a rule: the number of cases that end in ``pass``, ``fail`` and ``neither``.

    Raises:
        PackError: a case file is wrong.
    """
    by_rule: dict[str, Counter[str]] = {}
    by_check: dict[str, Counter[str]] = {}
    for file in case_files(root):
        for case in load_cases(file, root=root):
            outcome = case.expect.outcome
            word = outcome.value if outcome in (Outcome.PASS, Outcome.FAIL) else "neither"
            by_rule.setdefault(case.rule.id, Counter())[word] += 1
            by_check.setdefault(case.rule.check_name, Counter())[word] += 1
    return {
        rule.id: dict(by_check.get(rule.check_name, Counter()) | by_rule.get(rule.id, Counter()))
        for pack in packs
        for rule in pack.rules
    }
