"""What waits, what is stuck, and when both sides last agreed."""

import pytest

from app.registration.queries import RECENT_PATIENTS
from app.sync.queries import SYNC_OVERVIEW
from app.sync.reasons import REASONS
from models.device import DeviceKey
from models.vocabulary import SetStatus
from tests.builders import NOW, Workbench, row_id
from tests.models.letters import Writer, newcomer


def test_a_desk_with_nothing_to_say_says_so(bench: Workbench) -> None:
    now = bench.office.ask(SYNC_OVERVIEW)
    assert (now.waiting_count, now.attention, now.last_agreed) == (0, 0, "never")


def test_what_waits_is_named_with_patient_person_and_time(bench: Workbench) -> None:
    bench.register()
    (row,) = bench.office.ask(SYNC_OVERVIEW).waiting
    assert (row.what, row.patient, row.who, row.when) == (
        "Register patient",
        "OKAFOR, Chidi",
        "Ada Obi",
        "10:31",
    )


def test_what_paper_brought_waits_too_and_says_so(bench: Workbench) -> None:
    reception = Writer(1, NOW)
    public = reception.key.public_key().public_bytes_raw().hex()
    bench.arrive(DeviceKey(id=row_id(701), device_id=reception.device, inc=1, public_key=public))
    _, registered = newcomer(reception)
    bench.store.carry([registered])
    now = bench.office.ask(SYNC_OVERVIEW)
    (row,) = now.waiting
    assert (now.waiting_count, row.what) == (1, "Register patient (read from paper)")
    assert row.patient


def test_when_both_sides_agreed_is_shown(bench: Workbench) -> None:
    bench.store.replica.note_agreement(bench.seq, bench.clock.now())
    assert bench.office.ask(SYNC_OVERVIEW).last_agreed == "10:30"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("auth_review:patient.register", "may do this"),
        ("deps", "an earlier change"),
        ("something_new:x", "did not take it"),
    ],
)
def test_what_is_parked_says_why_and_what_to_do(bench: Workbench, code: str, words: str) -> None:
    bench.register()
    bench.turn_away(SetStatus.PARKED, code)
    now = bench.office.ask(SYNC_OVERVIEW)
    (row,) = now.parked
    assert words in row.reason
    assert row.advice
    assert now.attention == 1
    assert now.waiting_count == 0
    assert len(bench.office.ask(RECENT_PATIENTS)) == 1


def test_what_is_rejected_leaves_the_list_of_patients_and_stays_named(bench: Workbench) -> None:
    bench.register()
    bench.turn_away(SetStatus.REJECTED, "forbidden_table:patient")
    (row,) = bench.office.ask(SYNC_OVERVIEW).parked
    assert "shown here without it" in row.reason
    assert bench.office.ask(RECENT_PATIENTS) == ()


def test_every_reason_tells_what_to_do() -> None:
    assert all(reason.words and reason.advice for reason in REASONS.values())
