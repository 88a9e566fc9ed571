"""The service over real HTTP and TLS: what works, and every way to ask it wrongly."""

import os
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
import zstandard

from models.vocabulary import SetStatus
from models.wire import Page, Problem, PullRequest
from server_stub.bodies import MAX_BODY_BYTES
from tests.server_stub.by_hand import HandDesk, cursor_after, new_id, registration
from tests.service import RunningService

POSTS = ["push", "pull", "verify", "commands", "leases", "enrol", "token"]
SIGNED_IN = ["push", "pull", "verify", "commands", "leases"]
NOT_MESSAGES = {
    "nothing": b"",
    "no JSON": b"{",
    "a word": b'"push"',
    "a list": b"[]",
    "null": b"null",
    "an empty object": b"{}",
    "bytes that are no text": b"\xff\xfe\x00",
    "deep nesting": b"[" * 100_000,
    "wrong types": b'{"device":1,"inc":"x","sets":{},"cursor":5,"want":"x","id":7,"code":[]}',
    "a huge number": b'{"want":' + b"9" * 400 + b"}",
}


def problem_of(response: httpx.Response, status: int, code: str) -> Problem:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    problem = msgspec.json.decode(response.content, type=Problem)
    assert problem.code == code
    assert len(problem.message) > 10
    return problem


def test_a_registration_reaches_the_other_desk(
    desk: HandDesk, other_desk: HandDesk, user: UUID
) -> None:
    cursor, _ = other_desk.pull_all()
    records = registration("Łukaszewicz", user)
    reply = desk.push(desk.sealed("patient.register", user, records))
    assert [receipt.status for receipt in reply.receipts] == [SetStatus.APPLIED]
    _, rows = other_desk.pull_all(cursor)
    assert {row.id for row in rows} == {record.id for record in records}
    named = next(row for row in rows if row.table == "patient_name")
    assert named.fields["family"] == "Łukaszewicz"


def test_a_repeated_push_gets_the_same_receipt(desk: HandDesk, user: UUID) -> None:
    made = desk.sealed("patient.register", user, registration("Twice", user))
    first, second = desk.push(made), desk.push(made)
    assert first.receipts == second.receipts
    assert first.standing.head == second.standing.head


def test_a_pull_that_waits_is_answered_by_the_next_commit(
    desk: HandDesk, other_desk: HandDesk, user: UUID, in_background: Any
) -> None:
    cursor, _ = other_desk.pull_all()
    waiting = in_background(lambda: other_desk.pull(cursor, wait_ms=20_000))
    desk.push(desk.sealed("patient.register", user, registration("Awaited", user)))
    page = waiting.result(timeout=10)
    assert page.from_seq == cursor.seq
    assert len(page.rows) == 4


def test_a_pull_that_waits_in_vain_comes_back_empty(desk: HandDesk) -> None:
    cursor, _ = desk.pull_all()
    page = desk.pull(cursor, wait_ms=50)
    assert (page.from_seq, page.to_seq, page.rows) == (cursor.seq, cursor.seq, [])


def test_answers_and_requests_may_be_compressed(desk: HandDesk) -> None:
    raw = zstandard.ZstdCompressor().compress(msgspec.json.encode(PullRequest(cursor=None)))
    headers = {"Content-Encoding": "zstd", "Accept-Encoding": "zstd"}
    with desk.client.stream("POST", "/v1/pull", content=raw, headers=headers) as response:
        packed = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "zstd"
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    assert cursor_after(msgspec.json.decode(plain, type=Page)).seq > 0


@pytest.mark.parametrize("what", NOT_MESSAGES)
@pytest.mark.parametrize("route", POSTS)
def test_what_is_no_message_is_refused_in_words(desk: HandDesk, route: str, what: str) -> None:
    response = desk.client.post(f"/v1/{route}", content=NOT_MESSAGES[what])
    problem_of(response, 400, "malformed")


@pytest.mark.parametrize("route", SIGNED_IN)
@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Bearer " + "A" * 80, "Basic YTpi"])
def test_a_wrong_token_is_refused(
    service: RunningService, messages: dict[str, bytes], route: str, token: str
) -> None:
    response = httpx.post(
        f"{service.url}/v1/{route}",
        content=messages[route],
        headers={"Authorization": token},
        verify=service.trust(),
        trust_env=False,
    )
    problem_of(response, 401, "unauthenticated")


def test_an_oversized_body_is_refused(desk: HandDesk) -> None:
    response = desk.client.post("/v1/push", content=b" " * (MAX_BODY_BYTES + 1))
    problem_of(response, 413, "too_large")


