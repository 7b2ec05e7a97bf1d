"""``docs/pack.schema.json``: what an editor needs to help with packs, library checks, lexicons and cases."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from govcheck.pack.case_models import CasesFile
from govcheck.pack.kinds.base import Strict, Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.lexicon import LexiconFile
from govcheck.pack.schema_models import LibraryFile, PackFile, RequireFile, RuleFile
from govcheck.pack.wording import WordingFile

_ID: Final = "https://json-schema.org/draft/2020-12/schema"
_PARAM: Final = {"type": "string", "pattern": r"\$[a-z][a-z0-9_]*"}
_JUDGED: Final = (
    "AllOf",
    "AnyOf",
    "Compare",
    "Condition",
    "Covers",
    "Each",
    "Elapsed",
    "Extract",
    "Has",
    "Manual",
    "NoneOf",
    "Pattern",
    "Plugin",
    "Quota",
    "Range",
    "Related",
    "Subjects",
)


class _Body(Strict):
    """The part of rules and library checks that may hold ``$name``."""

    subjects: Subjects | None = None
    check: Check | None = None
    require: RequireFile | None = None


class _Rules(Strict):
    """Anchors the model of a rule, which the header's model leaves open."""

    rules: list[RuleFile] = Field(default_factory=list)


def schema_text() -> str:
    """The schema as JSON text: a file is a pack, a library check, a lexicon or cases."""
    files: list[type[BaseModel]] = [PackFile, LibraryFile, LexiconFile, WordingFile, CasesFile]
    anchored: list[type[BaseModel]] = [*files, _Body, _Rules]
    _names, whole = models_json_schema([(model, "validation") for model in anchored], by_alias=True)
    defs: dict[str, Any] = whole["$defs"]
    for name in _JUDGED:
        _allow_params(defs[name])
    body, rules = defs.pop("_Body"), defs.pop("_Rules")
    defs["PackFile"]["properties"]["rules"] = rules["properties"]["rules"]
    for name in ("RuleFile", "LibraryFile"):
        for word in ("subjects", "check", "require"):
            defs[name]["properties"][word] = body["properties"][word]
    schema = {
        "$schema": _ID,
        "title": "govcheck rule pack",
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in files],
        "$defs": dict(sorted(defs.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _allow_params(model: dict[str, Any]) -> None:
    """Wherever a value may stand, ``$name`` may stand."""
    for name, value in model.get("properties", {}).items():
        if "const" not in value and not _takes_text(value):
            model["properties"][name] = {"anyOf": [value, _PARAM]}


def _takes_text(value: dict[str, Any]) -> bool:
    return value.get("type") == "string" and not {"enum", "pattern"} & set(value)
