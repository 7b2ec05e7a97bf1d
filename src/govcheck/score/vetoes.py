"""The vetoes in three-valued logic: proven, ruled out, or not decided, each with its count."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.outcome import Outcome, Truth
from govcheck.records.result import Veto
from govcheck.score.points import Book, open_end
from govcheck.score.sheet import Sheet, VetoItem, VetoTest


def judge_vetoes(sheet: Sheet, book: Book, services: bool, attested: Mapping[str, Outcome]) -> tuple[Veto, ...]:
    """Every veto of a sheet; a person's recorded mark decides what the machine left open, and never undoes its proof."""
    return tuple(_veto(item, book, services, attested.get(item.id)) for item in sheet.vetoes)


def _veto(item: VetoItem, book: Book, services: bool, attested: Outcome | None) -> Veto:
    rules = tuple(sorted({rule for test in item.any for rule in test.rules}))
    title, title_en = item.title["zh"], item.title.get("en", "")
    if item.services and not services:
        words = {"zh": "没有对外服务职能，不检查", "en": "no public services: not asked"}
        return Veto(item.id, title, Outcome.NOT_APPLICABLE, words, rules, title_en)
    tests = [(test, *_test(test, book)) for test in item.any]
    truth = Truth.FALSE
    for _item, one, _zh, _en in tests:
        truth |= one
    zh = "；".join(f"{test.say['zh']}：{said}" for test, _one, said, _en in tests)
    en = "; ".join(f"{test.say['en']}: {said}" for test, _one, _zh, said in tests)
    outcome = {Truth.TRUE: Outcome.FAIL, Truth.FALSE: Outcome.PASS}.get(truth) or _open(item, book)
    if attested in (Outcome.PASS, Outcome.FAIL) and outcome is not Outcome.FAIL:
        outcome = Outcome.FAIL if attested is Outcome.FAIL else Outcome.PASS
        zh, en = f"{zh}（人工认定）", f"{en} (decided by a person)"
    return Veto(item.id, title, outcome, {"zh": zh, "en": en}, rules, title_en)


def _open(item: VetoItem, book: Book) -> Outcome:
    """Not decided: waiting for a person where every open condition does, else unseen."""
    for test in item.any:
        if _test(test, book)[0] is Truth.UNKNOWN:
            results = [book.result(rule) for rule in test.rules]
            if not results or any(one is None or one.outcome is Outcome.ERROR for one in results):
                return Outcome.ERROR
    return Outcome.MANUAL


def _test(test: VetoTest, book: Book) -> tuple[Truth, str, str]:
    """Whether at least so many different subjects fail; proven by findings, ruled out only if no more could be found."""
    if not test.rules:
        return Truth.UNKNOWN, "本次未检查", "not looked at in this run"
    failed = len({finding.subject for rule in test.rules for finding in book.faults(rule)})
    if failed >= test.failed:
        return Truth.TRUE, f"查实 {failed} 个，达到 {test.failed} 个", f"{failed} proven, limit {test.failed}"
    most: int | None = failed
    for rule in test.rules:
        result = book.result(rule)
        more = open_end(result)
        if result is None or more is None or result.sample is not None:
            most = None
            break
        # A rule that passes by some of its subjects may still have others that fail.
        hidden = result.counted.failed if test.failed > 1 and result.outcome is not Outcome.FAIL else 0
        most = (most or 0) + more + hidden
    if most is not None and most < test.failed:
        return Truth.FALSE, f"查实 {failed} 个，不足 {test.failed} 个", f"{failed} proven, below {test.failed}"
    return Truth.UNKNOWN, f"查实 {failed} 个，还有未见的", f"{failed} proven, more may be unseen"
