"""The two ports are one: the same work gives the same log, receipts, states and chains."""

import contextlib
import random
from uuid import UUID

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.change_set import Op, Sealed, decode_content
from models.registry import ENTITIES, GENERATION
from models.vocabulary import OpKind, Profile, ReplicaClass, SetStatus
from models.wire import Page, PushReply
from server_stub.refusal import Refusal
from server_stub.verify import deep_check
from tests.server_stub.care import Care
from tests.server_stub.clusters import Cluster
from tests.server_stub.hospital import (
    HASH_KEY,
    Desk,
    Hospital,
    dict_hospital,
    sql_hospital,
)
from tests.server_stub.ops import (
    contact,
    patch,
)


class Workload:
    """Random but repeatable work of three desks on few patients, so that they collide."""

    def __init__(self, hospital: Hospital, seed: int) -> None:
        self.hospital = hospital
        self.draw = random.Random(seed)
        user, idle = hospital.staff(), hospital.staff(active=False)
        self.desks = [
            hospital.desk(user),
            hospital.desk(user, Profile.WARD),
            hospital.desk(idle),
        ]
        self.care = Care(hospital)
        self.medicine = self.care.medicine()
        self.drafts: list[Op] = []
        self.made: list[Sealed] = []
        self.desks += [self.care.ward, self.care.other_ward]
        self.rows: list[tuple[str, UUID, UUID]] = []
        self.held: list[tuple[Desk, Sealed]] = []
        self.trace: list[object] = []

    def run(self, steps: int) -> None:
        for _ in range(steps):
            steps_of_a_day = [self.register, self.edit, self.edit, self.order, self.order, self.bad]
            self.draw.choice(steps_of_a_day)()
            if self.draw.random() < 0.6:
                self.push()
            if self.draw.random() < 0.4:
                self.pull()
        self.push()
        self.pull()

    def register(self) -> None:
        desk = self.draw.choice(self.desks)
        patient, name, sealed = desk.patient(self.draw.choice(["Duval", "Okafor"]))
        self.rows += [("patient_name", name, patient)]
        self.held.append((desk, sealed))
        if self.draw.random() < 0.7:
            number = self.hospital.chance.uuid()
            deps = [decode_content(sealed.content).id] if self.draw.random() < 0.5 else []
            ops = [contact(number, patient, "1")]
            self.held.append((desk, desk.record(*ops, deps=deps)))
            self.rows += [("patient_contact", number, patient)]

    def edit(self) -> None:
        if not self.rows:
            return
        desk = self.draw.choice(self.desks)
        table, row_id, _ = self.draw.choice(self.rows)
        name = "value" if table == "patient_contact" else self.draw.choice(["family", "given"])
        base = desk.rows.get((table, row_id), (0, {}))[0]
        self.hospital.clock.advance(self.draw.choice([0, 0.5, 3]))
        value = self.draw.choice(["A", "B", "C"])
        self.held.append((desk, desk.record(patch(table, row_id, base, **{name: value}))))

    def order(self) -> None:
        """Somebody drafts an order, alters it, signs it with or without a lock, or voids it."""
        desk = self.draw.choice([self.care.ward, self.care.other_ward])
        if not self.drafts or self.draw.random() < 0.3:
            number = self.care.new_id()
            draft = self.care.op(
                "medication_request", prescription_id=number, medication_id=self.medicine
            )
            self.drafts.append(draft)
            self.held.append((desk, desk.record(draft)))
            return
        draft = self.draw.choice(self.drafts)
        token = None
        if self.draw.random() < 0.5:
            with contextlib.suppress(Refusal):
                token = desk.lock(f"{draft.e}:{draft.id}")
        dose = self.draw.choice(["1", "500"])
        signed = {**draft.f, "status": "active", "signed_at": 5, "signed_by_id": self.care.user}
        sign = Op(
            k=OpKind.SIGN,
            e=draft.e,
            id=draft.id,
            root=draft.root,
            token=token,
            f={**signed, "dose_value": dose},
        )
        void = Op(k=OpKind.VOID, e=draft.e, id=draft.id, f={"void_reason": "by mistake"})
        again = msgspec.structs.replace(draft, f={**draft.f, "dose_value": dose})
        edit = patch(draft.e, draft.id, 0, dose_value=dose)
        self.hospital.clock.advance(self.draw.choice([0, 0.5, 40]))
        self.held.append((desk, desk.record(self.draw.choice([sign, sign, edit, again, void]))))

    def paper(self) -> list[Sealed]:
        """What a desk happens to have read from paper: anything that anybody ever made."""
        if not self.made or self.draw.random() < 0.6:
            return []
        return self.draw.choices(self.made, k=self.draw.choice([1, 2]))

    def bad(self) -> None:
        desk = self.draw.choice(self.desks)
        op = self.draw.choice(
            [
                Op(k=OpKind.INSERT, e="practitioner", id=UUID(int=5), f={}),
                Op(k=OpKind.INSERT, e="nothing", id=UUID(int=5), f={}),
                contact(self.hospital.chance.uuid(), UUID(int=77), "no such patient"),
                patch("patient_name", UUID(int=78), 0, family="nobody"),
            ]
        )
        gen = self.draw.choice([1, GENERATION + 1])
        self.held.append((desk, desk.record(op, gen=gen)))

    def push(self) -> None:
        items = []
        for desk in self.desks:
            mine = [sealed for owner, sealed in self.held if owner is desk]
            self.made += mine
            carried = self.paper()
            if mine or carried:
                items.append(desk.item(*mine, carried=carried))
        replies = self.hospital.run(*items) if items else []
        for reply in replies:
            assert isinstance(reply, PushReply | Refusal)
            told = reply.problem if isinstance(reply, Refusal) else (reply.receipts, reply.standing)
            self.trace.append(told)
        keep = self.draw.random() < 0.2
        self.held = self.held if keep else []

    def pull(self) -> None:
        desk = self.draw.choice(self.desks)
        self.trace.append(desk.pull(max_bytes=self.draw.choice([1, 400, 100_000])))


