"""Loading the cases that every rule ships: a small seen site, and what the rule must come to on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from govcheck.dates.clock import as_of_end, parse_as_of
from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.pack.case_models import CaseFile, CasesFile, MemberFile, PopulationFile, SiteFile
from govcheck.pack.case_values import field_value
from govcheck.pack.catalogue import CATALOGUE, PopulationSpec
from govcheck.pack.drafts import DraftReader
from govcheck.pack.kinds.base import Extract
from govcheck.pack.load import read_pack
from govcheck.pack.mistakes import check_model
from govcheck.pack.resolve import PackFrame, RuleDraft, resolve
from govcheck.pack.rule import InForce, Rule
from govcheck.pack.schema_models import RuleFile
from govcheck.pack.shipped import rules_root
from govcheck.pack.source import DataPath, Document, read_document
from govcheck.pack.suggest import did_you_mean
from govcheck.records.population import Field, Member, Population, Sighting
from govcheck.records.site import Inference, Kind, PageCount, Site, SiteRecord

_NO_HASH: Final = "0" * 64
_SUFFIX: Final = ".test.yaml"


@dataclass(frozen=True, slots=True)
class Expect:
    """What the rule must come to. ``subjects`` and ``locators`` are of its findings, in any order; ``None``: not asked."""

    outcome: Outcome
    reason: Reason | None
    subjects: tuple[str, ...] | None
    locators: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``as_of`` is aware; ``record`` holds the site, its populations and the time of fetch."""

    name: str
    rule: Rule
    as_of: datetime
    record: SiteRecord
    capabilities: Mapping[str, bool]
    expect: Expect
    file: str
    line: int


def load_cases(path: Path, *, root: Path | None = None) -> tuple[Case, ...]:
    """The cases of ``x.test.yaml``, for the pack or library check ``x.yaml`` beside it.

    Raises:
        PackError: with every mistake of the case file and of the pack it tests.
    """
    reader = DraftReader(root if root is not None else rules_root())
    cases = read_cases(path, reader)
    if reader.mistakes:
        raise PackError(sorted(set(reader.mistakes)))
    return cases


def read_cases(path: Path, reader: DraftReader) -> tuple[Case, ...]:
    """The cases that are sound; mistakes are added to the reader's."""
    document = read_document(path)
    reader.mistakes += document.mistakes
    file, mistakes = check_model(CasesFile, document.data, document, ())
    reader.mistakes += mistakes
    if file is None:
        return ()
    beside = path.with_name(path.name.removesuffix(_SUFFIX) + ".yaml")
    if (file.pack is None) == (file.check is None) or not path.name.endswith(_SUFFIX) or not beside.is_file():
        message = _("案例文件 x.test.yaml 要与 x.yaml 放在一起，并写明 pack 或 check 其中之一")
        reader.mistakes.append(document.mistake((), message))
        return ()
    rules: dict[str, Rule] = {}
    if file.pack is not None:
        rules = _rules_of_pack(file.pack, document, beside, reader)
    elif file.check == beside.stem:
        reader.read_library(beside)
    else:
        message = _("名称应与旁边的文件相同：{name}").format(name=beside.stem)
        reader.mistakes.append(document.mistake(("check",), message))
        return ()
    cases = []
    for index, case in enumerate(file.cases):
        here: DataPath = ("cases", index)
        if file.check is not None:
            rule = _rule_of_check(file.check, case, document, here, reader)
        else:
            rule = rules.get(case.rule or "")
            if rule is None and rules:
                message = _("没有规则 {id}").format(id=case.rule) + did_you_mean(case.rule or "", rules)
                reader.mistakes.append(document.mistake((*here, "rule"), message))
        built, mistakes = _case(case, rule, document, here)
        reader.mistakes += mistakes
        if built is not None:
            cases.append(built)
    return tuple(cases)


def _rules_of_pack(name: str, document: Document, beside: Path, reader: DraftReader) -> dict[str, Rule]:
    """The rules of the pack by their short id; its own hide inherited ones."""
    pack, draft = read_pack(beside, reader)
    if draft.frame.id != name:
        message = _("旁边的规则包是 {name}").format(name=draft.frame.id)
        reader.mistakes.append(document.mistake(("pack",), message))
    return {rule.id.rpartition("/")[2]: rule for rule in pack.rules} if pack is not None else {}


