"""The files as people write them: header, rules and library checks, before parameters are filled in (DESIGN §4).

``check``, ``subjects``, ``require`` and texts may hold ``$name`` of a parameter; they are validated once it is filled in
(:mod:`govcheck.pack.resolve`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic import Strict as Strictness

from govcheck.i18n import _
from govcheck.outcome import Severity
from govcheck.pack.kinds.base import Strict
from govcheck.records.site import Kind, Level

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PARAM_NAME = r"^[a-z][a-z0-9_]*$"

Slug = Annotated[str, Field(pattern=SLUG)]
OldId = Annotated[str, Field(pattern=r"^([a-z0-9-]+/)?[a-z0-9]+(-[a-z0-9]+)*$")]
SourceKey = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]
ObligationId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*-[0-9]+[a-z]?$")]
DivisionCode = Annotated[str, Field(pattern=r"^[0-9]{2,12}$")]
Text = Annotated[str, Field(min_length=1)]


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError(_("不是日期：{text}（写作 2026-06-15）").format(text=value)) from None


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day written as text, ``2026-06-15``."""


class Bilingual(Strict):
    """A text in both languages."""

    zh: Text
    en: Text

    @property
    def words(self) -> dict[str, str]:
        """As a mapping."""
        return {"zh": self.zh, "en": self.en}


class SourceFile(Strict):
    """A document that rules cite. ``number`` is its 发文字号; ``region`` the division code it binds, absent: the nation."""

    title: Text
    issuer: Text
    number: str | None = None
    issued: Day | None = None
    region: DivisionCode | None = None
    url: str | None = None


class InForceFile(Strict):
    """``until: open`` (or no ``until``) is without end; ``judged_until`` see :class:`govcheck.pack.rule.InForce`."""

    from_: Day | None = Field(default=None, alias="from")
    until: Literal["open"] | Day | None = None
    judged_until: Day | None = None
    open: bool | None = None


class CiteFile(Strict):
    """The clause a rule rests on, and the obligations of that document which it tests."""

    source: SourceKey
    clause: Text
    obligations: tuple[ObligationId, ...] = ()
    basis: Literal["stated", "reading"] = "stated"


class AppliesFile(Strict):
    """Whom a rule binds; one word or a list. No ``kind``: portals (township sites are portals of their township)."""

    level: Annotated[tuple[Level, ...], BeforeValidator(_listed), Strictness(False)] = ()
    kind: Annotated[tuple[Kind, ...], BeforeValidator(_listed), Strictness(False)] = ()
    region: Annotated[tuple[DivisionCode, ...], BeforeValidator(_listed), Strictness(False)] = ()
    services: bool | None = None
    printed_reviewers: bool | None = None


class ParamFile(Strict):
    """A parameter that a check declares. ``meaning``: it changes what is judged, hence part of the fingerprint, and no
    pack may override it; otherwise it only changes how strictly. ``basis`` says whether the default is stated in a text.
    """

    type: Literal["period", "text", "texts", "number", "flag", "choice", "ranges", "words", "pattern", "patterns"]
    default: Any = None
    choices: tuple[Text, ...] = ()
    basis: Literal["stated", "reading"] = "stated"
    doc: Bilingual | Text | None = None
    meaning: bool = False


class ParamValueFile(Strict):
    """The long form in which a rule gives a parameter: with its own basis and a word of why."""

    value: Any
    basis: Literal["stated", "reading"] | None = None
    doc: Bilingual | Text | None = None


class Quota(Strict):
    """Not every subject need pass: at least a share (0–1) of them, at most so many may fail, or at least so many must pass.

    ``short``: what fewer than ``count_min`` means. Where the search cannot tell all that count (names, wordings), it is for
    a person.
    """

    share_min: float | None = Field(default=None, gt=0, le=1)
    misses_max: int | None = Field(default=None, ge=0)
    count_min: int | None = Field(default=None, ge=1)
    short: Literal["fail", "manual"] = "fail"

    @model_validator(mode="after")
    def _one(self) -> Quota:
        if sum(bound is not None for bound in (self.share_min, self.misses_max, self.count_min)) != 1:
            raise ValueError(_("share_min、misses_max、count_min 写其中一个"))
        if self.count_min is None and "short" in self.model_fields_set:
            raise ValueError(_("short 只与 count_min 一起写"))
        return self


RequireFile = Literal["every", "any"] | Quota


class RuleFile(Strict):
    """A rule: ``use`` + ``params``, or ``subjects`` + ``check`` written out."""

    id: Slug
    revision: int = Field(default=1, ge=1)
    was: tuple[OldId, ...] = ()
    title: Bilingual
    cites: tuple[CiteFile, ...] = Field(min_length=1)
    status: Literal["stable", "draft"] = "stable"
    duty: Literal["shall", "should", "may"] = "shall"
    severity: Severity | None = None
    about: Literal["template", "content", "wire", "duty"] | None = None
    applies: AppliesFile = AppliesFile()
    in_force: InForceFile | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    use: Annotated[str, Field(pattern=r"^library/[a-z0-9]+(-[a-z0-9]+)*$")] | None = None
    subjects: Any = None
    check: Any = None
    require: Any = None
    message: Bilingual | None = None
    remedy: Bilingual | None = None
    doc: Bilingual | None = None
    enabled: bool = True


class OverrideFile(Strict):
    """What a pack may change in a rule of the pack it extends; never what a check means."""

    enabled: bool | None = None
    severity: Severity | None = None
    params: dict[str, Any] = Field(default_factory=dict)


class ExtendFile(Strict):
    """A pack that this one extends, and what it changes in its rules, by the rule's id without the pack."""

    pack: Slug
    overrides: dict[str, OverrideFile] = Field(default_factory=dict)


class PackFile(Strict):
    """The header of a pack; the rules are validated one by one as :class:`RuleFile`."""

    format: Literal[1]
    pack: Slug
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+(\.[0-9]+)?$")]
    title: Bilingual
    doc: Bilingual | None = None
    requires: Annotated[str, Field(pattern=r"^govcheck *>= *[0-9]+(\.[0-9]+)*$")] | None = None
    region: DivisionCode | None = None
    sources: dict[SourceKey, SourceFile]
    in_force: InForceFile = InForceFile()
    extends: Slug | tuple[ExtendFile, ...] = ()
    rules: list[Any] = Field(default_factory=list)


class LibraryFile(Strict):
    """A library check, ``rules/library/NAME.yaml``; its name is that of the file. ``severity`` is the rules' default."""

    format: Literal[1]
    library: Slug | None = None
    title: Bilingual
    doc: Bilingual
    params: dict[Annotated[str, Field(pattern=PARAM_NAME)], ParamFile] = Field(default_factory=dict)
    subjects: Any
    check: Any
    require: Any = "every"
    message: Bilingual
    remedy: Bilingual
    about: Literal["template", "content", "wire", "duty"] = "content"
    severity: Severity = Severity.MEDIUM
