"""How a workstation proves who it is: a nonce signed by its key buys a token for an hour.

Neither nonce nor token is stored: both carry what they mean and a keyed hash of it. A nonce is
good once and for a minute; what was already used is remembered for that minute.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from models.ids import Clock, Entropy
from models.wire import TOKEN_CONTEXT

NONCE_S = 60
TOKEN_S = 3600
_MAC_BYTES = 32
_NONCE = struct.Struct(">16sIQ16s")
_TOKEN = struct.Struct(">16sIQ")


class UnknownCallerError(Exception):
    """The caller did not prove who it is; the message may be shown to it."""


@dataclass(frozen=True)
class Badge:
    """Who a good token belongs to."""

    device: UUID
    inc: int


class Gate:
    """Gives and checks nonces and tokens; safe to use from several threads."""

    def __init__(self, secret: bytes, clock: Clock, entropy: Entropy) -> None:
        self._secret = secret
        self._clock = clock
        self._entropy = entropy
        self._used: dict[bytes, int] = {}
        self._lock = Lock()

    def nonce(self, badge: Badge) -> bytes:
        """Something for this device to sign within a minute."""
        until = self._now_s() + NONCE_S
        body = _NONCE.pack(badge.device.bytes, badge.inc, until, self._entropy(16))
        return body + self._mac(b"nonce", body)

    def check_answer(self, badge: Badge, public_key: bytes, nonce: bytes, sig: bytes) -> None:
        """Check a signed nonce, and spend it.

        Raises:
            UnknownCallerError: it is not our nonce, is too old, used, or not signed by the key.
        """
        body = self._opened(b"nonce", nonce, _NONCE.size)
        device, inc, until, _ = _NONCE.unpack(body)
        if (device, inc) != (badge.device.bytes, badge.inc) or until < self._now_s():
            raise UnknownCallerError("the nonce is not yours or too old: ask for a new one")
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(sig, TOKEN_CONTEXT + nonce)
        except InvalidSignature as error:
            raise UnknownCallerError("the signature is not this workstation's") from error
        self._spend(nonce, until)

    def token(self, badge: Badge) -> str:
        """A token good for an hour."""
        body = _TOKEN.pack(badge.device.bytes, badge.inc, self._now_s() + TOKEN_S)
        return urlsafe_b64encode(body + self._mac(b"token", body)).decode()

    def badge_of(self, token: str) -> Badge:
        """Who a token belongs to.

        Raises:
            UnknownCallerError: it is none of ours, or has run out.
        """
        try:
            raw = urlsafe_b64decode(token.encode())
        except ValueError as error:
            raise UnknownCallerError("this is no token of ours: ask for a new one") from error
        device, inc, until = _TOKEN.unpack(self._opened(b"token", raw, _TOKEN.size))
        if until < self._now_s():
            raise UnknownCallerError("the token has run out: ask for a new one")
        return Badge(UUID(bytes=device), inc)

    def _opened(self, use: bytes, raw: bytes, size: int) -> bytes:
        body, mac = raw[:size], raw[size:]
        if len(raw) != size + _MAC_BYTES or not hmac.compare_digest(mac, self._mac(use, body)):
            raise UnknownCallerError(f"this is no {use.decode()} of ours: ask for a new one")
        return body

    def _spend(self, nonce: bytes, until: int) -> None:
        now = self._now_s()
        with self._lock:
            self._used = {known: end for known, end in self._used.items() if end >= now}
            if nonce in self._used:
                raise UnknownCallerError("the nonce was used already: ask for a new one")
            self._used[nonce] = until

    def _mac(self, use: bytes, body: bytes) -> bytes:
        return blake2b(body, digest_size=_MAC_BYTES, key=self._secret, person=use).digest()

    def _now_s(self) -> int:
        return int(self._clock.now().timestamp())