def test_a_body_that_swells_when_unpacked_is_refused(desk: HandDesk) -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(50 * MAX_BODY_BYTES))
    assert len(bomb) < 100_000
    response = desk.client.post("/v1/push", content=bomb, headers={"Content-Encoding": "zstd"})
    problem_of(response, 413, "too_large")


@pytest.mark.parametrize(
    ("encoding", "status"), [("zstd", 400), ("gzip", 415), ("br", 415), ("x" * 90, 415)]
)
def test_a_body_packed_wrongly_is_refused(desk: HandDesk, encoding: str, status: int) -> None:
    headers = {"Content-Encoding": encoding}
    response = desk.client.post("/v1/push", content=b"not packed", headers=headers)
    problem_of(response, status, "malformed")


def test_an_unknown_address_and_a_wrong_method_are_refused(desk: HandDesk) -> None:
    problem_of(desk.client.get("/v1/nothing"), 404, "not_found")
    problem_of(desk.client.get("/v1/push"), 405, "method")
    problem_of(desk.client.post("/healthz"), 405, "method")


@pytest.mark.parametrize("inc", [0, -1, 2, 2**31, 2**63])
def test_a_token_for_an_incarnation_that_is_not_there_is_refused(desk: HandDesk, inc: int) -> None:
    assert desk.me is not None
    raw = msgspec.json.encode({"device": desk.me.device, "inc": inc})
    problem_of(desk.client.post("/v1/token", content=raw), 401, "unauthenticated")


@pytest.mark.parametrize("nonce", [b"", b"x", bytes(76), os.urandom(2000)])
def test_a_made_up_nonce_buys_no_token(desk: HandDesk, nonce: bytes) -> None:
    assert desk.me is not None
    told = {"device": desk.me.device, "inc": 1, "nonce": nonce, "sig": desk.key.sign(nonce)}
    response = desk.client.post("/v1/token", content=msgspec.json.encode(told))
    problem_of(response, 401, "unauthenticated")


def test_nothing_changes_by_a_push_in_another_name(
    desk: HandDesk, other_desk: HandDesk, user: UUID
) -> None:
    cursor, _ = other_desk.pull_all()
    made = desk.sealed("patient.register", user, registration("Stolen", user))
    raw = msgspec.json.encode(desk.push_request(made))
    response = other_desk.client.post("/v1/push", content=raw)
    assert response.status_code in {401, 403}
    assert other_desk.pull_all(cursor)[1] == []
    assert desk.push(made).receipts[0].status is SetStatus.APPLIED


@pytest.mark.parametrize("seq", [-1, 10**9, 2**63 - 1, 2**70])
def test_a_cursor_from_nowhere_is_refused_in_words(desk: HandDesk, seq: int) -> None:
    cursor, _ = desk.pull_all()
    told = {**msgspec.to_builtins(cursor), "seq": seq}
    response = desk.client.post("/v1/pull", content=msgspec.json.encode({"cursor": told}))
    assert 400 <= response.status_code < 500, response.text


def test_the_operators_requests_need_the_operators_key(desk: HandDesk) -> None:
    told = {"profile": "ward", "name": "X", "place": "Y"}
    response = desk.client.post("/v1/admin/new_code", json=told)
    problem_of(response, 401, "unauthenticated")


def test_the_authority_and_the_time_are_told_to_everybody(service: RunningService) -> None:
    with httpx.Client(base_url=service.url, verify=service.trust(), trust_env=False) as anybody:
        assert anybody.get("/v1/ca").content == service.ca_pem
        assert set(anybody.get("/v1/time").json()) == {
            *("epoch", "head", "server_time_ms", "hlc", "min_gen")
        }


def test_old_tls_is_not_spoken(service: RunningService) -> None:
    import ssl
    import warnings

    trust = service.trust()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        trust.minimum_version = ssl.TLSVersion.TLSv1
        trust.maximum_version = ssl.TLSVersion.TLSv1_1
    trust.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{service.url}/healthz", verify=trust, trust_env=False)


@pytest.fixture(scope="module")
def messages(desk: HandDesk) -> dict[str, bytes]:
    """A well-formed message for each route that wants a token."""
    cursor, _ = desk.pull_all()
    assert desk.me is not None
    told: dict[str, Any] = {
        "push": {"device": desk.me.device, "inc": 1, "sets": []},
        "pull": {"cursor": None},
        "verify": {"cursor": cursor, "sums": {}},
        "commands": {
            "id": new_id(),
            "name": "bed.book",
            "user": new_id(),
            "args": {},
            "after_dseq": 0,
        },
        "leases": {"want": 1},
    }
    return {route: msgspec.json.encode(message) for route, message in told.items()}
