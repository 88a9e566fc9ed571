"""Becoming a desk of a hospital, or the next incarnation of one."""

from typing import Any

from local_store import outbox, search_index, state
from local_store.identity import Identity
from local_store.overlay import Rebase, RowKey, changed_tables, touch, touched_by
from local_store.writing import Writing
from models.change_set import GENESIS, decode_content
from models.hlc import observe
from models.wire import Standing


def adopt(writing: Writing, identity: Identity, standing: Standing) -> set[str]:
    """Take an identity; unsent work is linked and signed again in the new chain.

    Content is never rewritten, so that a set which had reached the service under the old
    incarnation is still known there as the same.

    Returns:
        The tables that changed.
    """
    known = writing.identity
    with writing.person() as raw:
        hlc = observe(state.get(raw, state.LAST_HLC), writing.time.now_ms(), standing.hlc)
        state.put_identity(raw, identity)
        state.put(raw, {state.EPOCH: standing.epoch.bytes, state.LAST_HLC: hlc})
        touched: set[RowKey] = set()
        if known is None or (known.device, known.inc) != (identity.device, identity.inc):
            touched = _start_chain(raw, writing, identity)
        unsent = outbox.unsent(raw, identity.device)
        writing.journal.rewrite(unsent)
    writing.identity = identity
    return changed_tables(touched) | {"outbox", "sync_state"}


def _start_chain(raw: Any, writing: Writing, identity: Identity) -> set[RowKey]:
    waiting = {key: sealed.content for key, sealed in outbox.waiting(raw, identity.device)}
    contents = {**waiting, **outbox.rescued(raw)}
    raw.execute("DELETE FROM outbox WHERE state = 'waiting'")
    raw.execute("DELETE FROM rescued")
    state.put(raw, {state.NEXT_DSEQ: 1, state.CHAIN: GENESIS})
    touched: set[RowKey] = set()
    for change_set, body in contents.items():
        outbox.enqueue(raw, (change_set, body), writing.device_key, identity)
        rows = touched_by(raw, decode_content(body).ops)
        touch(raw, change_set, rows)
        touched |= rows
    rebase = Rebase(raw)
    rebase.recompute(touched)
    search_index.reindex(raw, rebase.roots)
    return touched
