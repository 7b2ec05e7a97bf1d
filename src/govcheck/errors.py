"""Every error govcheck raises on purpose.

    GovcheckError
    ├── UsageError          the command's words are off                      exit 2
    ├── InputError          a file a person wrote is wrong                   exit 3
    │   ├── PackError       a rule pack, sheet or lexicon
    │   ├── SiteListError   a site list
    │   └── ConfigError     a setting
    ├── ArchiveError        a run folder or WARC cannot be read or written   exit 4
    └── InternalError       a promise of our own was broken                  exit 4

Foreign exceptions are translated at the border where they arise: httpx and dnspython in ``fetch``, yaml and pydantic in
``pack``, warcio in ``fetch.archive``. What a *site* does wrong is never an exception: it is a fact in a record.
"""

from __future__ import annotations

from dataclasses import dataclass


class GovcheckError(Exception):
    """Base of all errors meant for people; ``str()`` is the text shown."""

    exit_code = 4


class UsageError(GovcheckError):
    """The command line does not make sense."""

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a file, where it stands and what to do about it.

    ``line`` and ``column`` count from 1; 0 means the file as a whole. ``path`` is the place inside the document, such as
    ``rules[3].check.max``.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class InputError(GovcheckError):
    """A file a person wrote is wrong; carries every mistake found, in order of place."""

    exit_code = 3

    def __init__(self, mistakes: list[Mistake] | Mistake | str) -> None:
        if isinstance(mistakes, str):
            mistakes = Mistake("", 0, 0, "", mistakes)
        listed = [mistakes] if isinstance(mistakes, Mistake) else sorted(mistakes)
        self.mistakes: tuple[Mistake, ...] = tuple(listed)
        super().__init__("\n".join(str(mistake).removeprefix(": ") for mistake in listed))


class PackError(InputError):
    """A pack, library check, marking sheet or lexicon is wrong."""


class SiteListError(InputError):
    """A site list is wrong."""


class ConfigError(InputError):
    """A setting is wrong."""


class ArchiveError(GovcheckError):
    """A run folder or archive cannot be read or written."""


class InternalError(GovcheckError):
    """A promise of our own was broken; the run's other sites go on."""
