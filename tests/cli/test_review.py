"""``govcheck review`` and the papers that take only what a person confirmed."""

import json

import openpyxl
import pytest
from tests.region import scanned

HEADINGS = 2


@pytest.fixture(scope="session")
def run_path(tmp_path_factory):
    """A run of a small site."""
    path = tmp_path_factory.mktemp("review") / "run"
    folder, _report = scanned(path, ("shiqiao",))
    return folder.path


def mark(path, *said):
    """Write into the rows from the first; gives the rows' fingerprints."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for line, (word, note) in enumerate(said, HEADINGS + 1):
        page.cell(line, 2).value = word
        page.cell(line, 3).value = note
    book.save(path)
    return [page.cell(line, 16).value for line in range(HEADINGS + 1, HEADINGS + 1 + len(said))]


def test_out_marked_and_back(govcheck, run_path, tmp_path):
    out = govcheck("review", run_path, "-o", "复核.xlsx")
    assert (out.code, out.out) == (0, "")
    marks = mark(tmp_path / "复核.xlsx", ("属实", "看过"), ("误报", None), (None, None), ("存疑", None))
    assert len(set(marks)) == 4
    back = govcheck("review", "import", "复核.xlsx", "--reviewer", "李核对")
    assert back.code == 0
    assert "3 条：属实 1，误报 1，存疑 1" in back.err
    lines = [json.loads(line) for line in (tmp_path / "reviews.jsonl").read_text("utf-8").splitlines()]
    assert [(one["fingerprint"], one["mark"], one["reviewer"]) for one in lines] == [
        (marks[0], "属实", "李核对"),
        (marks[1], "误报", "李核对"),
        (marks[3], "存疑", "李核对"),
    ]
    assert all(one["at"].endswith("+08:00") and one["check"] for one in lines)

    again = govcheck("review", "export", run_path, "-o", "二.xlsx", "--reviews", "reviews.jsonl", "--pending")
    assert again.code == 0
    page = openpyxl.load_workbook(tmp_path / "二.xlsx").worksheets[0]
    left = [row[15].value for row in page.iter_rows(min_row=HEADINGS + 1)]
    assert marks[2] in left
    assert not {marks[0], marks[1], marks[3]} & set(left)

    assert govcheck("report", run_path, "--reviews", "reviews.jsonl", "-o", "单.xlsx").code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "单.xlsx")["问题清单"].iter_rows(min_row=HEADINGS + 1, values_only=True))
    assert [row[-1] for row in rows] == [marks[0]]  # only what is 属实
    assert govcheck("report", run_path, "--reviews", "reviews.jsonl", "-o", "全.xlsx", "--unreviewed").code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "全.xlsx")["问题清单"].iter_rows(min_row=HEADINGS + 1, values_only=True))
    assert marks[0] in [row[-1] for row in rows]
    assert marks[1] not in [row[-1] for row in rows]  # 误报 is silent even there

    table = govcheck("review", "stats", "reviews.jsonl")
    assert table.code == 0
    assert "准确率" in table.out
    assert "50%（1/2）" in table.out


def test_a_wrong_row_is_told_and_nothing_is_written(govcheck, run_path, tmp_path):
    govcheck("review", run_path, "-o", "a.xlsx")
    mark(tmp_path / "a.xlsx", ("属实", None), ("大概", None))
    said = govcheck("review", "import", "a.xlsx", "--reviewer", "李核对", "-o", "r.jsonl")
    assert said.code == 3
    assert "a.xlsx[人工核对]:4:2: 不认识核对结论“大概”" in said.err
    assert not (tmp_path / "r.jsonl").exists()


def test_a_workbook_nobody_wrote_in_makes_no_record(govcheck, run_path, tmp_path):
    govcheck("review", run_path, "-o", "a.xlsx")
    said = govcheck("review", "import", "a.xlsx", "--reviewer", "李核对", "-o", "r.jsonl")
    assert said.code == 0
    assert "没有一行选了核对结论" in said.err
    assert not (tmp_path / "r.jsonl").exists()


def test_nothing_is_appended_to_a_file_of_others(govcheck, run_path, tmp_path):
    govcheck("review", run_path, "-o", "a.xlsx")
    mark(tmp_path / "a.xlsx", ("属实", None))
    (tmp_path / "r.jsonl").write_text("会议记录\n", "utf-8")
    assert govcheck("review", "import", "a.xlsx", "--reviewer", "李核对", "-o", "r.jsonl").code == 3
    assert (tmp_path / "r.jsonl").read_text("utf-8") == "会议记录\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("review", "RUN", "-o", "a.csv"), 2),
        (("review", "RUN"), 2),
        (("review", "nowhere", "-o", "a.xlsx"), 4),
        (("review", "import", "a.xlsx", "--reviewer", "李"), 3),
        (("review", "import", "a.xlsx"), 2),
        (("review", "import", "a.xlsx", "--reviewer", " "), 2),
        (("review", "stats"), 2),
        (("review", "stats", "absent.jsonl"), 3),
    ],
)
def test_what_is_asked_wrongly(govcheck, run_path, tmp_path, words, code):
    said = govcheck(*(run_path if word == "RUN" else word for word in words))
    assert said.code == code
    assert said.err
    assert not list(tmp_path.glob("*.xlsx"))


def test_papers_from_the_command_line(govcheck, run_path, tmp_path):
    said = govcheck("rejudge", run_path, "-o", "单.xlsx", "-o", "单.csv", "--unreviewed", "-f", "csv")
    assert said.code in (0, 5)
    data = (tmp_path / "单.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8") == said.out
    assert "未经复核" in said.out
    book = openpyxl.load_workbook(tmp_path / "单.xlsx")
    assert book.sheetnames[:2] == ["总表", "问题清单"]
    assert book["问题清单"].max_row > HEADINGS
    clean = govcheck("rejudge", run_path, "-o", "净.xlsx")
    assert clean.code == said.code
    assert openpyxl.load_workbook(tmp_path / "净.xlsx")["问题清单"].max_row == HEADINGS


def test_help_of_the_group_and_of_its_default(govcheck):
    assert "export" in govcheck("review", "--help").out
    assert govcheck("review").code in (0, 2)
    assert "--pending" in govcheck("review", "export", "--help").out
