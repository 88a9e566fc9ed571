"""Two desks, a service and two cables; and what a part of the day is given to work with."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.checks import Findings
from tests.journeys.desk_work import Person
from tests.journeys.hand import Workstation
from tests.journeys.world import Cable, Service, desk


@dataclass(slots=True)
class Day:
    """Everything a part of the story may touch.

    Attributes:
        findings: where checks go.
        service: the central service.
        a, b: two reception desks, each at the end of a cable of its own.
        people: who may sign in, by username.
        demonstration_patients: how many patients the hospital began with.
        registered: how many people at the desks have registered since.
        imported: how many came from elsewhere.
    """

    findings: Findings
    root: Path
    service: Service
    a: Workstation
    b: Workstation
    cable_a: Cable
    cable_b: Cable
    people: dict[str, Person]
    codes: dict[str, str]
    demonstration_patients: int
    registered: int = 0
    imported: int = 0

    def picture(self, station: Workstation, name: str) -> None:
        """Keep a picture of a window among the screens."""
        path = self.findings.out / "screens" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        station.picture(path)
        self.findings.screens.append(f"screens/{name}.png")


@contextmanager
def a_day(findings: Findings) -> Iterator[Day]:
    """Found the hospital, start it, lay the cables; take all of it away afterwards."""
    root = findings.out / "processes"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    service = Service(root)
    told = service.found()
    findings.note(f"the hospital is founded: {len(told['users'])} people")
    service.start()
    began_with = _patients_now(service)
    cable_a, cable_b = Cable(service.port), Cable(service.port)
    a, b = desk("A", root, cable_a), desk("B", root, cable_b)
    people = {p["username"]: _person(p) for p in told["users"]}
    second = service.admin(
        "enrol-code", "--profile", "reception", "--name", "R-02", "--place", "Outpatients"
    )
    codes = {code["name"]: str(code["code"]) for code in told["codes"]} | {"R-02": second.strip()}
    try:
        yield Day(findings, root, service, a, b, cable_a, cable_b, people, codes, began_with)
    finally:
        for station in (a, b):
            station.kill()
        for cable in (cable_a, cable_b):
            cable.stop()
        service.stop()


def _person(told: dict[str, Any]) -> Person:
    return Person(str(told["username"]), str(told["password"]), str(told["name"]))


def _patients_now(service: Service) -> int:
    path = service.home.parent / "begin.json"
    service.admin("verify", "--dump", str(path))
    return len(json.loads(path.read_text(encoding="utf-8"))["tables"]["patient"])
