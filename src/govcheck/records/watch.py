"""A site's home page asked for again and again: one probe, and what a week of them comes to.

Source: 国办秘函〔2019〕19号, 单项否决“站点无法访问”: 监测1周，每天间隔性访问20次以上，超过（含）15秒网站仍打不开的次数累计
占比超过（含）5%。
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Opened(StrEnum):
    """What a probe says of the site."""

    YES = "yes"
    NO = "no"
    """Not within the time, or an error that the site itself gives."""
    UNCLEAR = "unclear"
    """Nothing may be said: refused, challenged, no way out from here, every site failed at once."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One time a home page was asked for. ``seconds``: to the end of its body, ``None`` when none came.

    ``alone``: no other site was reached in the same round, so that a failure may be our own.
    """

    at: datetime
    opened: Opened
    seconds: float | None = None
    status: int | None = None
    failure: str = ""
    detail: str = ""
    vantage: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What a site's probes say of a week (days of Asia/Shanghai, both included).

    ``counted`` probes spaced as laid down, ``unreached`` of them; ``left_out``: unclear ones. ``missed``: why the week is
    not complete, empty when it is. ``sure``: no failure counted rests on a round in which no other site was reached.
    """

    first: date
    last: date
    counted: int
    unreached: int
    left_out: int = 0
    missed: tuple[str, ...] = ()
    sure: bool = True

    @property
    def share(self) -> float | None:
        """Unreached of counted; ``None`` without any."""
        return self.unreached / self.counted if self.counted else None
