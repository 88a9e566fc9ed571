"""Every value of every message, wrong in every way: refused in words, and nothing is changed."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Op, Sealed
from models.vocabulary import OpKind
from models.wire import Problem
from server_stub.operator_requests import AuthoredSet
from tests.server_stub.by_hand import HandDesk, new_id, registration
from tests.server_stub.ops import insert
from tests.service import RunningService

WRONG: list[Any] = [
    *(None, True, 0, -1, 1.5, 2**31, 2**63, 2**70, -(2**70)),
    *("", "x", "\0", "\ud800", "ÿ" * 5000, str(UUID(int=0))),
    *([], [[]], {}, {"": None}, [None] * 3),
]
Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where every value of a message stands, the message itself apart."""
    if path:
        yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def put(message: Any, path: Path, value: Any) -> Any:
    """The message with one value changed."""
    changed = deepcopy(message)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def without(message: Any, path: Path) -> Any:
    """The message with one value missing."""
    changed = put(message, path, None)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


def sane(response: httpx.Response) -> bool:
    """Whether an answer is either one, or a problem in words."""
    if response.status_code == httpx.codes.OK:
        return True
    problem = msgspec.json.decode(response.content, type=Problem)
    return response.status_code < 500 and len(problem.message) > 10


@pytest.fixture(scope="module")
def operator(service: RunningService) -> Iterator[httpx.Client]:
    """What the operator's tool asks through."""
    bearer = {"Authorization": f"Bearer {service.hospital.keys.admin}"}
    with httpx.Client(
        base_url=service.url, verify=service.trust(), headers=bearer, trust_env=False
    ) as client:
        yield client


@pytest.fixture(scope="module")
def messages(desk: HandDesk, user: UUID) -> dict[str, Any]:
    """A good message for each address."""
    assert desk.me is not None
    cursor, _ = desk.pull_all()
    made = desk.sealed("patient.register", user, registration("Never", user))
    # The service never takes it, so that the next one stands in its place.
    desk.dseq, desk.prev = made.link.dseq, made.link.prev
    forged = msgspec.structs.replace(made, sig=bytes(64))
    authored = AuthoredSet.of("reference.import", [insert("patient", UUID(int=5), registered_at=1)])
    return {
        "push": msgspec.to_builtins(desk.push_request(made)),
        "push?carried": msgspec.to_builtins(desk.push_request(carried=[forged])),
        "pull": {"cursor": msgspec.to_builtins(cursor), "max_bytes": 1000},
        "verify": {"cursor": msgspec.to_builtins(cursor), "sums": {"patient": [1, "1"]}},
        "commands": {
            "id": str(new_id()),
            "name": "bed.book",
            "user": str(user),
            "args": {"patient_id": str(new_id()), "bed_id": str(new_id())},
            "after_dseq": 0,
        },
        "leases": {"want": 1},
        "locks": {"resource": f"medication_request:{new_id()}", "user": str(user)},
        "enrol": {"code": "A" * 25, "public_key": "AAAA", "gen": 1},
        "token": {"device": str(desk.me.device), "inc": 1, "nonce": "AAAA", "sig": "AAAA"},
        "admin/author": {"sets": [msgspec.to_builtins(authored)]},
        "admin/new_code": {"profile": "ward", "name": "W", "place": "P"},
        "admin/take_serials": {"count": 1},
        "admin/known": {"table": "patient", "ids": [str(new_id())]},
        "admin/reference": {"table": "location"},
    }


ROUTES = [
    *("push", "push?carried", "pull", "verify", "commands", "leases", "locks", "enrol", "token"),
    *("admin/author", "admin/new_code", "admin/take_serials", "admin/known", "admin/reference"),
]


def encoded(message: Any) -> bytes:
    """JSON that may hold numbers and halves of characters that no good client sends."""
    return json.dumps(message).encode()


