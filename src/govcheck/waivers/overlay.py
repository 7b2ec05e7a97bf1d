"""Laying over findings what people decided: nothing is taken away or changed, each finding is told how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govcheck.records.result import Finding
from govcheck.records.standing import Mark, Review, Standing, State, Waiver
from govcheck.waivers.reviews import bodies_of


def overlay(
    findings: Iterable[Finding],
    baseline: Collection[str] = frozenset(),
    waivers: Sequence[Waiver] = (),
    reviews: Sequence[Review] = (),
    *,
    as_of: date,
) -> dict[str, Standing]:
    """How each finding stands of which anything is said, by fingerprint; findings of which nothing is said are not in it.

    A waiver holds from the day it was added to the day it expires, both in; of several that hold, the longest. One that
    has expired says so (``expired``) unless another holds: the finding then counts again, baseline or not. The latest
    review holds; a 误报 falls away when none of its page bodies is still what the finding rests on.
    """
    given = _by_fingerprint(waivers)
    said = _latest(reviews)
    found: dict[str, Standing] = {}
    for finding in findings:
        mark = finding.fingerprint
        one = _waived(Standing(State.KNOWN if mark in baseline else State.NEW), given.get(mark, ()), as_of)
        one = replace(one, review=_in_force(said.get(mark), finding))
        if one != Standing():
            found[mark] = one
    return found


def reviewed(findings: Iterable[Finding], before: Mapping[str, Standing], reviews: Sequence[Review]) -> dict[str, Standing]:
    """The standings with these reviews in place of those they had; what waivers and baseline said stays."""
    said = _latest(reviews)
    found: dict[str, Standing] = {}
    for finding in findings:
        mark = finding.fingerprint
        one = replace(before.get(mark, Standing()), review=_in_force(said.get(mark), finding))
        if one != Standing():
            found[mark] = one
    return found


def unused(waivers: Iterable[Waiver], seen: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers that name none of the findings seen (fingerprints): mended meanwhile, or never right."""
    return tuple(one for one in waivers if one.fingerprint not in seen)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, as loaded for one run: to be laid over every site."""

    baseline: frozenset[str] = frozenset()
    waivers: tuple[Waiver, ...] = ()
    reviews: tuple[Review, ...] = ()

    def over(self, findings: Iterable[Finding], as_of: date) -> dict[str, Standing]:
        """:func:`overlay` with these."""
        return overlay(findings, self.baseline, self.waivers, self.reviews, as_of=as_of)


def _by_fingerprint(waivers: Iterable[Waiver]) -> dict[str, list[Waiver]]:
    found: dict[str, list[Waiver]] = {}
    for one in waivers:
        found.setdefault(one.fingerprint, []).append(one)
    return found


def _waived(standing: Standing, given: Sequence[Waiver], as_of: date) -> Standing:
    holding = [one for one in given if one.added <= as_of <= one.expires]
    if holding:
        return replace(standing, state=State.WAIVED, waiver=max(holding, key=lambda one: one.expires))
    past = [one for one in given if one.expires < as_of]
    return replace(standing, expired=max(past, key=lambda one: one.expires)) if past else standing


def _latest(reviews: Iterable[Review]) -> dict[str, Review]:
    """The latest of each finding; of two at one moment, the one further down."""
    found: dict[str, Review] = {}
    for one in reviews:
        before = found.get(one.fingerprint)
        if before is None or one.at >= before.at:
            found[one.fingerprint] = one
    return found


def _in_force(review: Review | None, finding: Finding) -> Review | None:
    if review is None or review.mark is not Mark.FALSE:
        return review
    bodies = bodies_of(finding)
    return review if not bodies or set(bodies) & set(review.bodies) else None
