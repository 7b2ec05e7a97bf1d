"""What an answer to a link says: a state, and whether it is sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from govcheck.outcome import Reason


@dataclass(frozen=True, slots=True)
class Said:
    """``state``: alive, dead, soft-404, to-home, wrong-type, changed-hands, parked, or the reason why it is not known.

    ``sure``: nothing innocent explains it; else a person looks. ``came``: what arrived, in a few words.
    """

    state: str | Reason
    sure: bool = True
    came: str = ""

    @property
    def known(self) -> bool:
        """Whether an answer came that can be read."""
        return not isinstance(self.state, Reason)


ALIVE: Final = Said("alive")
