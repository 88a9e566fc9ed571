"""Joining with a code: the right one, and everything that can be wrong about it."""

import os
import socket

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.vocabulary import Profile
from models.wire import PullRequest
from server_stub.certificates import make_authority
from server_stub.enrol import new_code_text
from server_stub.running import SystemClock
from sync_client.enrol import EnrolError, EnrolFailure, enrol
from sync_client.exchange import NotOurService
from sync_client.line import Line
from sync_client.round import Outcome, sync_round
from sync_client.transport import HttpTransport
from tests.service import RunningService
from tests.sync_client.desks import Desk


def a_public_key() -> bytes:
    return Ed25519PrivateKey.generate().public_key().public_bytes_raw()


def test_a_code_may_be_typed_in_small_letters_and_with_spaces(service: RunningService) -> None:
    code = service.new_code(Profile.WARD, "W", "first floor").lower()
    joined = enrol(service.url + "/", f" {code[:4]} {code[4:]} ", a_public_key())
    assert joined.identity.name == "W"
    assert joined.identity.profile is Profile.WARD
    assert joined.identity.server_url == service.url


def test_asking_again_after_a_lost_reply_gives_the_same_identity(service: RunningService) -> None:
    code, key = service.new_code(Profile.WARD, "W", "first floor"), a_public_key()
    assert enrol(service.url, code, key).identity == enrol(service.url, code, key).identity


def test_a_code_that_another_workstation_used_is_unknown(service: RunningService) -> None:
    code = service.new_code(Profile.WARD, "W", "first floor")
    enrol(service.url, code, a_public_key())
    assert failure_of(service.url, code) is EnrolFailure.UNKNOWN_CODE


def test_a_wrong_code_is_unknown(service: RunningService) -> None:
    code = new_code_text(os.urandom, service.ca_pem)
    assert failure_of(service.url, code) is EnrolFailure.UNKNOWN_CODE


def test_a_code_of_another_hospital_never_reaches_this_service(service: RunningService) -> None:
    theirs = make_authority("Elsewhere", SystemClock().now()).certificate
    code = new_code_text(os.urandom, theirs)
    assert failure_of(service.url, code) is EnrolFailure.WRONG_AUTHORITY


@pytest.mark.parametrize("code", ["", "AB12CD34", "AB12CD34-SHORT", "ÄB12CD34-ABCDEFGH23456777"])
def test_what_is_no_code_is_not_even_sent(service: RunningService, code: str) -> None:
    assert failure_of(service.url, code) is EnrolFailure.BAD_CODE


def test_an_address_without_tls_is_refused() -> None:
    assert failure_of("http://127.0.0.1:1", "AB12CD34-ABCDEFGH23456777") is EnrolFailure.BAD_ADDRESS


def test_an_address_where_nothing_answers_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = failure_of(f"https://127.0.0.1:{port}", "AB12CD34-ABCDEFGH23456777")
    assert found is EnrolFailure.UNREACHABLE


def test_a_service_with_another_authority_is_not_spoken_to(desk: Desk) -> None:
    theirs = make_authority("Elsewhere", SystemClock().now()).certificate.decode()
    identity = desk.store.identity
    assert identity is not None
    transport = HttpTransport(
        identity.server_url, theirs, desk.store.sign, identity.device, identity.inc, SystemClock()
    )
    line = Line(desk.store.replica, transport, SystemClock(), device=identity.device, inc=1)
    with pytest.raises(NotOurService):
        transport.pull(PullRequest(cursor=None))
    assert sync_round(line).download.outcome is Outcome.LINE_DOWN
    transport.close()


def failure_of(url: str, code: str) -> EnrolFailure:
    with pytest.raises(EnrolError) as caught:
        enrol(url, code, a_public_key())
    assert str(caught.value)
    return caught.value.failure
