"""A site that attacks its reader, scanned over loopback: every format there is brings its words, and every one dead."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from tests.report.browser import browse, served
from tests.report.hostile_site import MARKS, scanned

from govcheck.report import github
from govcheck.report.formats import Format, rendered
from govcheck.report.model import RunReport

LIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that steer terminals, hide, or turn the direction of writing; ``\\n`` and ``\\t`` have their own tests."""
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
TEXTS = [one for one in Format if one is not Format.XLSX]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    return scanned(tmp_path_factory.mktemp("hostile") / "run")


@pytest.fixture(scope="module", params=[True, False], ids=["unreviewed", "reviewed"])
def written(request: pytest.FixtureRequest, attacked: RunReport) -> dict[Format, str | bytes]:
    return {one: rendered(attacked, one, unreviewed=request.param) for one in Format}


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for name, one in value.items() for text in (name, *strings(one))]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []


def test_the_attacks_arrive(attacked: RunReport, written: dict[Format, str | bytes]) -> None:
    (site,) = attacked.sites
    assert site.site.reached
    assert len({one.check for one in site.result.findings}) > 8
    raw = "".join(text for one in site.result.findings for text in strings([*one.message.values(), one.name]))
    assert LIVE.search(raw), "a finding holds what steers a terminal"
    for mark in MARKS:
        assert mark in str(written[Format.JSON]), mark
    for one in TEXTS:
        assert "evil.example" in str(written[one]).replace("\\", ""), one


@pytest.mark.parametrize("chosen", TEXTS)
def test_no_character_is_alive(written: dict[Format, str | bytes], chosen: Format) -> None:
    text = written[chosen]
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    if chosen is Format.CSV:  # a byte order mark at its beginning, lines as spreadsheets end them
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = LIVE.search(text)
    assert found is None, text[max(0, found.start() - 80) : found.end() + 80]
    assert "\t" not in text


def test_passwords_stay_out(written: dict[Format, str | bytes]) -> None:
    for one in TEXTS:
        assert "s3cret" not in str(written[one]), one


def test_json_holds_what_the_site_wrote_and_escapes_it(written: dict[Format, str | bytes]) -> None:
    document = json.loads(written[Format.JSON])
    (line,) = str(written[Format.JSONL]).splitlines()
    assert json.loads(line) == document["sites"][0]
    assert any(LIVE.search(text) for text in strings(document)), "evidence is kept as it was"


