"""Marking sheets: which rules cost or earn which points. Data in ``rules/sheets/``, read and checked here.

An indicator has a cap and parts; each part names rules by their full ids, the points, and how often they count: ``once``,
for each ``finding``, or for each ``subject`` that has one. A part without rules is one that no rule can decide yet: its
points stay unseen. ``unless_counted_by`` names indicators whose subjects are not counted again here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator

from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.kinds.base import Strict, Words
from govcheck.pack.shipped import rules_root


class Part(Strict):
    """One criterion of an indicator and what it costs (or, in a bonus, earns)."""

    say: Words
    rules: tuple[str, ...] = ()
    points: float = Field(gt=0)
    per: Literal["once", "finding", "subject"] = "once"
    unless_counted_by: tuple[str, ...] = ()


class Indicator(Strict):
    """An indicator (二级指标): its cap, and whether it is only asked of sites with public services."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    chapter: str
    title: Words
    cap: float = Field(gt=0)
    services: bool = False
    parts: tuple[Part, ...] = Field(min_length=1)


class VetoTest(Strict):
    """One condition of a veto: at least ``failed`` different subjects fail the rules. No rules: no machine decides it."""

    say: Words
    rules: tuple[str, ...] = ()
    failed: int = Field(default=1, ge=1)


class VetoItem(Strict):
    """A veto (单项否决): any one condition is enough."""

    id: str
    title: Words
    services: bool = False
    any: tuple[VetoTest, ...] = Field(min_length=1)


class WithoutServices(Strict):
    """How a site without public services is marked: on ``full`` points times ``times`` ÷ ``over``."""

    full: float
    times: int
    over: int


class Sheet(Strict):
    """A marking sheet for sites: vetoes, deductions from ``full``, bonus above ``bonus_above`` (not at it)."""

    format: Literal[1]
    sheet: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Words
    source: str
    full: float
    pass_mark: float
    bonus_above: float
    without_services: WithoutServices
    vetoes: tuple[VetoItem, ...]
    deductions: tuple[Indicator, ...]
    bonus: tuple[Indicator, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Sheet:
        caps = sum(one.cap for one in self.deductions)
        if caps != self.full:
            raise ValueError(_("各项扣分上限合计 {caps:g}，不是 {full:g}").format(caps=caps, full=self.full))
        bound = sum(one.cap for one in self.deductions if not one.services)
        if bound != self.without_services.full:
            told = _("没有服务职能时，各项扣分上限合计 {caps:g}，不是 {full:g}")
            raise ValueError(told.format(caps=bound, full=self.without_services.full))
        seen: set[str] = set()
        for indicator in (*self.deductions, *self.bonus):
            if indicator.id in seen:
                raise ValueError(_("指标 {id} 出现了两次").format(id=indicator.id))
            for part in indicator.parts:
                late = set(part.unless_counted_by) - seen
                if late:
                    told = _("{id}：unless_counted_by 里的 {names} 不在它之前")
                    raise ValueError(told.format(id=indicator.id, names=_("、").join(sorted(late))))
            seen.add(indicator.id)
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the sheet names, each once, sorted."""
        tests = [test.rules for veto in self.vetoes for test in veto.any]
        parts = [part.rules for one in (*self.deductions, *self.bonus) for part in one.parts]
        return tuple(sorted({rule for rules in (*tests, *parts) for rule in rules}))


class Chapter(Strict):
    """A chapter of a work plan and the clauses that stand in it: each entry is a clause, or the beginning of clauses when
    it ends in ``*``.
    """

    title: str
    clauses: tuple[str, ...] = Field(min_length=1)

    def holds(self, clause: str) -> bool:
        """Whether a clause stands in this chapter."""
        return any(clause.startswith(one[:-1]) if one.endswith("*") else clause == one for one in self.clauses)


class PlanSource(Strict):
    """A work plan: its chapters in their order."""

    title: str
    chapters: tuple[Chapter, ...]

    def chapter(self, clause: str) -> str:
        """The chapter of a clause; empty when none holds it."""
        return next((chapter.title for chapter in self.chapters if chapter.holds(clause)), "")


class PlanSheet(Strict):
    """The sheet of the work plans: sources by key, in their order."""

    format: Literal[1]
    sheet: str
    title: Words
    plans: dict[str, PlanSource]


def sheet_path(name: str, root: Path | None = None) -> Path:
    """Where a shipped sheet lies."""
    return (root if root is not None else rules_root()) / "sheets" / f"{name}.yaml"


@lru_cache(maxsize=8)
def load_sheet(path: Path) -> Sheet:
    """Read a marking sheet.

    Raises:
        PackError: with every mistake.
    """
    return _read(path, Sheet)


@lru_cache(maxsize=8)
def load_plan_sheet(path: Path) -> PlanSheet:
    """Read the sheet of the work plans.

    Raises:
        PackError: with every mistake.
    """
    return _read(path, PlanSheet)


_Model = TypeVar("_Model", bound=Strict)


def _read(path: Path, model: type[_Model]) -> _Model:
    name = path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = yaml.safe_load(text)
        lines = _lines(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PackError(Mistake(name, 0, 0, "", _("不能读取评分表：{error}").format(error=error))) from error
    try:
        return model.model_validate_json(json.dumps(data, ensure_ascii=False, default=str))
    except ValidationError as error:
        raise PackError([_mistake(name, lines, one) for one in error.errors()]) from error


def _mistake(name: str, lines: dict[tuple[Any, ...], tuple[int, int]], error: Any) -> Mistake:
    place = tuple(error["loc"])
    known = next((lines[place[:size]] for size in range(len(place), -1, -1) if place[:size] in lines), (0, 0))
    path = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in place).lstrip(".")
    told = str(error.get("ctx", {}).get("error", error["msg"]))
    return Mistake(name, known[0], known[1], path, told)


def _lines(text: str) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Where each value stands: line and column, counted from 1."""
    found: dict[tuple[Any, ...], tuple[int, int]] = {}

    def walk(node: yaml.Node | None, path: tuple[Any, ...]) -> None:
        if node is None:
            return
        found[path] = node.start_mark.line + 1, node.start_mark.column + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for at, value in enumerate(node.value):
                walk(value, (*path, at))

    walk(yaml.compose(text, Loader=yaml.SafeLoader), ())
    return found
