"""Patterns of rules and lexicons: RE2 syntax on a linear-time engine, so that no page can make a pattern run away.

Backreferences and lookaround do not exist in RE2; a pattern that uses them is refused where it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import re2

from govcheck.i18n import _

_MAX_PATTERN: Final = 4_000
_MAX_MEMORY: Final = 16 << 20


class PatternError(ValueError):
    """The text is not a pattern; ``offset`` counts characters from 0 to the part that was refused."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a pattern holds: ``start`` and ``end`` in characters, ``text`` the whole of it, ``group`` its first
    group when the pattern has one that took part, else ``text``.
    """

    start: int
    end: int
    text: str
    group: str


class Pattern:
    """A compiled pattern; get one from :func:`compile_pattern`."""

    __slots__ = ("_regexp", "text")

    def __init__(self, text: str, regexp: Any) -> None:
        self.text = text
        self._regexp = regexp

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"

    def search(self, text: str) -> Match | None:
        """The leftmost match, or ``None``."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[Match]:
        """All matches that do not overlap, from left to right."""
        for found in self._regexp.finditer(_encodable(text)):
            start, end = found.span()
            group = found.group(1) if self._regexp.groups else None
            yield Match(start, end, text[start:end], text[start:end] if group is None else group)

    def count(self, text: str) -> int:
        """How many matches there are that do not overlap; matches of nothing are not counted."""
        return sum(match.end > match.start for match in self.finditer(text))


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced one for one: pages hold them, UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options


@lru_cache(maxsize=1024)
def compile_pattern(text: str) -> Pattern:
    """Compile a pattern in RE2 syntax.

    Raises:
        PatternError: the text is not RE2 syntax, too long, or would grow too large.
    """
    if len(text) > _MAX_PATTERN:
        raise PatternError(_("正则表达式过长（超过 {limit} 个字符）").format(limit=_MAX_PATTERN), _MAX_PATTERN)
    try:
        return Pattern(text, re2.compile(text, _options()))
    except re2.error as error:
        said = error.args[0]
        message = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    except UnicodeEncodeError as error:
        raise PatternError(_("正则表达式含有不能编码的字符"), error.start) from None
    offset = _offset(text, message)
    raise PatternError(
        _("正则表达式第 {place} 个字符起不合 RE2 语法：{message}").format(place=offset + 1, message=message), offset
    )


def _offset(text: str, message: str) -> int:
    """Where the part that RE2 complains of stands; it names the part after the colon but not the place."""
    if "trailing \\" in message:
        return max(len(text) - 1, 0)
    part = message.partition(": ")[2]
    if "unexpected )" in message:
        return max(_surplus_parenthesis(text), 0)
    return max(text.find(part), 0) if part else 0


def _surplus_parenthesis(text: str) -> int:
    """Index of the first ``)`` that closes nothing; -1 when there is none."""
    depth, escaped, in_class = 0, False, False
    for index, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return index
    return -1
