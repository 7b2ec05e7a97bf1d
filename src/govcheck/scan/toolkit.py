"""Everything a run judges with, loaded once: packs, lexicon, calendar, marking sheet, plugins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from govcheck.checks.interface import Context, PluginCheck
from govcheck.config.options import RunOptions
from govcheck.dates.clock import as_of_end
from govcheck.dates.workdays import Calendar, load_calendar
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import LoadedPack, load_packs
from govcheck.pack.rule import Rule
from govcheck.pack.select import select
from govcheck.pack.shipped import rules_root
from govcheck.plan import Plan, make_plan
from govcheck.records.site import Inference, Site
from govcheck.report.model import TableUsed
from govcheck.scan.decided import Decided
from govcheck.scan.wording import Named, Words, load_words
from govcheck.score.sheet import PlanSheet, Sheet, load_plan_sheet, load_sheet, sheet_path
from govcheck.text.lexicon import Lexicon
from govcheck.text.wording import WordList

PLAN_SHEET: Final = "work-plans"
"""The sheet that counts obligations met by document and chapter."""
PLUGINS: Final = "govcheck.checks"
"""The entry point group of installed checks."""


@dataclass(frozen=True, slots=True)
class Toolkit:
    """What a run judges with."""

    options: RunOptions
    packs: tuple[LoadedPack, ...]
    lexicon: Lexicon
    sheet: Sheet
    plan_sheet: PlanSheet
    calendar: Calendar
    plugins: Mapping[str, PluginCheck]
    words: WordList | None = None
    """The wrong wording that is looked for."""
    tables: tuple[TableUsed, ...] = ()
    """An office's own lexicons and list of leaders, by their hash."""
    decided: Decided = field(default_factory=Decided)
    """What people decided, laid over what is judged; it changes no outcome and no mark."""

    def rules(self, site: Site, region: Inference | None = None) -> tuple[Rule, ...]:
        """The rules that are looked at for a site; ``region`` as inferred from its pages."""
        chosen = select(self.packs, site, region, self.options.as_of, bool(self.options.packs))
        return tuple(rule for rule in chosen if self._wanted(rule))

    def plan(self, site: Site) -> Plan:
        """What must be seen of a site. Where its region is not known yet, the packs of every region have their say, since
        the pages may still tell that they bind it.
        """
        if site.region:
            return make_plan(self.rules(site))
        return make_plan([rule for pack in self.packs for rule in pack.rules if rule.enabled and self._wanted(rule)])

    def _wanted(self, rule: Rule) -> bool:
        return not self.options.about or rule.about in self.options.about

    def context(self) -> Context:
        """What the engine judges with."""
        return Context(
            as_of=as_of_end(self.options.as_of),
            calendar=self.calendar,
            seed=self.options.effective_seed,
            plugins=self.plugins,
        )


def load_toolkit(options: RunOptions, *, root: Path | None = None, decided: Decided | None = None) -> Toolkit:
    """Load what a run judges with.

    Raises:
        InputError: a pack, lexicon, calendar or sheet is wrong; carries every mistake of the first that is.
    """
    home = root if root is not None else rules_root()
    overrides = home / "calendars" / "working-days.yaml"
    packs = load_packs(options.packs, root=home)
    named = Named(options.lexicons, options.leaders)
    wording = load_words(named, home) if named or _looks_for_wording(packs) else Words()
    return Toolkit(
        options=options,
        packs=packs,
        lexicon=Lexicon(load_lexicons(home)),
        sheet=load_sheet(sheet_path(options.sheet, home)),
        plan_sheet=load_plan_sheet(sheet_path(PLAN_SHEET, home)),
        calendar=load_calendar(overrides) if overrides.is_file() else Calendar(),
        plugins={point.name: point.load() for point in entry_points(group=PLUGINS)},
        decided=decided if decided is not None else Decided(),
        words=wording.words,
        tables=wording.tables,
    )


def _looks_for_wording(packs: Sequence[LoadedPack]) -> bool:
    rules = [rule for pack in packs for rule in pack.rules if rule.enabled]
    return "wording_hit" in make_plan(rules).populations
