"""The coverage of the documents in words: table, JSON and Markdown (``docs/coverage.md``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from govcheck.i18n import N_, _
from govcheck.pack.obligations import SEEN, Covered, counts

HOW: Mapping[str, str] = {
    "rule": N_("规则判定"),
    "person": N_("由人认定"),
    "input": N_("待提供资料"),
    "none": N_("尚无规则"),
}
BY: Mapping[str, str] = {
    "page": N_("页面"),
    "probe": N_("网络"),
    "data": N_("单位提供的表"),
    "cross": N_("多处比对"),
    "process": N_("历次检查"),
    "attest": N_("由人说明"),
}


def coverage_json(rows: Sequence[Covered], shown: Mapping[str, Mapping[str, int]]) -> str:
    """All rows. ``shown``: by rule, how many cases end in pass, fail and neither."""
    return json.dumps([_row(row, shown) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _row(row: Covered, shown: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        "document": row.document.key,
        "clause": row.obligation.clause,
        "obligation": row.obligation.id,
        "say": row.obligation.say,
        "by": row.obligation.by,
        "decided": row.how,
        "rules": [
            {"rule": one.rule.id, "how": one.how, "status": one.rule.status, "cases": dict(shown.get(one.rule.id, {}))}
            for one in row.answers
        ],
    }


def coverage_markdown(rows: Sequence[Covered], shown: Mapping[str, Mapping[str, int]]) -> str:
    """The page of the documentation."""
    lines = ["<!-- " + _("由规则包生成，请勿手改") + " -->", "", "# " + _("义务与规则对照"), "", *_summary(rows)]
    for _key, group in groupby(rows, key=lambda row: row.document.key):
        own = list(group)
        lines += [
            "",
            f"## {own[0].document.title}",
            "",
            _("| 条 | 义务 | 内容 | 得知方式 | 判定 | 规则（用例：合格/不合格/不能定） |"),
        ]
        lines += ["|---|---|---|---|---|---|", *(_line(row, shown) for row in own)]
    return "\n".join(lines) + "\n"


def _summary(rows: Sequence[Covered]) -> list[str]:
    head = "| " + " | ".join([_("文件"), _("义务"), *(_(word) for word in HOW.values())]) + " |"
    lines = [head, "|---" * (len(HOW) + 2) + "|"]
    for key, group in groupby(rows, key=lambda row: row.document.key):
        own = list(group)
        lines.append(f"| {key} | {len(own)} | " + " | ".join(str(number) for number in counts(own).values()) + " |")
    lines.append("| " + _("合计") + f" | {len(rows)} | " + " | ".join(str(n) for n in counts(rows).values()) + " |")
    seen = [row for row in rows if row.obligation.by in SEEN]
    lines += ["", _("页面和网络能看的 {n} 条中，由规则判定的 {m} 条。").format(n=len(seen), m=counts(seen)["rule"])]
    return lines


def _line(row: Covered, shown: Mapping[str, Mapping[str, int]]) -> str:
    rules = "<br>".join(f"`{one.rule.id}` {cases_text(shown.get(one.rule.id, {}))}".strip() for one in row.answers)
    one = row.obligation
    cells = [one.clause, one.id, one.say, _(BY[one.by]), _(HOW[row.how]), rules]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def cases_text(found: Mapping[str, int]) -> str:
    """The cases as pass/fail/neither; empty without any."""
    return "/".join(str(found.get(name, 0)) for name in ("pass", "fail", "neither")) if found else ""
