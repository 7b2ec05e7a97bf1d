from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from govcheck.outcome import Reason

from .faults import Site, page, serving
from .helpers import fetch, quick

NAME = "www.yunxi.gov.cn"


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(
    names: list[str],
    *,
    days: int = 30,
    issuer: tuple[x509.Name, ec.EllipticCurvePrivateKey] | None = None,
    ca: bool = False,
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = _key()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
    by, signer = issuer or (subject, key)
    end = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - dt.timedelta(days=60))
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
    )
    return builder.sign(signer, hashes.SHA256()), key


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _server(folder: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> ssl.SSLContext:
    pem = folder / "server.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.mark.parametrize(
    ("names", "days", "reason", "word"),
    [
        ([NAME], 30, None, ""),
        (["www.other.gov.cn"], 30, Reason.GONE, "other host"),
        ([NAME], -1, Reason.GONE, "expired"),
    ],
)
async def test_certificates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], days: int, reason: Reason | None, word: str
) -> None:
    root, root_key = _certificate(["root"], ca=True)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    asked: list[str | None] = []
    context = _server(tmp_path, *_certificate(names, days=days, issuer=(root.subject, root_key)))
    context.sni_callback = lambda _sock, name, _context: asked.append(name)
    async with serving(Site({"/": page()}), ssl=context) as site:
        settings = quick(resolve={(NAME, site.port): ("127.0.0.1",)})
        got = await fetch(f"https://{NAME}:{site.port}/", settings)
    assert got.failure is reason
    assert word in got.detail
    assert asked == [NAME]


async def test_what_we_cannot_verify_is_not_held_against_the_site(tmp_path: Path) -> None:
    """Signed by a root that this machine does not know: perhaps ours is the one that lacks it."""
    root, root_key = _certificate(["root"], ca=True)
    context = _server(tmp_path, *_certificate([NAME], issuer=(root.subject, root_key)))
    async with serving(Site({"/": page()}), ssl=context) as site:
        settings = quick(resolve={(NAME, site.port): ("127.0.0.1",)})
        got = await fetch(f"https://{NAME}:{site.port}/", settings)
        insecure = await fetch(f"https://{NAME}:{site.port}/", quick(resolve=settings.resolve, insecure=True))
    assert got.failure is Reason.UNREACHED
    assert insecure.ok


async def test_self_signed_is_the_sites_and_no_tls_at_all_is_not(tmp_path: Path) -> None:
    context = _server(tmp_path, *_certificate(["127.0.0.1"]))
    async with serving(Site({"/": page()}), ssl=context) as site:
        got = await fetch(f"https://127.0.0.1:{site.port}/")
        assert (got.failure, got.detail[:24]) == (Reason.GONE, "certificate: self-signed")
    async with serving(Site({"/": page()})) as plain:
        got = await fetch(f"https://127.0.0.1:{plain.port}/")
    assert got.failure in (Reason.UNREACHED, Reason.RESET)
