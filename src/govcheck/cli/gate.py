"""``--fail-on`` of a pipeline: which findings, vetoes and marks make it red. Only what is proven and not covered does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.errors import UsageError
from govcheck.i18n import _
from govcheck.outcome import Outcome, Severity
from govcheck.pack.rule import Rule
from govcheck.pack.suggest import did_you_mean
from govcheck.records.result import Finding, Veto
from govcheck.report.build import fresh
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.words import number, span, titled

NONE: Final = "none"
_SCORE: Final = "score:"


@dataclass(frozen=True, slots=True)
class Gate:
    """``floor``: findings of this severity and above; ``rules``: findings of these whatever their severity; ``veto``: what
    proves a veto; ``score``: a mark that cannot reach so many points, whatever was not seen.
    """

    floor: Severity | None = None
    veto: bool = False
    score: float | None = None
    rules: frozenset[str] = frozenset()

    def stops(self, site: SiteReport, finding: Finding) -> bool:
        """Whether this finding makes the pipeline red."""
        return finding in fresh(site) and self._named(site, finding)

    def stopping(self, report: RunReport) -> list[tuple[SiteReport, Finding]]:
        """Every finding that makes the pipeline red, gravest first, site by site."""
        return [
            (site, one)
            for site in report.sites
            for one in sorted(fresh(site), key=lambda one: (-one.severity.rank, one.check, one.subject, one.locator))
            if self._named(site, one)
        ]

    def beyond(self, report: RunReport) -> list[str]:
        """What makes the pipeline red and is no finding, in words: marks too low, vetoes that rest on no finding."""
        return [text for site in report.sites for text in self._of_site(site)]

    def blind(self, report: RunReport) -> list[str]:
        """The sites of which ``score:60`` can say nothing, since they have no mark, in words: a silent gate is none."""
        if self.score is None:
            return []
        return [
            _("{site}：没有计分，--fail-on score:{limit} 对它不起作用").format(site=one.site.id, limit=number(self.score))
            for one in report.sites
            if one.site.reached and not (one.score.marked and one.score.verdict != "none")
        ]

    def _named(self, site: SiteReport, finding: Finding) -> bool:
        if self.floor is not None and finding.severity.rank >= self.floor.rank:
            return True
        rules = set(finding.rules)
        return bool(rules & self.rules) or (self.veto and any(rules & set(one.rules) for one in _vetoed(site)))

    def _of_site(self, site: SiteReport) -> Iterator[str]:
        score = site.score
        if self.veto:
            known = {rule for one in site.result.findings if one.outcome is Outcome.FAIL for rule in one.rules}
            for one in _vetoed(site):
                if not known & set(one.rules):
                    yield _("{site}：单项否决成立：{title}").format(site=site.site.id, title=titled(one))
        if self.score is not None and score.marked and score.verdict != "none" and score.high < self.score:
            yield _("{site}：得分 {span}，低于 {limit}").format(
                site=site.site.id, span=span(score.low, score.high), limit=number(self.score)
            )


def gate_of(words: Sequence[str], rules: Mapping[str, Rule], about: frozenset[str]) -> Gate:
    """The gate that ``--fail-on`` asks for.

    Args:
        words: what was written: ``none``, ``veto``, a severity, ``score:60``, a rule by its full id or the part after the
            slash; several add up.
        rules: the rules of the packs in play.
        about: the sorts of rules that are looked at, empty for all.

    Raises:
        UsageError: a word means nothing, or a rule that is not looked at.
    """
    if NONE in words:
        if len(set(words)) > 1:
            raise UsageError(_("--fail-on none 不能与其他条件并用"))
        return Gate()
    floor: Severity | None = None
    veto, score, named = False, None, set[str]()
    for word in words:
        if word == "veto":
            veto = True
        elif word in set(Severity):
            floor = min(filter(None, (floor, Severity(word))), key=lambda one: one.rank)
        elif word.startswith(_SCORE):
            score = max(filter(None, (score, _points(word))))
        else:
            named |= _rules(word, rules, about)
    return Gate(floor, veto, score, frozenset(named))


def _points(word: str) -> float:
    try:
        points = float(word.removeprefix(_SCORE))
    except ValueError:
        points = 0.0
    if not 0 < points <= 100:
        raise UsageError(_("--fail-on {word}：分数应大于 0、不超过 100，如 score:60").format(word=word))
    return points


def _rules(word: str, rules: Mapping[str, Rule], about: frozenset[str]) -> set[str]:
    found = [rule for name, rule in rules.items() if word in (name, name.rsplit("/", 1)[-1])]
    if not found:
        known = [
            NONE,
            "veto",
            *Severity,
            "score:60",
            *(rules if "/" in word else (one.rsplit("/", 1)[-1] for one in rules)),
        ]
        raise UsageError(_("--fail-on 不认识 {word}").format(word=word) + did_you_mean(word, known))
    seen = {one.id for one in found if not about or one.about in about}
    if not seen:
        more = ",".join(sorted({one.about for one in found}))
        raise UsageError(_("--fail-on {word}：这条规则不在检查之列，请加 --about {about}").format(word=word, about=more))
    return seen


def _vetoed(site: SiteReport) -> list[Veto]:
    return [one for one in site.score.vetoes if one.outcome is Outcome.FAIL]
