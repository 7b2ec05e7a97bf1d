"""The file behind each address of a saved folder."""

import pytest

from govcheck.errors import InputError
from govcheck.fetch.folder import files_of, read_folder


def test_every_page_read_has_its_file(tmp_path):
    for name in ("index.html", "a/list.jsp?id=3", "a/甲.html"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text("<html><head><title>甲</title></head><body>乙</body></html>", "utf-8")
    base = "http://www.a-demo.gov.cn/"
    files = files_of(tmp_path, base)
    for capture in read_folder(tmp_path, base).captures:
        assert files[capture.address]
        assert files[capture.final_address] == files[capture.address]
        assert (tmp_path / files[capture.address]).is_file()
    assert files[base] == "index.html"
    assert files[f"{base}a/list.jsp?id=3"] == "a/list.jsp?id=3"


def test_no_address(tmp_path):
    (tmp_path / "index.html").write_text("<html></html>", "utf-8")
    with pytest.raises(InputError):
        files_of(tmp_path, "http://[bad")
