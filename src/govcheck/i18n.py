"""The words of the program.

Source texts are Chinese (the first language of its users); the English catalogue lies in ``locale/en``. When no catalogue
fits, the Chinese text is shown. Texts of rules are not here: a pack carries both languages itself.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

DOMAIN: Final = "govcheck"
LOCALES: Final = Path(__file__).parent / "locale"
LANGUAGES: Final = ("zh", "en")

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language: str = "zh"


def language_from_environment() -> str:
    """``zh`` unless ``GOVCHECK_LANG``, ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` (first that is set) names English."""
    for variable in ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def set_language(language: str | None = None) -> str:
    """Choose the language of all texts from now on; returns the one in force (``zh`` or ``en``)."""
    global _current, _language
    _language = language or language_from_environment()
    _current = _gettext.translation(DOMAIN, LOCALES, languages=[_language], fallback=True)
    return _language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have all texts in ``language`` for a while: for files that are kept in one language whoever writes them."""
    before = _language
    set_language(language)
    try:
        yield
    finally:
        set_language(before)


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return _language


def _(message: str) -> str:
    """The text in the language in force."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for a count, in the language in force."""
    return _current.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  (gettext's own customary name)
    """Mark a text for translation where it stands; translate it with ``_`` where it is shown."""
    return message
