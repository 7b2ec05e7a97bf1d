"""Loading lexicons of wrong wording, ``rules/lexicons/wording/*.yaml``; what they mean is :mod:`govcheck.text.wording`.

Format::

    format: 1
    lexicon: characters            # its id
    title: {zh: 常见错字, en: Common slips}
    severity: ordinary             # of its words, when they do not say: severe | ordinary | advice
    category: 错别字               # likewise
    words:
      - wrong: 部暑
        right: 部署
        not_before: [期, 热]       # guards, see govcheck.text.wording.entry.Guards
        hit: 会议作了全面部暑。    # a sentence (or several) that must be found
        miss: 组织部暑期安排       # a sentence (or several) that must not be
        # further: severity, category, not_after, not_in, only_after, only_before, needs, needs_before, needs_after,
        # near, unless, since (YYYY-MM: name of a body reorganised then), titles: false, traditional: false, doubt: true
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.kinds.base import Strict
from govcheck.pack.mistakes import check_model
from govcheck.pack.schema_models import Bilingual, Slug, Text
from govcheck.pack.shipped import rules_root
from govcheck.pack.source import DataPath, Document, read_document
from govcheck.text.wording import Entry, Guards, Level, Page, WordList
from govcheck.text.wording.entry import NEAR
from govcheck.text.wording.fold import fold

Word = Annotated[str, Field(min_length=2, max_length=40, pattern=r"^[^\n。！？；]+$")]
Texts = tuple[Text, ...]
_PAST_GRACE = timedelta(days=800)


class WordFile(Strict):
    """A wrong word as written in a lexicon."""

    wrong: Word
    right: Text
    severity: Level | None = None
    category: Text | None = None
    not_after: Texts = ()
    not_before: Texts = ()
    not_in: Texts = ()
    only_after: Texts = ()
    only_before: Texts = ()
    needs: Texts = ()
    needs_before: Texts = ()
    needs_after: Texts = ()
    unless: Texts = ()
    near: Annotated[int, Field(ge=1, le=60)] = NEAR
    since: Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")] | None = None
    titles: bool = True
    traditional: bool = True
    doubt: bool = False
    hit: Text | Texts
    miss: Text | Texts


class WordingFile(Strict):
    """A lexicon of wrong wording."""

    format: Literal[1]
    lexicon: Slug
    title: Bilingual
    severity: Level
    category: Text
    words: tuple[WordFile, ...] = Field(min_length=1)


def wording_files(root: Path | None = None) -> tuple[Path, ...]:
    """The lexicons of wrong wording of a rules folder (the shipped one, when not said)."""
    return tuple(sorted(((root if root is not None else rules_root()) / "lexicons" / "wording").glob("*.yaml")))


def load_wording(paths: Sequence[Path]) -> tuple[Entry, ...]:
    """The words of lexicons, in order.

    Raises:
        PackError: with every mistake of every file.
    """
    entries: list[Entry] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            found, wrong = read_wording(read_document(path))
        except PackError as error:
            mistakes += error.mistakes
            continue
        entries += found
        mistakes += wrong
    if mistakes:
        raise PackError(mistakes)
    return tuple(entries)


def read_wording(document: Document, *, try_out: bool = False) -> tuple[tuple[Entry, ...], list[Mistake]]:
    """The words of a document, and every mistake in it; with ``try_out`` also sentences that do not do what they say."""
    file, mistakes = check_model(WordingFile, document.data, document, ())
    found = [*document.mistakes, *mistakes]
    if file is None:
        return (), found
    entries = tuple(_entry(word, file) for word in file.words)
    for index, message in contradictions(entries):
        found.append(document.mistake(("words", index, "wrong"), message))
    if try_out:
        for index, word in enumerate(file.words):
            found += [document.mistake(("words", index, *path), message) for path, message in _tried(word, entries[index])]
    return entries, found


def _entry(word: WordFile, file: WordingFile) -> Entry:
    guards = Guards(
        word.not_after, word.not_before, word.not_in, word.only_after, word.only_before,
        word.needs, word.needs_before, word.needs_after, word.unless, word.near,
    )  # fmt: skip
    return Entry(
        word.wrong,
        word.right,
        word.severity or file.severity,
        word.category or file.category,
        file.lexicon,
        guards,
        _month(word.since),
        word.titles,
        word.traditional,
        word.doubt,
    )


def _month(text: str | None) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None


def contradictions(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    """Words given twice, that are their own correction, or whose correction is itself called wrong: (which, why)."""
    first: dict[str, int] = {}
    rights = {fold(entry.right): at for at, entry in reversed(list(enumerate(entries)))}
    for at, entry in enumerate(entries):
        if entry.wrong == entry.right:
            yield at, _("错误表述与正确表述相同：{word}").format(word=entry.wrong)
            continue
        key = entry.wrong if entry.literal else fold(entry.wrong)
        if key in first:
            message = _("{word} 重复（第一次是第 {number} 条）").format(word=entry.wrong, number=first[key] + 1)
            yield at, message
        elif not entry.literal and key in rights:
            message = _("{word} 在第 {number} 条里是正确表述，自相矛盾").format(word=entry.wrong, number=rights[key] + 1)
            yield at, message
        elif not entry.literal and key in fold(entry.right) and entry.right not in entry.guards.not_in:
            message = _("正确表述 {right} 里含有错误表述 {word}，请在 not_in 里写明").format(
                right=entry.right, word=entry.wrong
            )
            yield at, message
        first.setdefault(key, at)


def _tried(word: WordFile, entry: Entry) -> Iterator[tuple[DataPath, str]]:
    alone = WordList((entry,))
    page = Page(dated=entry.since + _PAST_GRACE if entry.since else None)
    for name, given, wanted in (("hit", word.hit, True), ("miss", word.miss, False)):
        said = _("这一句应当命中 {word} 而没有") if wanted else _("这一句不应命中 {word} 而命中了")
        texts: list[tuple[DataPath, str]] = [((name,), given)] if isinstance(given, str) else []
        texts = texts or [((name, at), text) for at, text in enumerate(given)]
        for path, text in texts:
            if bool(alone.find(text, page)) is not wanted:
                yield path, said.format(word=entry.wrong)
