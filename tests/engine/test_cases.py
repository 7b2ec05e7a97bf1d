"""Every rule's own cases, and what a case that does not hold looks like."""

from dataclasses import replace

import pytest

from govcheck.engine.cases import mismatches
from govcheck.outcome import Outcome
from govcheck.pack.cases import load_cases
from govcheck.pack.shipped import case_files, rules_root

FILES = case_files(rules_root())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".test.yaml"))
def test_the_cases_of_a_pack_hold(path):
    cases = load_cases(path)
    assert cases
    assert [str(one) for one in mismatches(cases)] == []


def test_a_case_that_does_not_hold_is_named_with_its_place():
    case = load_cases(FILES[0])[0]
    wrong = replace(case, expect=replace(case.expect, outcome=Outcome.NOT_APPLICABLE, reason=None, subjects=("/nowhere",)))
    found = mismatches([wrong])
    assert len(found) == 2
    assert (found[0].file, found[0].line, found[0].path) == (case.file, case.line, case.name)
