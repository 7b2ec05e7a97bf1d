import pytest

from govcheck.engine.explain import EXPLAIN, Seen, detail
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.records.result import Counted


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_explained_in_both_languages(reason):
    meaning_zh, meaning_en, remedy_zh, remedy_en = EXPLAIN[reason]
    assert meaning_zh
    assert meaning_en.isascii()
    assert bool(remedy_zh) == bool(remedy_en)
    if OUTCOME_OF[reason] in (Outcome.ERROR, Outcome.MANUAL):
        assert remedy_zh, "what we did not see needs a way out"


def test_detail_counts():
    said = detail(Outcome.FAIL, Reason.LATE, Seen(Counted(3, 2, 1, 0)))
    assert said == {"zh": "3 项合格，2 项不合格，1 项待人工", "en": "3 pass, 2 fail, 1 for a person"}
