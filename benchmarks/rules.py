"""What ten times the rules cost: ``python benchmarks/rules.py [--run FOLDER] [--site ID] [--rounds N] [--profile]``.

A site of the bundled region is read once, from its pages on disk or from the archive of a stored run (``govcheck demo
--run FOLDER``); nothing goes over a network. Then its record is judged in turn, in one process, by

* ×1: all shipped rules, those of other places and years as 对照检查;
* ×10 identical: ten of each with ids of their own. Equal checks are evaluated once, so this is what a rule costs by itself;
* ×10 varied: ten of each whose parameters differ where they have some (periods, patterns, column names, samples, words).
  So many different duties on one site do not occur; it shows what an evaluation costs.

Printed are the best seconds of each, how many evaluations that takes, and ratios to ×1 (the aim: at most 1.3): of judging
alone, and of reading the pages and judging, which is all that is done for a site but for the network.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from govcheck.config.options import RunOptions
from govcheck.dates.period import Period
from govcheck.demo.scan import AS_OF
from govcheck.demo.server import REGION
from govcheck.engine.applies import gate
from govcheck.engine.evaluate import key_of
from govcheck.engine.judge import judge
from govcheck.fetch.archive import read_archive
from govcheck.fetch.folder import read_folder
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.rule import Rule
from govcheck.pack.shipped import pack_files, rules_root
from govcheck.page.record import build_record
from govcheck.records.capture import Answers, Crawl
from govcheck.records.site import Site, SiteRecord
from govcheck.registry.lists import load_sites
from govcheck.scan.links import stored_answers
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.toolkit import Toolkit, load_toolkit

TIMES: Final = 10
AIM: Final = 1.3
_CHECK: Final[TypeAdapter[Any]] = TypeAdapter(Check)
_PATTERNS: Final = frozenset({"matches", "regex", "pattern"})


def site_of(name: str, run: Path | None) -> tuple[Site, Crawl, Answers]:
    """A site of the region and what was brought of it."""
    region = Path(str(REGION))
    site = next(one for one in load_sites(region / "sites.yaml") if one.id == name)
    if run is None:
        return site, read_folder(region / "sites" / name, site.url), {}
    folder = RunFolder(run)
    return site, read_archive(folder.archive(name)), stored_answers(folder.links)


def read(site: Site, crawl: Crawl, answers: Answers, toolkit: Toolkit) -> SiteRecord:
    """The record of the site, as a scan makes it."""
    plan = toolkit.plan(site)
    return build_record(crawl, site, lexicon=toolkit.lexicon, plan=plan, words=toolkit.words, answers=answers)


def copies(rules: Sequence[Rule]) -> list[Rule]:
    """Ten of each, with ids of their own."""
    return [rule if not turn else replace(rule, id=f"{rule.id}-{turn}") for rule in rules for turn in range(TIMES)]


class Variety:
    """Rules with other parameters: ``topics`` are the canonical names that a column name may be changed for."""

    def __init__(self, topics: Sequence[str]) -> None:
        self._topics = list(topics)
        self._place = {name: index for index, name in enumerate(self._topics)}

    def rules(self, rules: Sequence[Rule]) -> list[Rule]:
        """Ten of each; the first of them as it is."""
        return [self._rule(rule, turn) if turn else rule for rule in rules for turn in range(TIMES)]

    def _rule(self, rule: Rule, turn: int) -> Rule:
        made = replace(rule, id=f"{rule.id}-{turn}", meaning={**rule.meaning, "turn": turn})
        return replace(
            made,
            check=_CHECK.validate_json(self._json(rule.check, turn)),
            subjects=Subjects.model_validate_json(self._json(rule.subjects, turn)),
        )

    def _json(self, model: BaseModel, turn: int) -> str:
        data = model.model_dump(by_alias=True, exclude_defaults=True)
        return json.dumps(self._changed(data, "", turn), ensure_ascii=False, default=str)

    def _changed(self, data: Any, key: str, turn: int) -> Any:
        if isinstance(data, Mapping):
            if set(data) == {"count", "unit"}:
                return str(Period(data["count"] + turn, data["unit"]))
            patterns = key == "required" and "unit" not in data
            return {name: self._changed(one, "pattern" if patterns else name, turn) for name, one in data.items()}
        if isinstance(data, list | tuple | set | frozenset):
            changed = [self._changed(one, key, turn) for one in data]
            return changed if any(isinstance(one, dict) for one in changed) else list(dict.fromkeys(changed))
        if key == "sample" and isinstance(data, int):
            return data + turn
        if not isinstance(data, str) or not data:
            return data
        if key in _PATTERNS:
            return f"{data}|第{turn}种写法"
        if data in self._place:
            return self._topics[(self._place[data] + 7 * turn) % len(self._topics)]
        return f"{data}{turn}" if key in ("zh", "en") else data


def seconds(record: SiteRecord, rules: Sequence[Rule], toolkit: Toolkit) -> tuple[float, int]:
    """How long one judging takes, and how many findings it makes."""
    context = toolkit.context()
    gc.collect()
    began = time.perf_counter()
    found = judge(record, rules, context)
    return time.perf_counter() - began, len(found.findings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=None, help="a stored run of the demo; else its pages on disk")
    parser.add_argument("--site", default="qingxi")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="tell where the time of both ×10 goes")
    asked = parser.parse_args()
    root = rules_root()
    toolkit = load_toolkit(RunOptions(as_of=AS_OF, packs=tuple(path.stem for path in pack_files(root))))
    site, crawl, answers = site_of(asked.site, asked.run)
    reading = []
    for _round in range(3):
        began = time.perf_counter()
        record = read(site, crawl, answers, toolkit)
        reading.append(time.perf_counter() - began)
    rules = toolkit.rules(site)
    sets = {
        "x1": list(rules),
        f"x{TIMES} identical": copies(rules),
        f"x{TIMES} varied": Variety([topic.name for topic in load_lexicons(root)]).rules(rules),
    }
    best = dict.fromkeys(sets, float("inf"))
    findings = dict.fromkeys(sets, 0)
    for _round in range(asked.rounds):
        for name, chosen in sets.items():
            spent, findings[name] = seconds(record, chosen, toolkit)
            best[name] = min(best[name], spent)
    members = sum(len(population.members) for population in record.populations.values())
    print(f"{site.id}: {len(crawl.captures)} captures, {members} members; read and populated in {min(reading):.2f} s")
    for name, chosen in sets.items():
        binding = [rule for rule in chosen if gate(rule, record, toolkit.context()) is None]
        keys = {key_of(rule) for rule in binding}
        print(
            f"{name:>14}: {len(chosen):>5} rules, {len(binding):>5} bind, {len(keys):>5} evaluations, "
            f"{findings[name]:>5} findings, {best[name]:.3f} s best of {asked.rounds}"
        )
    one = best["x1"]
    for name in list(sets)[1:]:
        whole = (min(reading) + best[name]) / (min(reading) + one)
        print(f"{name} / x1: judging {best[name] / one:.2f}, reading and judging {whole:.2f} (aim: at most {AIM})")
    if asked.profile:
        for name in list(sets)[1:]:
            print(f"\n{name}:")
            profile = cProfile.Profile()
            profile.runcall(judge, record, sets[name], toolkit.context())
            pstats.Stats(profile).strip_dirs().sort_stats("cumulative").print_stats(28)


if __name__ == "__main__":
    main()
