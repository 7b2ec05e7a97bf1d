"""A wrong word with what it should be and the guards that keep right text from being accused."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Final, Literal

from govcheck.text.wording.context import Sentence
from govcheck.text.wording.fold import fold, fold_lightly

Level = Literal["severe", "ordinary", "advice"]

CLAUSE_EDGE: Final = frozenset(" ,.;:!?()[]<>\"'\n，。；：！？、（）【】《》〈〉—…·〔〕|/")
"""Where a clause may begin or end."""
NEAR: Final = 12
"""Characters within which the words an entry needs must stand, when it does not say."""
_DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Guards:
    """When a place of the word is not wrong. All texts are compared folded.

    ``not_after``, ``not_before``: directly after or before one of these. ``not_in``: part of one of these longer words.
    ``only_after``, ``only_before``: nowhere but directly after or before one of these. In all four ``#`` stands for a
    digit, ``^`` and ``$`` for the edge of a clause. ``needs``, ``needs_before``, ``needs_after``: one of these within
    ``near`` characters (either side, before, after) in the sentence. ``unless``: none of these anywhere in the sentence.
    """

    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_before: tuple[str, ...] = ()
    needs_after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    near: int = NEAR

    def folded(self) -> Guards:
        """The same, ready to be compared with folded text."""
        names = [one.name for one in fields(self) if one.name != "near" and getattr(self, one.name)]
        folded: dict[str, Any] = {name: tuple(map(fold, getattr(self, name))) for name in names}
        return replace(self, **folded) if folded else self

    def allow(self, text: str, start: int, end: int, sentence: Sentence, wrong: str) -> bool:
        """Whether the word at ``start`` to ``end`` of the folded text is wrong there."""
        if self.not_after and _before(text, start, self.not_after):
            return False
        if self.not_before and _after(text, end, self.not_before):
            return False
        if self.not_in and any(_inside(text, start, wrong, longer) for longer in self.not_in):
            return False
        if self.only_after and not _before(text, start, self.only_after):
            return False
        if self.only_before and not _after(text, end, self.only_before):
            return False
        return self._surroundings(text, start, end, sentence)

    def _surroundings(self, text: str, start: int, end: int, sentence: Sentence) -> bool:
        before = text[max(sentence.start, start - self.near) : start]
        after = text[end : min(sentence.end, end + self.near)]
        if self.needs and not any(word in before or word in after for word in self.needs):
            return False
        if self.needs_before and not any(word in before for word in self.needs_before):
            return False
        if self.needs_after and not any(word in after for word in self.needs_after):
            return False
        return not any(word in sentence.text for word in self.unless)


def _before(text: str, start: int, words: tuple[str, ...]) -> bool:
    edge = start == 0 or text[start - 1] in CLAUSE_EDGE
    return any(edge if word == "^" else text[start - 1 : start] in _DIGITS if word == "#" and start else
               text.endswith(word, 0, start) for word in words)  # fmt: skip


def _after(text: str, end: int, words: tuple[str, ...]) -> bool:
    edge = end == len(text) or text[end] in CLAUSE_EDGE
    return any(edge if word == "$" else text[end : end + 1] in _DIGITS if word == "#" and end < len(text) else
               text.startswith(word, end) for word in words)  # fmt: skip


def _inside(text: str, start: int, wrong: str, longer: str) -> bool:
    offset = longer.find(wrong)
    while offset >= 0:
        if start >= offset and text.startswith(longer, start - offset):
            return True
        offset = longer.find(wrong, offset + 1)
    return False


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a lexicon.

    ``since``: the name of a body that was reorganised on that day: older pages, titles and history may name it.
    ``titles``: looked for within 《…》 too. ``traditional``: looked for in traditional characters too. ``doubt``: a person
    decides each place.
    """

    wrong: str
    right: str
    level: Level = "ordinary"
    category: str = ""
    lexicon: str = ""
    guards: Guards = field(default_factory=Guards)
    since: date | None = None
    titles: bool = True
    traditional: bool = True
    doubt: bool = False

    @property
    def literal(self) -> bool:
        """Wrong and right differ only by what folding makes alike, so the text itself must be compared."""
        return fold(self.wrong) == fold(self.right)

    def same_script(self, written: str) -> bool:
        """Whether the text writes the word as the lexicon does, and not in the other script."""
        return fold_lightly(written) == fold_lightly(self.wrong)
