"""An update of the service: what the generation before wrote and holds stays good."""

from uuid import UUID

import msgspec
import pytest

from models.change_set import Op
from models.checksum import row_hash
from models.conflict import Conflict
from models.location import BedBooking
from models.registry import GENERATION
from models.scope import Scope, continues, scope_of
from models.vocabulary import Profile, ReplicaClass
from server_stub.numbering import encode_body
from server_stub.pull import check_cursor
from server_stub.refusal import Refusal
from tests.server_stub.hospital import HASH_KEY, Hospital
from tests.server_stub.ops import contact, insert, patch

BEFORE = Scope(Profile.WARD, (ReplicaClass.REF, ReplicaClass.REGISTRY, ReplicaClass.SCHED))
"""What a ward desk followed in generation 1."""


def test_a_queue_that_generation_1_filled_is_taken(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    patient, name, _ = desk.patient()
    desk.dseq, desk.prev = 1, bytes(32)
    registered = desk.record(*_ops_of_a_registration(desk.user, patient, name), gen=1)
    more = [
        desk.record(contact(UUID(int=7), patient, "1"), gen=1),
        desk.record(patch("patient_name", name, 0, family="Older"), gen=1),
    ]
    assert [r.status for r in desk.push(registered, *more)] == ["applied"] * 3


def _ops_of_a_registration(user: UUID, patient: UUID, name: UUID) -> list[Op]:
    return [
        insert("patient", patient, root=patient, registered_at=1, registered_by_id=user),
        insert(
            "patient_name",
            name,
            root=patient,
            patient_id=patient,
            use="official",
            family="Old",
            given="A",
        ),
    ]


def test_a_program_of_generation_1_is_told_to_be_updated_before_it_reads(
    hospital: Hospital,
) -> None:
    desk = hospital.desk(hospital.staff())
    desk.pull()
    assert desk.cursor is not None
    desk.cursor = msgspec.structs.replace(desk.cursor, gen=1)
    with pytest.raises(Refusal) as caught:
        desk.pull()
    problem = caught.value.problem
    assert (problem.code, problem.min_gen, caught.value.http_status) == ("gen", GENERATION, 426)


def test_a_ward_that_was_updated_goes_on_from_where_it_stood(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff(), Profile.WARD)
    desk.pull()
    assert desk.cursor is not None
    desk.cursor = msgspec.structs.replace(desk.cursor, scope=BEFORE.id())
    assert desk.pull().scope == scope_of(Profile.WARD).id()
    with hospital.port.snapshot() as snapshot:
        other = msgspec.structs.replace(desk.cursor, scope=scope_of(Profile.RECEPTION).id())
        with pytest.raises(Refusal, match="history"):
            check_cursor(snapshot, desk.caller.scope, other)


def test_a_scope_that_was_left_is_gone_on_from_only_in_its_own_profile() -> None:
    assert continues(scope_of(Profile.WARD), BEFORE.id())
    assert not continues(scope_of(Profile.PHARMACY), BEFORE.id())
    assert not continues(scope_of(Profile.RECEPTION), BEFORE.id())


@pytest.mark.parametrize(
    ("entity", "later"), [(Conflict, "replica_class"), (BedBooking, "encounter_id")]
)
def test_a_row_from_before_keeps_its_hash(entity: type[Conflict | BedBooking], later: str) -> None:
    row: dict[str, object] = {"a": 1, later: None}
    assert encode_body(entity, row) == b'{"a":1}'  # type: ignore[arg-type]  # a plain row
    row[later] = 5
    assert later.encode() in encode_body(entity, row)  # type: ignore[arg-type]  # a plain row
    before = row_hash(HASH_KEY, entity, UUID(int=1), 1, {later: None})
    assert before != row_hash(HASH_KEY, entity, UUID(int=1), 1, {later: 5})
