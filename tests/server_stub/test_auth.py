"""Nonces and tokens: good once, for a while, for one device."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.wire import TOKEN_CONTEXT
from server_stub.auth import NONCE_S, TOKEN_S, Badge, Gate, UnknownCallerError

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
BADGE = Badge(uuid4(), 1)


class HandClock:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def gate(clock: HandClock) -> Gate:
    return Gate(bytes(range(32)), clock, os.urandom)


def answer(nonce: bytes) -> bytes:
    return KEY.sign(TOKEN_CONTEXT + nonce)


def test_a_token_says_whose_it_is(gate: Gate) -> None:
    assert gate.badge_of(gate.token(BADGE)) == BADGE


def test_a_signed_nonce_is_good_once(gate: Gate) -> None:
    nonce = gate.nonce(BADGE)
    gate.check_answer(BADGE, PUBLIC, nonce, answer(nonce))
    with pytest.raises(UnknownCallerError, match="used already"):
        gate.check_answer(BADGE, PUBLIC, nonce, answer(nonce))


def test_a_nonce_is_good_for_a_minute(gate: Gate, clock: HandClock) -> None:
    nonce = gate.nonce(BADGE)
    clock.time += timedelta(seconds=NONCE_S + 1)
    with pytest.raises(UnknownCallerError, match="too old"):
        gate.check_answer(BADGE, PUBLIC, nonce, answer(nonce))


def test_a_nonce_of_another_device_is_refused(gate: Gate) -> None:
    nonce = gate.nonce(Badge(uuid4(), 1))
    with pytest.raises(UnknownCallerError, match="not yours"):
        gate.check_answer(BADGE, PUBLIC, nonce, answer(nonce))


def test_a_signature_by_another_key_is_refused_and_spends_nothing(gate: Gate) -> None:
    nonce = gate.nonce(BADGE)
    forged = Ed25519PrivateKey.generate().sign(TOKEN_CONTEXT + nonce)
    with pytest.raises(UnknownCallerError, match="signature"):
        gate.check_answer(BADGE, PUBLIC, nonce, forged)
    gate.check_answer(BADGE, PUBLIC, nonce, answer(nonce))


def test_a_nonce_signed_without_its_context_is_refused(gate: Gate) -> None:
    nonce = gate.nonce(BADGE)
    with pytest.raises(UnknownCallerError):
        gate.check_answer(BADGE, PUBLIC, nonce, KEY.sign(nonce))


@pytest.mark.parametrize("sig", [b"", b"x", bytes(64)])
def test_a_signature_that_is_none_is_refused(gate: Gate, sig: bytes) -> None:
    nonce = gate.nonce(BADGE)
    with pytest.raises(UnknownCallerError):
        gate.check_answer(BADGE, PUBLIC, nonce, sig)


def test_a_token_runs_out_after_an_hour(gate: Gate, clock: HandClock) -> None:
    token = gate.token(BADGE)
    clock.time += timedelta(seconds=TOKEN_S)
    assert gate.badge_of(token) == BADGE
    clock.time += timedelta(seconds=1)
    with pytest.raises(UnknownCallerError, match="run out"):
        gate.badge_of(token)


@pytest.mark.parametrize("token", ["", "x", "ä", "AAAA", "=" * 80, "A" * 80, "A" * 10_000])
def test_what_is_no_token_is_refused(gate: Gate, token: str) -> None:
    with pytest.raises(UnknownCallerError):
        gate.badge_of(token)


def test_a_token_with_one_changed_letter_is_refused(gate: Gate) -> None:
    token = gate.token(BADGE)
    for place in range(0, len(token) - 4, 7):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(UnknownCallerError):
            gate.badge_of(token[:place] + other + token[place + 1 :])


def test_a_nonce_is_no_token_and_a_token_of_another_hospital_is_none(
    gate: Gate, clock: HandClock
) -> None:
    other = Gate(bytes(32), clock, os.urandom)
    with pytest.raises(UnknownCallerError):
        gate.badge_of(other.token(BADGE))
