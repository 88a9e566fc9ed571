"""Edits made apart, brought together by the service, over both ports."""

from itertools import permutations
from uuid import UUID, uuid5

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from models.change_set import Op, decode_content
from models.hlc import pack
from models.vocabulary import OpKind
from tests.server_stub.hospital import (
    Desk,
    Hospital,
    dict_hospital,
)
from tests.server_stub.ops import (
    contact,
    insert,
    patch,
)


def two_desks(hospital: Hospital) -> tuple[Desk, Desk]:
    user = hospital.staff()
    return hospital.desk(user), hospital.desk(user)


def resolve(conflict: UUID, base: int, **fields: object) -> Op:
    return Op(k=OpKind.RESOLVE, e="conflict", id=conflict, base=base, f=fields)


def test_different_fields_merge_and_the_same_field_becomes_one_conflict(
    hospital: Hospital,
) -> None:
    a, b = two_desks(hospital)
    _, name, sealed = a.patient()
    a.push(sealed)
    a.pull()
    b.pull()
    base = a.seq_of("patient_name", name)
    assert a.say(patch("patient_name", name, base, family="Durand")).status == "applied"
    mixed = b.record(patch("patient_name", name, base, family="Dupont", given="Anne"))
    (receipt,) = b.push(mixed)
    cause = decode_content(mixed.content).id
    opened = uuid5(cause, f"patient_name/{name}/family")
    assert (receipt.status, receipt.ops[0].conflicts) == ("conflict", [opened])
    assert b.push(mixed) == [receipt]
    page = a.pull()
    row = a.rows["patient_name", name][1]
    assert (row["family"], row["given"]) == ("Durand", "Anne")
    conflicts = {k[1]: v[1] for k, v in a.rows.items() if k[0] == "conflict"}
    assert list(conflicts) == [opened]
    told = conflicts[opened]
    assert (told["base"], told["standing"], told["proposed"]) == (
        '"Duval"', '"Durand"', '"Dupont"')  # fmt: skip
    assert (told["standing_device_id"], told["proposed_device_id"]) == (
        str(a.device), str(b.device))  # fmt: skip
    assert (told["standing_user_id"], told["proposed_user_id"]) == (str(a.user), str(b.user))
    assert told["status"] == "open"
    assert receipt.seq_hi == max(r.seq for r in page.rows), "it is seen with its conflict"


def test_the_same_value_twice_converges(hospital: Hospital) -> None:
    a, b = two_desks(hospital)
    _, name, sealed = a.patient()
    a.push(sealed)
    a.pull()
    base = a.seq_of("patient_name", name)
    a.say(patch("patient_name", name, base, family="Durand"))
    receipt = b.say(patch("patient_name", name, base, family="Durand"))
    assert (receipt.status, receipt.ops[0].outcome) == ("merged", "converged")
    assert receipt.seq_hi == 5, "the overlay may go once the standing value is there"


def test_a_desk_that_had_seen_the_value_replaces_it_whatever_its_clock_says(
    hospital: Hospital,
) -> None:
    a, b = two_desks(hospital)
    patient, _, sealed = a.patient()
    number = hospital.chance.uuid()
    a.push(sealed, a.record(contact(number, patient, "1")))
    b.pull()
    base = b.seq_of("patient_contact", number)
    ancient = b.say(patch("patient_contact", number, base, value="2"), hlc=pack(1, 0))
    assert ancient.status == "applied"
    own = b.say(patch("patient_contact", number, base, value="3"), hlc=pack(1, 0))
    assert own.status == "applied", "its own later edit follows its own"
    b.pull()
    assert b.rows["patient_contact", number][1]["value"] == "3"


def test_a_base_that_was_never_given_out_proves_nothing(hospital: Hospital) -> None:
    a, b = two_desks(hospital)
    _, name, sealed = a.patient()
    a.push(sealed)
    liar = b.say(patch("patient_name", name, 10**12, family="Mine"))
    assert liar.status == "conflict"


def test_a_clock_far_ahead_does_not_win_for_ever(hospital: Hospital) -> None:
    a, b = two_desks(hospital)
    patient, _, sealed = a.patient()
    number = hospital.chance.uuid()
    a.push(sealed, a.record(contact(number, patient, "1")))
    a.pull()
    base = a.seq_of("patient_contact", number)
    a.say(patch("patient_contact", number, base, value="fast"), hlc=2**62)
    hospital.clock.advance(60)
    later = b.say(patch("patient_contact", number, base, value="later"))
    assert later.ops[0].outcome == "applied"


