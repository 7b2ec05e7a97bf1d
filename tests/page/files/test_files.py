"""The text of attachments: every format read, every damage told, nothing ever raised."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.outcome import Reason
from govcheck.page import files
from govcheck.page.files import file_text, suffix_of
from govcheck.records.capture import Capture

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def capture(body: bytes, name: str = "a.docx", **more: Any) -> Capture:
    address = f"http://www.shili.gov.cn/files/{name}"
    facts: dict[str, Any] = {"status": 200, "headers": (), "fetched_at": datetime(2026, 7, 1, tzinfo=UTC)} | more
    return Capture(address, address, body=body, **facts)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": document} | {f"word/{name}.xml": text for name, text in parts.items()})


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    drawn = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table_at = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{rows}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF"
    return out + end.encode()


def test_a_word_document():
    body = paragraph("补贴", "发放名单") + table(("姓名", "手机"), ("张三", "13800001111")) + paragraph("完")
    found = file_text(capture(docx(body, header1=f'<w:hdr xmlns:w="{WORD}">{paragraph("页眉")}</w:hdr>')))
    assert found.lines == ["补贴发放名单", "", "姓名\t手机", "张三\t13800001111", "", "完", "", "页眉"]
    assert (found.pages, found.why) == (1, None)


def test_a_workbook_keeps_columns_and_long_numbers():
    found = file_text(
        capture(xlsx(("姓名", "", "手机"), ("张三", "", 13800001111), ("李四", "x", "13900002222")), "a.xlsx")
    )
    assert found.lines == ["姓名\t\t手机", "张三\t\t13800001111", "李四\tx\t13900002222"]
    assert (found.pages, found.why) == (1, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separated_values_and_text(encoding):
    table_ = file_text(capture("姓名,手机\r\n张三,'13800001111\r\n".encode(encoding), "名单.csv"))
    assert table_.lines == ["姓名\t手机", "张三\t13800001111"]
    text = file_text(capture("名单\r\n张三\t13800001111\r\n".encode(encoding), "a.txt"))
    assert text.lines == ["名单", "张三 13800001111"]


def test_a_pdf_with_a_text_layer():
    pytest.importorskip("pypdf")
    found = file_text(capture(pdf("ID 990101198503120010", "second line of the list"), "a.pdf"))
    assert found.lines == ["ID 990101198503120010", "second line of the list"]
    assert (found.pages, found.why) == (1, None)


def test_a_scanned_pdf_is_unreadable():
    pytest.importorskip("pypdf")
    found = file_text(capture(pdf(), "scan.pdf"))
    assert found.why is Reason.UNREADABLE
    assert "pictures" in found.detail


@pytest.mark.parametrize(
    ("module", "body"),
    [("pypdf", pdf("text")), ("python_calamine", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))],
)
def test_without_the_extra_there_is_no_reader(monkeypatch, module, body):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(files, "_known", type(files._known)())
    found = file_text(capture(body, "a.bin"))
    assert found.why is Reason.NO_READER
    assert "govcheck[files]" in found.detail


BOMB = zipped({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY x "' + "ha" * 500 + '"><!ENTITY y "' + "&x;" * 500 + '"><!ENTITY z "' + "&y;" * 500 + '">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&z;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("body", "name", "why"),
    [
        (BOMB, "a.docx", Reason.UNREADABLE),
        (zipped({"word/document.xml": "<a>"}), "a.docx", Reason.UNREADABLE),
        (zipped({"content.xml": "<a/>"}), "a.ofd", Reason.NO_READER),
        (b"PK\x03\x04 torn", "a.docx", Reason.UNREADABLE),
        (b"%PDF-1.4 torn", "a.pdf", Reason.UNREADABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "a.doc", Reason.NO_READER),
        (b"<!DOCTYPE html><html>404</html>", "a.txt", Reason.UNREADABLE),
        (b"\x00\x01\x02", "a.txt", Reason.UNREADABLE),
        (b"Rar!", "a.rar", Reason.NO_READER),
        (b"", "a.docx", Reason.UNREADABLE),
    ],
)
def test_what_cannot_be_read_says_why(body, name, why):
    if name == "a.pdf":
        pytest.importorskip("pypdf")
    found = file_text(capture(body, name))
    assert (found.text, found.why) == ("", why)
    assert found.detail


def test_entities_are_not_expanded():
    assert len(file_text(capture(zipped({"word/document.xml": LAUGHS}))).text) < 1000


def test_what_was_not_fetched_whole():
    assert file_text(capture(b"x", "a.txt", truncated=True)).why is Reason.BUDGET
    assert file_text(capture(b"", "a.txt", status=None, failure=Reason.TIMEOUT)).why is Reason.TIMEOUT


def test_a_long_file_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("govcheck.page.files.model.MAX_CHARS", 1000)
    found = file_text(capture(("行" * 40 + "\n").encode() * 100, "long.txt"))
    assert found.why is Reason.BUDGET
    assert 0 < len(found.text) < 1100


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"%PDF-1.7\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00",
            BOMB[:200],
        ]
    ),
    st.binary(max_size=300),
    st.sampled_from(["a.pdf", "a.csv", "a.txt", "a.docx", "a"]),
)
def test_it_never_raises(start, rest, name):
    assert file_text(capture(start + rest, name)) is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_byte_never_raises(at, byte):
    for whole in (docx(paragraph("名单")), xlsx(("姓名", "手机"))):
        body = bytearray(whole)
        body[at % len(body)] = byte
        assert file_text(capture(bytes(body))) is not None


@pytest.mark.parametrize(
    ("names", "suffix"),
    [
        (("附件：名单.xlsx", "http://x/down?id=1"), "xlsx"),
        (("下载", "http://x/a/b.PDF?x=1"), "pdf"),
        (("下载", "http://x/down.jsp?file=%E5%90%8D.docx"), "docx"),
        (("下载", "http://x/a.html"), ""),
    ],
)
def test_the_kind_of_file_by_name(names, suffix):
    assert suffix_of(*names) == suffix
