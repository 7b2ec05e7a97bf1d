"""``manual``: a person decides; the tool gathers what they need."""

from __future__ import annotations

from govcheck.checks.interface import Context, Fault, Subject, Verdict, faulty
from govcheck.checks.proof import evidence
from govcheck.checks.values import as_text, look
from govcheck.outcome import Reason
from govcheck.pack.kinds.models import Manual
from govcheck.records.result import Evidence


def judge(check: Manual, subject: Subject, context: Context) -> Verdict:
    """Always ``manual``, for the check's reason, with the fields to look at as evidence; what was not seen is left out."""
    del context
    proof: list[Evidence] = []
    values: list[str] = []
    for name in check.gather:
        seen = look(f"subject.{name}", subject)
        if not isinstance(seen, Reason):
            proof.extend(evidence(seen))
            values.append(as_text(seen.value))
    words = {"zh": check.ask.get("zh", ""), "en": check.ask.get("en", "")}
    return faulty(Fault(Reason(check.reason), "", words, tuple(proof)), value="、".join(filter(None, values)))
