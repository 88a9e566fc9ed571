"""How a workstation joins: an administrator's code, good once and for half an hour.

The code names the workstation and what it is for, and carries a fingerprint of the hospital's
authority, so that the workstation knows the service before it says a word to it. Whoever used a
code may use it again with the same key and gets the same answer, because replies are lost.
"""

from base64 import b32encode
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from threading import Lock
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from psycopg import Connection

from models.device import Device
from models.ids import Clock, Entropy
from models.registry import GENERATION
from models.scope import scope_of
from models.vocabulary import Profile, SetStatus
from models.wire import EnrolReply, EnrolRequest
from server_stub.batch import MIN_GEN
from server_stub.certificates import fingerprint
from server_stub.device_keys import insert_op, key_record, missing
from server_stub.engine import Engine
from server_stub.enrolment import add_enrolment, find_enrolment
from server_stub.port import Enrolment, EnrolmentStatus
from server_stub.refusal import refuse
from server_stub.sql_port import SqlPort

CODE_LETTERS = 8
FINGERPRINT_LETTERS = 16
CODE_LIFE = timedelta(minutes=30)
GUESSES_PER_MINUTE = 10
USE_CASE = "device.enrol"
_KEY_BYTES = 32
_INC_MAX = 2**31 - 1
_ADDRESSES_WATCHED = 1000


def new_code_text(entropy: Entropy, authority: bytes) -> str:
    """The text of a one-time code: 40 random bits, a dash, and which authority to trust."""
    pin = b32encode(fingerprint(authority)).decode()[:FINGERPRINT_LETTERS]
    return f"{b32encode(entropy(5)).decode()}-{pin}"


@dataclass(frozen=True)
class Invitation:
    """What a code stands for."""

    profile: Profile
    name: str
    place: str


class GuessLimit:
    """How often one address may be wrong about a code within a minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}
        self._lock = Lock()

    def check(self, address: str) -> None:
        """Let an address try.

        Raises:
            Refusal: it was wrong too often.
        """
        now = self._clock.monotonic()
        with self._lock:
            times = self._wrong.get(address, deque())
            while times and times[0] <= now - 60:
                times.popleft()
            if len(times) >= GUESSES_PER_MINUTE:
                retry_ms = int((times[0] + 60 - now) * 1000) + 1
                words = "too many wrong codes from this address; wait a minute"
                raise refuse("busy", 429, words, retry_ms=retry_ms)

    def note_wrong(self, address: str) -> None:
        """Count a wrong code."""
        with self._lock:
            if len(self._wrong) >= _ADDRESSES_WATCHED and address not in self._wrong:
                self._wrong.pop(next(iter(self._wrong)))
            self._wrong.setdefault(address, deque()).append(self._clock.monotonic())


class Enrolments:
    """Codes and the workstations that joined with them."""

    def __init__(self, engine: Engine, port: SqlPort, secret: bytes, hash_key: bytes) -> None:
        self._engine = engine
        self._port = port
        self._secret = secret
        self._hash_key = hash_key

    def keep_code(self, code: str, invitation: Invitation, now: datetime) -> None:
        """Make a code valid for the next half hour; only a keyed hash of it is stored."""
        with self._port.connection() as connection:
            connection.execute(
                "insert into enrol_code (code_hash, profile, name, place, expires_at)"
                " values (%s, %s, %s, %s, %s)",
                (
                    self._hash(code),
                    invitation.profile.value,
                    invitation.name,
                    invitation.place,
                    now + CODE_LIFE,
                ),
            )

    def enrol(self, request: EnrolRequest, now: datetime) -> EnrolReply:
        """Let a workstation join, or tell one that has joined once more what it is.

        Raises:
            Refusal: no such code, run out, used by another, or a key that is none.
        """
        if len(request.public_key) != _KEY_BYTES:
            raise refuse("malformed", 400, "the public key is not an Ed25519 key of 32 bytes")
        if request.gen > GENERATION:
            words = "this workstation is newer than the service: update the service first"
            raise refuse("gen", 426, words, min_gen=GENERATION)
        if request.gen < MIN_GEN:
            words = "this workstation is older than the service: update its program first"
            raise refuse("gen", 426, words, min_gen=MIN_GEN)
        code_hash = self._hash(request.code)
        device = uuid5(NAMESPACE_OID, code_hash.hex())
        with self._port.connection() as connection:
            invitation = _redeem(connection, code_hash, now)
            enrolment = find_enrolment(connection, device, 1)
            if enrolment is None:
                enrolment = add_enrolment(
                    connection, device, request.public_key, invitation.profile
                )
            is_same = enrolment.public_key == request.public_key
            if not is_same or enrolment.status is not EnrolmentStatus.ACTIVE:
                raise _unknown_code()
        self._show(enrolment, invitation)
        return self._reply(enrolment, invitation)

    def find(self, device: UUID, inc: int) -> Enrolment | None:
        """An incarnation that is still open, or None."""
        if not 0 < inc <= _INC_MAX:
            return None
        with self._port.connection() as connection:
            found = find_enrolment(connection, device, inc)
        return found if found and found.status is EnrolmentStatus.ACTIVE else None

    def _show(self, enrolment: Enrolment, invitation: Invitation) -> None:
        """Write the records by which the others know the workstation and its signature.

        They are written after the enrolment and again by every repeat, in which they change
        nothing: a service that died between the two is finished by the workstation's retry.
        """
        key = key_record(enrolment.device, enrolment.inc, enrolment.public_key)
        device = Device(
            id=enrolment.device,
            name=invitation.name,
            profile=invitation.profile,
            place=invitation.place,
        )
        with self._port.connection() as connection:
            records = missing(connection, [device, key])
        if records:
            receipt = self._engine.author(USE_CASE, [insert_op(each) for each in records])
            if receipt.status is not SetStatus.APPLIED:
                words = f"the workstation could not be recorded: {receipt.reason}"
                raise refuse("busy", 503, words)

    def _reply(self, enrolment: Enrolment, invitation: Invitation) -> EnrolReply:
        scope = scope_of(enrolment.profile)
        return EnrolReply(
            standing=self._engine.standing(),
            device=enrolment.device,
            inc=enrolment.inc,
            name=invitation.name,
            place=invitation.place,
            profile=enrolment.profile.value,
            series=enrolment.series or "",
            scope=scope.id(),
            classes=[int(c) for c in scope.classes],
            hash_key=self._hash_key,
        )

    def _hash(self, code: str) -> bytes:
        # What a person types: any case, spaces around; the fingerprint is the client's business.
        letters = code.strip().upper().partition("-")[0]
        return blake2b(letters.encode(), digest_size=32, key=self._secret, person=b"code").digest()


def _redeem(connection: Connection[Any], code_hash: bytes, now: datetime) -> Invitation:
    """Mark a code as used. The row lock makes the second of two racers see that it is."""
    found = connection.execute(
        "select profile, name, place, expires_at, used_at from enrol_code"
        " where code_hash = %s for update",
        (code_hash,),
    ).fetchone()
    if found is None or (found[4] is None and found[3] < now):
        raise _unknown_code()
    profile, name, place, _, used_at = found
    if used_at is None:
        connection.execute(
            "update enrol_code set used_at = %s where code_hash = %s", (now, code_hash)
        )
    return Invitation(Profile(profile), name, place)


def _unknown_code() -> Exception:
    return refuse(
        "unknown_code",
        403,
        "this code is not known, has run out or was used: ask the administrator for a new one",
    )
