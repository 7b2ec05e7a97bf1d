"""What the sentence around a word says: its borders, whether it quotes, names, tells history, or speaks of spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_END: Final = re.compile(r"[。！？!?；;\n]")
EXCERPT: Final = 60
"""Characters shown on either side of a hit."""

_OF_SPELLING: Final = re.compile("错别字|错字|别字|误写|错写|误作|误为|勘误|正字|不规范用[字词]|易错|写成了|错误[:：]")
_PERHAPS_OF_SPELLING: Final = re.compile("写成|写作|应为|应作|改为|改成|修改为|更正为|不是|不能写|而非|混淆|区别")
_HISTORY: Final = re.compile(
    "(?<![平高草中太荒])原(?![则因料件创理始野告油])|旧称|旧名|前身|沿革|历史|撤销|更名|改名|改称|合并|组建|划入|划转|划归|整合|转隶|机构改革|不再保留|挂牌|时任|曾任|历任|"
    "先后|任职|兼任|简历|履历|毕业|参加工作|退休|废止|失效|停止执行|停止使用|修订|修正|令第|号令|部令|局令|公告第|当年|当时|昔日|"
    "年鉴|县志|市志|省志|档案|纪念|建国|解放|诞生|成立"
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HAN_YEAR: Final = re.compile("[一二][〇○零一二三四五六七八九]{3}(?=年)")
_HAN_DIGITS: Final = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_PRESENT: Final = re.compile(
    "请|可向|可到|可在|应到|应向|须到|须向|到.{0,12}(?:办理|领取|咨询|窗口|登记)|拨打|电话|地址[:：]|咨询|窗口|受理|近日|今日|日前|"
    "今天|目前|现由|负责|申报|申请人|举报|投诉|主管部门"
)
_NAME_TAIL: Final = re.compile(
    "[^，。；、！？,;!?\\s《》]{0,10}?(?:公司|合作社|酒店|宾馆|饭店|酒楼|餐厅|农庄|山庄|农家乐|商行|商店|超市|工作室|经营部|"
    "家庭农场|个体工商户|乐队|楼盘|剧组)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the folded text, from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def sentence_at(text: str, start: int, end: int) -> Sentence:
    """The sentence that holds ``start`` to ``end``; lines and the stops 。！？； end it."""
    first = max(text.rfind(stop, 0, start) for stop in "。！？!?；;\n") + 1
    stop = _END.search(text, end)
    last = stop.start() if stop else len(text)
    return Sentence(first, last, text[first:last])


def excerpt(text: str, start: int, end: int) -> str:
    """The sentence as on the page, at most 60 characters on either side; ``text`` is the text itself, not folded."""
    sentence = sentence_at(text, start, end)
    first, last = max(sentence.start, start - EXCERPT), min(sentence.end, end + EXCERPT)
    shown = text[first:last].strip()
    return ("…" if first > sentence.start else "") + shown + ("…" if last < sentence.end else "")


def speaks_of_spelling(sentence: Sentence, right: str) -> bool:
    """The sentence is about how words are written: then it must show the wrong one."""
    if _OF_SPELLING.search(sentence.text):
        return True
    return right in sentence.text and bool(_PERHAPS_OF_SPELLING.search(sentence.text))


def in_title(text: str, start: int, sentence: Sentence) -> bool:
    """Within 《…》 or 〈…〉 (an open one counts: titles of documents are cut off in lists)."""
    line = max(text.rfind("\n", 0, start) + 1, sentence.start - 80)
    before = text[line:start]
    return before.rfind("《") > before.rfind("》") or before.rfind("〈") > before.rfind("〉")


def in_name(text: str, end: int) -> bool:
    """Part of the name of a firm, shop or farm: names are written as registered."""
    return _NAME_TAIL.match(text, end) is not None


def tells_history(sentence: Sentence, before_year: int) -> bool:
    """The sentence speaks of former times: it says so, or names a year up to the one given."""
    if _HISTORY.search(sentence.text):
        return True
    return any(year <= before_year for year in years(sentence.text))


def speaks_of_today(sentence: Sentence, after_year: int) -> bool:
    """The sentence tells the reader what to do or who does it now, or names a year after the one given."""
    return bool(_PRESENT.search(sentence.text)) or any(year > after_year for year in years(sentence.text))


def years(text: str) -> list[int]:
    """Years in digits or Chinese numerals."""
    plain = _HAN_YEAR.sub(lambda match: "".join(_HAN_DIGITS[char] for char in match[0]), text)
    return [int(year) for year in _YEAR.findall(plain)]
