"""From a rule as written, its library check and what packs override, to one :class:`govcheck.pack.rule.Rule`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.outcome import Severity
from govcheck.pack.judgement import BODY, Judgement, read_judgement, reference_mistakes, text_mistakes
from govcheck.pack.library import LibraryCheck, declared_params
from govcheck.pack.mistakes import check_model
from govcheck.pack.params import ParamValue, fill_text, references, value_trouble
from govcheck.pack.region import prefix
from govcheck.pack.rule import Applies, InForce, Rule
from govcheck.pack.schema_models import Bilingual, InForceFile, OverrideFile, ParamFile, ParamValueFile, RuleFile
from govcheck.pack.source import DataPath, Document
from govcheck.pack.suggest import did_you_mean
from govcheck.records.result import Cite, Words
from govcheck.records.site import Kind

FindLibrary = Callable[[str, Document, DataPath], LibraryCheck | None]
"""The library check of a name used at a place; ``None`` when there is none (the mistake was noted)."""


@dataclass(frozen=True, slots=True)
class PackFrame:
    """What a rule takes from its pack."""

    id: str
    region: str
    in_force: InForce
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Override:
    """What an extending pack changes in a rule, and where that is written."""

    document: Document
    path: DataPath
    file: OverrideFile


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as written: ``file`` is ``None`` when its own keys have mistakes."""

    frame: PackFrame
    document: Document
    path: DataPath
    raw: Mapping[str, object]
    file: RuleFile | None
    overrides: tuple[Override, ...] = ()

    @property
    def id(self) -> str:
        """Full id."""
        return f"{self.frame.id}/{self.raw.get('id')}"

    def overridden(self, override: Override) -> RuleDraft:
        """The rule with one override more."""
        return replace(self, overrides=(*self.overrides, override))


def in_force(file: InForceFile) -> InForce:
    """The dates of a header or rule."""
    return InForce(file.from_, file.until if not isinstance(file.until, str) else None, file.judged_until)


def in_force_mistakes(file: InForceFile, document: Document, path: DataPath) -> list[Mistake]:
    """Dates in the wrong order."""
    dates = in_force(file)
    found = []
    if dates.since and dates.until and dates.until < dates.since:
        found.append(document.mistake((*path, "until"), _("until 早于 from")))
    if dates.until and dates.judged_until and dates.judged_until < dates.until:
        found.append(document.mistake((*path, "judged_until"), _("judged_until 早于 until")))
    if file.open and dates.until:
        found.append(document.mistake((*path, "open"), _("open 与 until 不能同时写")))
    return found


def resolve(draft: RuleDraft, find_library: FindLibrary) -> tuple[Rule | None, list[Mistake]]:
    """The rule, or ``None`` with every mistake in it."""
    raw, document, base = draft.raw, draft.document, draft.path
    found = _own_mistakes(draft)
    used = raw.get("use")
    library: LibraryCheck | None = None
    home_base: DataPath = ()
    if isinstance(used, str):
        library = find_library(used.removeprefix("library/"), document, (*base, "use"))
        if library is None:
            return None, found
        declared = dict(library.file.params) if library.file is not None else {}
        body, home = library.raw, library.document
    else:
        declared, mistakes = declared_params(raw.get("params"), document, (*base, "params"))
        found += mistakes
        body, home, home_base = raw, document, base
        found += reference_mistakes(raw, set(declared), document, base)[1]
    found += text_mistakes(raw, document, base)
    if library is not None and not library.sound:
        return None, found
    values, mistakes = _values(draft, declared, library)
    found += mistakes
    plain = {name: value.value for name, value in values.items()}
    judgement, mistakes = read_judgement(body, plain, home, home_base)
    if library is None:
        found += mistakes
    elif mistakes and not found:
        told = "; ".join(mistake.message for mistake in mistakes)
        found.append(document.mistake((*base, "params"), _("参数的值与检查不合：{told}").format(told=told)))
    if found or judgement is None or draft.file is None:
        return None, found
    return _rule(draft, draft.file, library=library, judgement=judgement, declared=declared, values=values), []


def _own_mistakes(draft: RuleDraft) -> list[Mistake]:
    """Mistakes between the keys of a rule: what is written twice, missing, or names nothing."""
    raw, document, base = draft.raw, draft.document, draft.path
    found = []
    if raw.get("use") is None:
        for word in ("message", "remedy"):
            if raw.get(word) is None:
                found.append(document.mistake((*base, word), _("缺少 {key}").format(key=word)))
    else:
        for word in BODY:
            if word in raw:
                message = _("用库检查的规则不能再写 {key}").format(key=word)
                found.append(document.mistake((*base, word), message, key=True))
    found += _cite_mistakes(draft)
    if draft.file is not None and draft.file.in_force is not None:
        found += in_force_mistakes(draft.file.in_force, document, (*base, "in_force"))
    return found


def _cite_mistakes(draft: RuleDraft) -> list[Mistake]:
    """Sources that the header does not name, and obligations of another document; read as written, so that a mistake
    elsewhere in the rule does not hide them.
    """
    cites = draft.raw.get("cites")
    found = []
    for index, cite in enumerate(cites if isinstance(cites, list) else []):
        source = cite.get("source") if isinstance(cite, dict) else None
        if not isinstance(source, str):
            continue
        here: DataPath = (*draft.path, "cites", index)
        if source not in draft.frame.sources:
            message = _("sources 里没有 {key}").format(key=source) + did_you_mean(source, draft.frame.sources)
            found.append(draft.document.mistake((*here, "source"), message))
            continue
        obligations = cite.get("obligations")
        for number, obligation in enumerate(obligations if isinstance(obligations, list) else []):
            if isinstance(obligation, str) and obligation.rpartition("-")[0] != source:
                message = _("义务编号应以 {key}- 开头").format(key=source)
                found.append(draft.document.mistake((*here, "obligations", number), message))
    return found


