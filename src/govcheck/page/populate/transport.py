"""Fields of the home page's host about how it carries its pages: from handshakes, and from the answers' headers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page import dom, headers
from govcheck.page.links import refresh_targets
from govcheck.page.populate.files import exposed, listings, sighted
from govcheck.page.populate.survey import Survey
from govcheck.page.questions.transport import at_home
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Reading, Unknown
from govcheck.records.question import Purpose
from govcheck.records.transport import TransportFacts
from govcheck.records.wire import HostFacts, HostRole
from govcheck.text.decode import decode
from govcheck.urls import from_script, host_of, normalise, same_host

_NAMES = (
    "https", "https_redirect", "certificate", "certificate_until", "certificate_days", "tls_old", "hsts_seconds",
    "headers_present", "headers_missing", "cookies_unsafe", "version_banner", "listings", "exposed",
)  # fmt: skip
_IDLE = Unknown(Reason.NOTHING_TO_JUDGE)
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class _Answers:
    """The home page as it was answered: over http, over https, and the one whose headers count."""

    plain: Capture | None
    secure: Capture | None
    home: Capture | None
    """What came of the crawl's entry."""

    @property
    def opened(self) -> Capture | None:
        """The page over https, when it opened there."""
        one = self.secure
        return one if one is not None and one.ok and urlsplit(one.final_address).scheme == "https" else None

    @property
    def read(self) -> Capture | None:
        """The page as it opened, rather over https."""
        return self.opened or next((one for one in (self.home, self.plain) if one is not None and one.ok), None)

    def blind(self) -> Unknown:
        """Why no such page was read."""
        return _unseen(self.home)


def transport_fields(seen: Survey, facts: HostFacts) -> dict[str, Field]:
    """Every field; of hosts that are not the home page's, none is known."""
    if facts.roles and HostRole.HOME.value not in facts.roles:
        return dict.fromkeys(_NAMES, Unknown(Reason.NOT_FETCHED))
    answers = _answers(seen, facts)
    found: dict[str, Field] = {
        "https": _https(facts.transport, answers),
        "https_redirect": _redirect(facts.transport, answers),
        "hsts_seconds": _hsts(facts.transport, answers),
        "listings": listings(seen, answers.blind()),
        "exposed": exposed(seen, answers.blind()),
    }
    return found | _handshake(facts.transport) | _of_headers(seen, answers)


def _answers(seen: Survey, facts: HostFacts) -> _Answers:
    home = list(at_home(seen))
    here = facts.address or seen.crawl.entry
    known = [*home, *seen.asides(Purpose.PLAIN), *seen.asides(Purpose.SECURE)]
    known = [one for one in known if same_host(one.address, here)]
    plain = next((one for one in known if urlsplit(one.address).scheme == "http"), None)
    secure = [one for one in known if one.ok and _leads_to_https(one)]
    secure += [one for one in known if urlsplit(one.address).scheme == "https"]
    return _Answers(plain, next(iter(secure), None), home[-1] if home else None)


def _leads_to_https(capture: Capture) -> bool:
    """It ended on https, on the same host."""
    return urlsplit(capture.final_address).scheme == "https" and same_host(capture.final_address, capture.address)


def _circles(capture: Capture) -> bool:
    return capture.failure is Reason.GONE and "without end" in capture.detail


def _unseen(capture: Capture | None) -> Unknown:
    """Why an answer says nothing of the site."""
    if capture is None:
        return Unknown(Reason.NOT_FETCHED)
    if capture.detail.startswith("certificate"):
        # Its faults are told by themselves; what lies behind it was not looked at.
        return Unknown(Reason.UNVERIFIED, capture.detail)
    if capture.failure is not None and OUTCOME_OF[capture.failure] is Outcome.ERROR:
        return Unknown(capture.failure, capture.detail)
    return Unknown(Reason.NOT_FETCHED, capture.detail)


def _port(facts: TransportFacts | None) -> Unknown | None:
    """Why nothing of https can be told; ``None`` when a handshake came about."""
    if facts is None:
        return Unknown(Reason.NOT_FETCHED)
    if facts.port == "unknown":
        return Unknown(facts.why or Reason.UNREACHED, facts.detail)
    return None if facts.port == "tls" else _IDLE


def _https(facts: TransportFacts | None, answers: _Answers) -> Field:
    if facts is not None and facts.port in ("closed", "no-tls"):
        return Reading(False, "handshake", excerpt=facts.detail[:200])
    barred = _port(facts)
    if barred is not None or facts is None:
        return barred or _IDLE
    if not facts.version:
        return Unknown(Reason.UNVERIFIED, facts.detail)
    opened, secure = answers.opened, answers.secure
    if opened is not None:
        return _told(True, opened, f"{opened.final_address} {opened.status}")
    if secure is None:
        home = answers.home
        if home is not None and _circles(home) and any(one.startswith("https:") for one in home.redirects):
            return _told(False, home, home.detail)
        unseen = answers.blind()
        return unseen if unseen.reason is not Reason.NOT_FETCHED else Unknown(Reason.UNVERIFIED, "the page was not seen")
    if secure.ok:
        back = urlsplit(secure.final_address).scheme == "http" and same_host(secure.final_address, secure.address)
        return _told(False, secure, f"leads back to {secure.final_address}") if back else Unknown(Reason.PERSON)
    if secure.status in _GONE or (secure.failure is Reason.GONE and not secure.detail.startswith("certificate")):
        return _told(False, secure, secure.detail or f"http {secure.status}")
    unseen = _unseen(secure)
    return unseen if unseen.reason is not Reason.NOT_FETCHED else Unknown(Reason.UNVERIFIED, secure.detail)


