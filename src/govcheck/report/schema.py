"""The JSON Schema of the report (draft 2020-12), from the same lists of words as the program; ``docs/report.schema.json``.

Generate with ``python -m govcheck.report.schema > docs/report.schema.json``.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Any, Final, TypeAlias

from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.site import Kind, Level
from govcheck.records.standing import Mark, State
from govcheck.report.json_report import SCHEMA_VERSION

Schema: TypeAlias = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_FLAG: Final[Schema] = {"type": "boolean"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_NUMBER: Final[Schema] = {"type": "number"}
_SHA: Final[Schema] = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
_MOMENT: Final[Schema] = {
    "type": ["string", "null"],
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$",
    "description": "ISO 8601 in Asia/Shanghai",
}
_DAY: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_SCALAR: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}


def _object(properties: Schema, description: str = "") -> Schema:
    """An object with exactly these members, all present."""
    said = {"description": description} if description else {}
    return {
        "type": "object",
        **said,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _words(enum: type[StrEnum], *, null: bool = False) -> Schema:
    words: list[str | None] = [one.value for one in enum]
    return {"enum": [*words, None] if null else words}


def _said(base: Schema, description: str) -> Schema:
    return base | {"description": description}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _states() -> Schema:
    return dict.fromkeys(("met", "not_met", "waiting", "not_applicable", "unseen"), _COUNT)


def _evidence() -> Schema:
    page = {
        "kind": {"const": "page"},
        "address": _TEXT,
        "final_address": _TEXT,
        "fetched_at": _MOMENT,
        "status": {"type": "integer"},
        "sha256": _SHA,
        "css": _TEXT,
        "xpath": _TEXT,
        "excerpt": _said(_TEXT, "as a visitor sees it"),
        "value": _ref("value"),
        "how": _said(_TEXT, "how the value was read"),
        "personal": _said(_FLAG, "the page holds unmasked numbers of persons: handle its stored body with care"),
    }
    wire = {
        "kind": {"const": "wire"},
        "host": _TEXT,
        "fact": _TEXT,
        "value": _ref("value"),
        "fetched_at": _MOMENT,
        "detail": _TEXT,
    }
    absence = {
        "kind": {"const": "absence"},
        "searched": _said(_list(_TEXT), "addresses looked at"),
        "names": _said(_list(_TEXT), "names tried"),
        "nearest": _said(_list(_TEXT), "what came nearest"),
    }
    return {"oneOf": [_object(page), _object(wire), _object(absence)]}


def _result() -> Schema:
    return _object(
        {
            "rule": _said(_TEXT, "full id: pack/slug"),
            "revision": _COUNT,
            "outcome": _words(Outcome),
            "reason": _words(Reason, null=True),
            "detail": _ref("words"),
            "about": {"enum": ["template", "content", "wire", "duty"]},
            "severity": _words(Severity),
            "duty": {"enum": ["shall", "should", "may"]},
            "status": _said({"enum": ["stable", "draft"]}, "draft: reported, never in a score or rate"),
            "hint": _said(_FLAG, "提示: a window of our own reading; never in a veto, deduction or rate"),
            "comparison": _said(_FLAG, "对照检查: a pack from elsewhere or out of its year; no verdict"),
            "check": _TEXT,
            "cites": _list(_ref("cite")),
            "counted": _object(dict.fromkeys(("pass", "fail", "manual", "error"), _COUNT), "subjects by outcome"),
            "population": _or_null(
                _object(
                    {
                        "name": _TEXT,
                        "closed": _said(_FLAG, "whether an absence could be stated"),
                        "reason": _words(Reason, null=True),
                        "reasons": _list(_words(Reason)),
                        "size": _COUNT,
                    }
                )
            ),
            "sample": _or_null(_object({"drawn": _COUNT, "of": _COUNT}, "抽查 drawn/of")),
            "proof": _said(_list(_ref("evidence")), "up to three passes"),
            "findings": _said(_list(_TEXT), "fingerprints"),
        }
    )


def _finding() -> Schema:
    return _object(
        {
            "fingerprint": {"type": "string", "pattern": "^v1:"},
            "check": _TEXT,
            "rules": _list(_TEXT),
            "cites": _list(_ref("cite")),
            "outcome": _said({"enum": ["fail", "manual"]}, "fail: to be rectified; manual: a person decides"),
            "reason": _words(Reason),
            "severity": _words(Severity),
            "confidence": _words(Confidence),
            "hint": _FLAG,
            "comparison": _FLAG,
            "subject": _said(_TEXT, "key of the subject: path or name, never the host"),
            "name": _TEXT,
            "locator": _TEXT,
            "message": _ref("words"),
            "remedy": _ref("words"),
            "state": _said(_words(State), "known: in the baseline; waived: a waiver in force covers it, nothing is erased"),
            "waiver": _or_null(_ref("waiver")),
            "expired_waiver": _or_null(_ref("waiver")),
            "review": _or_null(_ref("review")),
            "evidence": _list(_ref("evidence")),
        }
    )


def _waiver() -> Schema:
    members = {"approver": _TEXT, "reason": _TEXT, "added": _DAY, "expires": _said(_DAY, "the last day it holds")}
    return _object(members, "a named person accepts the finding for a time, at most a year")


def _review() -> Schema:
    at = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+08:00$"}
    bodies = _said(_list(_SHA), "the pages it was judged on: 误报 holds only while one of them is the same")
    members = {"mark": _words(Mark), "reviewer": _TEXT, "at": at, "note": _TEXT, "bodies": bodies, "check": _TEXT}
    return _object(members, "what a person said (人工核对); 误报: silent, in no number")


def _score() -> Schema:
    veto = {
        "id": _TEXT,
        "title": _TEXT,
        "title_en": _said(_TEXT, "empty: there is none"),
        "outcome": _words(Outcome),
        "why": _ref("words"),
        "rules": _list(_TEXT),
    }
    line = {
        "indicator": _TEXT,
        "title": _TEXT,
        "title_en": _said(_TEXT, "empty: there is none"),
        "points": _said(_NUMBER, "lost (negative) or gained"),
        "unseen": _said(_NUMBER, "by how much the range widens here"),
        "why": _ref("words"),
        "findings": _list(_TEXT),
    }
    vetoes = {"checked": _COUNT, "of": _COUNT, "proven": _list(_TEXT), "all": _list(_object(veto))}
    return _object(
        {
            "sheet": _TEXT,
            "verdict": {"enum": ["qualified", "unqualified", "undetermined", "none"]},
            "marked": _said(_FLAG, "false: points are not given (not a government portal), only vetoes count"),
            "vetoes": _object(vetoes, "of: those that apply; checked: those decided"),
            "low": _said(_NUMBER, "the mark with every unseen indicator lost"),
            "high": _said(_NUMBER, "the mark with every unseen indicator full"),
            "unseen_points": _NUMBER,
            "bonus": _NUMBER,
            "arithmetic": _list(_object(line)),
        }
    )


def _site() -> Schema:
    chapter = _object({"source": _TEXT, "chapter": _TEXT, **_states()})
    inference = _object({"value": _TEXT, "confidence": _words(Confidence), "why": _TEXT})
    unseen = _object({"reason": _words(Reason), "addresses": _COUNT, "rules": _COUNT, "remedy": _ref("words")})
    obligation = _object({"id": _TEXT, "outcome": _words(Outcome), "rules": _list(_TEXT)})
    return _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "url": _TEXT,
            "level": _words(Level, null=True),
            "kind": _words(Kind, null=True),
            "region": _said(_TEXT, "division code; empty: not known"),
            "site_code": _said(_TEXT, "网站标识码 as the site list states it; empty: not stated"),
            "organiser": _said(_TEXT, "主办单位 as the site list states it; empty: not stated"),
            "inferred": {
                "type": "object",
                "description": "what the site list left open, read from the pages",
                "additionalProperties": inference,
            },
            "reached": _FLAG,
            "saved_copy": _FLAG,
            "ended": _said(_words(Reason, null=True), "why the crawl stopped early"),
            "pages": _object(dict.fromkeys(("fetched", "failed", "skipped"), _COUNT)),
            "score": _ref("score"),
            "coverage": _object({"obligations": _COUNT, **_states(), "chapters": _list(chapter)}),
            "unseen": _said(_list(unseen), "what was not seen, why, and what to do"),
            "results": _list(_ref("result")),
            "obligations": _list(obligation),
            "findings": _list(_ref("finding")),
        }
    )


def _pointer() -> Schema:
    standing = {"enum": ["qualified", "unqualified", "undetermined", "unseen", "comparison"]}
    members = {"id": _TEXT, "name": _TEXT, "url": _TEXT, "standing": standing, "low": _NUMBER, "high": _NUMBER}
    return _object({**members, "file": _TEXT}, "in reports of more than 200 sites")


def _run() -> Schema:
    pack = _object({"id": _TEXT, "version": _TEXT, "sha256": _SHA})
    source = _object(dict.fromkeys(("key", "title", "number", "issuer"), _TEXT), "a document that rules cite")
    option = {"anyOf": [_SCALAR, _list(_TEXT)]}
    return _object(
        {
            "id": _TEXT,
            "started": _MOMENT,
            "finished": _MOMENT,
            "as_of": _DAY,
            "seed": _TEXT,
            "packs": _list(pack),
            "sources": _list(source),
            "tables": _list(_object({"name": _TEXT, "sha256": _SHA})),
            "capabilities": {"type": "object", "additionalProperties": _FLAG},
            "authority": {"type": ["string", "null"]},
            "options": {"type": "object", "additionalProperties": option},
        }
    )


def _summary() -> Schema:
    names = ("sites", "reached", "qualified", "unqualified", "undetermined", "unseen", "comparison")
    findings = _object({one.value: _COUNT for one in Severity}, "proven ones, without 提示, 对照检查, waived and 误报")
    said = "sites = qualified + unqualified + undetermined + unseen + comparison"
    return _object({**dict.fromkeys(names, _COUNT), "findings": findings}, said)


def report_schema() -> Schema:
    """The schema; ``#/$defs/site`` alone describes one line of ``jsonl``."""
    cite = {"source": _TEXT, "clause": _TEXT, "obligations": _list(_TEXT), "basis": {"enum": ["stated", "reading"]}}
    members = {
        "schema_version": {"const": SCHEMA_VERSION},
        "tool": _object({"name": {"const": "govcheck"}, "version": _TEXT}),
        "run": _run(),
        "sites": {"anyOf": [_list(_ref("site")), _list(_ref("pointer"))]},
        "summary": _summary(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "govcheck report",
        **_object(members),
        "$defs": {
            "words": _object({"zh": _TEXT, "en": _TEXT}),
            "value": {"anyOf": [_SCALAR, _list(_SCALAR), {"type": "object", "additionalProperties": _SCALAR}]},
            "cite": _object(cite),
            "evidence": _evidence(),
            "result": _result(),
            "finding": _finding(),
            "waiver": _waiver(),
            "review": _review(),
            "score": _score(),
            "site": _site(),
            "pointer": _pointer(),
        },
    }


def schema_text() -> str:
    """The schema as the file in ``docs`` holds it."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode())
