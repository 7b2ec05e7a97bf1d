import pytest

from govcheck.demo.truth import Planted, compare, load_truth
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.result import Finding


def planted(**changes):
    values = {
        "id": "X-1",
        "site": "x",
        "check": "footer-items",
        "subject": "/",
        "locator": "公安备案号",
        "right": ("fail",),
        "why": "",
    }
    return Planted(**(values | changes))


def finding(check="library/footer-items", subject="/", locator="公安备案号", outcome=Outcome.FAIL):
    return Finding(
        fingerprint="v1:0",
        check=check,
        rules=("p/r",),
        cites=(),
        outcome=outcome,
        reason=Reason.MISSING,
        severity=Severity.LOW,
        confidence=Confidence.HIGH,
        subject=subject,
        name="",
        locator=locator,
        message={},
        remedy={},
        evidence=(),
    )


def test_a_finding_at_the_place_is_found():
    result = compare([planted()], {"x": [finding()]})
    assert result.found
    assert not result.missed
    assert not result.unplanned


def test_index_html_and_its_folder_are_one_place():
    assert compare([planted(subject="/a/index.html")], {"x": [finding(subject="/a/")]}).found


@pytest.mark.parametrize("wrong", [{"locator": "网站标识码"}, {"subject": "/b"}, {"outcome": Outcome.MANUAL}])
def test_another_place_or_outcome_is_not_it(wrong):
    result = compare([planted()], {"x": [finding(**wrong)]})
    assert [fault.id for fault in result.missed] == ["X-1"]


def test_an_accusation_without_a_fault_is_unplanned_and_a_question_is_not():
    result = compare([], {"x": [finding(), finding(outcome=Outcome.MANUAL, locator="别的")]})
    assert len(result.unplanned) == 1
    assert result.asked == 1


def test_silence_may_be_right():
    assert compare([planted(right=("fail", "none"))], {"x": []}).silent


def test_the_region_has_its_faults():
    truth = load_truth()
    per_site = {site: sum(1 for fault in truth if fault.site == site) for site in {fault.site for fault in truth}}
    assert per_site["qingxi"] >= 30
    assert len({fault.id for fault in truth}) == len(truth)
    assert "yunhe" not in per_site
