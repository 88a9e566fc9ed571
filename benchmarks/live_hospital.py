"""The hospital of the benches `live` and `reading`: its desks are processes, and others work on."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.companion import Companion
from benchmarks.live_background import register
from models.vocabulary import Profile, Role
from tests.server_stub.by_hand import HandDesk
from tests.service import RunningService

BACKGROUND_ROWS_PER_S, BACKGROUND_PUSHES_PER_S = 100, 10
EVERY_S = 0.1
PATIENTS = 100
PASSWORD = "a long enough password"  # noqa: S105 - of a hospital that is gone in a minute


class LiveHospital:
    """One desk that writes, desks that watch, and everybody else.

    Args:
        service: of the hospital.
        folder: where the stores go.
        mark: what is written, of `live_marks`.
        profiles: of the desks; the first one writes.
        ending: ends every process.
    """

    def __init__(
        self,
        service: RunningService,
        folder: Path,
        mark: str,
        profiles: Sequence[Profile],
        ending: ExitStack,
    ) -> None:
        self._service, self._folder, self._mark, self._ending = service, folder, mark, ending
        self._user = service.add_user("bench", PASSWORD, Role.RECEPTIONIST, Role.NURSE)
        self._patients = self._register()
        desks = [self._desk(f"B{place}", profile) for place, profile in enumerate(profiles)]
        self._writer, *self._watchers = desks
        for desk in (self._writer, *self._watchers):
            desk.hear()
        for desk in (self._writer, *self._watchers):
            # The writer watches too, so that it has the patients before it writes about them.
            desk.tell({"watch": True})
            desk.hear()
        self._background = self._start_background()
        self._written = 0

    def deliver(self, count: int) -> list[float]:
        """Make so many marks: seconds from each commit to each desk's signal."""
        first, self._written = self._written, self._written + count
        order = {"write": [first, self._written], "every_s": EVERY_S, "user": str(self._user)}
        self._writer.tell(order)
        wrote: list[float] = []
        while not wrote:
            wrote = self._writer.hear().get("wrote", [])
        waits = []
        for desk in self._watchers:
            seen = [desk.hear() for _ in wrote]
            waits += [line["at"] - wrote[line["seen"] - first] for line in seen]
        return waits

    def end_background(self) -> float:
        """Stop the others: how many rows a second they really wrote."""
        self._background.tell({"end": True})
        return float(self._background.hear()["rows_per_s"])

    def _register(self) -> list[str]:
        desk = HandDesk(self._service.url, self._service.trust())
        try:
            desk.enrol(self._service.new_code(Profile.RECEPTION, "R", "Reception"))
            return [str(each) for each in register(desk, self._user, PATIENTS)]
        finally:
            desk.client.close()

    def _desk(self, name: str, profile: Profile) -> Companion:
        task = {
            "folder": str(self._folder / name),
            "url": self._service.url,
            "code": self._service.new_code(profile, name, "Somewhere"),
            "patients": self._patients,
            "mark": self._mark,
        }
        return self._companion("benchmarks.live_desk", task)

    def _start_background(self) -> Companion:
        task = {
            "url": self._service.url,
            "ca": self._service.ca_pem.decode(),
            "code": self._service.new_code(Profile.RECEPTION, "others", "Everywhere"),
            "user": str(self._user),
            "rows_per_s": BACKGROUND_ROWS_PER_S,
            "pushes_per_s": BACKGROUND_PUSHES_PER_S,
        }
        started = self._companion("benchmarks.live_background", task)
        started.hear()
        return started

    def _companion(self, module: str, task: dict[str, Any]) -> Companion:
        started = Companion(module, task)
        self._ending.callback(started.stop)
        return started
