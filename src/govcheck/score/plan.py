"""The work-plan sheet: obligations of each document and chapter by state, with 落实率 and 核查率."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from govcheck.outcome import Outcome
from govcheck.records.result import PlanChapter, SiteResult
from govcheck.score.sheet import PlanSheet

_STATE = {
    Outcome.PASS: "met",
    Outcome.FAIL: "not_met",
    Outcome.MANUAL: "waiting",
    Outcome.NOT_APPLICABLE: "not_applicable",
    Outcome.ERROR: "unseen",
}


def chapters(sheet: PlanSheet, result: SiteResult) -> tuple[PlanChapter, ...]:
    """The rows of the work-plan sheet for one site.

    Each chapter of each document in the sheet's order, obligations that no chapter holds under an empty title, and last
    the document in all, under ``*``. Documents of which no obligation was judged are left out.
    """
    clauses: dict[str, tuple[str, str]] = {}
    for one in result.results:
        for cite in one.cites:
            for obligation in cite.obligations:
                clauses.setdefault(obligation, (cite.source, cite.clause))
    return _tabulate(sheet, {one.id: one.outcome for one in result.obligations}, clauses)


def _tabulate(
    sheet: PlanSheet, states: Mapping[str, Outcome], clauses: Mapping[str, tuple[str, str]]
) -> tuple[PlanChapter, ...]:
    found: list[PlanChapter] = []
    for source, plan in sheet.plans.items():
        numbers: dict[str, Counter[str]] = {}
        for obligation, outcome in sorted(states.items()):
            its_source, clause = clauses.get(obligation, ("", ""))
            if its_source == source:
                numbers.setdefault(plan.chapter(clause), Counter())[_STATE[outcome]] += 1
        if not numbers:
            continue
        order = [chapter.title for chapter in plan.chapters if chapter.title in numbers]
        found.extend(_row(source, title, numbers[title]) for title in [*order, *([""] if "" in numbers else [])])
        found.append(_row(source, "*", sum(numbers.values(), Counter())))
    return tuple(found)


def _row(source: str, title: str, numbers: Counter[str]) -> PlanChapter:
    return PlanChapter(source, title, *(numbers[state] for state in _STATE.values()))


def met_share(row: PlanChapter) -> float | None:
    """落实率: met ÷ decided; ``None`` when nothing was decided."""
    decided = row.met + row.not_met
    return round(row.met / decided, 4) if decided else None


def decided_share(row: PlanChapter) -> float | None:
    """核查率: decided ÷ all that apply; ``None`` when nothing applies."""
    whole = row.met + row.not_met + row.waiting + row.unseen
    return round((row.met + row.not_met) / whole, 4) if whole else None


def total(rows: Iterable[PlanChapter]) -> PlanChapter:
    """Several documents (their ``*`` rows) in all."""
    listed = list(rows)
    return PlanChapter(
        "*",
        "*",
        *(
            sum(getattr(row, state) for row in listed)
            for state in ("met", "not_met", "waiting", "not_applicable", "unseen")
        ),
    )
