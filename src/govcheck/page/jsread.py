"""What inline and local scripts write into a page, as far as it is plain to see: literals, and variables that hold them.

Not an interpreter. Loops, calls and unknown variables give a mark that matches nothing; a branch whose condition is not
plain is not taken, so that nothing is written that a visitor might not see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

UNKNOWN: Final = "\ufffc"
"""Stands in written text for what could not be worked out."""

_TOKEN: Final = re.compile(
    r"""//[^\n]*|/\*.*?\*/|<!--[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|[=!]==?|&&|\|\||\+=|\+\+|[{}()\[\];,.+=<>!?:&|*/%^~-]""",
    re.S,
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": ""}
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
_PERCENT_U: Final = re.compile(r"%u([0-9a-fA-F]{4})")
_HINTS: Final = ("document.write", "innerHTML", ".html(", ".load(", ".append(", ".text(", "src:", ".inc.")
_SETS: Final = re.compile(r"\bvar\s+\w+\s*=\s*[\"']")
_MAX_SCRIPT: Final = 300_000
_FRAGMENT: Final = re.compile(r"\.s?html?\b|\.inc\b|\.jsp\b", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """Markup put into the page: ``target`` is an element id (without #), empty for the script's own place.

    ``fragment`` is the address of a file loaded there instead of ``markup``.
    """

    target: str
    markup: str = ""
    fragment: str = ""


@lru_cache(maxsize=256)
def read_script(source: str) -> tuple[Written, ...]:
    """What a script of its own file plainly writes, in order."""
    return tuple(read_inline(source, {}))


def read_inline(source: str, values: dict[str, str | None]) -> list[Written]:
    """What an inline script writes; ``values`` are the page's variables so far and take up those it sets."""
    if len(source) > _MAX_SCRIPT or not (any(hint in source for hint in _HINTS) or _SETS.search(source)):
        return []
    tokens = [t for t in _TOKEN.findall(source) if not t.startswith(("//", "/*", "<!--"))]
    return _Reader(tokens, values).run()


class _Reader:
    """One pass over the tokens with the truth of the enclosing branches."""

    def __init__(self, tokens: list[str], values: dict[str, str | None]) -> None:
        self.tokens = tokens
        self.at = 0
        self.values = values
        self.found: list[Written] = []
        self.stack: list[bool | None] = []
        self.pending: bool | None = True
        self.closed: bool | None = None
        """The truth of the branch that was just closed, for ``else``."""

    def run(self) -> list[Written]:
        while self.at < len(self.tokens):
            self.step(self.tokens[self.at])
        return self.found

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    @property
    def live(self) -> bool:
        return self.pending is True and all(truth is True for truth in self.stack)

    def step(self, token: str) -> None:
        if token in ("if", "for", "while", "switch"):
            self.at += 1
            self.pending = self.condition(token == "if")
            self.closed = self.pending
        elif token == "else":
            self.at += 1
            self.pending = None if self.closed is None else not self.closed
            if self.peek() == "if" and self.pending is not True:
                self.at += 1
                self.condition(False)
                self.closed = True if self.pending is False else None
                self.pending = False if self.pending is False else None
        elif token == "{":
            self.stack.append(self.pending)
            self.pending = True
            self.at += 1
        elif token in ("}", ";"):
            if token == "}" and self.stack:
                self.closed = self.stack.pop()
            self.pending = True
            self.at += 1
        elif token == "document" and self.peek(1) == "." and self.peek(2) in ("write", "writeln") and self.peek(3) == "(":
            self.at += 4
            self.put("", self.expression())
        elif token in {"$", "jQuery"}:
            self.jquery()
        elif token == "getElementById":
            self.by_id()
        elif token == "id" and self.peek(1) == ":":
            self.include()
        elif re.match(r"[A-Za-z_$]", token) and self.peek(1) in ("=", "+=") and self.peek(-1) != ".":
            self.assign(token)
        else:
            self.at += 1

    def put(self, target: str, markup: str) -> None:
        if self.live and markup.strip(UNKNOWN + " \n\t"):
            self.found.append(Written(target, markup))

    def assign(self, name: str) -> None:
        more = self.peek(1) == "+="
        self.at += 2
        value: str | None = self.expression()
        if not all(truth is True for truth in (*self.stack, self.pending)):
            value = None
        before = self.values.get(name)
        if more and value is not None:
            value = before + value if before is not None else None
        self.values[name] = value

    def expression(self) -> str:
        """A sum of literals and known variables; whatever is not plain becomes ``UNKNOWN``."""
        parts: list[str] = []
        while True:
            parts.append(self.term())
            if self.peek() != "+":
                break
            self.at += 1
        if self.peek() == "?":
            return UNKNOWN
        return "".join(parts)

    def term(self) -> str:
        token = self.peek()
        self.at += 1
        if token[:1] in "\"'`" and token:
            value = _literal(token)
        elif token == "(":
            value = self.expression()
            if self.peek() == ")":
                self.at += 1
        elif token == "unescape" and self.peek() == "(":
            self.at += 1
            value = _unescape(self.expression())
            if self.peek() == ")":
                self.at += 1
        elif token.isdigit():
            value = token
        else:
            known = self.values.get(token)
            value = UNKNOWN if known is None else known
        while self.peek() in (".", "[", "(") and self.peek():
            value = UNKNOWN
            self.skip_call()
        return value

    def skip_call(self) -> None:
        if self.peek() == ".":
            self.at += 2
            return
        depth = 0
        while self.at < len(self.tokens):
            token = self.peek()
            self.at += 1
            depth += (token in ("(", "[", "{")) - (token in (")", "]", "}"))
            if depth <= 0:
                return

    def condition(self, readable: bool) -> bool | None:
        """The truth of ``( … )``: only ``x``, ``!x``, comparisons of a variable with a literal; else unknown."""
        if self.peek() != "(":
            return None
        start = self.at + 1
        self.skip_call()
        inner = self.tokens[start : self.at - 1]
        if not readable:
            return None
        if inner[1:] == [".", "length", ">", "0"]:
            inner = inner[:1]
        negated = inner[:1] == ["!"]
        if negated:
            inner = inner[1:]
        if len(inner) == 1 and inner[0] in self.values:
            value = self.values[inner[0]]
            return None if value is None or UNKNOWN in value else bool(value) != negated
        if len(inner) == 3 and inner[1] in ("==", "===", "!=", "!==") and not negated:
            left, right = self.operand(inner[0]), self.operand(inner[2])
            if left is None or right is None or UNKNOWN in left + right:
                return None
            return (left == right) == inner[1].startswith("==")
        return None

    def operand(self, token: str) -> str | None:
        if token[:1] in "\"'":
            return _literal(token)
        return token if token.isdigit() else "" if token in ("null", "undefined") else self.values.get(token)

    def jquery(self) -> None:
        """``$('#id').html(…)``, ``.append(…)``, ``.load('head.html')``."""
        self.at += 1
        if self.peek() != "(" or self.peek(1)[:1] not in "\"'" or self.peek(2) != ")" or self.peek(3) != ".":
            return
        selector, verb = _literal(self.peek(1)), self.peek(4)
        if verb not in ("html", "append", "load", "prepend") or self.peek(5) != "(" or not selector.startswith("#"):
            return
        self.at += 6
        value = self.expression()
        if verb == "load":
            if _FRAGMENT.search(value) and UNKNOWN not in value and all(t is not False for t in self.stack):
                self.found.append(Written(selector[1:], fragment=value.split()[0]))
        else:
            self.put(selector[1:], value)

    def by_id(self) -> None:
        """``document.getElementById("id").innerHTML = …``."""
        self.at += 1
        if [self.peek(i) for i in (0, 2, 3, 4, 5)] == ["(", ")", ".", "innerHTML", "="] and self.peek(1)[:1] in "\"'":
            target = _literal(self.peek(1))
            self.at += 6
            self.put(target, self.expression())

    def include(self) -> None:
        """``{id: 'header', src: '/header.inc.html'}``, a common way of naming fragments to load."""
        if (
            self.peek(2)[:1] in "\"'"
            and self.peek(3) == ","
            and self.peek(4) in ("src", "url")
            and self.peek(6)[:1] in "\"'"
        ):
            address = _literal(self.peek(6))
            if _FRAGMENT.search(address):
                self.found.append(Written(_literal(self.peek(2)), fragment=address))
            self.at += 7
        else:
            self.at += 1


def _literal(token: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(int(code[1:], 16))
        return _ESCAPES.get(code, code)

    return _ESCAPE.sub(plain, token[1:-1])


def _unescape(text: str) -> str:
    return unquote(_PERCENT_U.sub(lambda match: chr(int(match[1], 16)), text))
