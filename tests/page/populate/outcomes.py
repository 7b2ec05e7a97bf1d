"""What library checks come to on a crawl made by hand: rules written on the spot, pages read, populations judged."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from govcheck.checks.interface import Context
from govcheck.dates.clock import as_of_end
from govcheck.dates.workdays import Calendar
from govcheck.engine.judge import judge
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import load_packs
from govcheck.pack.rule import Rule
from govcheck.pack.shipped import rules_root
from govcheck.page.record import build_record
from govcheck.plan import Plan, make_plan
from govcheck.records.capture import Crawl
from govcheck.records.result import RuleResult
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon

_HEAD = """format: 1
pack: own
version: "1.0.0"
title: {zh: 自拟, en: Own}
sources:
  OWN2026: {title: 某通知, issuer: 某办公室, issued: 2026-01-01}
in_force: {from: 2026-01-01, until: open}
rules:
"""
AS_OF = date(2026, 6, 15)


@cache
def rules_on(checks: tuple[str, ...], params: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """One rule a check, by the check's name; ``params`` are written as in a pack."""
    given = dict(params)
    lines = [
        f"  - id: {name}\n    title: {{zh: 一, en: One}}\n    cites: [{{source: OWN2026, clause: 一}}]\n"
        f"    use: library/{name}\n    params: {given.get(name, '{}')}\n"
        "    applies: {kind: [portal, department, special]}\n"
        for name in checks
    ]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "own.yaml"
        file.write_text(_HEAD + "".join(lines), "utf-8")
        (pack,) = load_packs([file])
    return pack.rules


@cache
def lexicon() -> Lexicon:
    """The shipped names of columns."""
    return Lexicon(load_lexicons(rules_root()))


def plan_of(checks: Sequence[str], params: Mapping[str, str] | None = None) -> Plan:
    """What these checks need to see."""
    return make_plan(rules_on(tuple(checks), tuple(sorted((params or {}).items()))))


def outcomes(
    crawl: Crawl, site: Site, checks: Sequence[str], params: Mapping[str, str] | None = None
) -> dict[str, RuleResult]:
    """Each check's result."""
    rules = rules_on(tuple(checks), tuple(sorted((params or {}).items())))
    record = build_record(crawl, site, lexicon=lexicon(), plan=make_plan(rules))
    context = Context(as_of=as_of_end(AS_OF), calendar=Calendar(), seed="2026-06", plugins={})
    return {one.rule.partition("/")[2]: one for one in judge(record, rules, context).results}
