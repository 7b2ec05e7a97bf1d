"""The draw of a sample: the k smallest hashes, so that one new member moves at most one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from govcheck.records.population import Member


def rank(seed: str, key: str) -> str:
    """The place of a subject in the draw: sha256 of seed and key, in hex."""
    return hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest()


def draw(members: Sequence[Member], size: int, seed: str, always: frozenset[str] = frozenset()) -> tuple[Member, ...]:
    """The ``size`` members of smallest rank, and on top those whose keys are in ``always``; in order of their keys."""
    ordered = sorted(members, key=lambda member: (rank(seed, member.key), member.key))
    chosen = {member.key for member in ordered[:size]} | {member.key for member in members if member.key in always}
    return tuple(member for member in members if member.key in chosen)
