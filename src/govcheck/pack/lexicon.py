"""Loading the lexicons of column names, ``rules/lexicons/*.yaml``; what they mean is :mod:`govcheck.text.lexicon`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.kinds.base import Strict
from govcheck.pack.mistakes import check_model
from govcheck.pack.schema_models import Text
from govcheck.pack.shipped import rules_root
from govcheck.pack.source import Document, read_document
from govcheck.text.topics import TopicEntry


class TopicFile(Strict):
    """One canonical name and what it goes by."""

    name: Text
    synonyms: tuple[Text, ...] = ()
    column_types: tuple[Text, ...] = ()
    paths: tuple[Text, ...] = ()


class LexiconFile(Strict):
    """A lexicon of column names."""

    format: Literal[1]
    topics: tuple[TopicFile, ...] = Field(min_length=1)


def load_lexicon(path: Path) -> tuple[TopicEntry, ...]:
    """The topics of one lexicon.

    Raises:
        PackError: with every mistake.
    """
    document = read_document(path)
    entries, mistakes = read_lexicon(document)
    if mistakes:
        raise PackError(mistakes)
    return entries


def load_lexicons(root: Path | None = None) -> tuple[TopicEntry, ...]:
    """The topics of all lexicons of a rules folder (the shipped one, when not said), in order of file and place.

    Raises:
        PackError: with every mistake of the first file that has some.
    """
    folder = (root if root is not None else rules_root()) / "lexicons"
    return tuple(entry for path in sorted(folder.glob("*.yaml")) for entry in load_lexicon(path))


def read_lexicon(document: Document) -> tuple[tuple[TopicEntry, ...], list[Mistake]]:
    """The topics of a document, and every mistake in it."""
    file, mistakes = check_model(LexiconFile, document.data, document, ())
    found = [*document.mistakes, *mistakes]
    if file is None:
        return (), found
    names: dict[str, int] = {}
    for index, topic in enumerate(file.topics):
        if topic.name in names:
            message = _("{name} 重复（第一次是第 {number} 条）").format(name=topic.name, number=names[topic.name] + 1)
            found.append(document.mistake(("topics", index, "name"), message))
        names.setdefault(topic.name, index)
        seen: set[str] = set()
        for word, synonym in enumerate(topic.synonyms):
            if synonym in seen or synonym == topic.name:
                message = _("同义词 {name} 重复").format(name=synonym)
                found.append(document.mistake(("topics", index, "synonyms", word), message))
            seen.add(synonym)
    entries = tuple(TopicEntry(item.name, item.synonyms, item.column_types, item.paths) for item in file.topics)
    return entries, found
