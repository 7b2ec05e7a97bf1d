"""What a rule judges: subjects, check and quantifier, validated with the parameters filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.mistakes import check_model
from govcheck.pack.params import fill, references
from govcheck.pack.rule import Require
from govcheck.pack.schema_models import Quota, RequireFile
from govcheck.pack.sense import check_troubles, each_troubles, message_troubles
from govcheck.pack.source import DataPath, Document
from govcheck.pack.suggest import did_you_mean

BODY: Final = ("subjects", "check", "require")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Subjects, check and quantifier, ready for plan and engine."""

    subjects: Subjects
    check: Check
    require: Require


def read_judgement(
    raw: Mapping[str, object], values: Mapping[str, object], document: Document, base: DataPath
) -> tuple[Judgement | None, list[Mistake]]:
    """Validate the body of a rule or library check that stands at ``base``, with parameters filled in."""
    found: list[Mistake] = [
        document.mistake((*base, word), _("缺少 {key}").format(key=word)) for word in BODY[:2] if raw.get(word) is None
    ]
    subjects: Subjects | None = None
    if raw.get("subjects") is not None:
        subjects, mistakes = check_model(Subjects, fill(raw["subjects"], values), document, (*base, "subjects"))
        found += mistakes
    if subjects is not None:
        found += [document.mistake(path, message) for path, message in each_troubles(subjects, (*base, "subjects"))]
    check: Check | None = None
    if raw.get("check") is not None:
        check, mistakes = check_model(Check, fill(raw["check"], values), document, (*base, "check"))
        found += mistakes
    if check is not None:
        population = subjects.each if subjects is not None else ""
        troubles = check_troubles(check, (*base, "check"), population)
        found += [document.mistake(path, message) for path, message in troubles]
    asked = fill(raw.get("require") or "every", values)
    require, mistakes = check_model(RequireFile, asked, document, (*base, "require"))
    found += mistakes
    if subjects is None or check is None or require is None:
        return None, found
    return Judgement(subjects, check, _require(require)), found


def _require(asked: str | Quota) -> Require:
    if isinstance(asked, str):
        return Require(asked)
    if asked.share_min is not None:
        return Require("share_min", asked.share_min)
    if asked.count_min is not None:
        return Require("count_min", asked.count_min, asked.short)
    return Require("misses_max", asked.misses_max or 0)


def reference_mistakes(
    raw: Mapping[str, object], declared: set[str], document: Document, base: DataPath
) -> tuple[set[str], list[Mistake]]:
    """The parameters that a body and its texts use, and those used without being declared."""
    used: set[str] = set()
    found = []
    for word in (*BODY, "message", "remedy"):
        for name, path in references(raw.get(word), (*base, word)):
            used.add(name)
            if name not in declared:
                message = _("没有声明参数 {name}").format(name=name) + did_you_mean(name, declared)
                found.append(document.mistake(path, message))
    return used, found


def text_mistakes(raw: Mapping[str, object], document: Document, base: DataPath) -> list[Mistake]:
    """Placeholders of the message that nothing fills."""
    message = raw.get("message")
    if not isinstance(message, dict):
        return []
    return [
        document.mistake(path, trouble)
        for language, text in message.items()
        if isinstance(text, str)
        for path, trouble in message_troubles(text, (*base, "message", language))
    ]
