"""A baseline: the findings that are known already, as a JSON report, its ``jsonl``, or a text list of fingerprints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from govcheck.errors import ConfigError, Mistake
from govcheck.i18n import _
from govcheck.waivers.waivers import FINGERPRINT


def load_baseline(path: Path) -> frozenset[str]:
    """The fingerprints of a baseline.

    A file that begins with ``{`` is a JSON report or ``jsonl`` (one site a line); any other lists one fingerprint a line,
    with ``#`` before remarks.

    Raises:
        ConfigError: it cannot be read, holds something else, or is a report of many sites that names files only.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(Mistake(str(path), 0, 0, "", _("无法读取文件：{why}").format(why=why))) from None
    return _of_report(text, str(path)) if text.lstrip().startswith("{") else _of_list(text, str(path))


def _of_list(text: str, file: str) -> frozenset[str]:
    found: set[str] = set()
    mistakes = []
    for number, line in enumerate(text.splitlines(), 1):
        word = line.partition("#")[0].strip()
        if word and FINGERPRINT.fullmatch(word):
            found.add(word)
        elif word:
            mistakes.append(Mistake(file, number, 1, "", _("不是指纹，应为 v1: 加 32 位十六进制数")))
    if mistakes:
        raise ConfigError(mistakes)
    return frozenset(found)


def _of_report(text: str, file: str) -> frozenset[str]:
    try:
        sites = json.loads(text)["sites"]
    except (ValueError, KeyError, TypeError, RecursionError):
        sites = _lines(text, file)
    try:
        return frozenset(_fingerprint(one) for site in sites for one in site["findings"])
    except (KeyError, TypeError, ValueError) as error:
        message = _("不是含有完整站点结果的 JSON 报告（站点很多时请用 jsonl）：{why}").format(why=error)
        raise ConfigError(Mistake(file, 0, 0, "", message)) from None


def _fingerprint(finding: Any) -> str:
    mark = finding["fingerprint"]
    if not isinstance(mark, str) or not FINGERPRINT.fullmatch(mark):
        raise ValueError(mark)
    return mark


def _lines(text: str, file: str) -> list[Any]:
    sites: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            sites.append(json.loads(line))
        except (ValueError, RecursionError):
            raise ConfigError(Mistake(file, number, 1, "", _("不是 JSON"))) from None
    return sites
