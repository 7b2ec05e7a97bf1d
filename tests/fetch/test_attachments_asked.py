"""Attachments are asked for within the settings' bounds, in the order of their promise."""

from govcheck.fetch.inquire import _bounded
from govcheck.fetch.settings import FetchSettings
from govcheck.records.question import Purpose, Question


def test_a_budget_and_a_largest_size():
    files = [Question(Purpose.ATTACHMENT, f"http://a.gov.cn/{at}.pdf") for at in range(5)]
    other = Question(Purpose.SEARCH, "http://a.gov.cn/s")
    kept = _bounded([other, *files], FetchSettings(attachments_budget=2, attachment_bytes=1000))
    assert [one.address for one in kept] == [other.address, files[0].address, files[1].address]
    assert [one.limit for one in kept] == [0, 1000, 1000]
