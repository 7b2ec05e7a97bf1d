"""How well the page extractor reads real pages: ``python benchmarks/accuracy.py --corpus DIR [--verbose]``.

The corpus is a folder with ``sites/NAME/…`` (saved sites), ``pages/*.html``, ``policy/*.html`` and
``policy/index.csv``.
Four parts: pages that carry META, read with META hidden; the hand-made labels beside this file (pages found by their
sha256); the policy table; invented dates. Rates are per site, then the mean over sites.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import hashlib
import html
import io
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from govcheck.dates.shapes import parse_stamp
from govcheck.page.model import PageKind, PageModel
from govcheck.page.read import read_page
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import fold, title_key
from govcheck.text.numbers import number_key

LABELS = Path(__file__).parent / "labels"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEXICON = Lexicon(())
Tally = dict[str, dict[str, list[int]]]


class Score:
    """Right and wrong by site and field, with the mismatches."""

    def __init__(self, verbose: bool) -> None:
        self.sites: Tally = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self.unseen: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.wrong: list[str] = []
        self.verbose = verbose

    def add(self, site: str, field: str, right: bool, page: object, wanted: object, got: object) -> None:
        self.sites[site][field][0 if right else 1] += 1
        if not right:
            self.wrong.append(f"{field:<14} {page}\n    wanted {wanted!r}\n    got    {got!r}")

    def show(self, heading: str) -> None:
        print(f"\n== {heading}")
        fields = list(dict.fromkeys(field for site in self.sites.values() for field in site))
        print(f"{'site':<28}" + "".join(f"{field:>18}" for field in fields))
        shares: dict[str, list[float]] = defaultdict(list)
        for site in sorted(self.sites):
            cells = []
            for field in fields:
                right, wrong = self.sites[site][field]
                if right + wrong:
                    shares[field].append(right / (right + wrong))
                cells.append(f"{right}/{right + wrong}" if right + wrong else "")
            print(f"{site:<28}" + "".join(f"{cell:>18}" for cell in cells))
        print(
            f"{'mean over sites':<28}" + "".join(f"{100 * statistics.mean(shares[f]):>17.2f}%" for f in fields if shares[f])
        )
        for site, counts in sorted(self.unseen.items()):
            print(f"  not visible on {site}: " + ", ".join(f"{field} {count}" for field, count in sorted(counts.items())))
        if self.verbose:
            for text in self.wrong:
                print(text)


HEAD = """# Accuracy of the extractor

Written by `make bench CORPUS=FOLDER`. The pages are real ones and are not part of this repository; the labels
(`benchmarks/labels`: hash, field, value; words as hashes) were made by readers who had not seen the extractor.
Every figure is per site, then the mean over sites, so that one large template does not stand for all.

* *META hidden*: pages that state `ArticleTitle`, `PubDate`, `ContentSource`, read as a visitor does. A value that
  is nowhere on the page is counted apart; where a label says that the page shows something else than its META,
  the label is the truth.
* *labels*: articles and columns labelled by hand. *policy table*: four elements of State Council documents.

"""


def main() -> None:
    """Run all parts and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--verbose", action="store_true", help="list every mismatch")
    parser.add_argument("--write", type=Path, help="also write the tables to this Markdown file")
    parser.add_argument("--only", default="", help="meta, labels or policy")
    options = parser.parse_args()
    if options.write is None:
        measure(options)
        return
    with contextlib.redirect_stdout(io.StringIO()) as tables:
        measure(options)
    print(tables.getvalue())
    options.write.write_text(HEAD + "```\n" + tables.getvalue().strip() + "\n```\n", encoding="utf-8")


def measure(options: argparse.Namespace) -> None:
    """Run the parts asked for."""
    pages = list(html_files(options.corpus))
    times: list[float] = []
    if options.only in ("", "meta"):
        hidden_meta(options.corpus, pages, options.verbose, times)
    if options.only in ("", "labels"):
        labelled(options.corpus, pages, options.verbose)
    if options.only in ("", "policy"):
        policy(options.corpus, options.verbose)
    if times:
        times.sort()
        late = times[int(len(times) * 0.95)]
        print(f"\n{len(times)} pages: median {1000 * statistics.median(times):.1f} ms, 95 % {1000 * late:.1f} ms")


def html_files(corpus: Path) -> Iterator[Path]:
    """Pages of the sites and single pages."""
    for folder in ("sites", "pages"):
        for path in sorted((corpus / folder).rglob("*")):
            if path.suffix.lower() in (".html", ".htm", ".shtml") and path.is_file():
                yield path


