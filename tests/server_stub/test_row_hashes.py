"""The hash that is made of a row's logged body is the hash that every replica makes of the row."""

from hypothesis import given
from hypothesis import strategies as st

from models.checksum import row_hash, row_hash_of_body
from models.patient import PatientContact
from server_stub.numbering import encode_body
from server_stub.verify import deep_check
from tests.server_stub.hospital import HASH_KEY, Hospital
from tests.server_stub.ops import contact, patch


@given(value=st.text(max_size=40), row_id=st.uuids(), seq=st.integers(1, 2**62))
def test_both_ways_to_hash_a_row_are_one(value: str, row_id: object, seq: int) -> None:
    row = {"patient_id": row_id, "system": "phone", "use": None, "value": value}
    both = (HASH_KEY, PatientContact, row_id, seq)
    assert row_hash_of_body(*both, encode_body(PatientContact, row)) == row_hash(*both, row)  # type: ignore[arg-type]  # a UUID


def test_rows_made_altered_and_decided_hash_as_they_really_are(hospital: Hospital) -> None:
    desk = hospital.desk(hospital.staff())
    patient, name, sealed = desk.patient()
    desk.push(sealed)
    number = hospital.chance.uuid()
    desk.say(contact(number, patient, "Łódź 1"))
    desk.pull()
    desk.say(patch("patient_contact", number, desk.seq_of("patient_contact", number), value="2"))
    base = desk.seq_of("patient_name", name)
    desk.say(patch("patient_name", name, base, given="Anna", family="Ö"))
    other = hospital.desk(desk.user)
    assert other.say(patch("patient_name", name, base, family="X")).status == "conflict"
    with hospital.port.snapshot() as snapshot:
        assert deep_check(snapshot, HASH_KEY) == []
