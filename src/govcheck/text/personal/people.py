"""Names: whether a cell or a word names a person or an organisation, told by surnames and by how organisations end."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govcheck.text.normalise import narrow
from govcheck.text.personal.words import words

_HAN: Final = r"[\u3400-\u9fff]"
_MASK: Final = r"[某*＊×xX○〇ＯO]"
_DOTTED: Final = re.compile(rf"{_HAN}{{2,8}}[·•.．]{_HAN}{{2,8}}")
_ORDER: Final = re.compile(r"^[\s\d.、．()（）①-⑳]{0,8}")
_ASIDE: Final = re.compile(r"[（(][^（）()]{0,12}[）)]$")


def is_person(text: str) -> bool:
    """Whether a cell holds nothing but a name, perhaps masked (``张*三``), numbered or with an aside (``（女）``)."""
    name = _ASIDE.sub("", _ORDER.sub("", narrow(text))).replace(" ", "")
    if not 2 <= len(name) <= 18:
        return False
    return _plain_name(name) or _DOTTED.fullmatch(name) is not None


def _plain_name(name: str) -> bool:
    known = words()
    if name in known.no_names or len(name) > 4 or name[:2] in known.no_names:
        return False
    if not re.fullmatch(rf"{_HAN}(?:{_HAN}|{_MASK}){{1,3}}", name):
        return False
    if name[:2] in known.compound_surnames:
        return len(name) >= 3
    return name[0] in known.surnames and len(name) <= 3 and not is_organisation(name)


def is_organisation(text: str) -> bool:
    """Whether a cell or a word names a body and no person."""
    return words().organisation.search(text) is not None


@cache
def name_before() -> re.Pattern[str]:
    """A word of two to four characters right before a number, with what may stand between (``张三（手机：``)."""
    between = r"[\s、，,：:（(|/—-]{0,4}"
    label = r"(?:(?:联系)?(?:手机|电话)(?:号码?)?|手机号|号码|身份证(?:号码?)?|公民身份号码|银行卡号|卡号|账号|帐号)?"
    return re.compile(
        rf"(?:^|(?<=[\s、，,；;。：:（(）)|/\d.．]))({_HAN}(?:\s?{_HAN}|{_MASK}){{1,3}}|{_HAN}{{2,8}}[·•]{_HAN}{{2,8}})"
        rf"(?:[（(][男女][）)]|[，,、\s]?[男女](?=[，,、\s]))?{between}{label}{between}$"
    )


def person_before(text: str) -> str:
    """The person named right before the end of the text, else empty."""
    match = name_before().search(narrow(text)[-40:])
    return match[1] if match is not None and is_person(match[1]) else ""
