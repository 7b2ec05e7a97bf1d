"""Document numbers (发文字号): ``国办发〔2018〕123号`` in the brackets that offices print, with the blanks they leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_S: Final = r"[ \xa0\u3000]{0,3}"
_OPEN, _CLOSE = r"[〔\[［【(（﹝「{]", r"[〕\]］】)）﹞」}]"
_HAN: Final = r"[\u3400-\u9fff]"
_NUMBER: Final = re.compile(
    rf"(?P<code>{_HAN}(?:{_HAN}|[A-Za-z·.]|{_S}(?={_HAN}|[〔\[［【(（﹝])|[（(]{_HAN}{{1,6}}[）)]){{0,19}}?)"
    rf"{_S}{_OPEN}{_S}(?P<year>(?:19|20)?\d\d){_S}年?{_S}{_CLOSE}{_S}(?:第{_S})?(?P<serial>[\dA-Za-z]{{1,6}}(?:[-－—]\d{{1,3}})?){_S}号"
)
_PLAIN: Final = re.compile(
    rf"(?P<code>{_HAN}{{1,8}}令|国令|{_HAN}{{1,10}}公告|{_HAN}{{2,10}}通告){_S}[（(]?(?:(?P<year>(?:19|20)\d\d){_S}年{_S})?第{_S}(?P<serial>\d{{1,5}}){_S}号[）)]?"
)
_LEADING: Final = re.compile(
    r"^(?:.*?(?:关于|根据|依据|按照|贯彻|执行|转发|落实|印发|参照|附件|文件|通知|文号|发文字号|规定|意见|办法|决定|《[^》]*》)"
    r"|.+?(?:按|经|以|和|及|与|见|即|对|由|号|的|是|在|从|将|了))+(?=.{2,})"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A document number as printed, and its key for comparing (one sort of bracket, no blanks, no 第)."""

    start: int
    end: int
    text: str
    key: str


def find_numbers(text: str) -> list[Number]:
    """Every bracketed number of the text, in order."""
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        code = match["code"]
        lead = _LEADING.match(code)
        cut = lead.end() if lead else 0
        if not cut and code[0] in "和及与或" and text[match.start() - 1 : match.start()] in tuple("）)》"):
            cut = 1
        start = match.start() + cut
        printed = text[start : match.end()]
        squeezed = re.sub(r"[ \xa0\u3000]", "", printed)
        found.append(Number(start, match.end(), squeezed, number_key(squeezed)))
    return found


def find_order_number(text: str) -> str:
    """The number of an order or announcement that carries no year in brackets (国令第706号), else empty."""
    match = _PLAIN.search(text)
    return re.sub(r"[ \xa0\u3000]", "", match[0]) if match else ""


def number_key(number: str) -> str:
    """One written form of a number for comparing; the printed form stays as evidence."""
    plain = re.sub(r"\s|[ \xa0\u3000]", "", number)
    plain = re.sub(_OPEN, "〔", plain)
    plain = re.sub(_CLOSE, "〕", plain)
    return re.sub(r"〕第?0*(?=\d)", "〕", plain)
