"""JUnit XML, which every pipeline reads: a suite is a site, a case is a rule.

There is no standard of it; elements and attributes are those that Jenkins, GitLab and public parsers share. A rule that
failed by findings that are known, waived or called 误报 alone is skipped, with the reason: as the exit code sees it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from govcheck.engine.explain import meaning, remedy
from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import Finding, RuleResult
from govcheck.report.background import NOTHING, Background
from govcheck.report.counting import counts, why_not
from govcheck.report.encode import moment
from govcheck.report.findings import address_of
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.safe import plain
from govcheck.report.words import SEVERITIES, aside, said

_COUNTED: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


class JunitReporter:
    """One document. What was not seen, or waits for a person, is skipped, and a failure when the background is strict."""

    def __init__(self, background: Background = NOTHING) -> None:
        self.background = background

    def render(self, report: RunReport) -> str:
        """The document and a line end."""
        root = ET.Element("testsuites", name="govcheck")
        suites = [self._suite(report, site) for site in report.sites]
        root.extend(suites)
        for name in ("tests", *_COUNTED):
            root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
        root.set("time", "0")
        ET.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"

    def _suite(self, report: RunReport, site: SiteReport) -> ET.Element:
        who = site.site
        suite = ET.Element("testsuite", name=plain(who.id), time="0")
        began = moment(report.run.started)
        if began is not None:
            suite.set("timestamp", began[:19])  # Jenkins reads moments without a zone
        properties = ET.SubElement(suite, "properties")
        for name, value in (
            ("name", who.name),
            ("url", who.url),
            ("as_of", report.run.as_of.isoformat()),
            ("seed", report.run.seed),
            ("authority", report.run.authority),
        ):
            ET.SubElement(properties, "property", name=name, value=plain(value))
        cases = [self._case(site, result) for result in site.result.results]
        if not who.reached:
            cases.insert(0, _unreached(site))
        suite.extend(cases)
        found = Counter(child.tag for case in cases for child in case)
        suite.set("tests", str(len(cases)))
        for name, tag in _COUNTED.items():
            suite.set(name, str(found[tag]))
        return suite

    def _case(self, site: SiteReport, result: RuleResult) -> ET.Element:
        case = _case_of(site, result.rule)
        place = self.background.place(site.site.id)
        if place is not None:
            case.set("file", plain(place.file))
            case.set("line", str(max(place.line, 1)))
        if result.outcome is Outcome.FAIL:
            _failed(case, site, result)
        elif result.outcome is not Outcome.PASS:
            self._undecided(case, result)
        return case

    def _undecided(self, case: ET.Element, result: RuleResult) -> None:
        text = _why(result)
        open_ = result.outcome in (Outcome.ERROR, Outcome.MANUAL) and not result.comparison
        if self.background.strict and open_ and result.reason not in self.background.excused:
            kind = result.reason.value if result.reason is not None else result.outcome.value
            ET.SubElement(case, "failure", message=text, type=kind)
        else:
            ET.SubElement(case, "skipped", message=text)


def _case_of(site: SiteReport, name: str) -> ET.Element:
    return ET.Element("testcase", classname=plain(site.site.id), name=plain(name), time="0")


def _unreached(site: SiteReport) -> ET.Element:
    """A site of which nothing was seen must not look as if all were skipped on purpose."""
    case = _case_of(site, "govcheck/reached")
    reason = site.site.ended
    text = said(meaning(reason)) if reason is not None else _("一个网页也没有取到")
    ET.SubElement(case, "error", message=plain(text), type=reason.value if reason is not None else "unreached")
    return case


def _failed(case: ET.Element, site: SiteReport, result: RuleResult) -> None:
    fingerprints = set(result.findings)
    own = [one for one in site.result.findings if one.fingerprint in fingerprints and one.outcome is Outcome.FAIL]
    counted = [one for one in own if counts(site, one)]
    if counted or not own:
        message = said(counted[0].message) if counted else said(result.detail)
        rest = len(counted) - 1
        more = _("（共 {n} 条）").format(n=len(counted)) if rest > 0 else ""
        failure = ET.SubElement(case, "failure", message=plain(message + more), type=result.severity.value)
        failure.text = "\n\n".join(map(_words, counted)) if counted else plain(message)
        return
    reasons: Sequence[str] = list(dict.fromkeys(filter(None, (why_not(site, one) for one in own))))
    ET.SubElement(case, "skipped", message=plain(_("；").join(reasons)))


def _words(finding: Finding) -> str:
    lines = [
        f"{_(SEVERITIES[finding.severity])} {said(finding.message)}",
        address_of(finding),
        _("整改：{remedy}").format(remedy=said(finding.remedy)) if said(finding.remedy) else "",
        finding.fingerprint,
    ]
    return "\n".join(plain(line) for line in lines if line)


def _why(result: RuleResult) -> str:
    reason = result.reason
    text = said(meaning(reason)) if reason is not None else said(result.detail)
    todo = said(remedy(reason)) if reason is not None else ""
    return plain((text or said(result.detail)) + aside(todo))
