"""A desk of a small hospital for tests: a real store, people, beds, and the service's pages."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app.command import Done, Outcome
from app.desk import Desk
from app.office import Office
from app.print_room import PrintRoom, read_profiles
from app.registration.register_patient import REGISTER_PATIENT
from app.site import Site
from local_store.identity import Identity
from local_store.store import Store
from models.change_set import Content, decode_content
from models.entity import Entity
from models.ids import Entropy
from models.registry import BY_TABLE
from models.scope import scope_of
from models.vocabulary import PatientId, Profile, SetStatus
from models.wire import LeaseReply, Page, Receipt, RowImage, Standing
from tests.hospital import (
    ADA,
    BEDS,
    BEN,
    CLEO,
    OTHER_DEVICE,
    PASSWORD,
    THIS_DEVICE,
    hospital_rows,
    person,
    row_id,
)

__all__ = [
    "ADA",
    "BEDS",
    "BEN",
    "CLEO",
    "EPOCH",
    "NOW",
    "OTHER_DEVICE",
    "PASSWORD",
    "THIS_DEVICE",
    "HandClock",
    "MemoryBox",
    "Workbench",
    "a_store",
    "a_workbench",
    "person",
    "row_id",
    "seeded",
]

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
EPOCH = UUID("0192f0a0-0000-7000-8000-00000000e90c")


@dataclass
class HandClock:
    """A clock that stands still until a test moves it."""

    wall: datetime = NOW
    mono: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def go_on(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.mono += seconds


def seeded(seed: int) -> Entropy:
    """Randomness that is the same in every run."""
    return random.Random(seed).randbytes


@dataclass
class MemoryBox:
    """A key box that forgets with the test."""

    key: bytes | None = None

    def load(self) -> bytes | None:
        return self.key

    def save(self, key: bytes) -> None:
        self.key = key


@dataclass
class Workbench:
    """A desk with everything on it, and the hand of the service behind the cable."""

    store: Store
    office: Office
    desk: Desk
    clock: HandClock
    box: MemoryBox
    seq: int = 0

    @property
    def profile(self) -> Profile:
        """What this desk is for."""
        identity = self.store.identity
        assert identity is not None
        return identity.profile

    def arrive(self, *rows: Entity, receipts: Iterable[Receipt] = ()) -> None:
        """The service sends rows, and what became of our own change sets."""
        before = self.seq
        images = []
        for row in rows:
            self.seq += 1
            images.append(RowImage(type(row).TABLE, row.id, self.seq, row.root_id, row.plain()))
        self.seq += not rows
        page = Page(
            standing=self.standing(),
            from_seq=before,
            to_seq=self.seq,
            mark=self.seq.to_bytes(16, "big"),
            scope=scope_of(self.profile).id(),
            rows=images,
            receipts=list(receipts),
        )
        self.store.replica.apply_page(page)

    def standing(self) -> Standing:
        """Where the service says it stands."""
        now_ms = int(self.clock.now().timestamp() * 1000)
        return Standing(epoch=EPOCH, head=self.seq, server_time_ms=now_ms, hlc=0, min_gen=1)

    def accept(self) -> None:
        """The service applies everything that waits, just as it is shown here."""
        rows: dict[tuple[str, UUID], Entity] = {}
        with self.store.read() as read:
            for content in self.waiting():
                for op in content.ops:
                    row = read.get(BY_TABLE[op.e], op.id)
                    assert row is not None
                    rows[op.e, op.id] = row
        seq = self.seq + len(rows)
        receipts = self._receipts(SetStatus.APPLIED, seq_lo=self.seq + 1, seq_hi=seq)
        self.arrive(*rows.values(), receipts=receipts)

    def turn_away(self, status: SetStatus, reason: str) -> None:
        """The service parks or rejects everything that waits."""
        receipts = self._receipts(status, reason=reason)
        self.store.replica.take_receipts(receipts, receipts[-1].dseq + 1)

    def waiting(self) -> list[Content]:
        """What this desk has not had an answer for."""
        sets = self.store.replica.pending(500, 4_000_000)
        return [decode_content(sealed.content) for sealed in sets]

    def _receipts(self, status: SetStatus, **rest: Any) -> list[Receipt]:
        return [
            Receipt(
                id=decode_content(sealed.content).id,
                dseq=sealed.link.dseq,
                status=status,
                **rest,
            )
            for sealed in self.store.replica.pending(500, 4_000_000)
        ]

    def lease(self, lo: int, hi: int) -> None:
        """The service gives this desk a block of record numbers."""
        reply = LeaseReply(standing=self.standing(), lease_id=row_id(900 + lo), lo=lo, hi=hi)
        self.store.replica.add_block(reply)

    def restart(self) -> None:
        """The program stops and starts again; the store stays, what was in memory is gone."""
        room, site = self.office.room, self.office.site
        self.office = Office(self.store, self.desk, room, site)

    def register(self, **raw: str) -> PatientId:
        """Register a patient through the form, as a person does, a minute after the last one."""
        self.clock.go_on(60)
        form = self.office.open_form(REGISTER_PATIENT)
        texts = {"family": "Okafor", "given": "Chidi", "gender": "male", **raw}
        done = self.office.save(form, {**form.raw, **texts})
        assert isinstance(done, Done), done
        return PatientId(done.result)

    def save(
        self, use_case: Any, context: Mapping[str, object] | None = None, **raw: str
    ) -> Outcome:
        """Open a form, change some fields, and save it."""
        form = self.office.open_form(use_case, context)
        return self.office.save(form, {**form.raw, **raw})

    def close(self) -> None:
        """Put the desk away."""
        self.store.close()


def a_store(
    folder: Path,
    clock: HandClock,
    entropy: Entropy,
    box: MemoryBox,
    profile: Profile = Profile.RECEPTION,
    series: str = "A1",
) -> Store:
    """A new store that belongs to the hospital, and holds nothing yet."""
    store = Store.create(folder, box, clock, entropy)
    identity = Identity(
        device=THIS_DEVICE,
        inc=1,
        name="Counter 1",
        place="Main hall",
        profile=profile,
        series=series,
        classes=scope_of(profile).classes,
        hash_key=bytes(range(32)),
        server_url="https://127.0.0.1:9",
        ca_pem="",
    )
    standing = Standing(epoch=EPOCH, head=0, server_time_ms=0, hlc=0, min_gen=1)
    store.adopt(identity, standing)
    return store


def a_workbench(
    folder: Path, profile: Profile = Profile.RECEPTION, series: str = "A1"
) -> Workbench:
    """A desk that has had its first copy, with ten record numbers and Ada at it."""
    clock, entropy, box = HandClock(), seeded(7), MemoryBox()
    store = a_store(folder, clock, entropy, box, profile, series)
    desk = Desk()
    room = PrintRoom(store.print_jobs, read_profiles(folder), clock, folder / "spool")
    office = Office(store, desk, room, Site(clock, entropy, UTC))
    bench = Workbench(store, office, desk, clock, box)
    bench.arrive(*hospital_rows())
    bench.lease(1000, 1009)
    desk.sign_in(person())
    return bench
