"""The hospital's authority and the certificate of its service."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from server_stub.certificates import (
    RENEW_BELOW_DAYS,
    SERVICE_DAYS,
    Pair,
    fingerprint,
    make_authority,
    make_service_certificate,
    needs_renewal,
)

NOW = datetime.now(UTC)
HOSTS = ["localhost", "127.0.0.1", "almoner.stanne.example"]


@pytest.fixture(scope="module")
def authority() -> Pair:
    return make_authority("St. Anne’s Hospital", NOW)


def test_the_certificate_names_every_host(authority: Pair) -> None:
    pair = make_service_certificate(authority, HOSTS, NOW)
    certificate = x509.load_pem_x509_certificate(pair.certificate)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == HOSTS


def test_a_fresh_certificate_needs_no_renewal(authority: Pair) -> None:
    pair = make_service_certificate(authority, HOSTS, NOW)
    assert not needs_renewal(pair.certificate, HOSTS, NOW)


def test_a_certificate_near_its_end_is_renewed(authority: Pair) -> None:
    pair = make_service_certificate(authority, HOSTS, NOW)
    end = NOW + timedelta(days=SERVICE_DAYS - RENEW_BELOW_DAYS)
    assert not needs_renewal(pair.certificate, HOSTS, end - timedelta(hours=1))
    assert needs_renewal(pair.certificate, HOSTS, end + timedelta(hours=1))


def test_a_certificate_that_lacks_a_host_is_renewed(authority: Pair) -> None:
    pair = make_service_certificate(authority, HOSTS[:2], NOW)
    assert needs_renewal(pair.certificate, HOSTS, NOW)


def test_two_authorities_have_different_fingerprints(authority: Pair) -> None:
    other = make_authority("St. Anne’s Hospital", NOW)
    assert fingerprint(authority.certificate) != fingerprint(other.certificate)
    assert len(fingerprint(authority.certificate)) == 32


def shake_hands(authority: Pair, trusted: Pair, folder: Path) -> str | None:
    """Connect by TLS over a socket pair; the negotiated version."""
    pair = make_service_certificate(authority, HOSTS, NOW)
    (folder / "c.pem").write_bytes(pair.certificate)
    (folder / "k.pem").write_bytes(pair.key)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "c.pem", folder / "k.pem")
    client = ssl.create_default_context(cadata=trusted.certificate.decode())
    ours, theirs = socket.socketpair()

    def serve() -> None:
        with theirs:
            try:
                server.wrap_socket(theirs, server_side=True).close()
            except ssl.SSLError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with ours, client.wrap_socket(ours, server_hostname="localhost") as secured:
            return secured.version()
    finally:
        thread.join()


def test_a_client_that_pins_the_authority_accepts_the_service(
    authority: Pair, tmp_path: Path
) -> None:
    assert shake_hands(authority, authority, tmp_path) == "TLSv1.3"


def test_a_client_that_pins_another_authority_does_not(authority: Pair, tmp_path: Path) -> None:
    other = make_authority("Another Hospital", NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(authority, other, tmp_path)
