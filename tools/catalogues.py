"""The message catalogues: source texts gathered from the modules, joined with the translations, compiled for gettext.

The ``.po`` files are what people edit; everything else in them is written by ``make generated``. A text that is new in the
sources comes into ``en/…/govcheck.po`` with an empty translation, one that is gone goes. Nothing in the files depends on
the day or the machine, and modules are named without line numbers, so that a moved line makes nothing stale.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

Text = str | tuple[str, ...]
"""A text, or the texts for one and for many."""
KEYWORDS: Final = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark a text, and how many of their arguments are texts."""
PLURALS: Final = {"en": "nplurals=2; plural=(n != 1);", "zh": "nplurals=1; plural=0;"}
PACKAGE: Final = "src/govcheck"
OWN: Final = f"{PACKAGE}/locale/en/LC_MESSAGES/govcheck.po"
"""Our Chinese source texts in English."""
CLICK: Final = f"{PACKAGE}/locale/zh/LC_MESSAGES/click.po"
"""Click's English texts in Chinese, for every version of click that is allowed."""


HEADER: Final = "# Edit the msgstr only; all else is written by: make generated"


class PlainCatalog(Catalog):
    """A catalogue whose header has no dates and no version of any tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to read the file, and nothing else."""
        language = str(self.locale)
        return [
            ("Project-Id-Version", "govcheck"),
            ("Language", language),
            ("Plural-Forms", PLURALS[language]),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def source_texts(package: Path) -> dict[Text, list[str]]:
    """Every text that the modules under ``package`` mark for translation, with the modules (relative) that show it."""
    found: dict[Text, set[str]] = {}
    for module in package.rglob("*.py"):
        for text in marked_texts(module.read_text(encoding="utf-8")):
            found.setdefault(text, set()).add(module.relative_to(package).as_posix())
    return {text: sorted(found[text]) for text in sorted(found, key=lambda text: (min(found[text]), str(text)))}


def marked_texts(source: str) -> Iterator[Text]:
    """The texts a module marks: read from its syntax tree, since a scanner of words misses those inside f-strings.

    Raises:
        ValueError: a text is not written where it is marked, so nobody could translate it.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
            continue
        words = [one.value for one in node.args[: KEYWORDS[node.func.id]] if isinstance(one, ast.Constant)]
        if len(words) == 1:
            yield words[0]
        elif words:
            yield tuple(words)
        elif node.func.id != "_":  # ``_`` also translates what ``N_`` marked elsewhere
            raise ValueError(f"line {node.lineno}: {node.func.id}() marks no text")


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it lies on disk; an empty one when there is none."""
    if not path.is_file():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language, ignore_obsolete=True, abort_invalid=True)


def catalogues(root: Path) -> dict[str, bytes]:
    """What every catalogue should hold, by its path relative to ``root``."""
    own = _joined(read(root / OWN, "en"), source_texts(root / PACKAGE))
    click = _joined(read(root / CLICK, "zh"), None)
    return {**_files(OWN, own), **_files(CLICK, click)}


def _joined(held: Catalog, wanted: dict[Text, list[str]] | None) -> PlainCatalog:
    """The translations held, for the texts wanted (``None``: for those that are there)."""
    made = PlainCatalog(locale=str(held.locale), header_comment=HEADER, fuzzy=False)
    texts = wanted if wanted is not None else {one.id: [] for one in held if one.id}
    for text, modules in texts.items():
        known = held.get(text[0] if isinstance(text, tuple) else text)
        string = known.string if known is not None and known.id == text else None
        flags = known.flags if known is not None else ()
        made.add(text, string, locations=[(module, 0) for module in modules], flags=flags)
    return made


def _files(path: str, catalogue: PlainCatalog) -> dict[str, bytes]:
    words, compiled = io.BytesIO(), io.BytesIO()
    write_po(words, catalogue, width=0, include_lineno=False)
    write_mo(compiled, catalogue)
    return {path: words.getvalue(), path.removesuffix(".po") + ".mo": compiled.getvalue()}
