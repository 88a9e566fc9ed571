"""Doses given and medicines dispensed after their order had been stopped or held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from models.attention import AttentionItem
from models.medication import MedicationAdministration, MedicationDispense, MedicationStop
from models.vocabulary import AdministrationStatus, AttentionKind, StopKind
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.open_run import OpenRun
from server_stub.rules.answer import Answer, found, news_of
from server_stub.rules.raising import USE_CASE, attention_id, raised

_OfOrder = MedicationStop | MedicationAdministration | MedicationDispense


def stop_attention(run: OpenRun, news: Sequence[Candidate]) -> list[Authored]:
    """Tell of each, whether the stop or the dose arrives first."""
    answer = Answer(run, f"{USE_CASE}_stop")
    stops = news_of(news, MedicationStop)
    doses = news_of(news, MedicationAdministration)
    supplies = news_of(news, MedicationDispense)
    touched: dict[UUID, Candidate] = {}
    for because, record, _ in chain[tuple[Candidate, _OfOrder, bool]](stops, doses, supplies):
        touched[record.request_id] = because
    for request_id, because in touched.items():
        answer.make(because, _after_stop(run, request_id))
    return answer.sets()


def stop_before(stops: Iterable[MedicationStop], instant: datetime) -> MedicationStop | None:
    """The stop or hold that an order was under at an instant: a stop is final, a hold may end."""
    standing = [s for s in stops if s.voided_at is None and s.occurred_at <= instant]
    standing.sort(key=lambda stop: (stop.occurred_at, stop.id))
    held: MedicationStop | None = None
    for stop in standing:
        if stop.kind is StopKind.STOP:
            return stop
        held = stop if stop.kind is StopKind.HOLD else None
    return held


def _after_stop(run: OpenRun, request_id: UUID) -> Iterator[AttentionItem]:
    stops = found(run, MedicationStop, "request_id", request_id)
    if not stops:
        return
    for dose in found(run, MedicationAdministration, "request_id", request_id):
        stop = stop_before(stops, dose.occurred_at)
        given = dose.status is AdministrationStatus.COMPLETED and dose.voided_at is None
        if given and stop is not None:
            kind = AttentionKind.GIVEN_AFTER_STOP
            yield raised(run, kind, dose, stop, attention_id(dose.id, kind))
    for supply in found(run, MedicationDispense, "request_id", request_id):
        stop = stop_before(stops, supply.occurred_at)
        if supply.voided_at is None and stop is not None:
            kind = AttentionKind.DISPENSED_AFTER_STOP
            yield raised(run, kind, supply, stop, attention_id(supply.id, kind))
