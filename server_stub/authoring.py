"""Change sets of the service's own that nothing in a running batch asks for."""

from uuid import UUID

from models.change_set import Content, Op, encode_content
from models.hlc import tick
from models.ids import Entropy, uuid7
from models.registry import GENERATION
from server_stub.batch_item import Authored
from server_stub.open_run import SALT_BYTES
from server_stub.records import ClockRow


def authored(
    clock_row: ClockRow,
    now_ms: int,
    entropy: Entropy,
    what: tuple[str, list[Op]],
    on_behalf_of: UUID | None,
    user: UUID,
) -> Authored:
    """A new change set of the service; `what` is its use case and its ops."""
    use_case, ops = what
    content = Content(
        id=uuid7(now_ms, entropy),
        use_case=use_case,
        user=user,
        epoch=clock_row.epoch,
        hlc=tick(clock_row.last_hlc, now_ms),
        wall_ms=now_ms,
        gen=GENERATION,
        deps=[],
        salt=entropy(SALT_BYTES),
        ops=ops,
        on_behalf_of=on_behalf_of,
    )
    return Authored(encode_content(content))
