"""Which records of care did not come at once by their own line: late ones, and those from paper."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import uuid5

from models.attention import Provenance
from models.care import CareRecord
from models.clinical import Observation
from models.entity import class_of
from models.medication import MedicationRequest
from models.values import instant_from_us
from models.vocabulary import ArrivalKind, DeviceId, OpKind, RowId
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.records import Change
from server_stub.rules.answer import Answer

USE_CASE = "arrival.note"
LATE_AFTER = timedelta(seconds=10)
"""Longer than a desk with a line takes: what comes later was recorded without one."""


def arrivals(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Note how each new record of care arrived, where that was late or by paper."""
    answer = Answer(run, USE_CASE)
    for each in news:
        for change in each.decision.changes:
            if issubclass(change.entity, CareRecord):
                answer.make(each, _noted(each, change))
    return answer.sets()


def _noted(each: Candidate, change: Change) -> Iterator[Provenance]:
    record = change.entity.from_plain(change.row_id, change.row)
    replica = class_of(change.entity, change.row)
    if not isinstance(record, CareRecord) or replica is None or _is_part(record):
        return
    recorded_at, part = _moment(each, record, is_new=change.is_new)
    received_at = instant_from_us(each.received_ms * 1000)
    if recorded_at is None:
        return
    if each.carried_by is not None:
        arrival = ArrivalKind.PAPER
    elif received_at - recorded_at > LATE_AFTER:
        arrival = ArrivalKind.LATE
    else:
        return
    yield Provenance(
        id=uuid5(record.id, f"{Provenance.TABLE}{part}"),
        patient_id=record.patient_id,
        encounter_id=record.encounter_id,
        target_table=record.TABLE,
        target_id=RowId(record.id),
        arrival=arrival,
        recorded_at=recorded_at,
        received_at=received_at,
        recorded_on_id=record.recorded_on_id or DeviceId(each.place[0]),
        carried_by_id=None if each.carried_by is None else DeviceId(each.carried_by),
        replica_class=int(replica),
    )


def _moment(each: Candidate, record: CareRecord, *, is_new: bool) -> tuple[datetime | None, str]:
    """When what is new about a record was recorded: the signing of a draft that was there too."""
    ops = () if each.content is None else each.content.ops
    signed = any(op.k is OpKind.SIGN and op.id == record.id for op in ops)
    if isinstance(record, MedicationRequest) and (signed or is_new):
        return record.signed_at or record.recorded_at, "" if is_new else "/signed"
    return (record.recorded_at if is_new else None), ""


def _is_part(record: CareRecord) -> bool:
    """A measure came with its set, of which it is told already."""
    return isinstance(record, Observation) and record.panel_id is not None
