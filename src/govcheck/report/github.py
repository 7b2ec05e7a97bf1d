"""GitHub Actions: annotations (workflow commands) and the summary of a step (Markdown).

Text of others cannot give the runner commands: values are escaped as its toolkit does (%, line ends; in properties also
colon and comma), and between :func:`deaf` and :func:`listening` nothing is read for commands at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from govcheck.i18n import _
from govcheck.records.result import Finding
from govcheck.report.background import NOTHING, Background
from govcheck.report.counting import counts
from govcheck.report.findings import address_of
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.safe import plain
from govcheck.report.site_page import name_of
from govcheck.report.words import SEVERITIES, said

Failing = Callable[[SiteReport, Finding], bool]
"""Whether a finding is one that makes the pipeline red."""

SHOWN: Final = 10
"""Annotations of one kind that are shown for a step."""
LISTED: Final = 200
"""Findings in a summary: it may hold a megabyte."""
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def annotate(
    report: RunReport, failing: Failing = counts, background: Background = NOTHING, beyond: Sequence[str] = ()
) -> str:
    """``::error`` for what makes the pipeline red (``beyond``: what is no finding), ``::warning`` for other new findings;
    those of one kind that are more than what is shown are left to the summary.
    """
    errors, warnings = [f"::error title=govcheck::{data(plain(text))}" for text in beyond], []
    for site in report.sites:
        for finding in worst(site):
            if failing(site, finding):
                errors.append(_command("error", site, finding, background))
            elif counts(site, finding):
                warnings.append(_command("warning", site, finding, background))
    return "".join(f"{line}\n" for line in (*errors[:SHOWN], *warnings[:SHOWN]))


def summary(report: RunReport, failing: Failing = counts, verdict: str = "") -> str:
    """The summary of a step; ``verdict`` is said first."""
    lines = ["### govcheck", ""]
    if verdict:
        lines += [inert(verdict), ""]
    lines += [_row(_("站点"), _("页数"), _("新增问题"), _("其中不放行"), _("未见规则")), "|---|--:|--:|--:|--:|"]
    for site in report.sites:
        new = [one for one in site.result.findings if counts(site, one)]
        red = sum(failing(site, one) for one in new)
        unseen = sum(one.rules for one in site.unseen)
        shown = (name_of(site.site), site.site.pages.fetched, len(new), red, unseen)
        lines.append(_row(*map(str, shown)))
    found = [(site, one) for site in report.sites for one in worst(site) if counts(site, one)]
    if found:
        lines += ["", _row("", _("程度"), _("问题"), _("网址"), _("指纹")), "|---|---|---|---|---|"]
    for site, one in found[:LISTED]:
        sign = "×" if failing(site, one) else "△"
        lines.append(_row(sign, _(SEVERITIES[one.severity]), said(one.message), address_of(one), one.fingerprint))
    if len(found) > LISTED:
        lines += ["", inert(_("其余 {n} 条见报告").format(n=len(found) - LISTED))]
    if report.run.authority:
        lines += ["", inert(_("检查依据：{authority}").format(authority=report.run.authority))]
    return "\n".join(lines) + "\n"


def deaf(token: str) -> str:
    """From here on the runner reads no commands; ``token`` is a word that nobody can guess."""
    return f"::stop-commands::{token}"


def listening(token: str) -> str:
    """It does again."""
    return f"::{token}::"


def inert(text: str, limit: int = 300) -> str:
    """Text of others in Markdown: no link, image, mention, markup or table cell comes of it."""
    return _PUNCTUATION.sub(r"\\\1", plain(text, limit))


def worst(site: SiteReport) -> Sequence[Finding]:
    """The findings of a site, gravest first."""
    return sorted(site.result.findings, key=lambda one: (-one.severity.rank, one.check, one.subject, one.locator))


def data(text: str) -> str:
    """The value of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def attribute(text: str) -> str:
    """The value of a workflow command's property."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _command(kind: str, site: SiteReport, finding: Finding, background: Background) -> str:
    address = address_of(finding)
    place = background.place(site.site.id, address)
    named = {"file": plain(place.file), "line": str(max(place.line, 1))} if place is not None else {}
    named["title"] = plain(f"{_(SEVERITIES[finding.severity])} {finding.rules[0]}")
    told = [said(finding.message), address, said(finding.remedy), finding.fingerprint]
    properties = ",".join(f"{name}={attribute(value)}" for name, value in named.items())
    return f"::{kind} {properties}::{data(chr(10).join(plain(one) for one in told if one))}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(inert(cell) for cell in cells) + " |"
