"""Names and posts of leaders, from an office's own list only: a name beside its post with one wrong character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.text.wording.automaton import Found
from govcheck.text.wording.context import sentence_at, speaks_of_spelling
from govcheck.text.wording.entry import Entry
from govcheck.text.wording.fold import fold

_OTHER_POST: Final = ("副", "原", "前", "老", "前任", "时任", "曾任", "历任")
"""Before a post: someone else's."""
_BETWEEN: Final = ' "·:('
_SHORT: Final = 2


@dataclass(frozen=True, slots=True)
class Leader:
    """A name with its post, as the office writes them."""

    name: str
    post: str
    lexicon: str = ""


class Leaders:
    """The list, ready to be asked."""

    def __init__(self, leaders: Iterable[Leader]) -> None:
        by_post: dict[str, list[Leader]] = {}
        for leader in leaders:
            by_post.setdefault(fold(leader.post), []).append(leader)
        self.posts: tuple[str, ...] = tuple(by_post)
        self._of = tuple(tuple(listed) for listed in by_post.values())
        self._names = frozenset(fold(leader.name) for listed in self._of for leader in listed)

    def misspelt(self, folded: str, text: str, places: Sequence[Found]) -> Iterator[tuple[int, int, Entry]]:
        """Where a name beside its post looks like a listed one but for one character. ``places``: of the posts."""
        told: set[int] = set()
        for which, start, end in places:
            if folded.endswith(_OTHER_POST, 0, start):
                continue
            for leader in self._of[which]:
                size = len(leader.name)
                after = end
                while after < len(folded) and folded[after] in _BETWEEN:
                    after += 1
                before = start
                while before > 0 and folded[before - 1] in _BETWEEN:
                    before -= 1
                for first in (after, before - size):
                    if first in told or first < 0 or not self._slip(folded, first, fold(leader.name)):
                        continue
                    if speaks_of_spelling(sentence_at(folded, first, first + size), fold(leader.name)):
                        continue
                    told.add(first)
                    wrong = text[first : first + size]
                    yield first, first + size, Entry(wrong, leader.name, "severe", "领导人姓名", leader.lexicon, doubt=True)

    def _slip(self, folded: str, first: int, name: str) -> bool:
        """Same length, one character off, no other listed name. Names of two characters only where the right name stands
        on the page too: else it is likely someone else of that surname.
        """
        written = folded[first : first + len(name)]
        if len(written) != len(name) or written in self._names or not _is_han(written):
            return False
        if sum(one != other for one, other in zip(written, name, strict=True)) != 1:
            return False
        return len(name) > _SHORT or (written[0] == name[0] and name in folded)


def _is_han(text: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or char == "·" for char in text)
