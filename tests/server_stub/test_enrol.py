"""Joining with a one-time code: once, in time, by one workstation, and found again after a cut."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from models.device import Device, DeviceKey
from models.registry import GENERATION
from models.vocabulary import Profile
from models.wire import EnrolReply, EnrolRequest
from server_stub.batch import MIN_GEN
from server_stub.certificates import make_authority
from server_stub.device_keys import insert_op, show_keys
from server_stub.enrol import CODE_LIFE, GUESSES_PER_MINUTE, GuessLimit, Invitation, new_code_text
from server_stub.enrolment import add_enrolment
from server_stub.refusal import Refusal
from server_stub.running import Works
from tests.server_stub.by_hand import CLOCK, HandDesk
from tests.server_stub.test_app import problem_of
from tests.server_stub.test_auth import HandClock
from tests.service import RunningService


@pytest.fixture
def newcomer(service: RunningService) -> Iterator[HandDesk]:
    made = HandDesk(service.url, service.trust())
    yield made
    made.client.close()


def ask(desk: HandDesk, code: str) -> httpx.Response:
    return desk.client.post("/v1/enrol", content=msgspec.json.encode(desk.enrol_request(code)))


def test_a_workstation_learns_what_it_is(service: RunningService, newcomer: HandDesk) -> None:
    me = newcomer.enrol(service.new_code(Profile.WARD, "W-07", "Surgical Ward"))
    assert (me.name, me.place, me.profile) == ("W-07", "Surgical Ward", "ward")
    assert (me.inc, me.hash_key) == (1, service.hospital.keys.hash)
    assert me.classes == [1, 2, 4, 5, 6]


def test_the_others_see_the_new_workstation(
    service: RunningService, desk: HandDesk, newcomer: HandDesk
) -> None:
    cursor, _ = desk.pull_all()
    me = newcomer.enrol(service.new_code(Profile.WARD, "W-08", "Surgical Ward"))
    device, key = desk.pull_all(cursor)[1]
    assert (device.table, device.id, device.fields["name"]) == ("device", me.device, "W-08")
    shown = newcomer.key.public_key().public_bytes_raw().hex()
    assert (key.table, key.fields["device_id"], key.fields["inc"], key.fields["public_key"]) == (
        *("device_key", str(me.device), 1, shown),
    )


def test_keys_of_workstations_that_joined_before_keys_were_shown_are_shown(
    engine_works: Works,
) -> None:
    works = engine_works
    with works.port.connection() as connection:
        joined = [
            add_enrolment(connection, UUID(int=n), bytes([n] * 32), Profile.WARD) for n in (1, 2)
        ]
    records = [
        Device(id=each.device, name="W", profile=each.profile, place="Ward") for each in joined
    ]
    works.engine.author("device.enrol", [insert_op(each) for each in records])
    assert show_keys(works.engine, works.port) == 2
    assert show_keys(works.engine, works.port) == 0
    with works.port.snapshot() as snapshot:
        shown = {(r["device_id"], r["public_key"]) for _, r in snapshot.domain_rows(DeviceKey)}
    assert shown >= {(each.device, each.public_key.hex()) for each in joined}


def test_a_program_older_than_the_service_does_not_join(
    service: RunningService, newcomer: HandDesk
) -> None:
    request = newcomer.enrol_request(service.new_code(Profile.WARD, "W-11", "Ward"))
    old = msgspec.structs.replace(request, gen=MIN_GEN - 1)
    response = newcomer.client.post("/v1/enrol", content=msgspec.json.encode(old))
    assert "older than the service" in problem_of(response, 426, "gen").message


def test_two_workstations_get_different_series(desk: HandDesk, other_desk: HandDesk) -> None:
    assert desk.me is not None
    assert other_desk.me is not None
    assert desk.me.series != other_desk.me.series
    assert desk.me.series.isalpha()


def test_a_repeat_with_the_same_key_gets_the_same_answer(
    service: RunningService, desk: HandDesk, newcomer: HandDesk
) -> None:
    code = service.new_code(Profile.WARD, "W-09", "Surgical Ward")
    first = newcomer.enrol(code)
    cursor, _ = desk.pull_all()
    second = newcomer.enrol(code)
    assert (second.device, second.inc, second.series) == (first.device, first.inc, first.series)
    assert desk.pull_all(cursor)[1] == []


def test_a_used_code_is_refused_to_another(service: RunningService, newcomer: HandDesk) -> None:
    code = service.new_code(Profile.WARD, "W-10", "Surgical Ward")
    newcomer.enrol(code)
    other = HandDesk(service.url, service.trust())
    with other.client:
        problem_of(ask(other, code), 403, "unknown_code")


def test_of_eight_who_race_with_one_code_one_gets_in(
    service: RunningService, in_background: Any
) -> None:
    code = service.new_code(Profile.WARD, "W-11", "Surgical Ward")
    racers = [HandDesk(service.url, service.trust()) for _ in range(8)]
    answers = [in_background(lambda racer=racer: ask(racer, code)) for racer in racers]
    statuses = sorted(answer.result(timeout=20).status_code for answer in answers)
    for racer in racers:
        racer.client.close()
    assert statuses == [200, *[403] * 7]


def test_of_one_that_asks_eight_times_at_once_there_is_one(
    service: RunningService, newcomer: HandDesk, in_background: Any
) -> None:
    code = service.new_code(Profile.WARD, "W-12", "Surgical Ward")
    answers = [in_background(lambda: ask(newcomer, code)) for _ in range(8)]
    replies = [answer.result(timeout=20).content for answer in answers]
    devices = {msgspec.json.decode(reply, type=EnrolReply).device for reply in replies}
    assert len(devices) == 1


def test_a_code_may_be_typed_in_small_letters(service: RunningService, newcomer: HandDesk) -> None:
    code = service.new_code(Profile.WARD, "W-13", "Surgical Ward")
    assert newcomer.enrol(f"  {code.lower()} ").name == "W-13"


def test_the_code_pins_the_authority(service: RunningService) -> None:
    code = service.new_code(Profile.WARD, "W-14", "Surgical Ward")
    letters, pin = code.split("-")
    assert (len(letters), len(pin)) == (8, 16)
    other = make_authority("Another", CLOCK.now()).certificate
    assert new_code_text(os.urandom, service.ca_pem).endswith(pin)
    assert not new_code_text(os.urandom, other).endswith(pin)


def test_a_key_that_is_none_is_refused_and_the_code_stays_good(
    service: RunningService, newcomer: HandDesk
) -> None:
    code = service.new_code(Profile.WARD, "W-15", "Surgical Ward")
    for key in (b"", bytes(31), bytes(33), bytes(1000)):
        raw = msgspec.json.encode(EnrolRequest(code=code, public_key=key, gen=GENERATION))
        problem_of(newcomer.client.post("/v1/enrol", content=raw), 400, "malformed")
    assert newcomer.enrol(code).name == "W-15"


def test_a_workstation_newer_than_the_service_is_told_so(
    service: RunningService, newcomer: HandDesk
) -> None:
    code = service.new_code(Profile.WARD, "W-16", "Surgical Ward")
    asked = msgspec.structs.replace(newcomer.enrol_request(code), gen=GENERATION + 1)
    response = newcomer.client.post("/v1/enrol", content=msgspec.json.encode(asked))
    assert problem_of(response, 426, "gen").min_gen == GENERATION


def test_a_code_that_has_run_out_is_refused(engine_works: Works, newcomer: HandDesk) -> None:
    now = CLOCK.now()
    engine_works.enrolments.keep_code("LATECODE", Invitation(Profile.WARD, "W", "P"), now)
    asked = newcomer.enrol_request("LATECODE")
    with pytest.raises(Refusal, match="run out"):
        engine_works.enrolments.enrol(asked, now + CODE_LIFE + timedelta(seconds=1))
    assert engine_works.enrolments.enrol(asked, now + CODE_LIFE).name == "W"


def test_guessing_is_stopped_and_let_go_on_after_a_minute() -> None:
    clock = HandClock()
    limit = GuessLimit(clock)
    for _ in range(GUESSES_PER_MINUTE):
        limit.check("10.0.0.9")
        limit.note_wrong("10.0.0.9")
    with pytest.raises(Refusal) as stopped:
        limit.check("10.0.0.9")
    assert stopped.value.http_status == 429
    assert 0 < (stopped.value.problem.retry_ms or 0) <= 60_001
    limit.check("10.0.0.10")
    clock.time += timedelta(seconds=61)
    limit.check("10.0.0.9")


def test_who_guesses_too_often_is_stopped_by_the_service(
    service: RunningService, newcomer: HandDesk
) -> None:
    # Last in this file: it closes the door to this address for a minute.
    statuses = [ask(newcomer, f"WRONG{n:03}").status_code for n in range(GUESSES_PER_MINUTE + 1)]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    problem_of(ask(newcomer, "WRONG999"), 429, "busy")
