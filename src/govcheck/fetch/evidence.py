"""Evidence from other vantages: the file ``govcheck probe`` writes, and how it fills what a run could not see.

The file carries a digest of itself, so that a change on its way is noticed. It never overturns what this run saw: a fact
is taken over only where this run has none, with where, when and from which file it comes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from govcheck.errors import ConfigError, Mistake
from govcheck.i18n import _
from govcheck.records.evidence import WireEvidence
from govcheck.records.ipv6 import Ipv6Facts, Vantage
from govcheck.records.wire import HostFacts

FORMAT: Final = 1
OLDEST: Final = timedelta(days=7)
"""Beyond this, evidence says what once was."""
_AHEAD: Final = timedelta(minutes=10)
"""How far the clocks of two machines may be apart."""
_LARGEST: Final = 50_000_000
_EVIDENCE: Final = TypeAdapter(WireEvidence)
_DECIDED: Final = frozenset({"present", "none", "nxdomain", "unusable"})


def evidence_text(evidence: WireEvidence) -> str:
    """The file as written: JSON, with the digest of all the rest under ``sha256``."""
    data = _EVIDENCE.dump_python(replace(evidence, sha256=""), mode="json")
    del data["sha256"]
    data = {"format": FORMAT, "kind": "govcheck-wire-evidence", **data}
    return json.dumps(data | {"sha256": _digest(data)}, ensure_ascii=False, indent=1) + "\n"


def load_evidence(path: Path, now: datetime, *, oldest: timedelta = OLDEST) -> WireEvidence:
    """Read a file of evidence; its ``sha256`` becomes that of the file's bytes.

    Raises:
        ConfigError: it cannot be read, was changed, is too old, or says it comes from the future.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, _("文件过大"))
        raw = path.read_bytes()
    except OSError as error:
        raise _wrong(path, _("无法读取文件：{why}").format(why=error.strerror or error)) from None
    evidence = _parsed(path, raw)
    age = now - evidence.made_at
    if age < -_AHEAD:
        raise _wrong(path, _("写明的时间 {at} 在将来，请核对两台机器的时钟").format(at=_shown(evidence.made_at)))
    if age > oldest:
        words = _("证据取于 {at}，已超过 {days} 天，请重新探测")
        raise _wrong(path, words.format(at=_shown(evidence.made_at), days=oldest.days))
    return replace(evidence, sha256=hashlib.sha256(raw).hexdigest())


def _parsed(path: Path, raw: bytes) -> WireEvidence:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise _wrong(path, _("不是 JSON 文件")) from None
    if not isinstance(data, dict) or data.get("kind") != "govcheck-wire-evidence":
        raise _wrong(path, _("不是 govcheck probe 写出的证据文件"))
    if data.get("format") != FORMAT:
        raise _wrong(path, _("由别的版本写成，本程序不能读取"))
    stated = data.pop("sha256", None)
    if stated != _digest(data):
        raise _wrong(path, _("内容与文件所带的指纹不符，可能被改动过，不予采用"))
    try:
        evidence = _EVIDENCE.validate_python({key: data[key] for key in data if key not in ("format", "kind")})
    except ValidationError as error:
        raise _wrong(path, _("内容不能读取：{why}").format(why=str(error.errors()[0]["loc"]))) from None
    if evidence.made_at.tzinfo is None or any(one.fetched_at and one.fetched_at.tzinfo is None for one in evidence.hosts):
        raise _wrong(path, _("时间没有写明时区"))
    return evidence


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()


def _wrong(path: Path, why: str) -> ConfigError:
    return ConfigError(Mistake(str(path), 0, 0, "", why))


def _shown(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def merge_evidence(hosts: Sequence[HostFacts], evidence: Iterable[WireEvidence]) -> tuple[HostFacts, ...]:
    """The facts, with what other vantages saw where this run saw nothing. The newest evidence has the first word."""
    ordered = sorted(evidence, key=lambda one: (one.made_at, one.sha256), reverse=True)
    return tuple(_merged(facts, ordered) for facts in hosts)


def _merged(facts: HostFacts, evidence: Sequence[WireEvidence]) -> HostFacts:
    for one in evidence:
        there = next((host for host in one.hosts if host.host == facts.host), None)
        if there is not None:
            facts = _fill(facts, there, one)
    return facts


def _fill(facts: HostFacts, there: HostFacts, evidence: WireEvidence) -> HostFacts:
    given: dict[str, Any] = {}
    names: list[str] = []
    if facts.aaaa not in _DECIDED and there.aaaa in _DECIDED:
        given |= {"aaaa": there.aaaa, "addresses": there.addresses}
        names.append("aaaa")
    # What a vantage says of dials is about the addresses it dialled; where this run's DNS says otherwise, it is not taken.
    same = there.aaaa == (given.get("aaaa") or facts.aaaa)
    if same and facts.ipv6_reachable is None and there.ipv6_reachable is not None:
        given |= {"ipv6_reachable": there.ipv6_reachable, "ipv6_why": None, "detail": there.detail}
        names.append("ipv6_reachable")
    here, far = facts.ipv6 or Ipv6Facts(), there.ipv6 or Ipv6Facts()
    more: dict[str, Any] = {}
    if same and not here.dials and far.dials:
        more |= {"status": far.status, "dials": far.dials, "opened": far.opened}
    if same and far.ports is not None and far.ports_why is None and (here.ports is None or here.ports_why is not None):
        more |= {"ports": far.ports, "ports_why": None}
    if here.nameservers is None and far.nameservers is not None:
        more |= {"zone": far.zone, "nameservers": far.nameservers, "nameservers_why": None}
    if same and not here.opened and not here.same_content and far.same_content:
        more["same_content"] = far.same_content
    names += sorted(more)
    if not names:
        return facts
    vantage = Vantage(evidence.vantage, evidence.made_at, evidence.sha256, tuple(names))
    return replace(facts, **given, ipv6=replace(here, **more, vantages=(*here.vantages, vantage)))