def _rule_of_check(name: str, case: CaseFile, document: Document, path: DataPath, reader: DraftReader) -> Rule | None:
    """A rule made for the occasion: the library check with the case's parameters, binding everyone."""
    library = reader.known_library(name)
    if library is None or library.file is None:
        return None
    raw: dict[str, object] = {
        "id": name,
        "title": library.file.title.words,
        "cites": [{"source": "CASE", "clause": "-"}],
        "applies": {"kind": [kind.value for kind in Kind]},
        "use": f"library/{name}",
        "params": case.params,
    }
    file, mistakes = check_model(RuleFile, raw, document, path)
    frame = PackFrame("library", "", InForce(), frozenset({"CASE"}))
    rule, more = resolve(RuleDraft(frame, document, path, raw, file), reader.library)
    reader.mistakes += [*mistakes, *more]
    return rule


def _case(case: CaseFile, rule: Rule | None, document: Document, path: DataPath) -> tuple[Case | None, list[Mistake]]:
    found: list[Mistake] = []
    moments = []
    for word, text in (("as_of", case.as_of), ("fetched_at", case.fetched_at or case.as_of)):
        try:
            moments.append(parse_as_of(text))
        except ValueError:
            message = _("不是时间：{text}（写作 2026-06-15 或 2026-06-15T08:30）").format(text=text)
            found.append(document.mistake((*path, word), message))
    expect = case.expect
    if expect.reason is not None and OUTCOME_OF[expect.reason] is not expect.outcome:
        message = _("原因 {reason} 属于 {outcome}").format(reason=expect.reason, outcome=OUTCOME_OF[expect.reason])
        found.append(document.mistake((*path, "expect", "reason"), message))
    builder = _Populations(document, case.site.url, moments[-1] if moments else as_of_end(date.min))
    populations = {
        name: builder.population(name, file, (*path, "populations", name)) for name, file in case.populations.items()
    }
    found += builder.mistakes
    if found or rule is None:
        return None, found
    as_of, fetched = moments
    record = SiteRecord(
        site=_site(case.site),
        populations=populations,
        inferred={name: Inference(file.value, file.confidence, "case") for name, file in case.inferred.items()},
        reached=True,
        saved_copy=case.saved_copy,
        first_fetch=fetched,
        last_fetch=fetched,
        pages=PageCount(1, 0, 0),
    )
    wanted = Expect(expect.outcome, expect.reason, expect.subjects, expect.locators)
    line = document.place(path)[0]
    return Case(case.name, rule, as_of, record, case.capabilities, wanted, document.file, line), []


def _site(file: SiteFile) -> Site:
    return Site(
        id="case",
        name=file.name,
        url=file.url,
        level=file.level,
        kind=file.kind,
        region=file.region,
        site_code=file.site_code,
        services=file.services == "yes" if isinstance(file.services, str) else file.services,
        printed_reviewers=file.printed_reviewers in (True, "yes"),
    )


class _Populations:
    """Builds the populations of one case and notes what is wrong with them."""

    def __init__(self, document: Document, base: str, seen_at: datetime) -> None:
        self.mistakes: list[Mistake] = []
        self._document = document
        self._base = base
        self._seen_at = seen_at

    def population(self, name: str, file: PopulationFile, path: DataPath) -> Population:
        spec = CATALOGUE.get(name)
        if spec is None:
            message = _("没有 {name} 这个总体").format(name=name) + did_you_mean(name, CATALOGUE)
            self._note(path, message, key=True)
        members = tuple(self._member(member, spec, (*path, "members", index)) for index, member in enumerate(file.members))
        known = max(len(members), file.known or 0)
        return Population(name, members, file.open, known, file.searched or (self._base,))

    def _member(self, file: MemberFile, spec: PopulationSpec | None, path: DataPath) -> Member:
        url = file.url or urljoin(self._base, file.key if file.key.startswith("/") else "/")
        fields: dict[str, Field] = {}
        for name, data in file.fields.items():
            here: DataPath = (*path, "fields", name)
            if spec is None:
                continue
            if name not in spec.fields:
                message = _("没有 {name} 这个字段").format(name=name) + did_you_mean(name, spec.fields)
                self._note(here, message, key=True)
                continue
            self._put(fields, name, data, spec.fields[name].type, here)
        for index, extract in enumerate(file.extracts):
            asked = Extract(**{word: getattr(extract, word) for word in Extract.model_fields})
            type_ = {"text": "texts", "number": "numbers", "date": "instants"}[asked.read]
            self._put(fields, asked.key, extract.value, type_, (*path, "extracts", index, "value"))
        seen = Sighting(url, url, self._seen_at, 200, _NO_HASH)
        return Member(file.key, file.name if file.name is not None else file.key, url, fields, seen)

    def _put(self, fields: dict[str, Field], name: str, data: object, type_: str, path: DataPath) -> None:
        try:
            fields[name] = field_value(data, type_)
        except ValueError as error:
            self._note(path, str(error))

    def _note(self, path: DataPath, message: str, *, key: bool = False) -> None:
        self.mistakes.append(self._document.mistake(path, message, key=key))