@settings(max_examples=60, deadline=None)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["A", "B", "C"])), min_size=2, max_size=4
    )
)
def test_newest_wins_does_not_depend_on_the_order_of_arrival(edits: list[tuple[int, str]]) -> None:
    finals = set()
    for order in permutations(range(len(edits))):
        hospital = dict_hospital(seed=1)
        user = hospital.staff()
        desks = [hospital.desk(user) for _ in edits]
        patient, _, sealed = desks[0].patient()
        number = hospital.chance.uuid()
        desks[0].push(sealed, desks[0].record(contact(number, patient, "0")))
        watcher = hospital.desk(user)
        watcher.pull()
        base = watcher.seq_of("patient_contact", number)
        hospital.clock.advance(10)
        now_ms = int(hospital.clock.now().timestamp() * 1000)
        hospital.clock.advance(10)
        sets = [
            desk.record(
                patch("patient_contact", number, base, value=value), hlc=pack(now_ms + ms, 0)
            )
            for desk, (ms, value) in zip(desks[1:] + desks[:1], edits, strict=True)
        ]
        # The first desk made the row; it edits last so that its own chain is in order.
        owners = desks[1:] + desks[:1]
        for i in order:
            owners[i].push(sets[i])
        watcher.pull()
        finals.add(watcher.rows["patient_contact", number][1]["value"])
    assert len(finals) == 1


def open_conflict(hospital: Hospital) -> tuple[Desk, Desk, UUID, UUID]:
    a, b = two_desks(hospital)
    _, name, sealed = a.patient()
    a.push(sealed)
    a.pull()
    base = a.seq_of("patient_name", name)
    a.say(patch("patient_name", name, base, family="Durand"))
    receipt = b.say(patch("patient_name", name, base, family="Dupont"))
    a.pull()
    b.pull()
    return a, b, name, receipt.ops[0].conflicts[0]


def test_a_person_resolves_a_conflict_once_for_all_desks(hospital: Hospital) -> None:
    a, b, name, conflict = open_conflict(hospital)
    base = a.seq_of("conflict", conflict)
    done = a.say(resolve(conflict, base, family="Dupont"), use_case="conflict.resolve")
    assert done.status == "applied"
    same = b.say(resolve(conflict, base, family="Dupont"), use_case="conflict.resolve")
    assert (same.status, same.ops[0].outcome) == ("merged", "converged")
    other = b.say(resolve(conflict, base, family="Durand"), use_case="conflict.resolve")
    assert other.status == "conflict", "two people decided differently: a new conflict"
    b.pull()
    assert b.rows["patient_name", name][1]["family"] == "Dupont"
    row = b.rows["conflict", conflict][1]
    assert (row["status"], row["resolution"]) == ("resolved", '"Dupont"')
    assert (row["resolved_by_id"], row["resolved_at"] > 0) == (str(a.user), True)
    statuses = [v[1]["status"] for k, v in b.rows.items() if k[0] == "conflict"]
    assert sorted(statuses) == ["open", "resolved"]


def test_whoever_saw_the_decision_may_change_it(hospital: Hospital) -> None:
    a, b, name, conflict = open_conflict(hospital)
    a.say(resolve(conflict, a.seq_of("conflict", conflict), family="Dupont"),
          use_case="conflict.resolve")  # fmt: skip
    b.pull()
    seen = b.seq_of("conflict", conflict)
    assert b.say(resolve(conflict, seen, family="Durand"), use_case="conflict.resolve").status == (
        "applied"
    )
    b.pull()
    assert b.rows["patient_name", name][1]["family"] == "Durand"


def test_a_decision_must_fit_its_conflict_and_its_maker(hospital: Hospital) -> None:
    a, _, _, conflict = open_conflict(hospital)
    base = a.seq_of("conflict", conflict)
    use = {"use_case": "conflict.resolve"}
    assert a.say(resolve(conflict, base, given="X"), **use).reason == "malformed:resolve"
    assert a.say(resolve(conflict, base), **use).reason == "malformed:resolve"
    assert a.say(resolve(conflict, base, family=5), **use).reason == "validation:family"
    unknown = a.say(resolve(hospital.chance.uuid(), base, family="X"), **use)
    assert (unknown.status, unknown.reason) == ("parked", "missing_row:conflict")


def test_a_third_proposal_opens_a_conflict_of_its_own(hospital: Hospital) -> None:
    a, _, name, _ = open_conflict(hospital)
    third = hospital.desk(a.user)
    receipt = third.say(patch("patient_name", name, 0, family="Third"))
    assert receipt.status == "conflict"
    a.pull()
    assert sum(table == "conflict" for table, _ in a.rows) == 2


def test_conflicts_of_one_batch_are_numbered_after_its_rows(hospital: Hospital) -> None:
    a, b = two_desks(hospital)
    _, name, sealed = a.patient()
    first = a.record(patch("patient_name", name, 0, family="Durand"))
    second = b.record(patch("patient_name", name, 0, family="Dupont"))
    hospital.run(a.item(sealed, first), b.item(second))
    page = a.pull()
    assert [row.table for row in page.rows][-1] == "conflict"
    conflict = page.rows[-1].fields
    assert (conflict["base"], conflict["standing_user_id"]) == (None, str(a.user))
    assert msgspec.json.decode(conflict["standing"]) == "Durand"


def test_the_service_writes_reference_rows_again_and_again(hospital: Hospital) -> None:
    bed = hospital.bed(4)
    assert hospital.author(patch("location", bed, 0, name="Bed four")).status == "applied"
    assert hospital.author(insert("location", bed, kind="bd", name="x", number=4)).reason == (
        "id_reuse"
    )
