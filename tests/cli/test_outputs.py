"""What a report that cannot be written takes with it: nothing."""

import pytest
from tests.report.conftest import RUN, one_site

from govcheck.cli.output import Outputs
from govcheck.errors import ArchiveError
from govcheck.report.build import run_report
from govcheck.report.formats import Format


def test_one_file_that_cannot_be_written_does_not_lose_the_others(tmp_path, capsys):
    bad, good = tmp_path / "taken.json", tmp_path / "good.json"
    bad.mkdir()
    outputs = Outputs(Format.CONSOLE, ((bad, Format.JSON), (good, Format.JSON)))
    with pytest.raises(ArchiveError, match="taken"):
        outputs.write(run_report(RUN, [one_site()]))
    assert good.stat().st_size > 0
    assert "example" in capsys.readouterr().out
