"""The seven check kinds and the combinators, as a rule writes them (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from govcheck.i18n import _
from govcheck.pack.kinds.base import (
    Atom,
    Condition,
    Each,
    Extract,
    Need,
    Operand,
    PeriodText,
    Ref,
    Strict,
    Words,
    operand_needs,
)


class Pattern(Strict):
    """What ``has`` counts: occurrences of a literal text, an RE2 pattern, elements by CSS, or a META tag with a value."""

    text: str | None = None
    regex: str | None = None
    css: str | None = None
    meta: str | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Pattern:
        if len(self.model_fields_set) != 1:
            raise ValueError(_("text、regex、css、meta 写且只写一个"))
        return self

    @property
    def extract(self) -> Extract | None:
        """For css and meta: the extract the page layer must make."""
        if self.css is not None:
            return Extract(css=self.css)
        return Extract(meta=self.meta) if self.meta is not None else None


class Has(Strict):
    """Between ``min`` and ``max`` occurrences of the pattern in a field (several values: over all of them)."""

    kind: Literal["has"]
    in_: Ref = Field(default="subject.text", alias="in")
    pattern: Pattern
    min: int = Field(default=1, ge=0)
    max: int | None = Field(default=None, ge=0)

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        if self.pattern.extract is not None:
            yield Need(subject, self.pattern.extract.key, extract=True)
        else:
            yield from operand_needs(self.in_, subject, related)


class Compare(Condition):
    """A value against constants: the condition's words beside ``value``. A value that is not on the page fails, unless
    ``is_not`` alone is asked.
    """

    kind: Literal["compare"]
    value: Operand

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        yield from operand_needs(self.value, subject, related)


class Elapsed(Strict):
    """From ``since`` to ``until`` at most ``max`` (and at least ``min``). Of several dates the newest not after as-of.
    ``until`` before ``since`` counts as nothing elapsed.
    """

    kind: Literal["elapsed"]
    since: Operand
    until: Operand = "as_of"
    max: PeriodText | None = None
    min: PeriodText | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Elapsed:
        if self.max is None and self.min is None:
            raise ValueError(_("max、min 至少写一个"))
        return self

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        for operand in (self.since, self.until):
            yield from operand_needs(operand, subject, related)


class Range(Strict):
    """A run of years, quarters (``2026Q1``), months (``2026-01``), weeks (``2026-W01``, from Monday) or issue numbers,
    both ends included. ``to``: a value, or ``last-ended``: the last period that has ended at as-of (the running one is not
    due). ``from: last-ended`` too means just that period, ``from: year-start`` the first one of the year it lies in.
    ``grace``: how long after its end a period is not due yet (last year's report: 3 months). ``due``: a period is due not
    after its end but so long after its beginning (what each year needs by 30 June: 6 months).
    """

    unit: Literal["year", "quarter", "month", "week", "issue"]
    from_: int | str = Field(alias="from")
    to: int | str = "last-ended"
    grace: PeriodText | None = None
    due: PeriodText | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Range:
        if self.grace is not None and self.due is not None:
            raise ValueError(_("grace 与 due 不能同时写"))
        return self


def _shape(value: Any) -> str:
    if isinstance(value, Range) or (isinstance(value, dict) and {"unit", "from"} & set(value)):
        return "run"
    return "patterns" if isinstance(value, dict) else "values"


Required = Annotated[
    Annotated[tuple[Atom, ...], Tag("values")]
    | Annotated[Range, Tag("run")]
    | Annotated[dict[str, str], Field(min_length=1), Tag("patterns")],
    Discriminator(_shape),
]
"""Values, a run of periods, or names, each with the RE2 pattern by which a value is told to go by it."""


class Covers(Strict):
    """The values found include every required one; each missing one is a finding of its own.

    Found values are a field of the subject (``value``) or a field over another population (``of`` + ``field``). What is
    required: values, a run of periods, or names told by patterns. ``min``: so many members (of a field of the subject:
    values) for each. ``then``: a member counts only if this holds of it; where all that go by a name fail it, the name
    fails as they do. ``exhaustive``: the names are all the names this can go by, so that in a closed population a gap is
    ``fail``, not ``manual: no-match``. ``nearest``: where to look for the nearest names to show (population and field).
    """

    kind: Literal["covers"]
    value: Operand | None = None
    of: Each | None = None
    field: str | None = None
    required: Required
    min: int = Field(default=1, ge=1)
    then: Check | None = None
    exhaustive: bool = False
    nearest: tuple[str, str] | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Covers:
        if (self.value is None) == (self.of is None):
            raise ValueError(_("value 与 of 写且只写一个"))
        if (self.of is None) != (self.field is None):
            raise ValueError(_("of 与 field 要一起写"))
        if self.then is not None and self.of is None:
            raise ValueError(_("then 只与 of 一起写"))
        return self

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        if self.value is not None:
            yield from operand_needs(self.value, subject, related)
        if self.of is not None and self.field is not None:
            yield from self.of.needs()
            yield Need(self.of.each, self.field)
            if self.then is not None:
                yield from self.then.needs(self.of.each)
        if self.nearest is not None:
            yield Need(*self.nearest)


class Related(Strict):
    """Some member of another population answers the subject, and (for any that does) ``then`` holds.

    ``by``, tried in order: ``link`` (either links the other), ``link-to`` (the subject links it), ``link-from`` (it links
    the subject), ``document-number`` (it quotes the subject's number), ``title`` (its title contains the subject's title).
    """

    kind: Literal["related"]
    to: Each
    by: tuple[Literal["link", "link-to", "link-from", "document-number", "title"], ...] = Field(strict=False, min_length=1)
    then: Check | None = None
    when_none: Literal["fail", "manual", "not-applicable"] = "fail"
    """What it means that nobody answers, in a closed population."""

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        yield from self.to.needs()
        for way in self.by:
            if way in ("link", "link-to"):
                yield Need(subject, "links")
            if way in ("link", "link-from"):
                yield Need(self.to.each, "links")
            if way == "document-number":
                yield Need(subject, "number")
                yield Need(self.to.each, "quoted_numbers")
            if way == "title":
                yield Need(subject, "title")
                yield Need(self.to.each, "title")
        if self.then is not None:
            yield from self.then.needs(subject, self.to.each)


class Manual(Strict):
    """A person decides; ``gather`` names the subject's fields shown to help. ``reason: awaits-input``: the material by
    which it can be decided (a table, other sources, the history of runs) is still to come.
    """

    kind: Literal["manual"]
    ask: Words
    reason: Literal["person", "awaits-input"] = "person"
    gather: tuple[str, ...] = Field(default=(), strict=False)

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        for name in self.gather:
            yield Need(subject, name)


class Plugin(Strict):
    """A check from an installed package (entry point group ``govcheck.checks``), never from a path."""

    kind: Literal["plugin"]
    name: str = Field(pattern=r"^[a-z0-9-]+$")
    params: dict[str, Any] = Field(default_factory=dict)
    fields: tuple[str, ...] = Field(default=(), strict=False)

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What it looks at."""
        for name in self.fields:
            yield Need(subject, name)


class _Combinator(Strict):
    @property
    def parts(self) -> tuple[Check, ...]:
        """The checks combined: the value of the combinator's one field."""
        (name,) = type(self).model_fields
        parts: tuple[Check, ...] = getattr(self, name)
        return parts

    def needs(self, subject: str, related: str | None = None) -> Iterator[Need]:
        """What its parts look at."""
        for part in self.parts:
            yield from part.needs(subject, related)


class AllOf(_Combinator):
    """Every part holds."""

    all: tuple[Check, ...] = Field(strict=False, min_length=1)


class AnyOf(_Combinator):
    """Some part holds."""

    any: tuple[Check, ...] = Field(strict=False, min_length=1)


class NoneOf(_Combinator):
    """No part holds."""

    none: tuple[Check, ...] = Field(strict=False, min_length=1)


def _which(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((word for word in ("all", "any", "none") if word in value), value.get("kind"))
    return next((word for word in ("all", "any", "none") if word in type(value).model_fields), getattr(value, "kind", None))


Check = Annotated[
    Annotated[Has, Tag("has")]
    | Annotated[Compare, Tag("compare")]
    | Annotated[Elapsed, Tag("elapsed")]
    | Annotated[Covers, Tag("covers")]
    | Annotated[Related, Tag("related")]
    | Annotated[Manual, Tag("manual")]
    | Annotated[Plugin, Tag("plugin")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NoneOf, Tag("none")],
    Discriminator(_which),
]
"""Any check: one of the seven kinds, or a combinator ``{all: [...]}``, ``{any: [...]}``, ``{none: [...]}``."""

Covers.model_rebuild()
Related.model_rebuild()
AllOf.model_rebuild()
AnyOf.model_rebuild()
NoneOf.model_rebuild()
