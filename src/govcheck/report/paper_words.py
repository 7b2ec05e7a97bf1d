"""Words that stand on papers (HTML, Markdown): headings, labels of fields, moments, documents and how findings stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from govcheck.dates.clock import in_shanghai
from govcheck.i18n import N_, _
from govcheck.records.result import Cite
from govcheck.records.standing import Mark, Standing
from govcheck.report.model import SourceUsed
from govcheck.report.safe import plain
from govcheck.report.words import aside

CAPABILITIES: Final = {
    "dns": N_("域名解析"),
    "ipv6-egress": N_("IPv6 出口"),
    "browser": N_("浏览器"),
}
MARKS: Final = {Mark.TRUE: N_("属实"), Mark.FALSE: N_("误报"), Mark.DOUBTFUL: N_("存疑")}
_LONGEST_LINK: Final = 2000


def moment_words(moment: datetime | None) -> str:
    """A moment as people read it, in Asia/Shanghai, to the second; ``–`` where there is none."""
    return f"{in_shanghai(moment):%Y-%m-%d %H:%M:%S}" if moment is not None else "–"


def link_of(address: str) -> str:
    """The address where it may be followed: http or https with a host, of characters that are all drawn; else empty."""
    if len(address) > _LONGEST_LINK or plain(address) != address or any(sign in address for sign in " \"'<>\\`"):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname and not parts.username else ""


def document(key: str, sources: Mapping[str, SourceUsed]) -> str:
    """A document by title and number, as the pack gives them; else the key under which it is cited."""
    source = sources.get(key)
    return _("《{title}》").format(title=source.title) + aside(source.number) if source is not None else key


def clause(cite: Cite, sources: Mapping[str, SourceUsed]) -> str:
    """A clause with its document, and whether it is our reading of it."""
    return f"{document(cite.source, sources)} {_numbered(cite)}"


def clauses(cites: Iterable[Cite], sources: Mapping[str, SourceUsed]) -> list[str]:
    """The clauses a finding rests on, a line for each document, and which of them are our reading of it."""
    found: dict[str, list[str]] = {}
    for cite in cites:
        found.setdefault(cite.source, []).append(_numbered(cite))
    return [f"{document(key, sources)} {_('；').join(listed)}" for key, listed in found.items()]


def _numbered(cite: Cite) -> str:
    return cite.clause + ("" if cite.basis == "stated" else _("（解读）"))


def standing_lines(one: Standing) -> list[str]:
    """What people decided of a finding: review, waiver, a waiver that ran out."""
    lines = []
    if one.review is not None:
        review = one.review
        said = {"mark": _(MARKS[review.mark]), "who": review.reviewer, "when": moment_words(review.at)}
        lines.append(_("人工核对：{mark}（{who}，{when}）").format(**said) + (f" {review.note}" if review.note else ""))
    if one.waiver is not None:
        lines.append(
            _("豁免至 {day}：{reason}（批准人 {who}）").format(
                day=one.waiver.expires.isoformat(), reason=one.waiver.reason, who=one.waiver.approver
            )
        )
    if one.expired is not None:
        lines.append(
            _("豁免已于 {day} 到期，重新计入").format(day=one.expired.expires.isoformat())
            + aside(_("批准人 {who}").format(who=one.expired.approver))
        )
    return lines
