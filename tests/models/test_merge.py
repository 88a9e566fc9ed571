"""Two edits made apart come together the same way whatever the order they arrive in."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.change_set import Content, Op
from models.hlc import pack
from models.merge import FieldMeta, Verdict, Writer, effective_hlc, fold, is_sequential, judge_field
from models.values import PlainRow
from models.vocabulary import OpKind, PolicyKind

DESK_A = UUID(int=0xA)
DESK_B = UUID(int=0xB)


def written(device: UUID, *, seq: int | None = 10, dseq: int = 5, hlc: int = 100) -> FieldMeta:
    return FieldMeta(seq=seq, device=device, inc=1, dseq=dseq, hlc=hlc)


def writer(device: UUID, *, dseq: int = 9, hlc: int = 200) -> Writer:
    return Writer(device=device, inc=1, dseq=dseq, hlc=hlc)


def judge(
    policy: PolicyKind,
    meta: FieldMeta | None,
    base: int,
    who: Writer,
    standing: str = "old",
    proposed: str = "new",
) -> Verdict:
    return judge_field(policy, meta, base=base, writer=who, values=(standing, proposed))


def test_an_edit_of_what_the_editor_had_seen_applies_under_any_clock():
    slow_clock = writer(DESK_B, hlc=1)
    for policy in (PolicyKind.NEWEST_WINS, PolicyKind.MERGE_FIELDS):
        assert judge(policy, written(DESK_A, seq=10), 10, slow_clock) is Verdict.APPLY


def test_a_desk_may_replace_its_own_unacknowledged_value():
    assert judge(PolicyKind.MERGE_FIELDS, written(DESK_A), 0, writer(DESK_A)) is Verdict.APPLY


def test_a_value_written_earlier_in_the_same_batch_was_seen_by_nobody_else():
    fresh = written(DESK_A, seq=None)
    assert judge(PolicyKind.MERGE_FIELDS, fresh, 10**9, writer(DESK_B)) is Verdict.CONFLICT
    assert is_sequential(fresh, 0, writer(DESK_A))


def test_two_different_values_apart_are_a_conflict_where_fields_merge():
    assert judge(PolicyKind.MERGE_FIELDS, written(DESK_A), 3, writer(DESK_B)) is Verdict.CONFLICT


def test_the_same_value_set_twice_apart_is_no_conflict():
    verdict = judge(PolicyKind.MERGE_FIELDS, written(DESK_A), 3, writer(DESK_B), "x", "x")
    assert verdict is Verdict.CONVERGE


def test_the_newer_of_two_concurrent_edits_wins_where_newest_wins():
    meta = written(DESK_A, hlc=100)
    assert judge(PolicyKind.NEWEST_WINS, meta, 3, writer(DESK_B, hlc=101)) is Verdict.APPLY
    assert judge(PolicyKind.NEWEST_WINS, meta, 3, writer(DESK_B, hlc=99)) is Verdict.LOSE


def test_equal_clocks_are_settled_by_the_desk_and_not_by_arrival():
    assert judge(PolicyKind.NEWEST_WINS, written(DESK_A), 3, writer(DESK_B, hlc=100)) is (
        Verdict.APPLY
    )
    assert judge(PolicyKind.NEWEST_WINS, written(DESK_B), 3, writer(DESK_A, hlc=100)) is (
        Verdict.LOSE
    )


def test_a_field_nobody_wrote_is_free():
    assert judge(PolicyKind.MERGE_FIELDS, None, 0, writer(DESK_B)) is Verdict.APPLY


EDITS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 10**6), st.text(max_size=3)),
    min_size=1,
    max_size=6,
    unique_by=lambda edit: edit[0],
)


def settle(edits: list[tuple[int, int, str]]) -> str:
    """Apply concurrent newest-wins edits of one field in the order given."""
    value, meta = "before", FieldMeta(seq=1, device=UUID(int=99), inc=1, dseq=1, hlc=0)
    for seq, (desk, hlc, proposed) in enumerate(edits, start=2):
        who = Writer(device=UUID(int=desk), inc=1, dseq=1, hlc=hlc)
        verdict = judge(PolicyKind.NEWEST_WINS, meta, 1, who, value, proposed)
        if verdict is Verdict.APPLY:
            value = proposed
            meta = FieldMeta(seq=seq, device=who.device, inc=1, dseq=1, hlc=who.hlc)
    return value


@given(edits=EDITS, data=st.data())
def test_concurrent_edits_end_the_same_in_every_order_of_arrival(edits, data):
    shuffled = data.draw(st.permutations(edits))
    assert settle(shuffled) == settle(edits)


def test_a_sequential_edit_with_a_slow_clock_is_still_later_than_what_it_replaced():
    assert effective_hlc(written(DESK_A, hlc=500), writer(DESK_B, hlc=2)) == 501


WHEN_MS = 1_700_000_000_000
SET = Content(
    id=UUID(int=2),
    gen=1,
    hlc=pack(WHEN_MS, 3),
    ops=[],
    deps=[],
    salt=b"",
    user=UUID(int=77),
    epoch=UUID(int=5),
    wall_ms=0,
    use_case="test",
)


def an_op(kind: OpKind, **fields: str) -> Op:
    return Op(k=kind, e="patient_contact", id=UUID(int=1), f=dict(fields))


def test_folding_shows_a_desk_its_own_unsent_work():
    row = fold(None, an_op(OpKind.INSERT, value="071", use="home"), SET)
    patched = fold(row, an_op(OpKind.PATCH, value="072"), SET)
    assert patched == {"value": "072", "use": "home"}


def test_a_fact_that_is_there_already_stays_as_it_is():
    row: PlainRow = {"value": "071"}
    assert fold(row, an_op(OpKind.APPEND, value="099"), SET) == row


def test_an_insert_over_a_row_of_another_desk_shows_its_own_fields_on_top():
    row: PlainRow = {"value": "071", "known_elsewhere": "x"}
    inserted = fold(row, an_op(OpKind.INSERT, value="099"), SET)
    assert inserted == {"value": "099", "known_elsewhere": "x"}


def test_a_patch_or_void_of_a_row_that_is_not_held_shows_nothing():
    assert fold(None, an_op(OpKind.PATCH, value="072"), SET) is None
    assert fold(None, an_op(OpKind.VOID, void_reason="wrong patient"), SET) is None


def test_a_signed_document_shows_with_and_without_its_draft():
    signing = an_op(OpKind.SIGN, value="50 mg", signed="yes")
    assert fold({"value": "5 mg", "signed": None}, signing, SET) == signing.f
    assert fold(None, signing, SET) == signing.f


def test_a_void_says_who_and_when_once_and_leaves_the_rest():
    row: PlainRow = {"value": "8", "voided_at": None, "voided_by_id": None, "void_reason": None}
    voided = fold(row, an_op(OpKind.VOID, void_reason="wrong patient"), SET)
    assert voided == {
        "value": "8",
        "voided_at": WHEN_MS * 1000,
        "voided_by_id": SET.user,
        "void_reason": "wrong patient",
    }
    assert fold(voided, an_op(OpKind.VOID, void_reason="again"), SET) == voided
