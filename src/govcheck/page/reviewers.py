"""Printed roles of the three reviews: label, separator and a name, in the bar under the headline or at the text's end."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govcheck.page.body import is_paragraph
from govcheck.page.data import table
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.headline import Headline
from govcheck.page.model import Reviewer

_GAP: Final = r"[ \xa0\u3000]*"
_NAME: Final = re.compile(r"^[（(\[]?((?:[\u4e00-\u9fff·]{1,4}[ \u3000\xa0]{0,2}){1,4}|[A-Za-z][A-Za-z .]{1,20})")
_COURT: Final = re.compile(r"判决|裁定|法院|上诉|诉讼|宣判|审理")
_END_LINES: Final = 8
_SHORT: Final = 120
_TOOLS: Final = re.compile(
    r"^(?:来源|信息来源|发布|时间|日期|浏览|阅读|点击|字体|字号|打印|关闭|分享|保存|收藏|返回|上一篇|下一篇|附件|相关|大|中|小|扫一扫|文章|稿源|访问|次数)"
)


@cache
def _roles() -> dict[str, str]:
    return {label: role for role, labels in table("reviewers").items() for label in labels}


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_roles(), key=len, reverse=True)
    return re.compile(rf"({'|'.join(_GAP.join(label) for label in labels)}){_GAP}[:：丨|｜/]{_GAP}")


def read_reviewers(flow: Flow, body: Node | None, headline: Headline, *, first: int, last: int) -> tuple[Reviewer, ...]:
    """The roles in order; an empty ``name`` where only the label is printed."""
    found: list[Reviewer] = []
    for line in _places(flow, body, headline, first, last):
        matches = [m for m in _pattern().finditer(line.text) if _free(line, m.start(), m[1])]
        for i, match in enumerate(matches):
            stop = matches[i + 1].start() if i + 1 < len(matches) else len(line.text)
            label = re.sub(r"[ \xa0\u3000]", "", match[1])
            found.append(Reviewer(_roles()[label], label, _name(line.text[match.end() : stop])))
    return tuple(dict.fromkeys(found))


def _places(flow: Flow, body: Node | None, headline: Headline, first: int, last: int) -> list[Line]:
    """Short lines of the head block, at the end of the text and after it."""
    lines = [line for line in flow.lines[first:last] if line.text and line.zone in ("main", "side", "pagination")]
    start = next((i for i, line in enumerate(lines) if i > 0 and is_paragraph(line)), min(len(lines), _END_LINES))
    end = max((i for i, line in enumerate(lines) if is_paragraph(line)), default=0)
    if body is not None:
        end = max(
            end, max((i for i, line in enumerate(lines) if body.first <= line.index < body.last), default=0) - _END_LINES
        )
    chosen = dict.fromkeys([*lines[:start], *lines[max(end, 0) : end + 3 * _END_LINES]])
    return [
        line for line in chosen if len(line.text) <= _SHORT or not is_paragraph(line) or _pattern().search(line.text[-60:])
    ]


def _free(line: Line, start: int, label: str) -> bool:
    if _COURT.search(line.text):
        return False
    before = line.text[start - 1] if start else " "
    inside_word = "\u4e00" <= before <= "\u9fff" and line.at(start) is line.at(start - 1)
    # run together (责任编辑：张三校对：李四) is allowed behind another label, for labels of two characters and more
    return not inside_word or bool(_pattern().search(line.text[:start]))


def _name(text: str) -> str:
    text = text.strip(" \xa0\u3000[]【】()（）")
    if _TOOLS.match(text):
        return ""
    match = _NAME.match(text)
    if not match:
        return ""
    name = re.split(r"[ \u3000\xa0]{2,}|(?=来源|发布|浏览|字体|打印|时间|信息)", match[1])[0].strip(" \xa0\u3000")
    if re.fullmatch(r"[\u4e00-\u9fff](?:[ \u3000\xa0]+[\u4e00-\u9fff])", name):
        name = re.sub(r"[ \u3000\xa0]", "", name)
    return name
