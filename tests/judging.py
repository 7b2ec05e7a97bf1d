"""Short ways to write sites, members and rules for tests of checks, engine and score."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from govcheck.checks.interface import Context, Subject, Verdict
from govcheck.checks.registry import judge
from govcheck.dates.clock import SHANGHAI, as_of_end
from govcheck.outcome import Reason, Severity
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.rule import Applies, InForce, Require, Rule
from govcheck.records.population import Member, Population, Reading, Sighting, Unknown
from govcheck.records.result import Cite
from govcheck.records.site import Kind, Level, PageCount, Site, SiteRecord

TODAY = date(2026, 6, 15)
AS_OF = as_of_end(TODAY)
FETCHED = datetime(2026, 6, 15, 9, tzinfo=SHANGHAI)
CHECK: TypeAdapter[Any] = TypeAdapter(Check)


def check_of(data: Any) -> Any:
    return CHECK.validate_json(json.dumps(data), strict=True)


def field(value: Any) -> Any:
    if isinstance(value, Reason):
        return Unknown(value)
    return value if isinstance(value, Reading | Unknown) else Reading(value, "test")


def member(key: str = "/a", name: str = "", fetched: datetime | None = FETCHED, **fields: Any) -> Member:
    url = f"http://www.example.gov.cn{key}"
    seen = Sighting(url, url, fetched, 200, "0" * 64) if fetched else None
    return Member(key, name or key, url, {one: field(value) for one, value in fields.items()}, seen)


def population(name: str, *members: Member, open: tuple[Reason, ...] = (), known: int = 0) -> Population:  # noqa: A002
    return Population(name, members, open, max(known, len(members)), (f"http://www.example.gov.cn/{name}/",))


def context(*populations: Population, **more: Any) -> Context:
    more.setdefault("as_of", AS_OF)
    more.setdefault("last_fetch", FETCHED)
    return Context(populations={one.name: one for one in populations}, **more)


def say(check: Any, subject: Member, *populations: Population, each: str = "page", **more: Any) -> Verdict:
    return judge(check_of(check), Subject(subject, each), context(*populations, **more))


def rule(check: Any, each: Any = "page", name: str = "p/r", **more: Any) -> Rule:
    subjects = each if isinstance(each, dict) else {"each": each}
    applies = more.pop("applies", Applies(kinds=(Kind.PORTAL,)))
    defaults: dict[str, Any] = {
        "id": name,
        "revision": 1,
        "was": (),
        "title": {"zh": "题", "en": "title"},
        "cites": (Cite("S", "一", ("S-01",)),),
        "status": "stable",
        "duty": "shall",
        "severity": Severity.MEDIUM,
        "about": "content",
        "in_force": InForce(),
        "check_name": "c",
        "params": {},
        "meaning": {},
        "require": Require(),
        "message": {"zh": "{subject}：{failed}", "en": "{subject}: {failed}"},
        "remedy": {"zh": "改", "en": "mend"},
    }
    return Rule(
        applies=applies,
        subjects=Subjects.model_validate_json(json.dumps(subjects)),
        check=check_of(check),
        **(defaults | more),
    )


def record(*populations: Population, site: Site | None = None, **more: Any) -> SiteRecord:
    more.setdefault("reached", True)
    more.setdefault("saved_copy", False)
    more.setdefault("inferred", {})
    more.setdefault("first_fetch", FETCHED - timedelta(minutes=5))
    more.setdefault("last_fetch", FETCHED)
    return SiteRecord(
        site=site
        or Site("s1", "某县人民政府", "http://www.example.gov.cn/", Level.COUNTY, Kind.PORTAL, "511702", services=True),
        populations={one.name: one for one in populations},
        pages=PageCount(1, 0, 0),
        **more,
    )
