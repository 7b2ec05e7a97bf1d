"""``reviews.jsonl``: written and read back the same, appended to, every wrong line told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.waivers.conftest import BODIES, MARKS, finding, review, reviews

from govcheck.errors import ConfigError
from govcheck.records.standing import Mark
from govcheck.waivers.reviews import bodies_of, load_reviews, parse_reviews, reviews_text, save_reviews

LINE = reviews_text([review(MARKS[0], Mark.FALSE, BODIES[0])]).strip()


@given(st.lists(reviews(), max_size=5))
def test_what_is_written_is_read(said):
    text = reviews_text(said)
    assert parse_reviews(text) == tuple(said)
    assert len(text.splitlines()) == len(said), "one line each, whatever a note holds"


def test_moments_are_of_shanghai():
    assert json.loads(LINE)["at"] == "2026-06-15T09:30:00+08:00"


def test_saving_appends(tmp_path):
    place = tmp_path / "new" / "reviews.jsonl"
    first, second = review(), review(MARKS[0], Mark.TRUE, at=review().at + timedelta(1))
    save_reviews(place, [first])
    save_reviews(place, [second])
    assert load_reviews(place) == (first, second)


def test_a_last_line_without_its_end_is_not_run_into(tmp_path):
    place = tmp_path / "reviews.jsonl"
    first, second = review(), review(MARKS[0], Mark.TRUE, at=review().at + timedelta(1))
    place.write_text(reviews_text([first]).rstrip("\n"), "utf-8")
    save_reviews(place, [])
    save_reviews(place, [second])
    assert load_reviews(place) == (first, second)


def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(ConfigError, match="无法写入"):
        save_reviews(tmp_path, [review()])


def test_bodies_of_a_finding_are_its_pages_once():
    assert bodies_of(finding(MARKS[0], BODIES[1], "", BODIES[0], BODIES[1])) == (BODIES[1], BODIES[0])
    assert bodies_of(finding()) == ()


def without(name):
    return json.dumps({key: value for key, value in json.loads(LINE).items() if key != name})


def changed(**values):
    return json.dumps(json.loads(LINE) | values)


WRONG = [
    "nonsense",
    "[]",
    *(without(name) for name in json.loads(LINE) if name != "check"),
    changed(more=1),
    changed(mark="也许"),
    changed(fingerprint="v1:1"),
    changed(fingerprint=1),
    changed(reviewer=" "),
    changed(reviewer=None),
    changed(note=1),
    changed(check=1),
    changed(at="2026-06-15T09:30:00"),
    changed(at="yesterday"),
    changed(at=3),
    changed(bodies="ab"),
    changed(bodies=["ab"]),
    changed(bodies=[1]),
]


def test_every_wrong_line_is_told():
    with pytest.raises(ConfigError) as caught:
        parse_reviews("\n".join([LINE, *WRONG, LINE, ""]), "r.jsonl")
    assert [one.line for one in caught.value.mistakes] == list(range(2, len(WRONG) + 2))
    assert str(caught.value).startswith("r.jsonl:2:1: 不是一条核对记录")


def test_a_line_may_lack_the_check():
    assert parse_reviews(without("check")) == (review(MARKS[0], Mark.FALSE, BODIES[0]),)


def test_no_file(tmp_path):
    with pytest.raises(ConfigError, match="nowhere"):
        load_reviews(tmp_path / "nowhere")
