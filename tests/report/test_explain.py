"""Rules in words: what is shipped is explained, in both languages, and every kind of check has its words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pydantic import TypeAdapter

from govcheck.i18n import set_language
from govcheck.outcome import Severity
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.load import load_packs
from govcheck.pack.rule import Applies, InForce, Require, Rule
from govcheck.records.result import Cite
from govcheck.records.site import Kind, Level
from govcheck.report.check_words import check_lines
from govcheck.report.explain import explain

CHECKS = {
    '{"kind": "has", "pattern": {"text": "公报"}, "min": 2, "max": 3}': ["2 至 3 处", "公报"],
    '{"kind": "has", "pattern": {"meta": "SiteName"}}': ["META 标签 SiteName 出现至少 1 处"],
    '{"kind": "compare", "value": "subject.title", "matches": "^x", "is_not": "y"}': ["不是 y", "符合式样 ^x"],
    '{"kind": "compare", "value": {"css": "p.a", "attr": "b"}, "min": 1, "max": 2}': ["p.a b", "≥ 1", "≤ 2"],
    '{"kind": "elapsed", "since": "subject.published", "max": "3 working days"}': ["到判定基准日：至多 3 个工作日"],
    '{"kind": "covers", "of": {"each": "report"}, "field": "year", "required": {"unit": "year", "from": 2008}}': [
        "每年，2008 至 最近已结束的一期"
    ],
    '{"kind": "covers", "value": "subject.meta_site", "required": ["a", "b"], "exhaustive": true}': ["a、b", "以此为限"],
    '{"kind": "related", "to": {"each": "interpretation"}, "by": ["link", "title"], "then": '
    '{"kind": "elapsed", "since": "subject.published", "until": "related.published", "min": "1 day"}}': [
        "互相链接、标题包含",
        "并且：",
        "  从",
        "至少 1 天",
    ],
    '{"kind": "manual", "ask": {"zh": "对不对", "en": "right?"}}': ["由人认定：对不对"],
    '{"kind": "plugin", "name": "own"}': ["扩展检查 own"],
    '{"none": [{"any": [{"kind": "plugin", "name": "own"}]}, {"all": [{"kind": "plugin", "name": "two"}]}]}': [
        "下列都不成立：",
        "  下列有一成立：",
        "    由扩展检查 own 判定",
        "  下列全部成立：",
    ],
}


@pytest.mark.parametrize("written", CHECKS)
def test_every_kind_of_check_in_words(written: str) -> None:
    check: Check = TypeAdapter(Check).validate_json(written)
    lines = "\n".join(check_lines(check, "document"))
    for part in CHECKS[written]:
        assert part in lines


def rule(**changes: object) -> Rule:
    values: dict[str, object] = {
        "id": "demo/lag",
        "revision": 2,
        "was": (),
        "title": {"zh": "及时解读", "en": "interpret in time"},
        "cites": (Cite("XZS2018", "二（一）1", ("XZS2018-211",), "reading"),),
        "status": "draft",
        "duty": "should",
        "severity": Severity.LOW,
        "about": "content",
        "applies": Applies((Level.COUNTY,), (Kind.PORTAL,), ("5104",), True, True),
        "in_force": InForce(date(2026, 1, 1), date(2026, 12, 31), date(2027, 3, 31)),
        "check_name": "interpretation-lag",
        "params": {"max_lag": "3 working days", "names": ["甲", "乙"], "strict": True},
        "meaning": {},
        "subjects": Subjects.model_validate_json(
            '{"each": "document", "where": {"published": {"within": "1 year"}}, "sample": 30}'
        ),
        "check": TypeAdapter(Check).validate_json(
            '{"kind": "elapsed", "since": "subject.published", "max": "3 working days"}'
        ),
        "require": Require("share_min", 0.95),
        "message": {},
        "remedy": {"zh": "发布解读。", "en": "Publish it."},
        "window_reading": True,
    }
    return Rule(**(values | changes))  # type: ignore[arg-type]  # the test's own table of values


def test_a_rule_in_words() -> None:
    text = explain(rule())
    for part in (
        "demo/lag：及时解读",
        "严重程度 轻微；应当；第 2 版；检查 interpretation-lag；草案，不计分",
        "XZS2018 二（一）1（本工具的解读） XZS2018-211",
        "县级；门户；行政区划 5104；有对外服务职能；必须公示审校人员",
        "施行 2026-01-01 至 2026-12-31，判定至 2027-03-31",
        "抽查 30 个",
        "至少 95% 符合",
        "max_lag：3 个工作日",
        "names：甲、乙",
        "strict：是",
        "只作提示",
        "没有该年度的工作日历",
        "发布解读。",
    ):
        assert part in text


def test_every_shipped_rule_is_explained_in_both_languages() -> None:
    rules = [one for pack in load_packs(()) for one in pack.rules]
    assert rules
    for language in ("zh", "en"):
        set_language(language)
        for one in rules:
            text = explain(one)
            assert one.id in text
            assert not re.search(r"subject\.|related\.|\{[a-z]+\}", text.split(one.id, 1)[1]), text
