"""SARIF 2.1.0 as a check of our own: of the objects we write, the properties we write, with their types and bounds.

It follows the JSON schema of the OASIS Standard (errata 01), whose licence leaves open whether the file may be copied, and
is narrower: a property that we do not write is refused. The schema itself is asked where it is at hand
(``GOVCHECK_SARIF_SCHEMA`` names the file).
"""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": -1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
URI = {"type": "string", "pattern": r"^(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+$"}
BAG = {
    "type": "object",
    "properties": {"tags": {"type": "array", "items": TEXT, "uniqueItems": True}},
}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def many(item: dict[str, Any], *, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": item, "uniqueItems": unique}


def thing(required: str = "", **properties: Any) -> dict[str, Any]:
    found = {"type": "object", "additionalProperties": False, "properties": properties | {"properties": BAG}}
    return found | {"required": required.split()} if required else found


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {"$schema": URI, "version": {"const": "2.1.0"}, "runs": many(ref("run"))},
    "$defs": {
        "run": thing(
            "tool results",  # results: "must be present if a log file represents an actual scan"
            tool=thing("driver", driver=ref("toolComponent")),
            invocations=many(ref("invocation")),
            automationDetails=thing(id=TEXT),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=many(ref("result")),
        ),
        "toolComponent": thing(
            "name",
            name=TEXT,
            version=TEXT,
            language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
            rules=many(ref("reportingDescriptor"), unique=True),
            notifications=many(ref("reportingDescriptor"), unique=True),
        ),
        "reportingDescriptor": thing(
            "id",
            id=TEXT,
            shortDescription=ref("multiformatMessageString"),
            fullDescription=ref("multiformatMessageString"),
            help=ref("multiformatMessageString"),
            defaultConfiguration=thing(level=LEVEL),
        ),
        "multiformatMessageString": thing("text", text={"type": "string", "minLength": 1}),
        "message": thing("text", text={"type": "string", "minLength": 1}),
        "invocation": thing(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            startTimeUtc=MOMENT,
            endTimeUtc=MOMENT,
            toolExecutionNotifications=many(ref("notification")),
        ),
        "notification": thing(
            "message",
            message=ref("message"),
            level=LEVEL,
            descriptor=thing("id", id=TEXT, index=COUNT),
            locations=many(ref("location"), unique=True),
        ),
        "result": thing(
            "message ruleId partialFingerprints",
            ruleId=TEXT,
            ruleIndex=COUNT,
            kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
            level=LEVEL,
            message=ref("message"),
            locations=many(ref("location")),
            partialFingerprints={"type": "object", "additionalProperties": TEXT},
            suppressions=many(ref("suppression"), unique=True),
            baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
        ),
        "suppression": thing(
            "kind",
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=TEXT,
        ),
        "location": thing(
            physicalLocation=ref("physicalLocation"),
            logicalLocations=many(thing(name=TEXT, fullyQualifiedName=TEXT, kind=TEXT), unique=True),
        ),
        "physicalLocation": thing(
            "artifactLocation",
            artifactLocation=thing("uri", uri=URI),
            region=thing("startLine", startLine={"type": "integer", "minimum": 1}),
        ),
    },
}
