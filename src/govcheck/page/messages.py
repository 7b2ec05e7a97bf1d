"""Messages of visitors and their replies, as columns of consultation list them in public."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from govcheck.dates.shapes import Shown, find_dates
from govcheck.page.flow import Flow, Line
from govcheck.page.groups import Group
from govcheck.page.listing import Choice
from govcheck.page.model import Message, PageKind
from govcheck.page.rows import Found

_REPLIED: Final = re.compile(r"(?:回复|答复|办结|反馈|处理|办理)(?:时间|日期)\s*[:：]?\s*$")
_ASKED: Final = re.compile(r"(?:留言|来信|提问|咨询|写信|提交|信件|发布|受理|投诉)?(?:时间|日期)\s*[:：]?\s*$")
_YES: Final = re.compile(r"已(?:回复|答复|办结|办理|处理|反馈|解决|回应|采纳)|^(?:回复|答复)内容")
_NO: Final = re.compile(
    r"未(?:回复|答复|办结|处理|办理|反馈)|待(?:回复|处理|办理|答复)|(?:处理|办理|受理)中|已受理|已转办|已提交|正在(?:处理|办理)"
)
_UNIT: Final = re.compile(r"(?:答复|回复|办理|处理|受理|承办)(?:单位|部门|机构)\s*[:：]?\s*(\S{2,30})")


def read_messages(
    choice: Choice, groups: Sequence[Group], flow: Flow, roles: Sequence[str], kind: PageKind
) -> tuple[Message, ...]:
    """The messages of a list in a consultation column; nothing elsewhere."""
    if "messages" not in roles or kind not in (PageKind.COLUMN, PageKind.OTHER) or choice.main is None:
        return ()
    return tuple(_message(flow, row, choice.main.header) for row in choice.main.rows)


def _message(flow: Flow, row: Found, header: Sequence[str]) -> Message:
    lines = [line for line in flow.lines[row.node.first : row.node.last] if line.text]
    asked, replied = _by_header(flow, row, header)
    unit = ""
    answered: bool | None = True if replied is not None else None
    for line in lines:
        for shown in find_dates(line.text):
            before = line.text[: shown.start]
            if _REPLIED.search(before):
                replied = replied or shown.instant
            elif _ASKED.search(before):
                asked = asked or shown.instant
        if answered is None or answered:
            answered = _state(line, answered)
        match = _UNIT.search(line.text)
        unit = unit or (match[1] if match else "")
    if replied is not None:
        answered = True
    if asked is None and row.shown is not None and (replied is None or row.shown.instant != replied):
        asked = row.shown.instant
    return Message(row.title, asked, replied, answered, unit, row.address)


def _state(line: Line, known: bool | None) -> bool | None:
    if _NO.search(line.text) and len(line.text) < 60:
        return False
    return True if _YES.search(line.text) else known


def _by_header(flow: Flow, row: Found, header: Sequence[str]) -> tuple[datetime | None, datetime | None]:
    """Times by the column heads of a table."""
    asked: datetime | None = None
    replied: datetime | None = None
    cells = [child for child in row.node.children if child.tag in ("td", "th")]
    if not header or len(cells) != len(header):
        return None, None
    for name, cell in zip(header, cells, strict=True):
        dates: list[Shown] = find_dates(flow.text(cell))
        if dates:
            if _REPLIED.search(name):
                replied = dates[0].instant
            elif _ASKED.search(name):
                asked = dates[0].instant
    return asked, replied