def everything(hospital: Hospital) -> object:
    """All that can be read back from a port."""
    with hospital.port.snapshot() as snapshot:
        clock = snapshot.clock()
        log = [
            (row.seq, row.entity.TABLE, row.row_id, row.root, bytes(row.body))
            for row in snapshot.log_after(0, list(ReplicaClass))
        ]
        hashes = {e.TABLE: snapshot.stored_hashes(e) for e in ENTITIES}
        rows = {e.TABLE: dict(snapshot.domain_rows(e)) for e in ENTITIES}
        marks = [snapshot.mark_at(seq) for seq in range(clock.last_seq + 1)]
        wrong = deep_check(snapshot, HASH_KEY)
    assert wrong == []
    assert [entry[0] for entry in log] == list(range(1, clock.last_seq + 1)), "the log has a gap"
    return clock, log, hashes, rows, marks


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), steps=st.integers(5, 40))
def test_both_ports_keep_and_answer_the_same(cluster: Cluster, seed: int, steps: int) -> None:
    in_memory = dict_hospital(seed)
    in_postgres = sql_hospital(cluster, cluster.fresh(), seed)
    try:
        works = [Workload(hospital, seed) for hospital in (in_memory, in_postgres)]
        for work in works:
            work.run(steps)
        assert works[0].trace == works[1].trace
        assert everything(in_memory) == everything(in_postgres)
    finally:
        in_postgres.close()


def test_the_workload_meets_every_fate() -> None:
    fates: set[str] = set()
    for seed in range(12):
        work = Workload(dict_hospital(seed), seed)
        work.run(40)
        for told in work.trace:
            if isinstance(told, tuple):
                fates |= {receipt.status for receipt in told[0]}
            elif isinstance(told, Page):
                fates |= {f"late {r.status}" for r in told.receipts if r.status != "parked"}
    assert fates >= set(SetStatus)