def site_of(corpus: Path, path: Path) -> str:
    """The name of the site a file belongs to."""
    parts = path.relative_to(corpus).parts
    return parts[1] if parts[0] == "sites" else parts[0]


def read(corpus: Path, path: Path, *, ignore_meta: bool = False, times: list[float] | None = None) -> PageModel:
    """One page as if fetched from its site."""
    parts = path.relative_to(corpus).parts
    address = "http://www.example.gov.cn/" + "/".join(parts[2:] if parts[0] == "sites" else parts[1:])
    body = path.read_bytes()
    start = time.perf_counter()
    page = read_page(Capture(address, address, 200, (), body, NOW), lexicon=LEXICON, ignore_meta=ignore_meta)
    if times is not None:
        times.append(time.perf_counter() - start)
    return page


def hidden_meta(corpus: Path, pages: list[Path], verbose: bool, times: list[float]) -> None:
    """Part 1: ArticleTitle, PubDate, ContentSource against what is read with META hidden."""
    score = Score(verbose)
    labels = {sha: fields for file in LABELS.glob("*.csv") for sha, fields in by_page(file).items()}
    for path in pages:
        page = read(corpus, path, ignore_meta=True, times=times)
        label = labels.get(hashlib.sha256(path.read_bytes()).hexdigest(), {})
        meta = {name: (page.meta_value(name) or "").strip() for name in ("ArticleTitle", "PubDate", "ContentSource")}
        if not meta["ArticleTitle"]:
            continue
        site, name = site_of(corpus, path), path.relative_to(corpus)
        seen = title_key(visible(path))
        for field, stated, got in (
            ("title", meta["ArticleTitle"], page.title.value),
            ("source", meta["ContentSource"], page.source.value),
        ):
            if not stated:
                continue
            if label.get(field) and not same_words(label[field], stated):
                # The page shows something else than its META says: what a visitor sees is the truth.
                score.unseen[site][f"{field} (META differs from the page)"] += 1
                score.add(site, field, same_words(label[field], str(got or "")), name, label[field], got)
            elif title_key(stated) not in seen or (field == "source" and not source_visible(path, stated)):
                score.unseen[site][field] += 1
            else:
                score.add(site, field, same_words(stated, str(got or "")), name, stated, got)
        stamp = parse_stamp(meta["PubDate"])
        if stamp is not None:
            got_day = day(page.published.value)
            if got_day is None and not day_visible(path, day(stamp)):
                score.unseen[site]["published"] += 1
            else:
                score.add(site, "published", got_day == day(stamp), name, day(stamp), page.published.value)
        score.add(site, "kind", page.kind is PageKind.ARTICLE, name, "article", page.kind.value)
    score.show("META hidden")


def visible(path: Path) -> str:
    """The text of a page, roughly, for asking whether a value is on it at all."""
    text = decode(path.read_bytes()).text
    text = re.sub(r"(?is)<head.*?</head>|<script.*?</script>|<style.*?</style>|<!--.*?-->", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def source_visible(path: Path, wanted: str) -> bool:
    """Whether the value stands behind a label of a source: a page often shows another one than its META."""
    text = re.sub(r"\s|&nbsp;", "", visible(path))
    return re.search(r"(?:来源|稿源|出处|发布机构|发布单位)[:：]?" + re.escape(re.sub(r"\s", "", wanted)), text) is not None


def day_visible(path: Path, wanted: date | None) -> bool:
    """Whether that day is printed anywhere on the page."""
    from govcheck.dates.shapes import find_dates

    return any(shown.day == wanted for shown in find_dates(visible(path)))


def day(value: object) -> date | None:
    """The day of a date or moment."""
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def labelled(corpus: Path, pages: list[Path], verbose: bool) -> None:
    """Part 2 and 4: the labels of an independent hand, and dates invented where the label says there is none."""
    by_hash = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in pages}
    articles, columns = Score(verbose), Score(verbose)
    invented: list[str] = []
    lost = 0
    for file in sorted(LABELS.glob("*.csv")):
        for sha, fields in by_page(file).items():
            path = by_hash.get(sha)
            if path is None:
                lost += 1
                continue
            page, name = read(corpus, path), path.relative_to(corpus)
            articles.add(
                file.stem, "kind", page.kind.value == fields.get("kind"), name, fields.get("kind"), page.kind.value
            )
            if fields.get("kind") == "article":
                article(articles, file.stem, name, fields, page)
                if not fields.get("published") and "published" in fields and page.published.value is not None:
                    invented.append(f"{name}: {page.published}")
            elif fields.get("kind") == "column":
                column(columns, file.stem, name, fields, page)
    articles.show("labels: articles (and kinds)")
    columns.show("labels: columns")
    print(f"\ninvented dates: {len(invented)}; labelled pages not in the corpus: {lost}")
    for text in invented:
        print("  " + text)


