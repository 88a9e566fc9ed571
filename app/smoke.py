"""A start without a window: everything a workstation does at the start, then one line of JSON."""

import json
from collections.abc import Callable
from threading import Event
from typing import TextIO

from app.command import Refused
from app.start import Trouble
from app.workstation import Workstation
from sync_client.status import NOT_ENROLLED, LineState, LineStatus

PATIENCE_S = 60.0
"""So long the first copy of a small hospital may take."""


def smoke(
    open_it: Callable[[], Workstation | Trouble], username: str, given: TextIO, out: TextIO
) -> int:
    """Open the store, sync once, sign in with the password on `given`; say on `out` how it went.

    Returns:
        0 if all of it worked, 1 if not.
    """
    opened = open_it()
    if isinstance(opened, Trouble):
        return _say(out, {"ok": False, "words": f"{opened.words} {opened.advice}"})
    try:
        if not opened.is_enrolled():
            return _say(out, {"ok": False, "words": NOT_ENROLLED})
        state = _sync_once(opened)
        person = opened.sign_in.verify(username, given.readline().rstrip("\n"))
        if isinstance(person, Refused):
            return _say(out, {"ok": False, "words": person.words, "line": state})
        cursor = opened.store.replica.cursor()
        found = {
            "ok": state == "online",
            "line": state,
            "person": person.name,
            "seq": cursor.seq if cursor else 0,
        }
        return _say(out, found)
    finally:
        opened.close()


def _sync_once(opened: Workstation) -> str:
    arrived = Event()

    def listen(status: LineStatus) -> None:
        if status.state is LineState.ONLINE:
            arrived.set()

    undo = opened.agent.subscribe(listen)
    try:
        listen(opened.agent.status())
        arrived.wait(PATIENCE_S)
    finally:
        undo()
    return str(opened.agent.status().state)


def _say(out: TextIO, found: dict[str, object]) -> int:
    out.write(json.dumps(found) + "\n")
    out.flush()
    return 0 if found["ok"] else 1