def _redirect(facts: TransportFacts | None, answers: _Answers) -> Field:
    plain = answers.plain
    if facts is not None and facts.port in ("closed", "no-tls", "unasked"):
        return _IDLE
    if facts is None or plain is None:
        return Unknown(Reason.NOT_FETCHED)
    if _circles(plain):
        return _told(False, plain, plain.detail)
    if _leads_to_https(plain):
        return _told(True, plain, " → ".join((plain.address, *plain.redirects))[:200])
    if facts.port != "tls":
        return _port(facts) or _IDLE
    if not same_host(plain.final_address, plain.address):
        return Unknown(Reason.PERSON, f"leads to {plain.final_address}")
    if not plain.ok:
        gone = plain.failure is Reason.GONE or plain.status in _GONE
        # Nothing is served over http: then there is nothing to lead on.
        return _IDLE if gone else _unseen(plain)
    how = _moves_on(plain)
    if how == "script":
        return Unknown(Reason.PERSON, "a script leads on to https")
    return _told(how == "refresh", plain, f"{plain.address} {plain.status}")


def _moves_on(capture: Capture) -> str:
    """How a page itself leads on to https on its host: ``refresh``, ``script``, or not at all."""
    root = dom.parse(decode(capture.body, capture.header("content-type")).text)
    here = capture.final_address
    scripts = [one.text or "" for one in root.iter("script") if not one.get("src") and len(one.text or "") < 4000]
    moved = [("refresh", target) for target in refresh_targets(root)]
    moved += [("script", target) for text in scripts if "location" in text for target in from_script(text)]
    moved += [("script", "https:") for text in scripts if "location" in text and "protocol" in text and "https:" in text]
    for how, target in moved:
        address = normalise(target, here)
        if target == "https:" or (address is not None and address.startswith("https:") and same_host(address, here)):
            return how
    return ""


def _handshake(facts: TransportFacts | None) -> dict[str, Field]:
    names = ("certificate", "certificate_until", "certificate_days", "tls_old")
    if facts is not None and facts.port in ("closed", "no-tls"):
        none = Reading(None, "handshake", excerpt=facts.detail[:200])
        return {**dict.fromkeys(names, none), "certificate": Reading("none", "handshake"), "tls_old": _IDLE}
    barred = _port(facts)
    if barred is not None or facts is None:
        return dict.fromkeys(names, barred or _IDLE)
    found: dict[str, Field] = {"tls_old": Reading(facts.old, "handshake")}
    if facts.old_why is not None:
        found["tls_old"] = Unknown(facts.old_why, "hellos of old protocols were not answered")
    shown = facts.certificate
    if shown is None:
        return found | dict.fromkeys(names[:3], Unknown(Reason.UNVERIFIED, facts.detail))
    found["certificate"] = Reading(shown.state, "handshake", excerpt=shown.detail[:200])
    if facts.why is not None:
        found["certificate"] = Unknown(facts.why, shown.detail)
    signed = f"{shown.subject} · {shown.issuer} · sha256 {shown.sha256[:16]}"[:200]
    found["certificate_until"] = Reading(shown.ends, "handshake", excerpt=signed)
    found["certificate_days"] = Reading(shown.days, "handshake", excerpt=signed)
    return found


def _hsts(facts: TransportFacts | None, answers: _Answers) -> Field:
    barred = _port(facts)
    if barred is not None:
        return barred
    opened = answers.opened
    if opened is None:
        https = _https(facts, answers)
        return https if isinstance(https, Unknown) else _IDLE
    said = "; ".join(headers.values(opened.headers, "Strict-Transport-Security"))
    return _told(headers.hsts_seconds(opened.headers), opened, said)


def _of_headers(seen: Survey, answers: _Answers) -> dict[str, Field]:
    names = ("headers_present", "headers_missing", "cookies_unsafe", "version_banner")
    read = answers.read
    if read is None:
        return dict.fromkeys(names, answers.blind())
    given = headers.protections(read.headers)
    banner = headers.version_banner(read.headers)
    return {
        "headers_present": _told(given, read, ", ".join(key for key, _value in read.headers)[:200]),
        "headers_missing": _told(headers.lacking(given), read, ""),
        "cookies_unsafe": _cookies(seen, read),
        "version_banner": _told(banner or None, read, banner),
    }


def _cookies(seen: Survey, read: Capture) -> Field:
    """Of every page of the host that was read: the one for signing in sets them, more often than the home page."""
    once: dict[str, Capture] = {}
    for capture in (read, *sorted(seen.crawl.captures, key=lambda one: one.address)):
        if capture.ok and same_host(capture.final_address, read.final_address):
            https = urlsplit(capture.final_address).scheme == "https"
            for unsafe in headers.unsafe_cookies(capture.headers, https=https):
                once.setdefault(unsafe, capture)
    found = tuple(sorted(once))
    return _told(found, once[found[0]] if found else read, "")


def _told(value: bool | int | str | tuple[str, ...] | None, capture: Capture, excerpt: str) -> Reading:
    """A value of an answer's headers, with the answer as its provenance."""
    return Reading(value, "header", excerpt=excerpt[:200] or host_of(capture.final_address), seen=sighted(capture))
