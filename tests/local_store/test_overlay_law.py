"""Whatever happens in whatever order: what is shown is the base with the pending ops over it."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_store.search import SearchTerms, search_patients
from local_store.store import Store
from models.change_set import decode_content
from models.merge import fold
from models.patient import Patient, PatientContact
from models.registry import BY_TABLE
from models.values import PlainRow
from models.vocabulary import ContactSystem, PatientId, SetStatus
from models.wire import Receipt
from tests.local_store.desk import USER, Desk, Service, registered

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("register"), st.integers(0, 9)),
        st.tuples(st.just("edit"), st.integers(0, 9)),
        st.tuples(st.just("edit_elsewhere"), st.integers(0, 9)),
        st.tuples(st.just("push"), st.integers(1, 3)),
        st.tuples(st.just("push_and_lose_the_reply"), st.integers(1, 3)),
        st.tuples(st.just("refuse"), st.just(0)),
        st.tuples(st.just("pull"), st.integers(1, 6)),
        st.tuples(st.just("apply_an_old_page"), st.just(0)),
        st.tuples(st.just("restart"), st.just(0)),
    ),
    max_size=25,
)


class Story:
    """One desk and its service, played step by step."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.store: Store = self.desk.enrolled()
        self.service = Service()
        self.contacts: list[tuple[PatientId, UUID]] = []
        self.last_page = self.service.page_for(self.store)

    def play(self, name: str, number: int) -> None:
        self.desk.clock.pass_time(1)
        getattr(self, name)(number)

    def register(self, number: int) -> None:
        patient = registered(self.store, f"Name{number}", phone=str(number))
        with self.store.read() as read:
            (contact,) = read.all(PatientContact, patient_id=patient)
        self.contacts.append((patient, contact.id))

    def push(self, most: int) -> None:
        self.store.replica.take_receipts(self.service.take(self.store, most), 1)

    def push_and_lose_the_reply(self, most: int) -> None:
        self.service.take(self.store, most)

    def pull(self, most: int) -> None:
        self.last_page = self.service.page_for(self.store, most)
        self.store.replica.apply_page(self.last_page)

    def apply_an_old_page(self, _number: int) -> None:
        if self.last_page.to_seq > self.last_page.from_seq:
            assert self.store.replica.apply_page(self.last_page) == frozenset()

    def restart(self, _number: int) -> None:
        self.store.close()
        self.store = self.desk.open()

    def edit(self, number: int) -> None:
        for _, contact in self.contacts[number : number + 1]:
            with self.store.act("patient.change_contact", USER) as tx:
                if tx.get(PatientContact, contact) is not None:
                    tx.change(PatientContact, contact, value=f"edited {self.desk.clock.mono}")

    def edit_elsewhere(self, number: int) -> None:
        held = [key for key in self.service.rows if key[0] == "patient_contact"]
        for table, key in held[number : number + 1]:
            root, _ = self.service.rows[table, key]
            self.service.write(table, key, root, {"value": f"other {self.desk.clock.mono}"})
        new = UUID(int=10**6 + number)
        fields: dict[str, Any] = {"registered_at": number, "registered_by_id": None}
        self.service.write("patient", new, new, fields)

    def refuse(self, _number: int) -> None:
        """The service rejects the newest waiting set, which it has not taken before."""
        waiting = self.store.replica.pending(500, 10**7)
        if waiting and waiting[-1].link.dseq >= self.service.next_dseq:
            content = decode_content(waiting[-1].content)
            if waiting[-1].link.dseq == self.service.next_dseq:
                self.service.next_dseq += 1
                refused = Receipt(
                    id=content.id,
                    dseq=waiting[-1].link.dseq,
                    status=SetStatus.REJECTED,
                    reason="rule:no",
                )
                self.service.receipts[content.id] = refused
                self.store.replica.take_receipts([refused], 1)

    def check(self) -> None:
        """Fold everything pending over the base from scratch and compare with what is shown."""
        raw = self.store._writing.raw
        at = self.store.replica.cursor()
        seq = 0 if at is None else at.seq
        shown_rows: dict[tuple[str, UUID], PlainRow | None] = {**self._base_at(seq)}
        pending = raw.execute(
            "SELECT content FROM outbox WHERE state != 'rejected' ORDER BY place"
        ).fetchall()
        for (body,) in pending:
            content = decode_content(body)
            for op in content.ops:
                shown_rows[op.e, op.id] = fold(shown_rows.get((op.e, op.id)), op, content)
        with self.store.read() as read:
            for table in ("patient", "patient_contact", "patient_name"):
                entity = BY_TABLE[table]
                visible = {row.id: row.plain() for row in read.all(entity)}
                expected = {
                    key: row for (of, key), row in shown_rows.items() if of == table and row
                }
                assert visible == expected
            for patient, contact in self.contacts:
                held = read.get(PatientContact, contact)
                digits = "".join(c for c in held.value if c.isdigit()) if held else ""
                if digits and read.get(Patient, patient):
                    found = search_patients(read, SearchTerms(digits=(digits,)), limit=200)
                    assert patient in {hit.patient_id for hit in found}

    def _base_at(self, seq: int) -> dict[tuple[str, UUID], PlainRow]:
        """What the service's log said when it stood at a number."""
        base: dict[tuple[str, UUID], PlainRow] = {}
        for key, versions in self.service.history.items():
            for at, fields in versions:
                if at <= seq:
                    base[key] = fields
        return base


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(steps=STEPS)
def test_what_is_shown_is_the_base_with_pending_work_over_it(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        story = Story(Path(folder) / "store")
        try:
            for name, number in steps:
                story.play(name, number)
                story.check()
            finish(story)
        finally:
            story.store.close()


def finish(story: Story) -> None:
    """When everything has been sent and fetched, nothing is pending and both hold the same."""
    while story.store.replica.pending(1, 10**6):
        story.store.replica.take_receipts(story.service.take(story.store), 1)
    story.store.replica.apply_page(story.service.page_for(story.store))
    story.check()
    (over,) = story.store._writing.raw.execute("SELECT count(*) FROM overlay_touch").fetchone()
    (bases,) = story.store._writing.raw.execute("SELECT count(*) FROM row_base").fetchone()
    assert (over, bases) == (0, 0)
    with story.store.read() as read:
        for contact in read.all(PatientContact):
            assert contact.system is ContactSystem.PHONE
