"""A file is written whole or not at all, and whoever could read it still can."""

import sys

import pytest

from govcheck.errors import ArchiveError
from govcheck.scan.files import write_whole


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_a_file_keeps_its_mode(tmp_path):
    place = tmp_path / "waivers.yaml"
    write_whole(place, "a")
    assert place.stat().st_mode & 0o777 == 0o600, "a new one is its owner's"
    place.chmod(0o664)
    write_whole(place, b"b")
    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"b", 0o664)


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(ArchiveError, match="无法写入"):
        write_whole(tmp_path / "taken", "a")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
