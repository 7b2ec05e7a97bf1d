"""``reviews.jsonl``: what people said of findings, one line each, appended and never rewritten; the latest word holds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from govcheck.dates.clock import in_shanghai
from govcheck.errors import ConfigError, Mistake
from govcheck.i18n import _
from govcheck.records.result import Finding, PageEvidence
from govcheck.records.standing import Mark, Review
from govcheck.waivers.waivers import FINGERPRINT

_SHA: Final = re.compile("[0-9a-f]{64}")
_FIELDS: Final = frozenset({"fingerprint", "mark", "reviewer", "at", "note", "bodies"})


def bodies_of(finding: Finding) -> tuple[str, ...]:
    """The sha256 of the pages that a finding rests on, each once: what a review of it is bound to."""
    pages = (one.sha256 for one in finding.evidence if isinstance(one, PageEvidence))
    return tuple(dict.fromkeys(sha for sha in pages if sha))


def load_reviews(path: Path) -> tuple[Review, ...]:
    """The reviews of a file, in its order.

    Raises:
        ConfigError: it cannot be read, or lines of it are wrong; carries every mistake.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(Mistake(str(path), 0, 0, "", _("无法读取文件：{why}").format(why=why))) from None
    return parse_reviews(text, str(path))


def parse_reviews(text: str, file: str = "reviews.jsonl") -> tuple[Review, ...]:
    """The reviews of a text.

    Raises:
        ConfigError: see :func:`load_reviews`.
    """
    found: list[Review] = []
    mistakes: list[Mistake] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_review(json.loads(line)))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            message = _("不是一条核对记录：{why}").format(why=error)
            mistakes.append(Mistake(file, number, 1, "", message))
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(found)


def reviews_text(reviews: Iterable[Review]) -> str:
    """The lines of a file; :func:`parse_reviews` gives the same reviews back."""
    return "".join(f"{json.dumps({'fingerprint': one.fingerprint} | review_json(one))}\n" for one in reviews)


def save_reviews(path: Path, reviews: Iterable[Review]) -> None:
    """Append to the file, which is made when there is none; nobody's earlier word is lost.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            text = reviews_text(reviews).encode("utf-8")
            file.write(b"\n" + text if text and _unended(file) else text)
    except OSError as error:
        message = _("无法写入 {path}：{why}").format(path=path, why=error.strerror or error)
        raise ConfigError(message) from error


def _unended(file: BinaryIO) -> bool:
    """Whether the last line lacks its end, as editors leave it: what follows would run into it and spoil both."""
    if not file.seek(0, os.SEEK_END):
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def review_json(review: Review) -> dict[str, Any]:
    """A review as reports hold it, beside the finding whose fingerprint it has."""
    return {
        "mark": review.mark.value,
        "reviewer": review.reviewer,
        "at": in_shanghai(review.at).isoformat(),
        "note": review.note,
        "bodies": list(review.bodies),
        "check": review.check,
    }


def review_from_json(fingerprint: str, data: Any) -> Review:
    """The inverse of :func:`review_json`.

    Raises:
        KeyError, TypeError, ValueError: it is no review.
    """
    at = datetime.fromisoformat(data["at"])
    if at.tzinfo is None:
        raise ValueError(data["at"])
    check = data.get("check", "")
    texts = (data["reviewer"], data["note"], check)
    bodies = data["bodies"]
    if not all(isinstance(one, str) for one in texts) or not isinstance(bodies, list):
        raise TypeError(data)
    if not all(isinstance(one, str) and _SHA.fullmatch(one) for one in bodies):
        raise ValueError(bodies)
    return Review(fingerprint, Mark(data["mark"]), texts[0], at, texts[1], tuple(bodies), check)


def _review(data: Any) -> Review:
    if not isinstance(data, dict) or set(data) - {"check"} != _FIELDS:
        raise ValueError(_("应有 {names}").format(names=_("、").join(sorted(_FIELDS))))
    mark = data["fingerprint"]
    if not isinstance(mark, str) or not FINGERPRINT.fullmatch(mark):
        raise ValueError(mark)
    if not isinstance(data["reviewer"], str) or not data["reviewer"].strip():
        raise ValueError(_("没有写明核对人"))
    return review_from_json(mark, data)
