"""Trust in one authority: the hospital's own, known by the fingerprint in the enrolment code."""

import ssl
from base64 import b32encode
from hashlib import sha256

FINGERPRINT_CHARACTERS = 16
_NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""


def pinned_context(ca_pem: str) -> ssl.SSLContext:
    """A TLS client that trusts this authority and no other.

    The dates in certificates are not looked at: the workstation whose clock battery died must
    go on exchanging records, and the authority that is pinned belongs to this hospital alone.

    Raises:
        ssl.SSLError: the text is no certificate.
    """
    context = ssl.create_default_context(cadata=ca_pem)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= _NO_CHECK_TIME
    return context


def unverified_context() -> ssl.SSLContext:
    """A TLS client that believes anyone; only for fetching what is then checked by itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def authority_fingerprint(ca_pem: str) -> str:
    """The first 16 base32 characters (80 bits) of the SHA-256 of a certificate's DER form.

    Raises:
        ValueError: the text is no certificate.
    """
    digest = sha256(ssl.PEM_cert_to_DER_cert(ca_pem.strip())).digest()
    return b32encode(digest).decode("ascii")[:FINGERPRINT_CHARACTERS]
