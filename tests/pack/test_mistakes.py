"""Every mistake at its own place, with what was probably meant."""

from __future__ import annotations

import pytest

from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.mistakes import check_model
from govcheck.pack.schema_models import AppliesFile, InForceFile, RequireFile
from govcheck.pack.source import parse_document


def told(model: object, text: str) -> list[tuple[str, int, str]]:
    document = parse_document(text.encode(), "f")
    value, mistakes = check_model(model, document.data, document, ())
    assert (value is None) == bool(mistakes)
    return [(mistake.path, mistake.column, mistake.message) for mistake in sorted(mistakes)]


@pytest.mark.parametrize(
    ("model", "text", "path", "column", "says"),
    [
        (Check, "{kind: hass, pattern: {text: a}}", "kind", 8, "是不是 has？"),
        (Check, "{pattern: {text: a}}", "", 1, "kind"),
        (Check, "{kind: has, pattern: {text: a, regex: b}}", "pattern", 22, "只写一个"),
        (Check, "{kind: has, pattern: {txt: a}}", "pattern.txt", 23, "是不是 text？"),
        (Check, "{kind: covers, value: subject.text, required: [a, [b]]}", "required[1]", 51, "文字"),
        (
            Check,
            "{kind: covers, value: subject.text, required: {unit: yaer, from: 1}}",
            "required.unit",
            54,
            "是不是 year？",
        ),
        (Check, "{kind: covers, value: subject.text, required: {甲: 3}}", "required.甲", 51, "引号"),
        (
            Check,
            "{kind: covers, value: subject.text, required: {unit: year, from: 1, due: 1 day, grace: 1 day}}",
            "required",
            47,
            "同时",
        ),
        (Check, "{kind: covers, value: subject.text, required: [a], then: {kind: plugin, name: x}}", "", 1, "then"),
        (Check, "{kind: covers, value: {csss: x}, required: [a]}", "value.csss", 24, "是不是 css？"),
        (Check, "{kind: elapsed, since: as_of, max: 3 wroking days}", "max", 36, "不是时间段"),
        (Check, "{kind: elapsed, since: as_of, max: 3}", "max", 36, "时间段"),
        (Check, "{any: [{kind: elapsed, since: as_of, maxx: 1 day, max: 1 day}]}", "any[0].maxx", 38, "是不是 max？"),
        (Check, "{kind: related, to: {each: document}, by: [link, titel]}", "by[1]", 50, "是不是 title？"),
        (Subjects, "{each: home, sampl: 3}", "sampl", 14, "是不是 sample？"),
        (Subjects, "{each: home, sample: 0}", "sample", 22, "不能小于 1"),
        (Subjects, "{where: {}}", "each", 1, "缺少 each"),
        (Subjects, "{each: home, where: {title: {}}}", "where.title", 29, "条件"),
        (RequireFile, "evry", "", 1, "是不是 every？"),
        (RequireFile, "{share_min: 2}", "share_min", 13, "不能大于 1"),
        (RequireFile, "{share_min: 0.5, misses_max: 2}", "", 1, "其中一个"),
        (RequireFile, "{count_min: 0}", "count_min", 13, "不能小于 1"),
        (RequireFile, "{share_min: 0.5, short: manual}", "", 1, "count_min"),
        (AppliesFile, "{level: [county, twonship]}", "level[1]", 18, "是不是 township？"),
        (AppliesFile, "{region: 510400}", "region", 10, '"510400"'),
        (AppliesFile, "{services: yes}", "services", 12, "true 或 false"),
        (InForceFile, "{from: 2019-02-30}", "from", 8, "不是日期"),
    ],
)
def test_one_mistake_one_message(model: object, text: str, path: str, column: int, says: str) -> None:
    [(found_path, found_column, message)] = told(model, text)
    assert (found_path, found_column) == (path, column)
    assert says in message


def test_several_mistakes_all_told() -> None:
    found = told(Check, "{kind: covers, value: subjct.text, required: {unit: yaer, frm: 3}, exhaustiv: true}")
    assert [path for path, _column, _message in found] == [
        "value",
        "required.from",
        "required.unit",
        "required.frm",
        "exhaustiv",
    ]


def test_sound_values_pass() -> None:
    assert (
        told(Check, "{all: [{kind: has, pattern: {regex: a}}, {none: [{kind: compare, value: subject.title, is: x}]}]}")
        == []
    )
    assert told(AppliesFile, "{level: county, kind: [portal], region: ['5104', '510403'], services: true}") == []
