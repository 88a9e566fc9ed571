"""One simulated workstation: a real store on a real file, a line, and a plug that can be pulled."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from local_store.journal import FILE_NAME, read_journal
from local_store.store import Store
from models.change_set import Sealed
from models.ids import Entropy
from models.vocabulary import Profile
from sync_client.line import Line
from sync_client.round import RoundResult, sync_round
from tests.simulation.canaries import Canary
from tests.simulation.faulty_line import FaultyLine
from tests.simulation.virtual import MemoryKeyBox, VirtualClock
from tests.simulation.workload import Deed

FILES = ("store.db", "store.db-wal", "outbox.journal")


class Killed(BaseException):
    """The program ended here, as by a power cut; nothing after this line has run."""


@dataclass
class Desk:
    """A workstation and what the simulation knows about it.

    Attributes:
        killed_at: the step at which the program was last killed, until somebody looks.
        journal_left: the change sets that the journal held after that.
    """

    name: str
    device: UUID
    profile: Profile
    folder: Path
    key_box: MemoryKeyBox
    clock: VirtualClock
    entropy: Entropy
    cable: FaultyLine
    canary: Canary
    store: Store = field(init=False)
    line: Line = field(init=False)
    killed_at: str = ""
    journal_left: frozenset[UUID] = frozenset()
    _steps_left: int | None = None
    _lives: int = 0

    def open(self) -> None:
        """Start the program on the folder as it is."""
        self.store = Store.open(
            self.folder, self.key_box, self.clock, self.entropy, probe=self.reach
        )
        replica = self.canary.replica(self.store.replica, self)
        self.line = Line(replica, self.cable, self.clock, device=self.device, inc=1)

    def close(self) -> None:
        """End the program."""
        self.store.close()

    def pull_plug_after(self, steps: int | None) -> None:
        """Kill the program at the n-th step of whatever it writes next; None: do not."""
        self._steps_left = steps

    def act(self, deed: Deed) -> None:
        """Let a person do something."""
        use_case, user, happen = deed

        def once() -> None:
            with self.store.act(use_case, user) as tx:
                happen(tx)

        self.survive(once)

    def scan(self, paper: Sequence[Sealed]) -> None:
        """Let a person scan a paper of this or another desk."""

        def once() -> None:
            self.store.carry(paper)

        self.survive(once)

    def sync(self) -> RoundResult | None:
        """One round with a comparison; None if the program was killed in it."""
        results: list[RoundResult] = []

        def once() -> None:
            self.line.verified_at = None
            results.append(sync_round(self.line))

        self.survive(once)
        return results[0] if results else None

    def survive(self, work: Callable[[], None]) -> None:
        """Do something; if the program is killed in it, start it again on what is left."""
        try:
            work()
        except Killed:
            self.store.close()
            self.folder = self._life()
            # Read before opening, which repairs a journal that lacks something.
            self.journal_left = self._journal()
            self.open()
        finally:
            self._steps_left = None

    def reach(self, step: str) -> None:
        """The program comes to a step of a write."""
        if self._steps_left is None:
            return
        if self._steps_left > 0:
            self._steps_left -= 1
            return
        self._steps_left, self.killed_at = None, step
        self._lives += 1
        after = self._life()
        after.mkdir()
        for name in FILES:
            if (self.folder / name).exists():
                shutil.copyfile(self.folder / name, after / name)
        raise Killed

    def set_cursor(self, seq: int) -> None:
        """Write the cursor past the store, as a planted fault does."""
        with self.store._writing.background() as raw:
            raw.execute("UPDATE sync_state SET v = ? WHERE k = 'seq'", (seq,))

    def _journal(self) -> frozenset[UUID]:
        key = self.key_box.load()
        assert key is not None
        return frozenset(read_journal(self.folder / FILE_NAME, key).live)

    def _life(self) -> Path:
        return self.folder.parent / f"{self.name}-life-{self._lives}"
