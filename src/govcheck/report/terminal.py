"""What the stream that a report goes to can show: how wide, and whether in colour."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TextIO

_NARROWEST: Final = 60
_WIDEST: Final = 120
_DEFAULT: Final = 100
_ANSI_WINDOWS: Final = ("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM")
"""One of these is set where a Windows console understands colour codes."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """``width`` in character cells. ``live``: a person watches, so lines may be redrawn."""

    width: int = _DEFAULT
    colour: bool = False
    live: bool = False


def terminal_of(stream: TextIO, environment: Mapping[str, str] | None = None) -> Terminal:
    """The terminal behind a stream; files and pipes get a fixed width and no colour, so that reports compare."""
    env = os.environ if environment is None else environment
    try:
        live = stream.isatty() and env.get("TERM") != "dumb"
    except ValueError:  # the stream is closed
        live = False
    if not live:
        return Terminal()
    capable = sys.platform != "win32" or any(env.get(name) for name in _ANSI_WINDOWS)
    columns = shutil.get_terminal_size((_DEFAULT, 24)).columns
    width = max(_NARROWEST, min(_WIDEST, columns))
    return Terminal(width, capable and not env.get("NO_COLOR"), capable)
