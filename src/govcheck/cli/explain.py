"""``govcheck explain``: what a rule asks, on what it rests, how it is judged; or all that is known of one finding."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from govcheck.cli.translated import Command, option
from govcheck.errors import UsageError
from govcheck.i18n import N_, _

_SHOWN: Final = 8
_FINDING: Final = "v1:"
_ENOUGH: Final = len(_FINDING) + 6
"""Characters of a fingerprint from which on it may be cut short."""


@click.command(
    "explain",
    cls=Command,
    help=N_("解释一条规则：依据、怎样判定、何时交人工、何时说没看到；或用 --run 解释一个问题：依据、全部证据、处理经过。"),
)
@click.argument("rule", metavar="RULE|FINGERPRINT")
@option("--pack", "packs", multiple=True, metavar="ID|FILE", help=N_("在这些规则包里找，缺省为自带的全部"))
@option("--run", "run_path", type=click.Path(path_type=Path), default=None, metavar="RUN", help=N_("问题所在的运行目录"))
@option(
    "--waivers", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("列出豁免清单中有关它的全部记录")
)
@option(
    "--reviews", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("列出核对记录中有关它的全部记录")
)
def command(rule: str, packs: tuple[str, ...], run_path: Path | None, waivers: Path | None, reviews: Path | None) -> int:
    """Explain a rule (as ``pack/id``, as an id that several packs may share, or by its library check) or a finding."""
    click.echo(_finding(rule, run_path, waivers, reviews) if rule.startswith(_FINDING) else _rule(rule, packs))
    return 0


def _rule(rule: str, packs: tuple[str, ...]) -> str:
    from govcheck.pack.load import load_packs
    from govcheck.pack.suggest import did_you_mean
    from govcheck.report.explain import explain

    rules = {one.id: one for pack in load_packs(packs) for one in pack.rules}
    found = [one for name, one in rules.items() if rule in (name, name.rsplit("/", 1)[-1])]
    found = found or [one for one in rules.values() if one.check_name == rule]
    if not found:
        known = list(rules) if "/" in rule else [name.rsplit("/", 1)[-1] for name in rules]
        raise UsageError(_("没有规则 {rule}").format(rule=rule) + did_you_mean(rule, known))
    return "\n\n".join(explain(one) for one in found[:_SHOWN])


def _finding(mark: str, run_path: Path | None, waivers: Path | None, reviews: Path | None) -> str:
    from govcheck.report.explain_finding import explain_finding, found_in
    from govcheck.scan.decided import load_decided
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run

    if run_path is None:
        raise UsageError(_("解释一个问题请用 --run 给出它所在的运行目录"))
    if len(mark) < _ENOUGH:
        raise UsageError(_("指纹太短，请写出 v1: 及其后至少 6 位"))
    decisions = load_decided(None, waivers, reviews).decisions
    found = found_in(load_run(RunFolder(run_path)).report, mark)
    if not found:
        raise UsageError(_("{run} 中没有问题 {mark}").format(run=run_path, mark=mark))
    if len({one.fingerprint for _site, one in found}) > 1:
        raise UsageError(_("以 {mark} 开头的问题有 {n} 个，请写全").format(mark=mark, n=len(found)))
    site, finding = found[0]
    return explain_finding(site, finding, decisions.waivers, decisions.reviews).rstrip()
