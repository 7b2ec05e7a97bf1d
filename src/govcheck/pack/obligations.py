"""The obligations of the documents, one row each, and which rules answer for them: ``rules/obligations/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from govcheck.errors import PackError
from govcheck.pack.kinds.base import Strict
from govcheck.pack.kinds.models import Check, Manual
from govcheck.pack.load import LoadedPack
from govcheck.pack.mistakes import check_model
from govcheck.pack.rule import Rule
from govcheck.pack.schema_models import ObligationId, SourceKey, Text
from govcheck.pack.source import read_document
from govcheck.records.site import Kind, Level

FOLDER: Final = "obligations"
SEEN: Final = frozenset({"page", "probe"})
"""How an obligation is known that the program can see for itself."""

By = Literal["page", "probe", "data", "cross", "process", "attest"]


class ObligationRow(Strict):
    """One obligation. ``by``: how it can be known. ``unsure``: whether the text asks for it at all is in doubt."""

    id: ObligationId
    clause: Text
    by: By
    applies: Annotated[tuple[Level | Kind, ...], Field(strict=False, min_length=1)]
    say: Text
    check: str = ""
    unsure: bool = False


class DocumentHead(Strict):
    """The document the rows are read from."""

    key: SourceKey
    title: Text
    issuer: Text
    number: str = ""
    issued: Text
    levels: Annotated[tuple[Level | Kind, ...], Field(strict=False)] = ()


class ObligationsFile(Strict):
    """A file of obligations."""

    format: Literal[1]
    document: DocumentHead
    obligations: tuple[ObligationRow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule that answers for an obligation. ``how``: rule (it can pass and fail) | person (``manual`` alone)."""

    rule: Rule
    how: str


@dataclass(frozen=True, slots=True)
class Covered:
    """An obligation and the rules that cite it, by id."""

    document: DocumentHead
    obligation: ObligationRow
    answers: tuple[Answer, ...]

    @property
    def how(self) -> str:
        """How it is decided: rule | person | input (waits for tables, other sites or the history of runs) | none."""
        if not self.answers:
            return "none"
        if any(answer.how == "rule" for answer in self.answers):
            return "rule"
        return "person" if self.obligation.by in SEEN or self.obligation.by == "attest" else "input"


def load_obligations(root: Path) -> tuple[ObligationsFile, ...]:
    """Every document of a rules folder, by file name.

    Raises:
        PackError: with every mistake of every file.
    """
    found: list[ObligationsFile] = []
    mistakes = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        document = read_document(path)
        file, wrong = check_model(ObligationsFile, document.data, document, ())
        mistakes += [*document.mistakes, *wrong]
        if file is not None:
            found.append(file)
    if mistakes:
        raise PackError(sorted(set(mistakes)))
    return tuple(found)


def coverage(documents: Sequence[ObligationsFile], packs: Iterable[LoadedPack]) -> tuple[Covered, ...]:
    """Each obligation with the rules that cite it, in the order of the documents."""
    by_obligation: dict[str, list[Rule]] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        for name in dict.fromkeys(name for cite in rule.cites for name in cite.obligations):
            by_obligation.setdefault(name, []).append(rule)
    return tuple(
        Covered(
            document.document,
            row,
            tuple(Answer(rule, _how(rule.check)) for rule in sorted(by_obligation.get(row.id, ()), key=lambda one: one.id)),
        )
        for document in documents
        for row in document.obligations
    )


def unknown_obligations(documents: Sequence[ObligationsFile], packs: Iterable[LoadedPack]) -> list[tuple[str, str]]:
    """Rules that cite an obligation which its document does not have: (rule, obligation)."""
    known = {document.document.key: {row.id for row in document.obligations} for document in documents}
    return [
        (rule.id, name)
        for pack in packs
        for rule in pack.rules
        for cite in rule.cites
        if cite.source in known
        for name in cite.obligations
        if name not in known[cite.source]
    ]


def counts(rows: Iterable[Covered]) -> Mapping[str, int]:
    """How many obligations are decided in which way."""
    found = dict.fromkeys(("rule", "person", "input", "none"), 0)
    for row in rows:
        found[row.how] += 1
    return found


def _how(check: Check) -> str:
    return "person" if all(isinstance(part, Manual) for part in _leaves(check)) else "rule"


def _leaves(check: Check) -> Iterator[Check]:
    parts = getattr(check, "parts", None)
    if parts is None:
        yield check
    else:
        for part in parts:
            yield from _leaves(part)