def by_page(file: Path) -> Mapping[str, dict[str, str]]:
    """The label rows of a file by page."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["sha256"]][row["field"]] = row["value"]
    return found


def same_words(wanted: str, got: str) -> bool:
    """Whether the words agree but for blanks and width. Labels hold the hash of words, never sentences of the pages."""
    if wanted.startswith("#"):
        return wanted == "#" + hashlib.sha256(title_key(got).encode()).hexdigest()[:24]
    return title_key(wanted) == title_key(got)


def article(score: Score, site: str, name: Path, fields: Mapping[str, str], page: PageModel) -> None:
    """Compare one article with its labels."""
    if "title" in fields:
        score.add(
            site,
            "title",
            same_words(fields["title"], str(page.title.value or "")),
            name,
            fields["title"],
            page.title,
        )
    if "published" in fields:
        wanted = parse_stamp(fields["published"]) if fields["published"] else None
        got = page.published.value
        same = day(wanted) == day(got) and (not isinstance(wanted, datetime) or wanted == got)
        score.add(site, "published", same, name, fields["published"], page.published)
    if "source" in fields:
        score.add(
            site,
            "source",
            same_words(fields["source"], str(page.source.value or "")),
            name,
            fields["source"],
            page.source,
        )
    if "number" in fields:
        own = str(page.document.number.value or "") if page.document.number else ""
        score.add(
            site, "number", number_key(fields["number"]) == number_key(own), name, fields["number"], page.document.number
        )
    if fields.get("attachments", "").isdigit():
        links = [link.address or link.words for link in page.attachments]
        score.add(site, "attachments", len(links) == int(fields["attachments"]), name, fields["attachments"], links)


def column(score: Score, site: str, name: Path, fields: Mapping[str, str], page: PageModel) -> None:
    """Compare one column page with its labels."""
    listing = page.listing
    rows = listing.rows if listing else ()
    if fields.get("name"):
        score.add(site, "name", fold(fields["name"]) == fold(str(page.title.value or "")), name, fields["name"], page.title)
    if fields.get("rows", "").isdigit():
        score.add(
            site,
            "rows",
            len(rows) == int(fields["rows"]),
            name,
            fields["rows"],
            [len(rows), *[r.title[:20] for r in rows[:4]]],
        )
    dated = [row for row in rows if row.published is not None]
    newest = max(dated, key=lambda row: row.published or NOW, default=None)
    if "newest_date" in fields and "rows" in fields:
        wanted = parse_stamp(fields["newest_date"]) if fields["newest_date"] else None
        got = newest.published if newest else None
        score.add(site, "newest_date", day(wanted) == day(got), name, fields["newest_date"], got)
    if fields.get("newest_title"):
        got_titles = [row.title for row in dated if newest and day(row.published) == day(newest.published)]
        right = any(same_words(fields["newest_title"], title) for title in got_titles)
        score.add(site, "newest_title", right, name, fields["newest_title"], got_titles[:3])
    if fields.get("drawn_by_script"):
        drawn = "yes" if listing and listing.drawn_by_script else "no"
        score.add(site, "drawn", drawn == fields["drawn_by_script"], name, fields["drawn_by_script"], drawn)
    if fields.get("pagination"):
        how = listing.pagination if listing else "none"
        score.add(site, "pagination", how == fields["pagination"], name, fields["pagination"], how)


def policy(corpus: Path, verbose: bool) -> None:
    """Part 3: the element tables of policy documents."""
    score = Score(verbose)
    with (corpus / "policy" / "index.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            page = read(corpus, corpus / "policy" / row["file"])
            elements = page.document
            for field, wanted, reading in (
                ("title", row["title"], page.title),
                ("index", row["index_number"], elements.index),
                ("office", row["office"], elements.issuer),
                ("number", row["doc_number"], elements.number),
            ):
                got = str(reading.value or "") if reading else ""
                score.add("policy", field, title_key(wanted) == title_key(got), row["file"], wanted, got)
            score.add("policy", "kind", page.kind is PageKind.ARTICLE, row["file"], "article", page.kind.value)
    score.show("policy table")


if __name__ == "__main__":
    main()
