"""``has``: between ``min`` and ``max`` occurrences of a pattern."""

from __future__ import annotations

from govcheck.checks.interface import Context, Fault, Subject, Verdict, faulty, passed, undecided
from govcheck.checks.proof import absence, evidence
from govcheck.checks.values import each_value, look
from govcheck.outcome import Reason
from govcheck.pack.kinds.models import Has, Pattern
from govcheck.text.pattern import PatternError, compile_pattern


def judge(check: Has, subject: Subject, context: Context) -> Verdict:
    """Count and compare. Too few is ``missing``, too many ``too-many``."""
    del context
    pattern = check.pattern
    name = pattern.text or pattern.regex or pattern.css or pattern.meta or ""
    seen = look(pattern.extract or check.in_, subject)
    if isinstance(seen, Reason):
        return undecided(seen, name)
    texts = [str(one) for one in each_value(seen.value)]
    try:
        count, excerpt = _count(pattern, texts)
    except PatternError:
        return undecided(Reason.PATTERN_TIMEOUT, name)
    limit = _limit(check)
    found = evidence(seen, {"count": count, "excerpt": excerpt} if excerpt else count)
    if count < check.min:
        words = {"zh": f"未见“{name}”" if count == 0 else f"“{name}”只有 {count} 处", "en": f"{count} × “{name}”"}
        proof = found or (absence((seen.member.url,), (name,)),)
        return faulty(Fault(Reason.MISSING, name, words, proof), value=str(count), limit=limit, counted=count)
    if check.max is not None and count > check.max:
        words = {"zh": f"“{name}”有 {count} 处", "en": f"{count} × “{name}”"}
        return faulty(Fault(Reason.TOO_MANY, name, words, found), value=str(count), limit=limit, counted=count)
    return passed(*found, value=str(count), limit=limit, counted=count)


def _limit(check: Has) -> dict[str, str]:
    if check.max is None:
        return {"zh": f"至少 {check.min} 处", "en": f"at least {check.min}"}
    if check.min == 0:
        return {"zh": f"至多 {check.max} 处", "en": f"at most {check.max}"}
    return {"zh": f"{check.min} 至 {check.max} 处", "en": f"{check.min} to {check.max}"}


def _count(pattern: Pattern, texts: list[str]) -> tuple[int, str]:
    """How many, and the first as it stands (with a little around it)."""
    if pattern.text is not None:
        count = sum(text.count(pattern.text) for text in texts)
        hit = next((text for text in texts if pattern.text in text), "")
        return count, _around(hit, hit.find(pattern.text), len(pattern.text)) if hit else ""
    if pattern.regex is not None:
        compiled = compile_pattern(pattern.regex)
        found = [(text, match) for text in texts for match in compiled.finditer(text) if match.end > match.start]
        return len(found), _around(found[0][0], found[0][1].start, len(found[0][1].text)) if found else ""
    return len(texts), texts[0][:80] if texts else ""


def _around(text: str, start: int, length: int) -> str:
    return text[max(0, start - 30) : start + length + 30]
