"""Baseline, waivers and reviews named on the command line, and what is said of them when the run is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from govcheck.i18n import _
from govcheck.records.standing import Waiver
from govcheck.report.model import RunReport
from govcheck.report.safe import plain
from govcheck.scan.decided import DECIDING, Decided, load_decided
from govcheck.waivers.overlay import Decisions, unused

_SHOWN: Final = 20


def decided_of(values: Mapping[str, Any]) -> Decided:
    """What the files named by the options hold.

    Raises:
        ConfigError: one is wrong.
    """
    return load_decided(values["baseline"], values["waivers"], values["reviews"])


def named(values: Mapping[str, Any]) -> dict[str, str]:
    """The options that name such files, for the record."""
    return {name: str(values[name]) for name in DECIDING if values[name] is not None}


def tell(decisions: Decisions, report: RunReport) -> None:
    """Say on stderr what waivers have expired, do not hold yet, or name nothing found; and that a baseline fits nothing."""
    found = {one.fingerprint for site in report.sites for one in site.result.findings}
    as_of = report.run.as_of
    idle = unused(decisions.waivers, found)
    met = [one for one in decisions.waivers if one.fingerprint in found]
    holding = {one.fingerprint for one in met if one.added <= as_of <= one.expires}
    past = [one for one in met if one.expires < as_of and one.fingerprint not in holding]
    early = [one for one in met if one.added > as_of]
    if decisions.baseline and found and not decisions.baseline & found:
        click.echo(_("基线中的问题本次一条也没有发现，请核对是不是这个站点的基线（编号不同，指纹就不同）"), err=True)
    _say(_("豁免已过期，重新计数（{n} 条）："), past)
    _say(_("豁免尚未生效（{n} 条）："), early)
    _say(_("豁免没有用到，本次未发现所指问题（{n} 条）："), idle)


def waiver_line(one: Waiver) -> str:
    """A waiver on one line."""
    return _("{fingerprint}  {approver}  {added} 至 {expires}  {reason}").format(
        fingerprint=one.fingerprint,
        approver=plain(one.approver),
        added=one.added.isoformat(),
        expires=one.expires.isoformat(),
        reason=plain(one.reason),
    )


def _say(heading: str, waivers: Iterable[Waiver]) -> None:
    listed = list(waivers)
    if not listed:
        return
    click.echo(heading.format(n=len(listed)), err=True)
    for one in listed[:_SHOWN]:
        click.echo("  " + waiver_line(one), err=True)
    if len(listed) > _SHOWN:
        click.echo(_("  其余 {n} 条").format(n=len(listed) - _SHOWN), err=True)
