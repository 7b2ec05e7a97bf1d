"""``waivers.yaml``: who accepts which finding, why and until when. Loading tells every mistake at once, with its line."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from govcheck.errors import ConfigError, Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.source import Document, parse_document, read_document
from govcheck.pack.suggest import did_you_mean
from govcheck.records.standing import Waiver

FINGERPRINT: Final = re.compile(r"v1:[0-9a-f]{32}")
FORMAT: Final = 1
FIELDS: Final = ("fingerprint", "approver", "reason", "expires", "added")
_TOP: Final = ("format", "waivers")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ENDLESS: Final = 2**30


def latest_expiry(added: date) -> date:
    """The last day that a waiver given on ``added`` may name: the same day a year later."""
    if added.year == date.max.year:
        return date.max
    year = added.year + 1
    return added.replace(year=year, day=min(added.day, calendar.monthrange(year, added.month)[1]))


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file, in its order; several may name one finding (an old one, and the one that renews it).

    Raises:
        ConfigError: the file cannot be read or is wrong; carries every mistake.
    """
    try:
        return _read(read_document(path))
    except PackError as error:  # the reader of YAML is shared with packs; this file is none
        raise ConfigError(list(error.mistakes)) from None


def parse_waivers(text: str, file: str = "waivers.yaml") -> tuple[Waiver, ...]:
    """The waivers of a text.

    Raises:
        ConfigError: see :func:`load_waivers`.
    """
    try:
        return _read(parse_document(text.encode("utf-8", "surrogatepass"), file))
    except PackError as error:
        raise ConfigError(list(error.mistakes)) from None


def waivers_text(waivers: Sequence[Waiver]) -> str:
    """A whole file; :func:`parse_waivers` gives the same waivers back."""
    head = f"format: {FORMAT}\nwaivers:"
    return head + ("".join("\n" + _entry(one, 2) for one in waivers) if waivers else " []") + "\n"


def with_waiver(text: str, waiver: Waiver, file: str = "waivers.yaml") -> str:
    """The text of a file with one waiver more at its end: comments and order stay where the file's shape allows it.

    Raises:
        ConfigError: the text is wrong as it stands, or the waiver is not one that may be given.
    """
    wanted = (*(parse_waivers(text, file) if text.strip() else ()), waiver)
    whole = waivers_text(wanted)
    parse_waivers(whole)
    if not text.strip():
        return whole
    entry = re.search(r"^([ ]*)- ", text, re.MULTILINE)
    longer = text.rstrip() + "\n" + _entry(waiver, len(entry[1]) if entry else 2) + "\n"
    try:
        return longer if parse_waivers(longer) == wanted else whole
    except ConfigError:  # the list is not the last thing in the file, or written in another style
        return whole


def _entry(one: Waiver, indent: int) -> str:
    values = (one.fingerprint, _quoted(one.approver), _quoted(one.reason), one.expires.isoformat(), one.added.isoformat())
    lines = [f"{name}: {value}" for name, value in zip(FIELDS, values, strict=True)]
    return "\n".join(" " * indent + ("- " if place == 0 else "  ") + line for place, line in enumerate(lines))


def _quoted(text: str) -> str:
    dumped: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=_ENDLESS)
    return dumped.strip()


def _read(document: Document) -> tuple[Waiver, ...]:
    mistakes = list(document.mistakes)
    data = document.data
    rows: list[Any] = []
    if not isinstance(data, dict):
        mistakes.append(document.mistake((), _("应为 format: 1 和 waivers: 列表")))
    else:
        mistakes += _unknown(document, (), data, _TOP)
        if data.get("format") != FORMAT:
            mistakes.append(document.mistake(("format",), _("应写明 format: {n}").format(n=FORMAT)))
        listed = data.get("waivers")
        if isinstance(listed, list):
            rows = listed
        elif listed is not None or "waivers" not in data:
            mistakes.append(document.mistake(("waivers",), _("应为豁免的列表")))
    waivers = [_waiver(document, place, row, mistakes) for place, row in enumerate(rows)]
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(one for one in waivers if one is not None)


def _unknown(document: Document, at: tuple[str | int, ...], data: dict[str, Any], known: Sequence[str]) -> list[Mistake]:
    return [
        document.mistake((*at, name), _("没有 {key} 这个键").format(key=name) + did_you_mean(name, known), key=True)
        for name in data
        if name not in known
    ]


def _waiver(document: Document, place: int, row: object, mistakes: list[Mistake]) -> Waiver | None:
    """One entry; ``None`` and its mistakes when it is wrong."""
    at = ("waivers", place)
    if not isinstance(row, dict):
        mistakes.append(document.mistake(at, _("每条豁免应写成 键: 值 的样子")))
        return None
    found = _unknown(document, at, row, FIELDS)
    texts = _texts(document, at, row, found)
    mark = texts.get("fingerprint")
    if mark is not None and not FINGERPRINT.fullmatch(mark):
        found.append(document.mistake((*at, "fingerprint"), _("不是指纹，应为 v1: 加 32 位十六进制数")))
    days: dict[str, date] = {}
    for name in ("expires", "added"):
        day = _day(texts.get(name, ""))
        if day is not None:
            days[name] = day
        elif name in texts:
            message = _("{value} 不是日期，请写成 2026-06-15 的样子").format(value=texts[name])
            found.append(document.mistake((*at, name), message))
    if len(days) == 2 and (wrong := _span(days["added"], days["expires"])):
        found.append(document.mistake((*at, "expires"), wrong))
    mistakes += found
    if found:
        return None
    return Waiver(texts["fingerprint"], texts["approver"], texts["reason"], days["expires"], days["added"])


def _texts(document: Document, at: tuple[str, int], row: dict[str, Any], mistakes: list[Mistake]) -> dict[str, str]:
    """The fields that are texts and not empty; of the others, their mistakes."""
    texts: dict[str, str] = {}
    for name in FIELDS:
        value = row.get(name)
        if name not in row:
            mistakes.append(document.mistake(at, _("缺少 {key}").format(key=name)))
        elif value is None or (isinstance(value, str) and not value.strip()):
            mistakes.append(document.mistake((*at, name), _("不能为空")))
        elif not isinstance(value, str):
            mistakes.append(document.mistake((*at, name), _('应为文字，请加引号："{given}"').format(given=value)))
        else:
            texts[name] = value
    return texts


def _span(added: date, expires: date) -> str:
    """What is wrong with the time a waiver holds; nothing when it is right."""
    last = latest_expiry(added)
    if expires > last:
        return _("豁免最长一年，最晚到 {day}").format(day=last.isoformat())
    return _("到期早于生效") if expires < added else ""


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
