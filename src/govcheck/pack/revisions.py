"""``rules/revisions.lock``: which judgement each revision of a rule stands for, so that none changes unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.pack.load import LoadedPack
from govcheck.pack.rule import Rule

NAME: Final = "revisions.lock"
_HEAD: Final = "# 规则 修订号 判定的哈希；由规则包生成，请勿手改。判定改变时修订号必须增加。\n"


def judgement_hash(rule: Rule) -> str:
    """What a rule judges, as 16 hex digits: subjects, check and quantifier, with the parameters filled in."""
    judged = {
        "subjects": rule.subjects.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "check": rule.check.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "require": [rule.require.mode, rule.require.limit] + ([rule.require.short] if rule.require.short != "fail" else []),
    }
    text = json.dumps(judged, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lock_text(packs: Iterable[LoadedPack]) -> str:
    """The lock of all rules that the packs themselves hold, by full id."""
    lines = [f"{rule.id} {rule.revision} {judgement_hash(rule)}\n" for pack in packs for rule in _own(pack)]
    return _HEAD + "".join(sorted(lines))


def revision_mistakes(packs: Iterable[LoadedPack], lock: Path) -> list[Mistake]:
    """The rules whose judgement changed, or whose revision went down, against the lock as it lies on disk."""
    held = _read(lock)
    found = []
    for pack in packs:
        for rule in _own(pack):
            if rule.id not in held:
                continue
            revision, digest = held[rule.id]
            message = ""
            if rule.revision < revision:
                message = _("{rule} 的修订号从 {old} 降到了 {new}").format(rule=rule.id, old=revision, new=rule.revision)
            elif rule.revision == revision and judgement_hash(rule) != digest:
                message = _("{rule} 的判定变了，修订号要从 {old} 往上加").format(rule=rule.id, old=revision)
            if message:
                found.append(Mistake(rule.file, rule.line, 0, "revision", message))
    return found


def _own(pack: LoadedPack) -> Iterable[Rule]:
    return (rule for rule in pack.rules if rule.id.startswith(f"{pack.id}/"))


def _read(lock: Path) -> dict[str, tuple[int, str]]:
    held: dict[str, tuple[int, str]] = {}
    if lock.is_file():
        for line in lock.read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if len(parts) == 3 and not line.startswith("#") and parts[1].isdigit():
                held[parts[0]] = (int(parts[1]), parts[2])
    return held
