"""Check digits, logical clocks, ids, sums, scopes and rights."""

from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import hlc
from models.check_digit import grouped_mrn, mrn_from_serial, verhoeff_digit, verhoeff_holds
from models.checksum import row_hash, sum_hashes
from models.ids import uuid7
from models.patient import PatientContact
from models.rights import may
from models.scope import scope_of
from models.values import Plain, PlainRow
from models.vocabulary import Profile, ReplicaClass, Role

DIGITS = st.text("0123456789", min_size=1, max_size=12)


def test_the_published_vector_of_the_verhoeff_digit():
    assert verhoeff_digit("1234567") == "9"


@given(payload=DIGITS, data=st.data())
def test_every_single_wrong_digit_is_found(payload, data):
    number = payload + verhoeff_digit(payload)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from("0123456789"))
    assume(wrong != number[place])
    assert verhoeff_holds(number)
    assert not verhoeff_holds(number[:place] + wrong + number[place + 1 :])


@given(payload=DIGITS, data=st.data())
def test_every_swap_of_two_neighbours_is_found(payload, data):
    number = payload + verhoeff_digit(payload)
    place = data.draw(st.integers(0, len(number) - 2))
    left, right = number[place], number[place + 1]
    assume(left != right)
    assert not verhoeff_holds(number[:place] + right + left + number[place + 2 :])


@pytest.mark.parametrize("number", ["", "7", "12345a", "\u0661\u0662\u0663", " 12"])
def test_what_is_no_number_never_holds(number):
    assert not verhoeff_holds(number)


def test_a_medical_record_number_reads_in_groups():
    mrn = mrn_from_serial(20411738)
    assert verhoeff_holds(mrn)
    assert grouped_mrn(mrn) == f"204 117 38-{mrn[-1]}"
    assert grouped_mrn("T-A-17") == "T-A-17"


@pytest.mark.parametrize("serial", [-1, 10**8])
def test_a_serial_that_does_not_fit_is_refused(serial):
    with pytest.raises(ValueError, match="does not fit"):
        mrn_from_serial(serial)


@given(st.lists(st.integers(0, 2**40), min_size=2, max_size=50))
def test_the_logical_clock_always_moves_forward_whatever_the_wall_clock_does(walls):
    last, seen = 0, []
    for wall in walls:
        last = hlc.tick(last, wall)
        seen.append(last)
    assert all(a < b for a, b in pairwise(seen))


@given(st.integers(0, 2**60), st.integers(0, 2**40), st.integers(0, 2**60))
def test_after_a_message_the_clock_is_later_than_both(last, wall, seen):
    assert hlc.observe(last, wall, seen) > max(last, seen)


def test_a_clock_that_runs_ahead_counts_as_the_moment_of_receipt():
    assert hlc.clamp(hlc.pack(10**12, 0), hlc.pack(5, 3)) == hlc.pack(5, 3)
    assert hlc.milliseconds_of(hlc.pack(77, 9)) == 77


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_ids_are_of_version_seven_and_carry_their_millisecond(milliseconds, rand):
    made = uuid7(milliseconds, lambda _n: rand)
    assert made.version == 7
    assert made.int >> 80 == milliseconds


CONTACT: PlainRow = {"system": "phone", "value": "0803", "use": None, "patient_id": UUID(int=1)}


def hash_of(*, seq: int = 5, key: bytes = b"k" * 32, **changes: Plain) -> int:
    return row_hash(key, PatientContact, UUID(int=2), seq, {**CONTACT, **changes})


def test_a_row_hash_depends_on_every_field_the_seq_and_the_key():
    all_of_them = {
        hash_of(), hash_of(value="0804"), hash_of(use="home"), hash_of(seq=6),
        hash_of(patient_id=UUID(int=9)), hash_of(key=b"x" * 32), hash_of(use=""),
    }  # fmt: skip
    assert len(all_of_them) == 7


def test_a_field_of_a_newer_generation_does_not_change_the_hash():
    assert hash_of(invented_later="x") == hash_of()


@given(st.lists(st.integers(-(2**63), 2**63 - 1)), st.randoms())
def test_sums_do_not_depend_on_order_and_do_depend_on_every_row(hashes, shuffler):
    shuffled = hashes[:]
    shuffler.shuffle(shuffled)
    assert sum_hashes(shuffled) == sum_hashes(hashes)
    assert sum_hashes([*hashes, 0]) != sum_hashes(hashes)


def test_a_ward_holds_no_addresses():
    assert ReplicaClass.ADDRESS not in scope_of(Profile.WARD).classes
    assert ReplicaClass.ADDRESS in scope_of(Profile.RECEPTION).classes


def test_a_scope_id_names_one_document():
    ids = [scope_of(profile).id() for profile in Profile]
    assert len(set(ids)) == len(ids)
    assert all(len(i) == 16 for i in ids)


def test_roles_carry_rights_and_nobody_carries_them_all_but_the_administrator():
    assert may([Role.RECEPTIONIST], "patient.register")
    assert not may([Role.NURSE], "patient.register")
    assert may([Role.ADMINISTRATOR], "anything.at_all")
    assert not may([], "patient.register")