@pytest.mark.parametrize("route", ROUTES)
def test_every_value_wrong_in_every_way_is_answered_in_words(
    desk: HandDesk, operator: httpx.Client, messages: dict[str, Any], route: str
) -> None:
    client = operator if route.startswith("admin/") else desk.client
    good = messages[route]
    bad: list[Any] = []
    for path in leaves(good):
        bad += [put(good, path, value) for value in WRONG]
        bad.append(without(good, path))
    before = desk.pull(None).standing.head
    for message in bad:
        if message == good:
            continue
        response = client.post(f"/v1/{route}", content=encoded(message))
        assert sane(response), (message, response.text)
    after = desk.pull(None).standing.head
    assert after == before


def test_every_wrong_release_of_a_lock_is_answered_in_words(desk: HandDesk) -> None:
    good = {"resource": f"medication_request:{new_id()}", "token": 1}
    bad = [put(good, path, value) for path in leaves(good) for value in WRONG]
    for message in [*bad, *(without(good, path) for path in leaves(good))]:
        response = desk.client.request("DELETE", "/v1/locks", content=encoded(message))
        assert sane(response), (message, response.text)


@pytest.mark.parametrize("how", ["forged signature", "another's key"])
def test_a_change_set_that_the_desk_did_not_sign_stays_out_and_the_desk_goes_on(
    desk: HandDesk, user: UUID, how: str
) -> None:
    cursor, _ = desk.pull_all()
    made = desk.sealed("patient.register", user, registration("Forged", user))
    sig = bytes(64)
    if how == "another's key":
        sig = Ed25519PrivateKey.generate().sign(made.link.signed_bytes())
    problem = refused(desk, msgspec.structs.replace(made, sig=sig), 409)
    assert (problem.code, problem.dseq, problem.next_dseq) == ("forbidden", *[made.link.dseq] * 2)
    assert desk.pull_all(cursor)[1] == []
    assert desk.push(made).receipts[0].status == "applied"


@pytest.mark.parametrize(
    ("table", "fields", "reason"),
    [
        ("location", {"kind": "bd", "name": "Bed", "number": 1}, "forbidden_table:location"),
        ("enrolment", {"status": "active"}, "unknown_entity:enrolment"),
        ("patient_name; drop table patient", {"family": "X"}, "unknown_entity:"),
        ("patient_contact", {"patient_id": 5, "system": "phone"}, "validation:patient_id"),
        ("patient_contact", {"h": 1}, "unknown_field:patient_contact.h"),
    ],
)
def test_what_may_never_apply_is_rejected_with_its_reason_and_changes_nothing(
    desk: HandDesk, user: UUID, table: str, fields: dict[str, Any], reason: str
) -> None:
    cursor, _ = desk.pull_all()
    op = Op(k=OpKind.INSERT, e=table, id=new_id(), root=None, f=fields)
    (receipt,) = desk.push(desk.sealed_ops("patient.register", user, [op])).receipts
    assert receipt.status == "rejected"
    assert (receipt.reason or "").startswith(reason)
    assert desk.pull_all(cursor)[1] == []


def test_a_broken_chain_ends_the_enrolment_in_words_and_changes_nothing(
    service: RunningService, user: UUID, desk: HandDesk
) -> None:
    cursor, _ = desk.pull_all()
    other = HandDesk(service.url, service.trust())
    with other.client:
        other.enrol(service.new_code("reception", "R-09", "Somewhere"))
        cursor, _ = desk.pull_all(cursor)
        other.prev = bytes(range(32))
        stray = other.sealed("patient.register", user, registration("Stray", user))
        problem = refused(other, stray, 409)
        assert problem.code == "fork"
        assert "Enrol it again" in problem.message
        assert desk.pull_all(cursor)[1] == []


def refused(desk: HandDesk, sealed: Sealed, status: int) -> Problem:
    """Push what is refused; the problem."""
    raw = msgspec.json.encode(desk.push_request(sealed))
    response = desk.client.post("/v1/push", content=raw)
    assert response.status_code == status, response.text
    return msgspec.json.decode(response.content, type=Problem)
