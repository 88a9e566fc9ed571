"""The door of a batch: what is authentic and in its place comes in, and is kept for ever."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.change_set import Sealed, content_hash, seal
from models.scope import scope_of
from models.wire import Receipt
from server_stub import door_words
from server_stub.admitted import Admitted
from server_stub.batch_item import Authored, Item, Push
from server_stub.candidate import Candidate, candidate
from server_stub.carried import Carried, PaperDoor, origins
from server_stub.chain import Prepared, Trust, place_of, prepare
from server_stub.decide import Author
from server_stub.known_sets import KnownSets
from server_stub.port import ServerTx
from server_stub.records import (
    Effects,
    Enrolment,
    EnrolmentStatus,
    LinkRecord,
    Place,
    Quarantined,
)
from server_stub.refusal import Refusal
from server_stub.working import Working


class Admission:
    """The chains of every device in the batch, as far as they have come."""

    def __init__(
        self,
        tx: ServerTx,
        working: Working,
        effects: Effects,
        service_key: Ed25519PrivateKey,
        now_ms: int,
    ) -> None:
        self._tx = tx
        self._working = working
        self._effects = effects
        self._service_key = service_key
        self._now_ms = now_ms
        self._enrolments: dict[tuple[UUID, int], Enrolment] = {}
        self._moved: set[tuple[UUID, int]] = set()
        self._service: tuple[UUID, int] | None = None
        self._taken: dict[Place, UUID] = {}
        self._known = KnownSets(working)
        self._prepared: dict[int, Prepared] = {}
        self._paper = PaperDoor(self._enrolments, self._taken, self._known, effects, now_ms)
        self._carried: dict[int, list[Carried]] = {}

    def open(self, batch: Sequence[Item]) -> None:
        """Read chains, known change sets and taken places of a whole batch."""
        pushes = [item for item in batch if isinstance(item, Push)]
        keys = {(push.caller.device_id, push.caller.inc) for push in pushes}
        self._learn(keys.union(*map(origins, pushes)))
        replayed = set()
        ids = set()
        for push in pushes:
            enrolment = self._enrolments.get((push.caller.device_id, push.caller.inc))
            if enrolment is None:
                continue
            prepared = self._prepared[id(push)] = prepare(push, enrolment)
            ids |= {each.id for each in prepared.candidates}
            for each in prepared.candidates:
                if each.place[2] < enrolment.next_dseq or enrolment.is_ahead:
                    replayed.add(each.place)
            if push.request.carried:
                carried = self._carried[id(push)] = self._paper.read(push)
                found = [each.candidate for each in carried if each.candidate is not None]
                ids |= {each.id for each in found}
                replayed |= {each.place for each in found}
        authored = [item for item in batch if isinstance(item, Authored)]
        for item in authored:
            ids.add(self._own(item).id)
        if replayed:
            links = self._tx.links(replayed)
            self._taken.update({place: change_set for place, (change_set, _) in links.items()})
        self._working.gather_sets(ids)

    def push(self, item: Push) -> Admitted:
        """Take a desk's change sets in, in order, until one is out of place."""
        key = (item.caller.device_id, item.caller.inc)
        enrolment = self._enrolments.get(key)
        if enrolment is None:
            return Admitted(refusal=door_words.stranger_refusal())
        if enrolment.status is not EnrolmentStatus.ACTIVE:
            return Admitted(refusal=door_words.fork_refusal(enrolment.next_dseq))
        prepared = self._prepared[id(item)]
        admitted = Admitted()
        by_paper = self._by_paper(admitted, item)
        for sealed, each, digest in zip(
            item.request.sets, prepared.candidates, prepared.trust.hashes, strict=False
        ):
            admitted.refusal = self._place(admitted, sealed, each, digest)
            if admitted.refusal is not None:
                return admitted
        good = prepared.trust.good
        if good < len(item.request.sets):
            admitted.refusal = self._keep_out(item.request.sets[good], prepared.trust)
        admitted.receipts += by_paper
        admitted.next_dseq = self._enrolments[key].next_dseq
        return admitted

    def _by_paper(self, admitted: Admitted, item: Push) -> list[Callable[[], Receipt]]:
        """Take in what the desk carries, before its own work, which may build on it."""
        receipts = []
        for each in self._carried.get(id(item), []):
            receipt, fresh = self._paper.take((item.caller.device_id, item.caller.inc), each)
            receipts.append(receipt)
            if fresh is not None:
                admitted.fresh.append(fresh)
        return receipts

    def authored(self, item: Authored) -> Admitted:
        """Give content of the service's own the next place in the service's chain."""
        mine = self._own(item)
        self._working.gather_sets({mine.id})
        admitted = Admitted()
        known = self._known.receipt(mine)
        if known is not None:
            admitted.receipts.append(known)
            return admitted
        service = self._enrolments[self.service]
        place = (service.device, service.inc, service.next_dseq)
        sealed = seal(item.raw, self._service_key, place=place, prev=service.chain)
        mine.place = place
        self._admit(admitted, mine)
        self._go_on(service, sealed, mine.id, sealed.link.hash())
        return admitted

    @property
    def service(self) -> tuple[UUID, int]:
        """The service's own device and incarnation."""
        if self._service is None:
            own = self._tx.service()
            self._service = (own.device, own.inc)
            self._enrolments.setdefault(self._service, own)
        return self._service

    def next_dseq(self, device: UUID, inc: int) -> int | None:
        """How far a chain has come; None for an unknown or ended incarnation."""
        self._learn({(device, inc)})
        found = self._enrolments.get((device, inc))
        active = found is not None and found.status is EnrolmentStatus.ACTIVE
        return found.next_dseq if found is not None and active else None

    def author(self, each: Candidate, ceiling: int) -> Author:
        """Where a candidate comes from, with what it may write."""
        device, inc, _ = each.place
        profile = self._enrolments[device, inc].profile
        return Author(each.place, profile, frozenset(scope_of(profile).classes), ceiling)

    def learn_authors(self, candidates: Collection[Candidate]) -> None:
        """Read the incarnations of change sets that waited."""
        self._learn({each.place[:2] for each in candidates})

    def close(self) -> None:
        """Leave how far each chain has come to the effects."""
        self._effects.chains = [self._enrolments[key] for key in sorted(self._moved)]

    def _learn(self, keys: set[tuple[UUID, int]]) -> None:
        missing = keys - self._enrolments.keys()
        if missing:
            self._enrolments.update(self._tx.enrolments(missing))

    def _own(self, item: Authored) -> Candidate:
        return candidate(item.raw, content_hash(item.raw), (*self.service, 0), item.park)

    def _place(
        self, admitted: Admitted, sealed: Sealed, each: Candidate, digest: bytes
    ) -> Refusal | None:
        enrolment = self._enrolments[sealed.link.device, sealed.link.inc]
        dseq = sealed.link.dseq
        if dseq > enrolment.next_dseq:
            return door_words.gap_refusal(dseq, enrolment.next_dseq)
        known = self._known.receipt(each)
        if dseq < enrolment.next_dseq:
            if self._taken.get(each.place) != each.id or known is None:
                return self._end(enrolment, dseq)
            admitted.receipts.append(known)
            return None
        if sealed.link.prev != enrolment.chain or self._taken.get(each.place, each.id) != each.id:
            return self._end(enrolment, dseq)
        if known is None:
            self._admit(admitted, each)
        else:
            admitted.receipts.append(known)
            if not self._known.is_same(each):
                raw = sealed.content
                self._effects.quarantined.append(
                    Quarantined(each.place, self._now_ms, raw, "id_reuse")
                )
        self._go_on(enrolment, sealed, each.id, digest)
        return None

    def _admit(self, admitted: Admitted, each: Candidate) -> None:
        self._known.add(each)
        each.received_ms = self._now_ms
        admitted.fresh.append(each)
        admitted.receipts.append(partial(each.receipt_at, each.place[2]))

    def _go_on(self, enrolment: Enrolment, sealed: Sealed, change_set: UUID, digest: bytes) -> None:
        place = place_of(sealed)
        key = (enrolment.device, enrolment.inc)
        self._enrolments[key] = Enrolment(
            enrolment.device,
            enrolment.inc,
            enrolment.public_key,
            enrolment.profile,
            enrolment.series,
            enrolment.status,
            place[2] + 1,
            digest,
            enrolment.is_ahead,
        )
        self._moved.add(key)
        if place not in self._taken:
            self._taken[place] = change_set
            self._effects.links.append(LinkRecord(place, change_set, sealed.link.prev, sealed.sig))

    def _end(self, enrolment: Enrolment, dseq: int) -> Refusal:
        key = (enrolment.device, enrolment.inc)
        self._enrolments[key] = replace(enrolment, status=EnrolmentStatus.FORKED)
        self._moved.add(key)
        return door_words.fork_refusal(dseq)

    def _keep_out(self, sealed: Sealed, found: Trust) -> Refusal:
        enrolment = self._enrolments[sealed.link.device, sealed.link.inc]
        dseq = sealed.link.dseq
        if found.broken:
            return self._end(enrolment, dseq)
        raw = msgspec.json.encode(sealed)
        self._effects.quarantined.append(
            Quarantined(place_of(sealed), self._now_ms, raw, "signature")
        )
        return door_words.unsigned_refusal(dseq, enrolment.next_dseq)
