"""What the door of a batch lets in of one item."""

from collections.abc import Callable
from dataclasses import dataclass, field

from models.wire import Receipt
from server_stub.candidate import Candidate
from server_stub.refusal import Refusal


@dataclass(slots=True)
class Admitted:
    """What of one item came in: receipts to be given later, and what is new and to be decided."""

    receipts: list[Callable[[], Receipt]] = field(default_factory=list)
    fresh: list[Candidate] = field(default_factory=list)
    refusal: Refusal | None = None
    next_dseq: int = 0