class Page(HTMLParser):
    """Tags and attributes as a browser would meet them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


OWN_TAGS = re.findall(
    r"\S+",
    """
    html head meta title link style body a div header h1 h2 h3 h4 p nav ol li ul main section dl dt dd fieldset
    legend label input span table caption thead tbody tr th td article details summary code strong br footer
    """,
)
OWN_ATTRIBUTES = re.findall(
    r"\S+",
    """
    lang charset http-equiv content name rel href class id role aria-label aria-labelledby aria-hidden tabindex
    scope type checked
    """,
)


def test_html_has_no_markup_of_the_site(written: dict[Format, str | bytes]) -> None:
    page = Page(str(written[Format.HTML]))
    assert {tag for tag, _own in page.tags} <= set(OWN_TAGS)
    assert {name for _tag, own in page.tags for name in own} <= set(OWN_ATTRIBUTES)
    for tag, own in page.tags:
        if tag == "a":
            assert re.match("#|https?://", own["href"]), own
            assert own["href"].startswith("#") or own["rel"] == "noreferrer noopener nofollow"
        if tag == "meta" and own.get("http-equiv"):
            assert own["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        if tag == "link":
            assert own == {"rel": "icon", "href": "data:,"}
    ids = [own["id"] for _tag, own in page.tags if "id" in own]
    assert len(ids) == len(set(ids))
    assert {own["href"][1:] for tag, own in page.tags if tag == "a" and own["href"].startswith("#")} <= set(ids)
    assert "onerror=alert(1)" in "".join(page.words), "it is there, as text"


@pytest.mark.needs("chromium")
def test_a_browser_runs_and_loads_nothing_of_the_site(written: dict[Format, str | bytes], tmp_path: Path) -> None:
    with served({"/": str(written[Format.HTML])}) as (host, asked):
        said = browse(tmp_path / "p", f"http://{host}/", f"--screenshot={tmp_path / 'hostile.png'}")
    assert "CONSOLE" not in said, "not even a refused script"
    assert {one.removeprefix(host) for one in asked} <= {"/", "/favicon.ico"}


def test_markdown_has_no_markup_of_the_site(written: dict[Format, str | bytes]) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(str(written[Format.MARKDOWN]))
    )
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inline)}
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "fence",
        "code_block",
        "hr",
        "em_open",
        "s_open",
        "ordered_list_open",
    }
    for child in inline:
        if child.type == "link_open":
            assert re.match(r"http://www\.hostile-demo\.gov\.cn/", str(child.attrs["href"]))
    texts = " ".join(child.content for child in inline if child.type == "text")
    assert "<img src=x onerror=alert(1)>" in texts
    assert not re.search(r"(?<!\\)https?://evil", str(written[Format.MARKDOWN]).replace("`", "\\")), "no link by itself"


def test_workbook_has_no_formula_and_no_link_of_the_site(written: dict[Format, str | bytes]) -> None:
    book = written[Format.XLSX]
    assert isinstance(book, bytes)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for name in parts.namelist():
            tree = etree.fromstring(parts.read(name))
            if name.startswith("xl/worksheets/sheet"):
                assert not tree.findall(".//{*}f"), name
            for one in tree.iter("{*}Relationship"):
                assert one.get("TargetMode") != "External" or re.match(r"https?://", one.get("Target", "")), name
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(book)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("evil.example" in str(cell.value) for cell in cells)
    for cell in cells:
        assert cell.data_type != "f", cell.value
        assert not LIVE.search(str(cell.value).replace("\r", "")), cell.value
        assert not re.search("_x00[0-9A-F]{2}_", str(cell.value))


def test_no_cell_of_the_table_begins_a_formula(written: dict[Format, str | bytes]) -> None:
    text = written[Format.CSV]
    text = text.decode("utf-8") if isinstance(text, bytes) else text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) > 1
    for row in rows:
        assert len(row) == len(rows[0])
        for cell in row:
            number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            assert number or not FORMULA.match(cell), cell


def test_sarif_is_dead_and_valid_json(written: dict[Format, str | bytes]) -> None:
    document = json.loads(written[Format.SARIF])
    for text in strings(document):
        assert not LIVE.search(text), text
        assert not re.match(r"\s*javascript:", text, re.IGNORECASE)
    for text in _under(document, "markdown"):
        kinds = {child.type for token in MarkdownIt().parse(text) for child in token.children or ()}
        assert not kinds & {"html_inline", "image"}


def _under(value: object, name: str) -> list[str]:
    if isinstance(value, dict):
        own = [value[name]] if isinstance(value.get(name), str) else []
        return own + [text for one in value.values() for text in _under(one, name)]
    return [text for one in value for text in _under(one, name)] if isinstance(value, list) else []


def test_junit_is_dead_and_valid_xml(written: dict[Format, str | bytes]) -> None:
    text = written[Format.JUNIT]
    tree = etree.fromstring(text if isinstance(text, bytes) else text.encode("utf-8"))
    own = {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
        "error",
        "properties",
        "property",
        "system-out",
        "system-err",
    }
    assert {etree.QName(one).localname for one in tree.iter(etree.Element)} <= own
    assert not any(isinstance(one, etree._Comment | etree._ProcessingInstruction) for one in tree.iter())
    for one in tree.iter(etree.Element):
        for value in (one.text or "", *map(str, one.attrib.values())):
            assert not LIVE.search(value)


def test_commands_of_pipelines_are_our_own(attacked: RunReport) -> None:
    lines = github.annotate(attacked).splitlines()
    assert lines
    for line in lines:
        assert re.match(r"::(error|warning|notice|group|endgroup)\b", line), line
        assert not LIVE.search(line)
    said = github.summary(attacked)
    kinds = {child.type for token in MarkdownIt("commonmark").parse(said) for child in token.children or ()}
    assert not LIVE.search(said)
    assert not kinds & {"html_inline", "image"}
