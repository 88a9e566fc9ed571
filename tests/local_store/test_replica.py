"""What arrives from the service: page by page, each from one commit to a later one."""

from uuid import UUID

import msgspec
import pytest

from local_store.errors import BadPageError, ForkedError, OtherHistoryError, PageGapError
from local_store.rows import rows_of
from local_store.search import SearchTerms, search_patients
from local_store.store import Store
from models.checksum import row_hash, sum_hashes
from models.conflict import Conflict
from models.patient import Patient, PatientContact, PatientName
from models.registry import ENTITIES
from models.vocabulary import ConflictStatus, SetStatus
from models.wire import Receipt
from tests.local_store.desk import (
    EPOCH,
    HASH_KEY,
    USER,
    Desk,
    HandClock,
    Service,
    identity,
    page,
    registered,
    standing,
)

PATIENT = UUID(int=100)
CONTACT = UUID(int=101)


def patient_rows() -> list[tuple[str, UUID, UUID | None, dict[str, object]]]:
    facts: dict[str, object] = {"registered_at": 1, "registered_by_id": None}
    phone: dict[str, object] = {
        "patient_id": PATIENT,
        "system": "phone",
        "value": "0700",
        "use": None,
    }
    return [
        ("patient", PATIENT, PATIENT, facts),
        ("patient_contact", CONTACT, PATIENT, phone),
    ]


def phone_of(store: Store, contact: UUID = CONTACT) -> str:
    with store.read() as read:
        found = read.get(PatientContact, contact)
    assert found is not None
    return found.value


def receipt(store: Store, status: SetStatus, seq: int | None) -> Receipt:
    (sealed,) = store.replica.pending(1, 10**6)
    change_set = store.replica.summary().waiting_sets[0].change_set_id
    return Receipt(
        id=change_set, dseq=sealed.link.dseq, status=status, seq_hi=seq, reason="rule:no"
    )


def edited(store: Store, value: str) -> None:
    with store.act("patient.change_contact", USER) as tx:
        tx.change(PatientContact, CONTACT, value=value)


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


def test_own_work_stays_visible_until_the_replica_contains_it(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    store.replica.take_receipts([receipt(store, SetStatus.APPLIED, 5)], 2)
    for place in (2, 3):
        other = ("patient_contact", UUID(int=200 + place), PATIENT, patient_rows()[1][3])
        store.replica.apply_page(page([other], start=place, head=9))
        assert phone_of(store) == "0711"
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0733"})
    store.replica.apply_page(page([settled], start=4, head=9))
    assert phone_of(store) == "0733"
    assert store.replica.summary().waiting == 0


def test_a_receipt_that_comes_after_the_row_lets_the_row_show(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0733"})
    late = receipt(store, SetStatus.MERGED, 3)
    store.replica.apply_page(page([settled], start=2))
    assert phone_of(store) == "0711"
    store.replica.take_receipts([late], 2)
    assert phone_of(store) == "0733"
    store.replica.take_receipts([late], 2)
    assert phone_of(store) == "0733"


def test_what_left_no_row_goes_once_the_replica_has_caught_up(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    store.replica.take_receipts([receipt(store, SetStatus.MERGED, None)], 2)
    store.replica.apply_page(page(start=2, head=4))
    assert phone_of(store) == "0711"
    store.replica.apply_page(page(patient_rows()[:1], start=2, head=3))
    assert phone_of(store) == "0700"


def test_a_rejected_set_leaves_the_records_and_stays_listed(store: Store) -> None:
    patient = registered(store, "Rejected")
    store.replica.take_receipts([receipt(store, SetStatus.REJECTED, None)], 2)
    with store.read() as read:
        assert read.get(Patient, patient) is None
        assert search_patients(read, SearchTerms(name_tokens=("rejected",))) == []
    (parked,) = store.replica.summary().parked
    assert (parked.status, parked.reason) == (SetStatus.REJECTED, "rule:no")
    assert parked.patients == (patient,)


def test_a_parked_set_stays_visible_until_its_fate_is_decided(store: Store) -> None:
    store.replica.apply_page(page(patient_rows()))
    edited(store, "0711")
    parked = receipt(store, SetStatus.PARKED, None)
    store.replica.take_receipts([parked], 2)
    assert phone_of(store) == "0711"
    assert [p.status for p in store.replica.summary().parked] == [SetStatus.PARKED]
    applied = msgspec.structs.replace(parked, status=SetStatus.APPLIED, seq_hi=3)
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0711"})
    store.replica.apply_page(page([settled], start=2, receipts=[applied]))
    store.replica.take_receipts([parked], 2)
    assert store.replica.summary().parked == ()
    assert phone_of(store) == "0711"


def test_a_chain_that_the_service_knows_better_is_a_copied_store(store: Store) -> None:
    registered(store)
    with pytest.raises(ForkedError):
        store.replica.take_receipts([], 9)


def test_what_the_service_lost_is_sent_again(store: Store) -> None:
    service = Service()
    for family in ("A", "B", "C"):
        registered(store, family)
    first = store.replica.pending(10, 10**6)
    store.replica.take_receipts(service.take(store), 4)
    store.replica.apply_page(service.page_for(store))
    assert store.replica.pending(10, 10**6) == []
    store.replica.resend_from(2)
    assert store.replica.pending(10, 10**6) == first[1:]
    with store.read() as read:
        assert sorted(str(n.family) for n in read.all(PatientName)) == ["A", "B", "C"]


def conflict_fields() -> dict[str, object]:
    nothing = dict.fromkeys(
        [
            *("standing_user_id", "standing_device_id", "standing_at", "proposed_user_id"),
            *("proposed_device_id", "proposed_at", "resolution", "resolved_by_id", "resolved_at"),
        ]
    )
    about: dict[str, object] = {"patient_id": PATIENT, "row_id": CONTACT, "field": "value"}
    values: dict[str, object] = {"base": '"0"', "standing": '"0700"', "proposed": '"0711"'}
    rest: dict[str, object] = {"change_set_id": UUID(int=3), "status": "open"}
    return {**nothing, **about, **values, **rest, "entity": "patient_contact"}


def test_a_decision_shows_at_once_on_the_conflict_and_on_its_subject(store: Store) -> None:
    rows = [*patient_rows(), ("conflict", UUID(int=300), PATIENT, conflict_fields())]
    store.replica.apply_page(page(rows))
    with store.act("conflict.resolve", USER) as tx:
        (conflict,) = tx.all(Conflict, status=ConflictStatus.OPEN)
        tx.resolve(conflict, "0711")
    with store.read() as read:
        shown = read.get(Conflict, conflict.id)
    assert shown is not None
    assert (shown.status, shown.resolution) == (ConflictStatus.RESOLVED, '"0711"')
    assert shown.resolved_by_id == USER
    assert phone_of(store) == "0711"
    settled = ("patient_contact", CONTACT, PATIENT, {**patient_rows()[1][3], "value": "0755"})
    store.replica.apply_page(page([settled], start=3))
    assert phone_of(store) == "0711"
    store.replica.take_receipts([receipt(store, SetStatus.REJECTED, None)], 2)
    assert phone_of(store) == "0755"
    assert store.replica.summary().conflicts == 1


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
