"""Click's own words (Usage, Options, errors of usage) in the language in force.

Click asks Python's ``gettext`` for each of them, with its English text. So gettext is told, by its public interface, where
the Chinese ones lie (``locale/zh/LC_MESSAGES/click.mo``); for English there is no such file and click's own text stands.
"""

from __future__ import annotations

import gettext
import os
from typing import Final

from govcheck.i18n import LOCALES, set_language

DOMAIN: Final = "click"


def choose_language(wanted: str | None = None) -> str:
    """Choose the language of this program's texts and of click's; returns the one in force (``zh`` or ``en``).

    Meant for the program itself: the text domain and ``LANGUAGE`` hold for the whole process.
    """
    chosen = set_language(wanted)
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    # gettext looks here before LC_ALL, LC_MESSAGES and LANG, and offers no other way to say it.
    os.environ["LANGUAGE"] = chosen
    return chosen
