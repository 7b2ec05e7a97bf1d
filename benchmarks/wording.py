"""What a larger lexicon costs: ``python benchmarks/wording.py [--corpus DIR] [--rounds N]``.

The same text is searched with 500 and with 50,000 entries, in turn, in one run; printed are the median seconds of each,
their ratio (the aim: below 2), and the memory each list takes. Without a corpus the text is made up: sentences of the
sentences in the shipped lexicons, which hit more often than real pages do.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import yaml

from govcheck.pack.wording import load_wording, wording_files
from govcheck.text.decode import decode
from govcheck.text.wording import Entry, WordList
from govcheck.text.wording import automaton as finders

SMALL, LARGE = 500, 50_000
SEED = 20260615
_TAGS = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>")


def pages(corpus: Path | None) -> list[str]:
    """The texts to be searched, one a page."""
    if corpus is not None:
        files = sorted(path for path in corpus.rglob("*") if path.suffix.lower() in (".html", ".htm", ".shtml"))
        return [_TAGS.sub("\n", decode(path.read_bytes(), "").text) for path in files]
    said = [
        text
        for path in wording_files()
        for word in yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
        for text in ([word["miss"]] if isinstance(word["miss"], str) else word["miss"])
    ]
    chance = random.Random(SEED)
    return ["。".join(chance.choices(said, k=150)) for _page in range(1000)]


def entries(count: int, texts: list[str]) -> list[Entry]:
    """So many entries: the shipped ones, then words of the text with one character changed, as slips are."""
    found = list(load_wording(wording_files()))[:count]
    taken = {entry.wrong for entry in found}
    chance = random.Random(SEED)
    whole = "\n".join(texts)
    letters = sorted({char for char in whole if "\u4e00" <= char <= "\u9fff"})
    while len(found) < count:
        size, start = chance.choice((3, 4, 4, 5)), chance.randrange(len(whole) - 6)
        right = whole[start : start + size]
        if not all("\u4e00" <= char <= "\u9fff" for char in right):
            continue
        at = chance.randrange(size)
        wrong = right[:at] + chance.choice(letters) + right[at + 1 :]
        if wrong not in taken and wrong != right:
            taken.add(wrong)
            found.append(Entry(wrong, right))
    return found


def seconds(words: WordList, texts: list[str]) -> tuple[float, int]:
    """How long one pass over all texts takes, and what it finds."""
    began = time.perf_counter()
    hits = sum(len(words.find(text)) for text in texts)
    return time.perf_counter() - began, hits


def resident() -> float:
    """The memory of this process, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.is_file() else None
    return int(found[1]) / 1024 if found else 0.0


def memory(count: int, corpus: Path | None) -> str:
    """What a list of so many entries takes, measured in a process of its own."""
    command = [sys.executable, __file__, "--memory", str(count)]
    command += ["--corpus", str(corpus)] if corpus is not None else []
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=None)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--index", action="store_true", help="measure the index that stands in for the automaton")
    parser.add_argument("--memory", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    texts = pages(asked.corpus)
    if asked.memory:
        made = entries(asked.memory, texts)
        WordList(made[:1]).find(texts[0])
        before = resident()
        words = WordList(made)
        words.find(texts[0])
        print(f"{resident() - before:.0f}")
        return
    if asked.index:
        sys.modules["ahocorasick_rs"] = None  # type: ignore[assignment]  # as if it were not installed
    size = sum(map(len, texts))
    print(f"text: {len(texts)} pages, {size:,} characters; finder: {'index' if asked.index else finders.__name__}")
    lists = {}
    for count in (SMALL, LARGE):
        made = entries(count, texts)
        began = time.perf_counter()
        lists[count] = WordList(made)
        print(f"{count:>6} entries: built in {time.perf_counter() - began:.2f} s, {memory(count, asked.corpus)} MB")
    taken: dict[int, list[float]] = {SMALL: [], LARGE: []}
    hits = {SMALL: 0, LARGE: 0}
    for _round in range(asked.rounds):
        for count, words in lists.items():
            spent, hits[count] = seconds(words, texts)
            taken[count].append(spent)
    for count, spent_all in taken.items():
        middle = statistics.median(spent_all)
        speed = size / middle / 1e6
        print(
            f"{count:>6} entries: {middle:.3f} s median of {asked.rounds}, {speed:.1f} M characters/s, {hits[count]} hits"
        )
    ratio = statistics.median(taken[LARGE]) / statistics.median(taken[SMALL])
    print(f"{LARGE:,} against {SMALL}: {ratio:.2f} times (aim: below 2)")


if __name__ == "__main__":
    main()
