"""Numbers in running lines: ``张三 138…`` line after line, ``姓名：张三，身份证：…``, ``户名张三，卡号 …``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.text.normalise import narrow
from govcheck.text.personal.context import Around, Setting, is_contact, is_unit, judge_card, judge_identity
from govcheck.text.personal.numbers import Candidate
from govcheck.text.personal.people import is_person, person_before
from govcheck.text.personal.tables import WITHOUT_HEAD, Found
from govcheck.text.personal.words import words

_GAP: Final = 2
"""Lines between two entries of one list, at most."""
_NEIGHBOURS: Final = 120
_WRITER: Final = 30
_NAMED: Final = re.compile(r"姓\s*名\s*[:：]?\s*([\u3400-\u9fff*＊×]{2,4})(?=[\s，,、;；。]|$)")
_UNIT_OF_MEASURE: Final = re.compile(r"\s?(?:[万亿]?[元亩吨米㎡]|平方|公[里斤顷]|千[米克]|[个件次份])")
_CLAUSE: Final = re.compile(r"[，,;；。、\s)）]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and a mobile number side by side."""

    line: int
    name: str
    one: Candidate
    duty: bool


def judge_lines(
    lines: Sequence[str], found: Sequence[tuple[int, Sequence[Candidate]]], setting: Setting
) -> Iterator[Found]:  # fmt: skip
    """Every number of a person in lines that are no rows. ``found``: the candidates by number of line."""
    of_persons: dict[int, set[str]] = {}
    mobiles: list[tuple[int, Candidate]] = []
    for line, listed in found:
        inherited = ""
        for one in listed:
            if one.kind == "mobile":
                mobiles.append((line, one))
                continue
            around = _around(lines, line, one, inherited)
            sure = judge_identity(one, around, setting) if one.kind == "identity" else judge_card(around)
            if sure is None:
                continue
            inherited = one.kind if sure else ""
            if sure:
                of_persons.setdefault(line, set()).add(one.digits)
            yield Found(line, one, one.start, one.end, sure)
    yield from _lists(lines, mobiles, setting, of_persons)


def _around(lines: Sequence[str], line: int, one: Candidate, inherited: str) -> Around:
    text = narrow(lines[line])
    before, after = text[: one.start], text[one.end :]
    if one.kind == "bank-card":  # the holder may stand in the line above or below
        above = narrow(lines[line - 1])[-_NEIGHBOURS:] if line else ""
        below = narrow(lines[line + 1])[:_NEIGHBOURS] if line + 1 < len(lines) else ""
        before, after = f"{above} {before}", f"{after} {below}"
    elif len(before.strip(" :：")) < 2 and line:  # the label may stand alone above
        above = narrow(lines[line - 1])
        before = f"{above if len(above) <= 24 else ''} {before}"
    head = "身份证" if inherited == "identity" == one.kind else ""
    return Around(head, before, after, _NAMED.search(text) is not None)


def _lists(
    lines: Sequence[str], mobiles: Sequence[tuple[int, Candidate]], setting: Setting, of_persons: dict[int, set[str]]
) -> Iterator[Found]:  # fmt: skip
    entries: list[Entry] = []
    for line, one in mobiles:
        if line in of_persons and len(of_persons[line]) == 1:
            yield Found(line, one, one.start, one.end, True)
        elif _of_writer(lines[line], one, setting):
            yield Found(line, one, one.start, one.end, False)
        elif (entry := _entry(lines, line, one)) is not None:
            entries.append(entry)
    for run in _runs(entries):
        numbers, names = {entry.one.digits for entry in run}, {entry.name for entry in run}
        if min(len(numbers), len(names)) < WITHOUT_HEAD or setting.says("contact") or _announced(lines, run[0].line):
            continue
        duty = setting.says("duty") or any(entry.duty for entry in run)
        for entry in run:
            yield Found(entry.line, entry.one, entry.one.start, entry.one.end, not duty)


def _of_writer(text: str, one: Candidate, setting: Setting) -> bool:
    """Whether someone who writes to an office gives the number as his own, on a page of messages."""
    before = narrow(text)[max(0, one.start - _WRITER) : one.start]
    return (
        setting.says("message")
        and words().writer.search(before) is not None
        and words().office.search(before) is None
        and words().label["mobile"].search(before) is not None
    )


def _entry(lines: Sequence[str], line: int, one: Candidate) -> Entry | None:
    text = narrow(lines[line])
    before = text[: one.start]
    if _UNIT_OF_MEASURE.match(text, one.end) or is_contact(before[-24:]):
        return None
    name = person_before(before)
    if not name:
        stated = [match[1] for match in _NAMED.finditer(before)]
        name = stated[-1] if stated and is_person(stated[-1]) else ""
        return Entry(line, name, one, is_unit(before.rpartition(name)[0])) if name else None
    lead = before[: before.rfind(name)]
    last = [piece for piece in _CLAUSE.split(lead) if piece]
    return Entry(line, name, one, bool(last) and is_unit(last[-1]))


def _runs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    run: list[Entry] = []
    for entry in entries:
        if run and entry.line - run[-1].line > _GAP:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _announced(lines: Sequence[str], line: int) -> bool:
    """Whether the line itself or one of the two before it says that these are to be called."""
    return any(
        is_contact(text) or words().title["contact"].search(text) is not None
        for text in (lines[line][:200], *(lines[at][-_NEIGHBOURS:] for at in range(max(0, line - 2), line)))
    )
