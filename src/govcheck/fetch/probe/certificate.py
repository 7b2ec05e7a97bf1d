"""A certificate judged by itself: its dates, its names, who signed it. Whether its chain is trusted is OpenSSL's to say."""

from __future__ import annotations

import hashlib
import ipaddress
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from govcheck.records.transport import FAULTS, Certificate

_SM2: Final = bytes.fromhex("06082a811ccf5501822d")
"""The curve's object identifier 1.2.156.10197.1.301, as it stands in a key (GB/T 33560)."""
_KEPT: Final = 50
_VERIFY: Final = {9: "not-yet-valid", 10: "expired", 18: "self-signed", 62: "wrong-name", 64: "wrong-name"}
"""OpenSSL's verify codes that speak of the server's own certificate."""


@dataclass(frozen=True, slots=True)
class Distrust:
    """What OpenSSL found first: its code (``X509_V_ERR_…``) and words."""

    code: int
    message: str


def judge(
    leaf: bytes, host: str, at: datetime, distrust: Distrust | None, chain: tuple[bytes, ...] | None = None
) -> Certificate:
    """The facts of a server's certificate.

    Args:
        leaf: the certificate in DER.
        host: the name asked for.
        at: the moment it was seen (aware).
        distrust: what OpenSSL said against it, ``None`` when its chain was verified.
        chain: all certificates sent, where that is known.
    """
    digest = hashlib.sha256(leaf).hexdigest()
    found = _load(leaf)
    if found is None:
        said = distrust.message if distrust else "its form cannot be read"
        state = "sm2" if _SM2 in leaf else _VERIFY.get(distrust.code, "untrusted") if distrust else "valid"
        return Certificate(state, said, sha256=digest)
    starts, ends = found.not_valid_before_utc, found.not_valid_after_utc
    names = names_of(found)
    faults: dict[str, str] = {}
    if at > ends:
        faults["expired"] = f"expired on {ends:%Y-%m-%d}"
    if at < starts:
        faults["not-yet-valid"] = f"not valid before {starts:%Y-%m-%d}"
    if distrust is not None and self_signed(found):
        faults["self-signed"] = "signed by itself"
    if not any(fits(name, host) for name in names):
        faults["wrong-name"] = f"made out to {', '.join(names[:5]) or _common(found.subject) or 'no name'}"
    told = list(faults.values())
    if distrust is not None and not faults:
        told.append(f"chain not verified: {distrust.message}")
    elif distrust is not None and distrust.code not in _VERIFY:
        told.append(f"chain not verified either: {distrust.message}")
    if distrust is not None and "self-signed" not in faults:
        told += _gap(found, chain)
    state = next((name for name in FAULTS if name in faults), "valid" if distrust is None else "untrusted")
    if state == "untrusted" and _SM2 in leaf:
        state = "sm2"
    return Certificate(
        state,
        "; ".join(told)[:500],
        starts,
        ends,
        (ends - at).days,
        names[:_KEPT],
        _common(found.subject) or found.subject.rfc4514_string()[:200],
        _common(found.issuer) or found.issuer.rfc4514_string()[:200],
        digest,
    )


def _load(der: bytes) -> x509.Certificate | None:
    with warnings.catch_warnings():
        # Odd serial numbers and the like are the site's matter; the warnings are for those who make certificates.
        warnings.simplefilter("ignore")
        try:
            found = x509.load_der_x509_certificate(der)
            found.subject.rfc4514_string(), found.issuer.rfc4514_string(), found.not_valid_after_utc
        except (ValueError, TypeError, OverflowError, UnsupportedAlgorithm):
            return None
        return found


def names_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """The names it is made out to: DNS names and IP addresses of its SAN. Browsers have not looked at CN since 2017."""
    try:
        san = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError, UnsupportedAlgorithm):
        return ()
    dns = [name.lower().rstrip(".") for name in san.get_values_for_type(x509.DNSName)]
    return tuple(dict.fromkeys([*dns, *(str(one) for one in san.get_values_for_type(x509.IPAddress))]))


def fits(name: str, host: str) -> bool:
    """Whether a name of a certificate covers a host (RFC 6125 §6.4): a star stands for one whole first label."""
    host = host.lower().rstrip(".").strip("[]")
    try:
        return ipaddress.ip_address(name) == ipaddress.ip_address(host)
    except ValueError:
        pass
    if name.startswith("*.") and name.count(".") > 1:
        return "." in host and host.split(".", 1)[1] == name[2:] and not _is_ip(host)
    return name == host


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def self_signed(certificate: x509.Certificate) -> bool:
    """Whether its own key signed it."""
    if certificate.issuer != certificate.subject:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _gap(leaf: x509.Certificate, chain: tuple[bytes, ...] | None) -> list[str]:
    """Where a chain as sent breaks off, in words."""
    if chain is None:
        return []
    sent = [found for der in chain[1:] if (found := _load(der)) is not None]
    current, seen = leaf, 0
    while seen <= len(sent):
        above = next((one for one in sent if one.subject == current.issuer), None)
        if above is None or above == current:
            break
        current, seen = above, seen + 1
    if current.issuer == current.subject:
        return [f"its root as sent: {_common(current.subject)}"]
    missing = _common(current.issuer) or current.issuer.rfc4514_string()[:120]
    return [f"{len(chain)} certificate(s) sent; not sent: {missing}"]


def _common(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value)[:200] if found else ""
