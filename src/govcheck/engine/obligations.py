"""From rules to obligations: the three-valued *and* of the rules that test each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govcheck.outcome import Outcome
from govcheck.records.result import ObligationState, RuleResult

_GRAVEST = (Outcome.FAIL, Outcome.ERROR, Outcome.MANUAL)


def joint(outcomes: Iterable[Outcome]) -> Outcome:
    """Any fail: fail; else any error: error; else any manual: manual; all not applicable: not applicable; else pass."""
    found = set(outcomes)
    for outcome in _GRAVEST:
        if outcome in found:
            return outcome
    return Outcome.PASS if Outcome.PASS in found else Outcome.NOT_APPLICABLE


def counts(result: RuleResult) -> bool:
    """Whether a rule speaks for its obligations: ``shall``, stable, not a hint, not 对照检查."""
    return result.duty == "shall" and result.status != "draft" and not result.hint and not result.comparison


def obligations(results: Sequence[RuleResult]) -> tuple[ObligationState, ...]:
    """The state of every obligation that some rule speaks for, in order of their ids."""
    tested: dict[str, list[RuleResult]] = {}
    for result in results:
        if counts(result):
            for name in dict.fromkeys(one for cite in result.cites for one in cite.obligations):
                tested.setdefault(name, []).append(result)
    return tuple(
        ObligationState(name, joint(one.outcome for one in group), tuple(sorted(one.rule for one in group)))
        for name, group in sorted(tested.items())
    )
