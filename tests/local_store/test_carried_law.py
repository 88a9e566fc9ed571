"""Paper and line in any order: what a desk shows is its base with paper and own work over it."""

import tempfile
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.change_set import Content, Sealed, decode_content
from models.merge import fold
from models.registry import BY_TABLE
from models.values import PlainRow
from models.vocabulary import OpKind, PatientId
from tests.local_store.islands import MANY, Island, Mainland, island

DESKS = st.integers(0, 2)
NUMBERS = st.integers(1, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("call", "print", "scan", "scan", "scan_half")), DESKS, NUMBERS),
        st.tuples(st.sampled_from(("call", "print", "scan", "push", "pull")), DESKS, NUMBERS),
        st.tuples(st.sampled_from(("register", "forget_the_reply", "restart")), DESKS, NUMBERS),
    ),
    min_size=25,
    max_size=45,
)
TABLES = ("patient", "patient_contact", "patient_name", "patient_identifier")
_CARRIED = (
    "SELECT c.cs_id, c.content, c.device, c.inc, c.dseq, c.state,"
    " EXISTS (SELECT 1 FROM overlay_touch t WHERE t.cs_id = c.cs_id)"
    " FROM carried c ORDER BY c.place"
)
_OWN = "SELECT content, place FROM outbox WHERE state != 'rejected' ORDER BY place"
Rows = dict[tuple[str, UUID], PlainRow | None]


T = TypeVar("T")


class Laid(NamedTuple):
    """A change set over the base, and its place in its chain."""

    content: Content
    chain: bytes
    place: tuple[int, int]


class Story:
    """Three desks and their service, played step by step."""

    def __init__(self, folder: Path) -> None:
        self.service = Mainland()
        self.desks = [island(folder / str(n), n) for n in (10, 11, 12)]
        self.service.welcome(*self.desks)
        for desk in self.desks:
            self.service.pull(desk)
        self.patients: list[PatientId] = []
        self.letters: list[list[Sealed]] = []
        self.steps = 0
        self.register(self.desks[0], 0)
        self.print(self.desks[0], 0)

    def play(self, name: str, desk: int, number: int) -> None:
        self.steps += 1
        for each in self.desks:
            each.desk.clock.pass_time(1)
        getattr(self, name)(self.desks[desk], number)

    def register(self, desk: Island, number: int) -> None:
        self.patients.append(desk.register(f"Name{number}", phone=f"07{self.steps}"))

    def call(self, desk: Island, number: int) -> None:
        for patient in one_of(self.patients, number):
            if desk.contact(patient) is not None:
                desk.call(patient, f"08{self.steps}")

    def print(self, desk: Island, number: int) -> None:
        for patient in one_of(self.patients, number):
            if letter := desk.print_patient(patient):
                self.letters.append(letter)

    def scan(self, desk: Island, number: int) -> None:
        for letter in one_of(self.letters, number):
            desk.store.carry(letter)
            assert desk.store.carry(letter).new == ()
            self._has_come(desk, letter)

    def scan_half(self, desk: Island, number: int) -> None:
        for letter in one_of(self.letters, number):
            desk.store.carry(letter[1:])

    def push(self, desk: Island, most: int) -> None:
        self.service.push(desk, most=most)

    def forget_the_reply(self, desk: Island, most: int) -> None:
        self.service.push(desk, most=most, answer=False)

    def pull(self, desk: Island, most: int) -> None:
        self.service.pull(desk, most)

    def restart(self, desk: Island, _number: int) -> None:
        desk.restart()

    def check(self) -> None:
        for desk in self.desks:
            self._check(desk)

    def finish(self) -> None:
        """When everything has been sent and fetched, nothing is pending and all hold the same."""
        for _ in range(4):
            for desk in self.desks:
                while any(desk.store.replica.pending(1, MANY)) or any(
                    desk.store.replica.carried_pending(1, MANY)
                ):
                    self.service.push(desk)
                self.service.pull(desk)
        self.check()
        for desk in self.desks:
            assert desk.dirty() == 0
            states = desk.store._writing.raw.execute("SELECT DISTINCT state FROM carried")
            assert {state for (state,) in states} <= {"settled"}
            assert desk.store.replica.dump() == self.desks[0].store.replica.dump()

    def _has_come(self, desk: Island, letter: list[Sealed]) -> None:
        """What a letter says is kept here, or is in the base word for word."""
        base = self._base_of(desk)
        with desk.store.read() as read:
            for content in map(decode_content, (sealed.content for sealed in letter)):
                kept = read.sealed_for([], [(BY_TABLE[op.e], op.id) for op in content.ops])
                if content.id not in {decode_content(sealed.content).id for sealed in kept}:
                    assert all(base.get((op.e, op.id)) == op.f for op in content.ops)

    def _check(self, desk: Island) -> None:
        """Fold everything over the base from scratch and compare with what is shown."""
        rows = self._base_of(desk)
        later = [decode_content(s.content) for s in desk.store.replica.carried_pending(500, MANY)]
        while later:
            assert not set(later.pop(0).deps).intersection(each.id for each in later)
        for content in in_order(self._laid(desk, rows)):
            for op in content.ops:
                rows[op.e, op.id] = fold(rows.get((op.e, op.id)), op, content)
        with desk.store.read() as read:
            for table in TABLES:
                visible = {row.id: row.plain() for row in read.all(BY_TABLE[table])}
                wanted = {key: row for (of, key), row in rows.items() if of == table and row}
                assert visible == wanted

    def _laid(self, desk: Island, base: Rows) -> list[Laid]:
        raw: Any = desk.store._writing.raw
        laid = []
        for _, body, device, inc, dseq, state, is_over in raw.execute(_CARRIED).fetchall():
            content = decode_content(body)
            has_come = all(is_there(base.get((op.e, op.id)), op.k, op.f) for op in content.ops)
            if is_over:
                assert not has_come
                assert state in ("waiting", "parked", "receipted")
                laid.append(Laid(content, device, (inc, dseq)))
            elif state not in ("settled", "rejected"):
                # What paper brought is hidden only where the line has brought it.
                assert has_come
        for body, place in raw.execute(_OWN).fetchall():
            laid.append(Laid(decode_content(body), b"own", (0, place)))
        return laid

    def _base_of(self, desk: Island) -> Rows:
        cursor = desk.store.replica.cursor()
        seq = 0 if cursor is None else cursor.seq
        base: Rows = {}
        for key, versions in self.service.history.items():
            for at, fields in versions:
                if at <= seq:
                    base[key] = fields
        return base


def one_of(several: list[T], number: int) -> list[T]:
    """One of them, the newest most often; none if there is none."""
    return several[-1 - number % len(several) :][:1] if several else []


def is_there(row: PlainRow | None, kind: OpKind, fields: PlainRow) -> bool:
    if row is None or kind is not OpKind.PATCH:
        return row is not None
    return all(row[name] == value for name, value in fields.items())


def in_order(laid: list[Laid]) -> list[Content]:
    """Paper first and then own work, but nothing before what it builds on."""
    left, done = list(laid), []
    while left:
        ids = {each.content.id for each in left}
        chosen = next(
            each
            for each in left
            if not ids.intersection(each.content.deps)
            and not any(o.chain == each.chain and o.place < each.place for o in left)
        )
        left.remove(chosen)
        done.append(chosen.content)
    return done


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(steps=STEPS)
def test_what_is_shown_is_the_base_with_paper_and_then_own_work_over_it(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        story = Story(Path(folder))
        try:
            for name, desk, number in steps:
                story.play(name, desk, number)
                story.check()
            story.finish()
        finally:
            for each in story.desks:
                each.store.close()
