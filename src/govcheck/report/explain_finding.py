"""One finding told in full: what, on what clauses it rests, every piece of evidence, what people decided, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from govcheck.dates.clock import in_shanghai
from govcheck.engine.explain import meaning
from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import Cite, Evidence, Finding, PageEvidence, WireEvidence
from govcheck.records.standing import Review, Standing, State, Waiver
from govcheck.report.findings import evidence_lines, line_of
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.page import Page
from govcheck.report.paper_words import MARKS
from govcheck.report.site_page import name_of
from govcheck.report.words import OUTCOMES, SEVERITIES, aside, pair, said


def found_in(report: RunReport, mark: str) -> list[tuple[SiteReport, Finding]]:
    """The findings whose fingerprint begins with ``mark``."""
    return [(site, one) for site in report.sites for one in site.result.findings if one.fingerprint.startswith(mark)]


def explain_finding(
    site: SiteReport,
    finding: Finding,
    waivers: Sequence[Waiver] = (),
    reviews: Sequence[Review] = (),
    *,
    width: int = 100,
) -> str:
    """The text. ``waivers`` and ``reviews`` are all that were ever given: those of this finding are its history."""
    page = Page(width, colour=False)
    standing = site.standing.get(finding.fingerprint, Standing())
    page.line(line_of(finding, standing))
    page.line(finding.fingerprint, indent=2)
    page.line(f"{name_of(site.site)} {site.site.url}", indent=2)
    grade = [_(OUTCOMES[finding.outcome]), said(meaning(finding.reason)), _(SEVERITIES[finding.severity])]
    page.line(_("，").join(grade), indent=2)
    page.line(pair(_("对象"), finding.name + aside(finding.subject) + aside(finding.locator)), indent=2, hang=2)
    page.line(pair(_("检查"), finding.check), indent=2)
    page.line(pair(_("规则"), _("、").join(finding.rules)), indent=2, hang=2)
    page.title(_("要求"))
    for cite in finding.cites:
        page.line(_cite(cite), indent=2, hang=2)
    page.title(_("证据（{n} 处）").format(n=len(finding.evidence)))
    for number, proof in enumerate(finding.evidence, 1):
        for place, text in enumerate(_proof(proof)):
            page.line(text, indent=2 if place == 0 else 4, hang=2, lead=f"{number}." if place == 0 else "")
    _history(page, finding, standing, waivers, reviews)
    if said(finding.remedy):
        page.title(_("整改") if finding.outcome is Outcome.FAIL else _("办法"))
        page.line(said(finding.remedy), indent=2)
    return page.text()


def _cite(cite: Cite) -> str:
    basis = "" if cite.basis == "stated" else _("（解读）")
    return f"{cite.source} {cite.clause}{basis}" + aside(_("、").join(cite.obligations))


def _proof(proof: Evidence) -> list[str]:
    """Everything of a piece of evidence, nothing cut."""
    lines = evidence_lines(proof, full=True)
    if isinstance(proof, PageEvidence):
        lines.append(_("取得时间 {moment}").format(moment=in_shanghai(proof.fetched_at).isoformat(sep=" ")))
        if proof.address != proof.final_address:
            lines.append(_("所访问的网址 {address}").format(address=proof.address))
        if proof.sha256:
            lines.append(f"sha256 {proof.sha256}")
        lines += [f"{name} {text}" for name, text in (("CSS", proof.css), ("XPath", proof.xpath)) if text]
    elif isinstance(proof, WireEvidence) and proof.fetched_at is not None:
        lines.append(_("取得时间 {moment}").format(moment=in_shanghai(proof.fetched_at).isoformat(sep=" ")))
    return lines


def _history(
    page: Page, finding: Finding, standing: Standing, waivers: Sequence[Waiver], reviews: Sequence[Review]
) -> None:
    """What people decided, in the order of time; what was in force when the run was judged is among it."""
    stood = [one for one in (standing.waiver, standing.expired) if one is not None]
    given = {one: None for one in (*waivers, *stood) if one.fingerprint == finding.fingerprint}
    looked = [*reviews, *([standing.review] if standing.review is not None else [])]
    told = {one: None for one in looked if one.fingerprint == finding.fingerprint}
    if not given and not told and standing.state is State.NEW:
        return
    page.title(_("处理经过"))
    if standing.state is State.KNOWN:
        page.line(_("在基线中，为已知问题"), indent=2)
    for waiver in sorted(given, key=lambda one: (one.added, one.expires)):
        span = {"added": waiver.added.isoformat(), "expires": waiver.expires.isoformat()}
        state = aside(_("判定时有效")) if waiver == standing.waiver else ""
        state = aside(_("判定时已过期")) if waiver == standing.expired else state
        text = _("{approver} 豁免 {added} 至 {expires}：{reason}")
        page.line(text.format(approver=waiver.approver, reason=waiver.reason, **span) + state, indent=2, hang=2)
    for review in sorted(told, key=lambda one: one.at):
        when = f"{in_shanghai(review.at):%Y-%m-%d %H:%M}"
        text = _("{who} {when} 核对为{mark}").format(who=review.reviewer, when=when, mark=_(MARKS[review.mark]))
        state = aside(_("判定时有效")) if review == standing.review else ""
        page.line((pair(text, review.note) if review.note else text) + state, indent=2, hang=2)
