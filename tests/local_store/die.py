"""A desk that is killed at one step of a write: `python -m tests.local_store.die FOLDER STEP`.

It acts in its own process, as a program that loses its power does, and never returns from the
step. The parent then looks at what is left.
"""

import os
import signal
import sys
from pathlib import Path

from tests.local_store.desk import Box, Desk, Service, registered
from tests.local_store.islands import Mainland, island

KEY = bytes(range(32))


def main(folder: Path, step: str) -> None:
    reached: list[str] = []

    def probe(name: str) -> None:
        reached.append(name)
        if name == step and ready:
            os.kill(os.getpid(), signal.SIGKILL)

    ready = False
    desk = Desk(folder, Box(KEY))
    store = desk.enrolled(probe)
    registered(store, "Before")
    if step == "page applied":
        service = Service()
        store.replica.take_receipts(service.take(store), 1)
        ready = True
        store.replica.apply_page(service.page_for(store))
    if step in ("carried", "carried and kept"):
        front = island(folder.parent / "front", 10)
        mainland = Mainland()
        mainland.welcome(front)
        store.replica.apply_page(mainland.page_for(store))
        letter = front.print_patient(front.register("Paper"))
        ready = True
        store.carry(letter)
        probe("carried and kept")
    ready = True
    registered(store, "During")
    sys.exit(f"{step} was not among {reached}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
