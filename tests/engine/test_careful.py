"""Whatever a judgement quotes, persons' numbers leave it masked, and evidence says which bodies need care."""

from dataclasses import replace

from govcheck_judging import AS_OF, member, population, record, rule

from govcheck.checks.interface import Context
from govcheck.engine.careful import careful_populations, personal_addresses
from govcheck.engine.judge import judge
from govcheck.records.codec import dumps
from govcheck.records.population import Reading
from govcheck.report.encode import dumps as as_json
from govcheck.report.encode import finding_json, result_json

NUMBER, MOBILE = "990101198503120010", "13800001111"
TEXT = f"张三 {NUMBER} {MOBILE}"


def judged(*populations, check):
    return judge(record(*populations), [rule(check)], Context(as_of=AS_OF, populations={}))


def page(key):
    return member(key, TEXT, title=Reading(TEXT, "head", excerpt=TEXT))


PERSONAL = population("personal_number", member("/b", kind="identity", shown="99*************010", verdict="exposed"))
CHECK = {"kind": "compare", "value": "subject.title", "is": "别的"}


def printed(result):
    return as_json({"f": [finding_json(one) for one in result.findings], "r": [result_json(one) for one in result.results]})


def test_identity_numbers_never_leave_and_telephones_not_from_such_pages():
    result = judged(population("page", page("/a"), page("/b")), PERSONAL, check=CHECK)
    assert NUMBER not in printed(result)
    assert "99*************010" in printed(result)
    [first, second] = sorted(result.findings, key=lambda one: one.subject)
    assert [one.personal for one in (*first.evidence, *second.evidence)] == [False, True]
    assert MOBILE in as_json(finding_json(first)), "a telephone elsewhere is an office's"
    assert MOBILE not in as_json(finding_json(second))
    assert second.subject == "/b"


def test_the_proof_of_what_passes_is_masked_too():
    result = judged(population("page", page("/b")), PERSONAL, check=CHECK | {"is": TEXT})
    assert "99*************010" in printed(result)
    assert NUMBER not in printed(result)
    assert MOBILE not in printed(result)


def test_judging_itself_sees_the_page_as_it_is():
    result = judged(
        population("page", page("/b")), PERSONAL, check={"kind": "has", "in": "subject.title", "pattern": {"text": NUMBER}}
    )
    assert result.results[0].outcome.value == "pass"


def test_stored_populations():
    pages = population("page", page(f"/{MOBILE}"), page("/b"))
    kept = careful_populations({"page": pages, "personal_number": PERSONAL})
    text = dumps(kept)
    assert NUMBER not in text
    assert [one.key for one in kept["page"].members] == [f"/{MOBILE}", "/b"], "paths still lead to the page"
    assert kept["page"].members[0].name == f"张三 99*************010 {MOBILE}"
    assert kept["page"].members[1].name == "张三 99*************010 138****1111"
    assert careful_populations({"page": population("page", member("/a"))})["page"].members[0].name == "/a"


def test_the_addresses_that_need_care():
    assert personal_addresses({"personal_number": PERSONAL}) == {"http://www.example.gov.cn/b"}
    assert personal_addresses({}) == frozenset()
    assert personal_addresses({"personal_number": replace(PERSONAL, members=())}) == frozenset()
