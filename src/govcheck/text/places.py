"""Places named in a body's name: 清溪县教育局 speaks of 清溪县, which its columns call 清溪 (走进清溪, 清溪要闻)."""

from __future__ import annotations

import re
from typing import Final

from govcheck.text.normalise import fold

_UNIT: Final = re.compile(
    r"((?:(?![局厅委办院网站])[\u4e00-\u9fff]){1,8}?)(特别行政区|自治区|自治州|自治县|自治旗|街道|新区|省|市|地区|盟|州|县|区|旗|镇|乡)"
)
_SHORTEST: Final = 2


def places_of(*names: str) -> tuple[str, ...]:
    """The places that names of bodies begin with, with and without their unit, longest first.

    Only the beginning of a name is read (``甲山省云河市人民政府``: 甲山省, 甲山, 云河市, 云河).
    Stems of one character are no places.
    """
    found: dict[str, None] = {}
    for name in names:
        text, at = fold(name), 0
        while (match := _UNIT.match(text, at)) is not None:
            for place in (match[0], match[1]):
                if len(place) >= _SHORTEST:
                    found.setdefault(place, None)
            at = match.end()
    return tuple(sorted(found, key=lambda place: (-len(place), place)))
