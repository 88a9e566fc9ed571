"""What follows from decisions may ask of the running batch, and how it is written down."""

from typing import Protocol
from uuid import UUID

from models.change_set import Content, Op, encode_content
from models.entity import Entity
from models.ids import NIL, Entropy
from models.registry import GENERATION
from models.values import Plain, PlainRow
from server_stub.batch_item import Authored
from server_stub.candidate import Candidate
from server_stub.port import ServerTx
from server_stub.records import ClockRow

SALT_BYTES = 16


class OpenRun(Protocol):
    """The part of a running batch that following up needs.

    Attributes:
        now_ms: the time of receipt of everything new in this batch, ms since 1970.
        candidates: everything decided so far, whatever became of it.
        applied: those that had their effect, in order.
    """

    tx: ServerTx
    clock_row: ClockRow
    now_ms: int
    hlc: int
    entropy: Entropy
    candidates: list[Candidate]
    applied: list[Candidate]

    def author(self, items: list[Authored]) -> list[Candidate]:
        """Decide change sets of the service's own within this transaction."""

    def row(self, entity: type[Entity], row_id: UUID) -> PlainRow | None:
        """A row as it stands, with the effects of this batch so far."""

    def rows_where(
        self, entity: type[Entity], name: str, value: Plain, **also: Plain
    ) -> dict[UUID, PlainRow]:
        """The rows whose fields hold these ids, texts or nothing, this batch included."""


def service_content(
    run: OpenRun, change_set: UUID, ops: list[Op], *, use_case: str, because: UUID, user: UUID = NIL
) -> bytes:
    """The content of a change set that the service makes because of another, or of a command.

    An op of it that makes a row already there changes nothing.
    """
    return encode_content(
        Content(
            id=change_set,
            use_case=use_case,
            user=user,
            epoch=run.clock_row.epoch,
            hlc=run.hlc,
            wall_ms=run.now_ms,
            gen=GENERATION,
            deps=[],
            salt=run.entropy(SALT_BYTES),
            ops=ops,
            on_behalf_of=because,
        )
    )
