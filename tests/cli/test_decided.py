"""What is said of baseline and waivers when a run is done."""

from tests.report.conftest import RUN, one_site

from govcheck.cli.decided import tell
from govcheck.report.build import run_report
from govcheck.waivers.overlay import Decisions


def test_a_baseline_that_fits_nothing_is_told(capsys):
    report = run_report(RUN, [one_site()])
    known = report.sites[0].result.findings[0].fingerprint
    other = "v1:" + "f" * 32
    tell(Decisions(frozenset({known, other})), report)
    tell(Decisions(), report)
    assert capsys.readouterr().err == ""
    tell(Decisions(frozenset({other})), report)
    assert "是不是这个站点的基线" in capsys.readouterr().err
