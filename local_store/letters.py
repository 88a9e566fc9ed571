"""What a paper must carry: the signed change sets that its reader may lack."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from local_store import carried, outbox, state
from local_store.causal import ordered
from local_store.overlay import RowKey, unacknowledged
from models.change_set import Content, Sealed, decode_content
from models.ids import NIL
from models.registry import BY_NUMBER


def sealed_for(raw: Any, rows: Iterable[RowKey], always: Iterable[RowKey]) -> list[Sealed]:
    """The change sets over `rows` that the service has not confirmed, and those over `always`.

    Each stands after those it builds on, which come along where the service has not confirmed
    them either. What this desk does not have as a change set is left out: the reader has it, or
    gets it with the line.
    """
    identity = state.get_identity(raw)
    look = _Look(raw, NIL if identity is None else identity.device)
    for change_set in unacknowledged(raw, rows):
        look.take(change_set)
    for key in always:
        look.take_naming(key)
    return look.in_order()


class _Look:
    """The change sets of one paper while they are gathered."""

    def __init__(self, raw: Any, device: UUID) -> None:
        self._raw, self._device = raw, device
        self._found: dict[UUID, tuple[Sealed, Content]] = {}

    def take(self, change_set: UUID) -> None:
        """Take a change set and all that it builds on."""
        asked = [change_set]
        while asked:
            one = asked.pop()
            sealed = None if one in self._found else self._find(one)
            if sealed is not None:
                content = decode_content(sealed.content)
                self._found[one] = (sealed, content)
                asked += [dep for dep in content.deps if not self._is_confirmed(dep)]

    def take_naming(self, key: RowKey) -> None:
        """Take whatever was done here to a row or came by paper, confirmed or not."""
        raw, (number, row_id) = self._raw, key
        table = BY_NUMBER[number].TABLE
        for change_set, sealed in (
            *outbox.naming(raw, self._device, row_id),
            *carried.naming(raw, row_id),
        ):
            if any((op.e, op.id) == (table, row_id) for op in decode_content(sealed.content).ops):
                self.take(change_set)

    def in_order(self) -> list[Sealed]:
        """What was found, each after what it builds on."""
        deps = {one: content.deps for one, (_, content) in self._found.items()}
        links = {one: sealed.link for one, (sealed, _) in self._found.items()}
        places = {one: (link.device.bytes, link.inc, link.dseq) for one, link in links.items()}
        return [self._found[one][0] for one in ordered(list(deps), deps, places)]

    def _find(self, change_set: UUID) -> Sealed | None:
        own = outbox.find(self._raw, self._device, change_set)
        return own or carried.find(self._raw, change_set)

    def _is_confirmed(self, change_set: UUID) -> bool:
        raw = self._raw
        return outbox.is_confirmed(raw, change_set) and carried.is_confirmed(raw, change_set)
