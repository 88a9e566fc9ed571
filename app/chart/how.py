"""How a record came to be here: at once, late, offline, by paper, not sent yet, struck out."""

from dataclasses import dataclass

from app.chart.fact import Fact, Names
from app.marks import SyncMark
from app.times import moment_words
from app.vitals.queries import NO_REASON, STRUCK_OUT, late_words
from models.attention import Provenance
from models.care import CareRecord
from models.vocabulary import N_, ArrivalKind

AT_ONCE = N_("At once")
WAITING = N_("Waiting here to be sent")
REFUSED = N_("The service did not take it")
RECEIVED_LATE = N_("Recorded offline, received {when}")
READ_HERE = N_("By paper, read at this desk; the service has not confirmed it yet")
BY_PAPER = N_("By paper, read at {desk}, received {when}")


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of how a record came here.

    Attributes:
        arrival: what the service said of it, where it did not come at once by itself.
        mark: how far it has come, where this desk made it.
        is_carried: whether only paper speaks for it here.
    """

    arrival: Provenance | None = None
    mark: SyncMark = SyncMark.SENT
    is_carried: bool = False


def how_words(record: CareRecord, fact: Fact, way: Way, names: Names) -> str:
    """Everything out of the ordinary about it, or that there is nothing."""
    now = names.look.now
    late = late_words(record.recorded_at, fact.at, now) if fact.is_entry else ""
    parts = [_struck_out(record, names), fact.offline, late, _arrived(way.arrival, names)]
    parts.append({SyncMark.WAITING: WAITING, SyncMark.REFUSED: REFUSED}.get(way.mark, ""))
    parts.append(READ_HERE if way.is_carried else "")
    return " · ".join(part for part in parts if part) or AT_ONCE


def _struck_out(record: CareRecord, names: Names) -> str:
    if record.voided_at is None:
        return ""
    who = names.person(record.voided_by_id)
    return STRUCK_OUT.format(who=who, why=record.void_reason or NO_REASON)


def _arrived(arrival: Provenance | None, names: Names) -> str:
    if arrival is None:
        return ""
    when = moment_words(arrival.received_at, names.look.now)
    if arrival.arrival is ArrivalKind.PAPER:
        return BY_PAPER.format(desk=names.desk(arrival.carried_by_id), when=when)
    return RECEIVED_LATE.format(when=when)
