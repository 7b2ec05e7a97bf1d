"""The accuracy table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from govcheck.records.standing import Mark, Review
from govcheck.waivers.accuracy import Accuracy, accuracy, together

AT = datetime(2026, 6, 16, tzinfo=UTC)


def review(number: int, mark: Mark, check: str = "a", hours: int = 0, bodies: tuple[str, ...] = ("b",)) -> Review:
    return Review(f"v1:{number}", mark, "李", AT + timedelta(hours=hours), "", bodies, check)


def test_by_check() -> None:
    lines = accuracy(
        [
            review(1, Mark.TRUE),
            review(2, Mark.FALSE),
            review(3, Mark.DOUBTFUL),
            review(4, Mark.TRUE, "b"),
            review(5, Mark.TRUE),
        ]
    )
    assert lines == (Accuracy("a", 2, 1, 1), Accuracy("b", 1, 0, 0))
    assert together(lines) == Accuracy("", 3, 1, 1)
    assert together(lines).judged == 4
    assert accuracy([]) == ()


def test_the_latest_word_on_the_same_pages_counts_in_whatever_order_it_is_read() -> None:
    said = [review(1, Mark.FALSE, hours=2), review(1, Mark.TRUE)]
    assert accuracy(said) == accuracy(reversed(said)) == (Accuracy("a", 0, 1, 0),)


def test_after_the_pages_changed_something_else_is_judged() -> None:
    assert accuracy([review(1, Mark.FALSE), review(1, Mark.TRUE, hours=1, bodies=("c",))]) == (Accuracy("a", 1, 1, 0),)
