"""Everything a run judges with, loaded once: packs, lexicon, calendar, marking sheet, plugins."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from govcheck.checks.interface import Context, PluginCheck
from govcheck.config.options import RunOptions
from govcheck.dates.clock import as_of_end
from govcheck.dates.workdays import Calendar, load_calendar
from govcheck.pack.installed import installed_root
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import LoadedPack, load_packs
from govcheck.pack.rule import Rule
from govcheck.pack.select import select
from govcheck.pack.shipped import rules_root
from govcheck.pack.wording import wording_files
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
    own = installed_root() if root is None else None
    folders = (home,) if own is None else (home, own)
    calendars = [file for folder in folders for file in sorted((folder / "calendars").glob("*.yaml"))]
    packs = load_packs(options.packs, root=root)
    named = Named(options.lexicons, options.leaders)
    wording = Words()
    if named or _looks_for_wording(packs):
        installed = tuple(map(str, wording_files(own))) if own is not None else ()
        wording = load_words(Named((*installed, *options.lexicons), options.leaders), home)
    return Toolkit(
        options=options,
        packs=packs,
        lexicon=Lexicon([entry for folder in folders for entry in load_lexicons(folder)]),
        sheet=load_sheet(sheet_path(options.sheet, home)),
        plan_sheet=load_plan_sheet(sheet_path(PLAN_SHEET, home)),
        calendar=Calendar({year: one for file in calendars for year, one in load_calendar(file).years.items()}),
        plugins={point.name: point.load() for point in entry_points(group=PLUGINS)},
        decided=decided if decided is not None else Decided(),
        words=wording.words,
        tables=(*_installed_tables(own), *wording.tables),
    )


def _installed_tables(own: Path | None) -> tuple[TableUsed, ...]:
    """The installed calendars and lexicons of column names, by their hash; those of wording count as an office's own."""
    if own is None:
        return ()
    files = [("calendar", file) for file in sorted((own / "calendars").glob("*.yaml"))]
    files += [("lexicon", file) for file in sorted((own / "lexicons").glob("*.yaml"))]
    return tuple(TableUsed(f"{sort}: {file.name}", hashlib.sha256(file.read_bytes()).hexdigest()) for sort, file in files)


def _looks_for_wording(packs: Sequence[LoadedPack]) -> bool:
    rules = [rule for pack in packs for rule in pack.rules if rule.enabled]
    return "wording_hit" in make_plan(rules).populations