def _values(
    draft: RuleDraft, declared: Mapping[str, ParamFile], library: LibraryCheck | None
) -> tuple[dict[str, ParamValue], list[Mistake]]:
    values = {name: ParamValue(param.default, param.basis) for name, param in declared.items() if param.default is not None}
    found: list[Mistake] = []
    given = draft.raw.get("params")
    if library is not None and isinstance(given, dict):
        found += _give(values, declared, given, draft.document, (*draft.path, "params"), may_mean=True)
    for override in draft.overrides:
        path = (*override.path, "params")
        found += _give(values, declared, override.file.params, override.document, path, may_mean=False)
    for name in declared:
        if name not in values and not found:
            message = _("缺少参数 {name}").format(name=name)
            found.append(draft.document.mistake((*draft.path, "params", name), message))
    return values, found


def _give(
    values: dict[str, ParamValue],
    declared: Mapping[str, ParamFile],
    given: Mapping[str, object],
    document: Document,
    path: DataPath,
    *,
    may_mean: bool,
) -> list[Mistake]:
    """Put the values given at a place over those there are; returns what is wrong with them."""
    found: list[Mistake] = []
    for name, data in given.items():
        here: DataPath = (*path, name)
        param = declared.get(name)
        if param is None:
            message = _("没有 {name} 这个参数").format(name=name) + did_you_mean(name, declared)
            found.append(document.mistake(here, message, key=True))
            continue
        if param.meaning and not may_mean:
            message = _("参数 {name} 决定查什么，扩展规则包时不能改").format(name=name)
            found.append(document.mistake(here, message, key=True))
            continue
        value, basis = data, param.basis
        if isinstance(data, dict) and "value" in data:
            file, mistakes = check_model(ParamValueFile, data, document, here)
            found += mistakes
            value, here = data["value"], (*here, "value")
            basis = file.basis or param.basis if file is not None else param.basis
        trouble = value_trouble(param, value)
        if trouble is not None:
            found.append(document.mistake(here, trouble))
        else:
            values[name] = ParamValue(value, basis)
    return found


def _window_reading(
    body: Mapping[str, object], declared: Mapping[str, ParamFile], values: Mapping[str, ParamValue]
) -> bool:
    """Whether a period that the check uses is our own reading."""
    used = {name for word in BODY for name, _path in references(body.get(word))}
    return any(declared[name].type == "period" and values[name].basis == "reading" for name in used if name in values)


def _rule(
    draft: RuleDraft,
    file: RuleFile,
    *,
    library: LibraryCheck | None,
    judgement: Judgement,
    declared: Mapping[str, ParamFile],
    values: Mapping[str, ParamValue],
) -> Rule:
    shared = library.file if library is not None else None
    body = library.raw if library is not None else draft.raw
    plain = {name: value.value for name, value in values.items()}
    reading = _window_reading(body, declared, values)
    severity = file.severity or (shared.severity if shared else Severity.MEDIUM)
    enabled = file.enabled
    for override in draft.overrides:
        severity = override.file.severity or severity
        enabled = enabled if override.file.enabled is None else override.file.enabled
    duty = file.duty
    if reading:
        severity = severity if severity.rank < Severity.LOW.rank else Severity.LOW
        duty = "may" if duty == "may" else "should"
    applies = file.applies
    doc = file.doc or (shared.doc if shared else None)
    return Rule(
        id=draft.id,
        revision=file.revision,
        was=tuple(old if "/" in old else f"{draft.frame.id}/{old}" for old in file.was),
        title=file.title.words,
        cites=tuple(Cite(cite.source, cite.clause, cite.obligations, cite.basis) for cite in file.cites),
        status=file.status,
        duty=duty,
        severity=severity,
        about=file.about or (shared.about if shared else "content"),
        applies=Applies(
            levels=applies.level,
            kinds=applies.kind or (Kind.PORTAL,),
            regions=tuple(prefix(code) for code in applies.region or ((draft.frame.region,) if draft.frame.region else ())),
            services=applies.services,
            printed_reviewers=applies.printed_reviewers,
        ),
        in_force=in_force(file.in_force) if file.in_force is not None else draft.frame.in_force,
        check_name=library.name if library is not None else draft.id,
        params=plain,
        meaning={name: plain[name] for name, param in declared.items() if param.meaning and name in plain},
        subjects=judgement.subjects,
        check=judgement.check,
        require=judgement.require,
        message=_words(file.message or (shared.message if shared else None), plain, braces=True),
        remedy=_words(file.remedy or (shared.remedy if shared else None), plain),
        doc=_words(doc, plain),
        window_reading=reading,
        enabled=enabled,
        file=draft.document.file,
        line=draft.document.place(draft.path)[0],
    )


def _words(text: Bilingual | None, values: Mapping[str, object], *, braces: bool = False) -> Words:
    """A text in both languages with parameters filled in; with ``braces`` theirs are doubled, for the text is a format."""
    if text is None:
        return {}
    return {language: fill_text(said, values, language, braces=braces) for language, said in text.words.items()}
