"""Change sets that came before: a repeat gets its old receipt, a reused id none."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import msgspec

from models.vocabulary import SetStatus
from models.wire import Receipt
from server_stub.candidate import Candidate
from server_stub.working import Working


class KnownSets:
    """Those kept since earlier batches, and those admitted in this one."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self._seen: dict[UUID, Candidate] = {}

    def add(self, each: Candidate) -> None:
        """Note one that this batch admits."""
        self._seen[each.id] = each

    def receipt(self, each: Candidate) -> Callable[[], Receipt] | None:
        """The receipt of a known id, to be asked for when the batch is written."""
        dseq = each.place[2]
        seen, stored = self._seen.get(each.id), self._working.sets[each.id]
        if seen is None and stored is None:
            return None
        if not self.is_same(each):
            reused = Receipt(id=each.id, dseq=dseq, status=SetStatus.REJECTED, reason="id_reuse")
            return lambda: reused
        if seen is not None:
            return partial(seen.receipt_at, dseq)
        kept = msgspec.json.decode(stored.receipt if stored else b"", type=Receipt)
        again = msgspec.structs.replace(kept, dseq=dseq or kept.dseq)
        return lambda: again

    def is_same(self, each: Candidate) -> bool:
        """Whether the known content is this one."""
        seen, stored = self._seen.get(each.id), self._working.sets[each.id]
        known = seen.content_hash if seen else stored.content_hash if stored else None
        return known == each.content_hash
