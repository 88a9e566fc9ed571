"""What arrives from the service: page by page, each from one commit to a later one."""

from uuid import UUID

import msgspec
import pytest

from local_store.errors import BadPageError, OtherHistoryError, PageGapError
from local_store.rows import rows_of
from local_store.store import Store
from models.change_set import decode_content
from models.checksum import row_hash, sum_hashes
from models.patient import Patient, PatientContact
from models.registry import ENTITIES
from models.vocabulary import SetStatus
from models.wire import Receipt
from tests.local_store.desk import (
    EPOCH,
    HASH_KEY,
    USER,
    Desk,
    HandClock,
    identity,
    page,
    registered,
    standing,
)
from tests.local_store.phone import CONTACT, PATIENT, edited, patient_rows, phone_of


def test_a_page_moves_the_cursor_and_its_rows_can_be_read(store: Store) -> None:
    assert store.replica.cursor() is None
    assert store.replica.apply_page(page(patient_rows())) == {"patient", "patient_contact"}
    at = store.replica.cursor()
    assert at is not None
    assert (at.seq, at.epoch, at.mark) == (2, EPOCH, (2).to_bytes(8, "big"))
    assert phone_of(store) == "0700"


def test_a_page_applied_again_or_late_changes_nothing(store: Store) -> None:
    first = page(patient_rows())
    later = page(
        [("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0711"})], start=2
    )
    store.replica.apply_page(first)
    store.replica.apply_page(later)
    before = (store.replica.dump(), store.replica.sums())
    assert store.replica.apply_page(first) == frozenset()
    assert store.replica.apply_page(later) == frozenset()
    assert (store.replica.dump(), store.replica.sums()) == before


def test_a_page_that_does_not_follow_is_refused(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    with pytest.raises(PageGapError):
        store.replica.apply_page(page(patient_rows(), start=3))
    with pytest.raises(PageGapError):
        store.replica.apply_page(page([*patient_rows(), *patient_rows()], start=1))


def test_a_page_of_another_history_is_refused(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    other = msgspec.structs.replace(page(start=2), standing=standing(9, epoch=UUID(int=6)))
    with pytest.raises(OtherHistoryError):
        store.replica.apply_page(other)


@pytest.mark.parametrize(
    "fields",
    [
        {"registered_at": "yesterday"},
        {"registered_at": None},
        {"registered_at": True},
        {"registered_at": 1, "registered_by_id": "not a uuid"},
        {},
    ],
)
def test_a_page_with_a_misshapen_row_changes_nothing(
    store: Store, fields: dict[str, object]
) -> None:
    bad = page([*patient_rows(), ("patient", UUID(int=102), UUID(int=102), fields)])
    with pytest.raises(BadPageError):
        store.replica.apply_page(bad)
    assert store.replica.cursor() is None
    with store.read() as read:
        assert read.all(PatientContact) == []


def test_a_newer_generation_breaks_nothing_and_its_fields_are_kept(store: Store) -> None:
    rows = patient_rows()
    rows[1][3]["verified"] = True
    rows.append(("telepathy", UUID(int=5), None, {"a": 1}))
    assert store.replica.apply_page(page(rows)) == {"patient", "patient_contact"}
    edited(store, "0711")
    row = rows_of(PatientContact).get(store._writing.raw, CONTACT)
    assert row is not None
    assert row.ext == '{"verified":true}'


def test_sums_are_those_of_the_rows_the_service_sent_whatever_lies_over_them(
    store: Store,
) -> None:
    store.replica.apply_page(page(patient_rows()))
    at, before = store.replica.sums()
    fields = patient_rows()[1][3]
    expected = row_hash(HASH_KEY, PatientContact, CONTACT, 2, fields)  # type: ignore[arg-type]
    assert before["patient_contact"] == sum_hashes([expected])
    edited(store, "0711")
    registered(store)
    assert store.replica.sums() == (at, before)
    assert set(before) == {entity.TABLE for entity in ENTITIES}


def test_what_waits_is_given_out_without_a_gap(store: Store) -> None:
    """A page may tell of a later change set before the answer to an earlier one has come."""
    made = [registered(store) for _ in range(3)]
    assert len(made) == 3
    first, second, third = store.replica.pending(10, 10**6)
    told = Receipt(
        id=decode_content(second.content).id,
        dseq=second.link.dseq,
        status=SetStatus.PARKED,
        reason="auth_review",
    )
    store.replica.take_receipts([told], first.link.dseq)
    assert store.replica.pending(10, 10**6) == [first]
    applied = msgspec.structs.replace(told, id=decode_content(first.content).id, dseq=1)
    store.replica.take_receipts([applied], third.link.dseq)
    assert store.replica.pending(10, 10**6) == [third]


def test_enrolled_again_a_desk_signs_its_unsent_work_anew(desk: Desk) -> None:
    store = desk.enrolled()
    patient = registered(store)
    (before,) = store.replica.pending(10, 10**6)
    store.adopt(identity(inc=2, series="A2"), standing())
    (after,) = store.replica.pending(10, 10**6)
    assert after.content == before.content
    assert (after.link.inc, after.link.dseq) == (2, 1)
    with store.read() as read:
        assert read.get(Patient, patient) is not None
    store.close()


def test_time_is_taken_from_the_reply_that_travelled_shortest(desk: Desk) -> None:
    store, clock = desk.enrolled(), desk.clock
    ahead = server_ms(clock) + 60_000
    store.replica.note_time(ahead, 0, 0.010)
    store.replica.note_time(ahead + 5_000, 0, 0.900)
    with store.act("patient.register", USER) as tx:
        assert (tx.now - clock.now()).total_seconds() == pytest.approx(60.005, abs=0.002)
    store.close()
    reopened = desk.open()
    with reopened.act("patient.register", USER) as tx:
        assert (tx.now - clock.now()).total_seconds() == pytest.approx(60.005, abs=0.002)
    reopened.close()


def server_ms(clock: HandClock) -> int:
    return int(clock.now().timestamp() * 1000)


def test_commands_agreement_and_trouble_are_remembered(desk: Desk) -> None:
    store = desk.enrolled()
    store.replica.apply_page(page(patient_rows()))
    one, two = UUID(int=1), UUID(int=2)
    store.replica.log_command(one, "bed.book", {"bed": "7"}, USER)
    store.replica.log_command(two, "bed.book", {"bed": "8"}, USER)
    store.replica.finish_command(one, "done", {"booked": True}, 2)
    store.replica.finish_command(one, "refused", {}, None)
    store.replica.note_trouble("busy", "Wait.")
    store.replica.note_agreement(1, desk.clock.now())
    assert store.replica.summary().last_agreed_at is None
    store.replica.note_agreement(2, desk.clock.now())
    store.close()
    store = desk.open()
    assert [(c.id, c.args) for c in store.replica.open_commands()] == [(two, {"bed": "8"})]
    summary = store.replica.summary()
    assert (summary.last_agreed_at, summary.cursor_seq) == (desk.clock.now(), 2)
    assert summary.trouble is not None
    assert summary.trouble.words == "Wait."
    store.replica.clear_trouble()
    assert store.replica.summary().trouble is None
    store.close()


def test_marks_of_the_last_commits_are_kept_and_no_more(store: Store) -> None:
    for place in range(80):
        row = ("patient", UUID(int=1000 + place), UUID(int=1000 + place), patient_rows()[0][3])
        store.replica.apply_page(page([row], start=place))
    (kept,) = store._writing.raw.execute("SELECT count(*) FROM mark").fetchone()
    assert kept == 64
