"""How ``govcheck ci`` ends: reports written, what stops the pipeline told with the command that waives it, exit code."""

from __future__ import annotations

import os
import secrets
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from govcheck.cli.exits import Exit, foremost
from govcheck.cli.gate import Gate
from govcheck.cli.output import Outputs, incomplete, reached
from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import Finding
from govcheck.report.background import Background
from govcheck.report.build import counted, decided, fresh
from govcheck.report.findings import address_of
from govcheck.report.formats import Format
from govcheck.report.github import annotate, deaf, listening, summary
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.papers import standing_of
from govcheck.report.safe import plain
from govcheck.report.words import SEVERITIES, SIGNS, aside, said
from govcheck.scan.files import write_whole
from govcheck.waivers.overlay import Decisions

_LISTED: Final = 50
_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class End:
    """All that bears on the end of a run. ``github``: a step of GitHub Actions is running."""

    gate: Gate
    outputs: Outputs
    background: Background
    without: frozenset[str]
    allow_incomplete: bool
    waivers: Path | None
    github: bool

    def write_baseline(self, path: Path, report: RunReport, decisions: Decisions) -> RunReport:
        """Write what was found as a baseline, and take it for known; what waivers cover stays theirs.

        A run that reached nothing writes none: it would look like a site without findings.
        """
        if not reached(report):
            click.echo(_("一无所获，没有写基线"), err=True)
            return report
        lines = [
            f"{one.fingerprint}  # {plain(site.site.id)} {one.severity.value} {plain(said(one.message), _NAME)}\n"
            for site in report.sites
            for one in counted(site)
        ]
        head = _("# govcheck 基线，判定基准日 {day}，{n} 条").format(day=report.run.as_of.isoformat(), n=len(lines))
        write_whole(path, head + "\n" + "".join(lines))
        click.echo(_("已写基线 {path}（{n} 条）").format(path=path, n=len(lines)), err=True)
        if incomplete(report, self.without):
            click.echo(_("本次检查不完整，没看到的问题不在基线中"), err=True)
        marks = {one.fingerprint for site in report.sites for one in counted(site)}
        return decided(report, replace(decisions, baseline=decisions.baseline | marks))

    def close(self, report: RunReport) -> Exit:
        """Write and say everything; the exit code."""
        code = foremost(self._codes(report))
        told = "\n".join(self._told(report, code)) + "\n"
        console = self.outputs.stdout is Format.CONSOLE
        token = secrets.token_hex(16) if self.github and console else ""
        if token:  # what a site writes must not give commands to the runner
            click.echo(deaf(token))
        self.outputs.write(report, self.background)
        click.echo(told, nl=False, err=not console)
        if token:
            click.echo(listening(token))
        if self.github:
            beyond = self.gate.beyond(report)
            click.echo(annotate(report, self.gate.stops, self.background, beyond), nl=False, err=not console)
            self._summarise(report, code)
        return code

    def _codes(self, report: RunReport) -> Iterator[Exit]:
        if self.gate.stopping(report) or self.gate.beyond(report):
            yield Exit.FINDINGS
        open_ = incomplete(report, self.without)
        if self.background.strict and (open_ or _waiting(report)):
            yield Exit.FINDINGS
        if not reached(report) or (open_ and not self.allow_incomplete):
            yield Exit.INCOMPLETE

    def _told(self, report: RunReport, code: Exit) -> Iterator[str]:
        yield ""
        stopping = self.gate.stopping(report)
        if stopping:
            yield _("不放行的问题（{n} 条）").format(n=len(stopping))
            for site, one in stopping[:_LISTED]:
                yield from self._finding(site, one)
            if len(stopping) > _LISTED:
                yield _("  其余 {n} 条").format(n=len(stopping) - _LISTED)
        for text in self.gate.beyond(report):
            yield f"× {plain(text)}"
        for text in self.gate.blind(report):
            yield f"○ {plain(text)}"
        yield self._verdict(report, code)

    def _finding(self, site: SiteReport, one: Finding) -> Iterator[str]:
        yield f"{SIGNS[one.severity]} {_(SEVERITIES[one.severity])} {plain(said(one.message))}"
        address = plain(address_of(one))
        if address:
            yield f"    {address}"
        expired = standing_of(site, one).expired
        if expired is not None:
            yield _("    豁免已于 {day} 到期（批准人 {who}）").format(
                day=expired.expires.isoformat(), who=plain(expired.approver)
            )
        yield _("    规则 {rules}；要豁免：").format(rules=_("、").join(one.rules))
        yield f"    {self._command(one.fingerprint)}"

    def _command(self, fingerprint: str) -> str:
        words = ["govcheck waiver add", fingerprint, _("--approver 批准人 --reason 理由 --expires 年-月-日")]
        if self.waivers is not None:
            words += ["--waivers", shlex.quote(str(self.waivers))]
        return " ".join(words)

    def _verdict(self, report: RunReport, code: Exit) -> str:
        new = sum(len(fresh(site)) for site in report.sites)
        covered = sum(len(counted(site)) for site in report.sites) - new
        sums = [_("新增 {n} 条").format(n=new)]
        if covered:
            sums.append(_("已在基线中 {n} 条").format(n=covered))
        words = {
            Exit.OK: _("放行"),
            Exit.FINDINGS: _("不放行"),
            Exit.INCOMPLETE: _("检查不完整"),
        }
        if not reached(report):
            sums.append(_("一个网页也没有取到"))
        elif incomplete(report, self.without):
            sums.append(_("有没看到的，见报告"))
        return words[code] + aside(_("，").join(sums))

    def _summarise(self, report: RunReport, code: Exit) -> None:
        place = os.environ.get("GITHUB_STEP_SUMMARY")
        if not place:
            return
        try:
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(summary(report, self.gate.stops, self._verdict(report, code)))
        except OSError as error:  # the gate does not hang on it
            click.echo(_("无法写入 {path}：{why}").format(path=place, why=error.strerror or error), err=True)


def _waiting(report: RunReport) -> bool:
    """Whether a person has yet to decide something."""
    return any(one.outcome is Outcome.MANUAL and not one.comparison for site in report.sites for one in site.result.results)
