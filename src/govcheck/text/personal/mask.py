"""Masking: how a number of a person is shown, and how a text is shown that may hold some.

What is masked cannot be read back: the places between the first and the last few are gone.
"""

from __future__ import annotations

import re
from typing import Final

from govcheck.text.normalise import narrow
from govcheck.text.personal.numbers import any_number, candidates, is_identity

_STAR: Final = "*"
_RUN: Final = re.compile(r"[0-9](?:[ ._/-]?[0-9Xx])*")
_EIGHTEEN: Final = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
_CUT: Final = re.compile(r"^[0-9]{7,}|[0-9]{7,}(?=…?$)")
"""At the ends of a text that was cut, what is left of a number is masked as well."""
_MAY_BE_CUT: Final = 100
_SHORTEST: Final = 6
"""Digits from which a number is masked; years, amounts and house numbers are shorter."""
_OLD_IDENTITY: Final = 15


def masked(kind: str, digits: str) -> str:
    """A number without its middle: ``35*************123``, ``138****1111``, ``622848*********9015``."""
    first, last = {"identity": (2, 3), "mobile": (3, 4), "bank-card": (6, 4)}.get(kind, (2, 0))
    return digits[:first] + _STAR * (len(digits) - first - last) + digits[len(digits) - last :]


def mask_all(text: str) -> str:
    """The text with every number of six digits and more masked, whatever it is and however it is grouped."""
    pieces: list[str] = []
    at = 0
    for one in candidates(text):
        pieces += [_mask_runs(text[at : one.start]), masked(one.kind, one.digits)]
        at = one.end
    return "".join([*pieces, _mask_runs(text[at:])])


def _mask_runs(text: str) -> str:
    plain = narrow(text)
    pieces: list[str] = []
    at = 0
    for match in _RUN.finditer(plain):
        digits = re.sub(r"[^0-9Xx]", "", match[0])
        if sum(digit.isdigit() for digit in digits) >= _SHORTEST:
            pieces += [text[at : match.start()], masked("", digits)]
            at = match.end()
    return "".join([*pieces, text[at:]])


def mask_certain(text: str, *, personal: bool = False) -> str:
    """The text with the numbers masked that are persons' by their own checksum; ``personal``: the page is known to hold
    numbers of persons, so mobile numbers and identity numbers of fifteen digits are masked too.

    For texts that other judgements quote: everything else stays as it was printed.
    """
    if not any_number(text):
        return text
    pieces: list[str] = []
    at = 0
    for one in candidates(text):
        if personal or (one.kind != "mobile" and len(one.digits) != _OLD_IDENTITY):
            pieces += [text[at : one.start], masked(one.kind, one.digits)]
            at = one.end
    shown = "".join([*pieces, text[at:]]) if pieces else text
    # An identity number is masked in whatever it is part of: names of files, queries, words beside an equals sign.
    shown = _EIGHTEEN.sub(lambda run: masked("identity", run[0]) if is_identity(run[0]) else run[0], shown)
    return _CUT.sub(lambda cut: masked("", cut[0]), shown) if personal and len(text) >= _MAY_BE_CUT else shown
