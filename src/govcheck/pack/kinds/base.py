"""What all check kinds share: strict models, references, conditions, values and the needs they add up to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from govcheck.dates.period import Period
from govcheck.i18n import _


class Strict(BaseModel):
    """Unknown keys are mistakes; nothing is coerced silently; instances are values.

    Validate in JSON mode (``validate_json``): strict, yet lists become tuples and words become enum members.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


def _period(value: Any) -> Any:
    try:
        return Period.parse(value) if isinstance(value, str) else value
    except ValueError:
        message = _("不是时间段：{text}（写作 3 working days、2 weeks、6 months、48 hours）")
        raise ValueError(message.format(text=value)) from None


_PERIOD_SCHEMA = {"type": "string", "pattern": r"^\d{1,6} (working day|hour|day|week|month|year)s?$"}

PeriodText = Annotated[Period, BeforeValidator(_period), WithJsonSchema(_PERIOD_SCHEMA)]
"""A period written as text: ``3 working days``, ``2 weeks``, ``6 months``, ``1 year``, ``48 hours``."""

Words = dict[Literal["zh", "en"], str]
"""A text in both languages."""

Atom = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Need:
    """A field of a population (or an extract, by its canonical text) that a check looks at."""

    population: str
    field: str
    extract: bool = False


class Extract(Strict):
    """The escape hatch: a value read from the page by a rule of its own.

    ``css`` selects elements; ``attr`` takes an attribute instead of the text; ``regex`` (RE2) keeps the first group or
    match; ``read`` says as what: text, number or date.
    """

    css: str | None = None
    meta: str | None = None
    attr: str | None = None
    regex: str | None = None
    read: Literal["text", "number", "date"] = "text"

    @model_validator(mode="after")
    def _something(self) -> Extract:
        if self.css is None and self.meta is None and self.regex is None:
            raise ValueError(_("css、meta、regex 至少写一个"))
        return self

    @property
    def key(self) -> str:
        """The canonical text by which the page layer stores the values."""
        return "x:" + json.dumps(self.model_dump(exclude_defaults=True), ensure_ascii=False, sort_keys=True)


class Condition(Strict):
    """A test of one value; all that is written must hold. ``within`` is an age at as-of, ``matches`` an RE2 search.

    An empty ``in`` is no limit: by it a list of names that a rule leaves out asks nothing.
    """

    is_: Atom | None = Field(default=None, alias="is")
    is_not: Atom | None = None
    in_: tuple[Atom, ...] | None = Field(default=None, alias="in")
    matches: str | None = None
    within: PeriodText | None = None
    min: int | float | None = None
    max: int | float | None = None

    @model_validator(mode="after")
    def _something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError(_("条件要写 is、is_not、in、matches、within、min、max 之一"))
        return self

    @property
    def asked(self) -> frozenset[str]:
        """The words that ask something of a value."""
        no_limit = {"in_"} if self.in_ == () else set()
        return frozenset(self.model_fields_set & set(Condition.model_fields) - no_limit)


class Each(Strict):
    """The members of a population for which every condition holds."""

    each: str
    where: dict[str, Condition] = Field(default_factory=dict)

    def needs(self) -> Iterator[Need]:
        """The fields the conditions look at."""
        yield Need(self.each, "")
        for name in self.where:
            yield Need(self.each, name)


class Subjects(Each):
    """Over whom a rule quantifies. ``sample``: judge at most so many, drawn by hash. ``when_empty``: what a closed, empty
    population means (in an open one it is always ``error: population-open``).
    """

    sample: int | None = Field(default=None, ge=1)
    when_empty: Literal["manual", "fail", "pass", "not-applicable"] = "manual"


Ref = Annotated[str, Field(pattern=r"^(subject|related)\.[a-z_0-9]+$|^as_of$")]
"""``subject.FIELD``, ``related.FIELD`` or ``as_of``."""

Operand = Ref | Extract


def operand_needs(operand: str | Extract, subject: str, related: str | None) -> Iterator[Need]:
    """What an operand looks at, given the populations in play."""
    if isinstance(operand, Extract):
        yield Need(subject, operand.key, extract=True)
    elif operand != "as_of":
        owner, name = operand.split(".", 1)
        yield Need(related or subject if owner == "related" else subject, name)
