"""What stands around a number, and what that makes of it: a person's for sure, perhaps, or nobody's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from govcheck.text.normalise import narrow
from govcheck.text.personal.numbers import Candidate, birth, is_common_division, is_credit_code
from govcheck.text.personal.people import is_organisation, is_person, person_before
from govcheck.text.personal.words import words

_NEAR: Final = 16
_FAR: Final = 80
_SAMPLE_BEFORE: Final = 24
_SAMPLE_BEHIND: Final = 10
_HOLDER: Final = re.compile(
    r"(?:户\s*名|账户名称?|帐户名称?|开户名称?|开户单位|收款人|收款单位|单位名称|持卡人|姓\s*名)(?:全称)?[:：\s为是]{0,3}"
    r"([^\s，,、;；。:：]{2,30})"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The page or file: ``title`` with the names of the columns above; ``year`` in which it was fetched."""

    title: str
    year: int

    def says(self, what: str) -> bool:
        """Whether the title speaks of contact, duty, message or statutory publicity."""
        return words().title[what].search(self.title) is not None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one number. ``head``: of its column; ``name``: a person is named beside it."""

    head: str
    before: str
    after: str
    name: bool
    holder: str = ""
    """Of a bank card: who holds it, as printed."""
    serial: bool = False
    """The numbers of its column are of some other sort: most of them fail the checksum."""


def is_sample(around: Around) -> bool:
    """Whether the number is given as an example of how to write one."""
    sample = words().label["sample"]
    return bool(sample.search(around.before[-_SAMPLE_BEFORE:]) or sample.search(around.after[:_SAMPLE_BEHIND]))


def judge_identity(one: Candidate, around: Around, setting: Setting) -> bool | None:
    """Sure, perhaps (``False``), or no identity number at all (``None``)."""
    labelled = _labelled("identity", around)
    if is_sample(around) or labelled is None:
        return None
    if len(one.digits) == 15:  # without a checksum only a label tells
        return True if labelled else None
    named = around.name or bool(person_before(around.before))
    if labelled:
        return True
    if not is_common_division(one.digits) and not named:
        return None
    born = birth(one.digits)
    if born is None or born.year > setting.year or is_credit_code(one.digits) or around.serial:
        return None
    return named


def _labelled(kind: str, around: Around) -> bool | None:
    """Whether a label says that it is such a number; ``None``: a label says that it is something else."""
    own, other = words().label[kind], words().label["other"]
    before = narrow(around.before)
    found = _last(own, before[-_FAR:])
    against = _last(other, before[-_NEAR:])
    if found >= 0:  # counted from the end: the nearer one is right
        return True if against < 0 or found <= against else None
    if own.search(around.head):
        return True
    if against >= 0 or other.search(around.head):
        return None
    return False


def _last(pattern: re.Pattern[str], text: str) -> int:
    """How far before the end the last match ends; -1: none."""
    ends = [match.end() for match in pattern.finditer(text)]
    return len(text) - ends[-1] if ends else -1


def judge_card(around: Around) -> bool | None:
    """Of a number that is a card's by its digits: a person's for sure, perhaps, or no card of a person."""
    labelled = _labelled("card", around)
    strong = words().label["card_strong"]
    if is_sample(around) or not labelled:
        return None
    holder = around.holder or holder_in(around.before) or holder_in(around.after)
    if holder and not is_person(holder) and is_organisation(holder):
        return None
    if (holder and is_person(holder)) or around.name or person_before(around.before):
        return True
    if strong.search(around.head) or strong.search(around.before[-_NEAR:]):
        return False
    return None


def holder_in(text: str) -> str:
    """The last holder of an account that a text names (``户名：…``), else empty."""
    found = _HOLDER.findall(narrow(text)[-_FAR:])
    return re.split(r"卡号|账号|帐号|开户|银行", found[-1])[0] if found else ""


def is_unit(text: str) -> bool:
    """Whether a text right before a name is a body or a post: then the list is one of officers."""
    return (
        is_organisation(text + "。") or text.endswith(("镇", "乡", "县")) or words().head["duty"].search(text) is not None
    )


def is_contact(text: str) -> bool:
    """Whether a text speaks of whom to call."""
    return words().contact.search(text) is not None


def is_message_page(title: str) -> bool:
    """Whether a title and the columns above it are those of public messages."""
    return words().title["message"].search(title) is not None


def speaks_of_publicity(text: str) -> bool:
    """Whether a title or the heads of columns say that the law has persons named here (penalties, credit, courts)."""
    return words().title["statutory"].search(text) is not None
