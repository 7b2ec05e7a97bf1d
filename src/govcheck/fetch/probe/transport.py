"""How a host carries its pages: handshakes and certificates. Redirects and headers are in the captures."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from govcheck.fetch.dial import Wire
from govcheck.fetch.means import Means
from govcheck.fetch.probe.certificate import Distrust, judge
from govcheck.fetch.probe.hello import NAMES, TLCP, TLS10, TLS11, TLS12
from govcheck.fetch.probe.tls import Dialler, Said, Shaken
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.records.question import HostQuestion
from govcheck.records.transport import Certificate, TransportFacts
from govcheck.records.wire import HostRole

PROBE: Final = "tls"
OLD_PROBE: Final = "tls-old"
_AGAIN_AFTER: Final = 5.0
"""Seconds before a closed or silent port is tried a second time, unless second tries come sooner."""
_NOT_VERIFIED: Final = Distrust(0, "the handshake did not get as far")


async def transport_facts(question: HostQuestion, probes: frozenset[str], means: Means, site: str) -> TransportFacts | None:
    """The facts of one host; ``None`` when no rule looks at them, or when it is none of the site's own.

    A port is asked only where it can be known: 443 beside a home page on port 80, else the port of the home page itself.
    """
    if PROBE not in probes and OLD_PROBE not in probes:
        return None
    if HostRole.HOME.value not in question.roles:
        return None
    port = tls_port(question.address)
    home = urlsplit(question.address)
    own = home.port or (443 if home.scheme == "https" else 80)
    if port is None or not means.resolver.speaks_for(question.host, own, port):
        return TransportFacts("unasked", detail="where its TLS port is was not said", fetched_at=means.clock.now())
    if Wire(means.settings, means.resolver, site).proxied("https", question.host, port):
        detail = "through a proxy, no handshake is its own"
        return TransportFacts("unknown", Reason.UNREACHED, detail, fetched_at=means.clock.now())
    dialler = Dialler(means, question.host, port, site)
    shaken = await _patiently(dialler, means)
    facts = await _facts(dialler, shaken, question.host, means)
    if OLD_PROBE in probes and facts.port == "tls" and facts.version:
        facts = _with_old(facts, [await dialler.say(version) for version in (TLS11, TLS10)])
    return replace(facts, fetched_at=means.clock.now())


def tls_port(address: str) -> int | None:
    """The port on which the host of a home page speaks TLS, as far as the address tells."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return parts.port or 443
    return 443 if parts.port is None else None


async def _patiently(dialler: Dialler, means: Means) -> Shaken:
    shaken = await dialler.shake()
    if shaken.failure is not None and (shaken.refused or shaken.failure.reason in (Reason.TIMEOUT, Reason.RESET)):
        await means.clock.sleep(min(_AGAIN_AFTER, means.settings.second_try_wait))
        again = await dialler.shake()
        # Refused is stated only when both tries say so.
        return again if again.refused == shaken.refused or again.failure is None else replace(again, refused=False)
    return shaken


async def _facts(dialler: Dialler, shaken: Shaken, host: str, means: Means) -> TransportFacts:
    at = means.clock.now()
    if shaken.leaf:
        chain = None
        if shaken.distrust is not None:
            chain = (await dialler.say(TLS12)).flight.certificates or None
        certificate = judge(shaken.leaf, host, at, shaken.distrust, chain)
        return _of_certificate(certificate, shaken.version)
    failure = shaken.failure
    detail = failure.detail if failure else "no certificate"
    if shaken.refused:
        return TransportFacts("closed", detail=detail)
    if not shaken.connected:
        reason = failure.reason if failure and OUTCOME_OF[failure.reason] is Outcome.ERROR else Reason.UNREACHED
        return TransportFacts("unknown", reason, detail)
    said = await dialler.say(TLS12)
    if said.flight.kind == "other":
        return TransportFacts("no-tls", detail="what answers there is not TLS")
    if said.flight.kind == "hello" and said.flight.done and said.flight.version == TLS12:
        return _by_hand(said, host, means, "TLSv1.2", detail)
    old = await dialler.say(TLS11)
    if not _accepts(old):
        old = await dialler.say(TLS10)
    if _accepts(old):
        facts = _by_hand(old, host, means, "", f"only {NAMES[old.flight.version]}: {detail}")
        return replace(facts, old=(NAMES[old.flight.version],))
    foreign = await dialler.say(TLCP)
    if foreign.flight.kind == "hello" and foreign.flight.version == TLCP:
        return TransportFacts("unknown", Reason.TLCP_ONLY, "answers a TLCP hello, and no other")
    if said.flight.kind in ("alert", "hello"):
        # It speaks TLS and will have none of what we offer: perhaps it wants what only some browsers have.
        detail = f"no common handshake (alert {said.flight.alert})" if said.flight.alert else "no common handshake"
        return TransportFacts("unknown", Reason.UNVERIFIED, detail)
    reason = Reason.TIMEOUT if said.silent else Reason.RESET
    return TransportFacts("unknown", reason, f"no handshake: {detail}")


def _by_hand(said: Said, host: str, means: Means, version: str, detail: str) -> TransportFacts:
    chain = said.flight.certificates
    if not chain:
        return TransportFacts("unknown", Reason.UNVERIFIED, detail)
    certificate = judge(chain[0], host, means.clock.now(), _NOT_VERIFIED, chain)
    return replace(_of_certificate(certificate, version), detail=detail)


def _of_certificate(certificate: Certificate, version: str) -> TransportFacts:
    why = {"sm2": Reason.TLCP_ONLY, "untrusted": Reason.UNVERIFIED}.get(certificate.state)
    return TransportFacts("tls", why, certificate.detail, version, certificate)


def _accepts(said: Said) -> bool:
    """The server's whole first flight came in an old protocol: it would go on."""
    return said.flight.kind == "hello" and said.flight.done and said.flight.version in (TLS10, TLS11)


def _with_old(facts: TransportFacts, said: list[Said]) -> TransportFacts:
    accepted = {NAMES[one.flight.version] for one in said if _accepts(one)}
    blind = [one for one in said if not _accepts(one) and not _declines(one)]
    why = None
    if blind and not accepted:
        failure = blind[0].failure
        known = failure is not None and OUTCOME_OF[failure.reason] is Outcome.ERROR
        why = failure.reason if failure is not None and known else Reason.TIMEOUT
    return replace(facts, old=tuple(sorted(accepted)), old_why=why)


def _declines(said: Said) -> bool:
    """An alert, or the line cut at once: the same server had shaken hands just before."""
    return said.failure is None and (said.flight.kind == "alert" or (said.cut and not said.flight.done))
