"""Six desks, a service and a cable to each; and what a part of the day is given to work with."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.vocabulary import Profile
from tests.journeys.checks import Findings
from tests.journeys.desk_work import Person
from tests.journeys.hand import Workstation
from tests.journeys.world import Cable, Service, desk


@dataclass(frozen=True, slots=True)
class Post:
    """A desk of the hospital: its window, its cable, what it is for, and who works there."""

    station: Workstation
    cable: Cable
    profile: Profile
    device: str
    username: str


POSTS: tuple[tuple[str, Profile, str, str], ...] = (
    ("A", Profile.RECEPTION, "R-01", "amina"),
    ("B", Profile.RECEPTION, "R-02", "tomasz"),
    ("W", Profile.WARD, "W-01", "linh"),
    ("D", Profile.WARD, "W-02", "doctor"),
    ("P", Profile.PHARMACY, "P-01", "pharmacist"),
    ("C", Profile.CASHIER, "C-01", "cashier"),
)
"""Name in the story, profile, name in the hospital, and who works there: a username or a role."""


@dataclass(slots=True)
class Day:
    """Everything a part of the story may touch.

    Attributes:
        findings: where checks go.
        service: the central service.
        posts: the desks by their name in the story.
        people: who may sign in, by username.
        demonstration_patients: how many patients the hospital began with.
        registered: how many people at the desks have registered since.
        imported: how many came from elsewhere.
        conflicts, bookings: how many decisions and claims the story has made.
        paper: what was printed for other desks to scan, by what it is.
    """

    findings: Findings
    root: Path
    service: Service
    posts: dict[str, Post]
    people: dict[str, Person]
    codes: dict[str, str]
    demonstration_patients: int
    registered: int = 0
    imported: int = 0
    conflicts: int = 0
    bookings: int = 0
    paper: dict[str, list[str]] = field(default_factory=dict)

    @property
    def a(self) -> Workstation:
        """The first reception desk."""
        return self.posts["A"].station

    @property
    def b(self) -> Workstation:
        """The second reception desk."""
        return self.posts["B"].station

    @property
    def cable_a(self) -> Cable:
        """The cable of the first reception desk."""
        return self.posts["A"].cable

    @property
    def cable_b(self) -> Cable:
        """The cable of the second reception desk."""
        return self.posts["B"].cable

    def picture(self, station: Workstation, name: str) -> None:
        """Keep a picture of a window among the screens."""
        path = self.findings.out / "screens" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        station.picture(path)
        self.findings.screens.append(f"screens/{name}.png")

    def pull_every_cable(self) -> None:
        """The network of the whole hospital goes."""
        for post in self.posts.values():
            post.cable.set("refuse")

    def mend_every_cable(self) -> None:
        """It is back."""
        for post in self.posts.values():
            post.cable.set("pass")


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
    people = {p["username"]: _person(p) for p in told["users"]}
    posts = {name: _post(root, service, told, name) for name, *_ in POSTS}
    second = service.admin(
        "enrol-code", "--profile", "reception", "--name", "R-02", "--place", "Outpatients"
    )
    codes = {code["name"]: str(code["code"]) for code in told["codes"]} | {"R-02": second.strip()}
    with ExitStack() as ending:
        ending.callback(service.stop)
        for post in posts.values():
            ending.callback(post.cable.stop)
            ending.callback(post.station.kill)
        yield Day(findings, root, service, posts, people, codes, began_with)


def _post(root: Path, service: Service, told: dict[str, Any], name: str) -> Post:
    _, profile, device, who = next(post for post in POSTS if post[0] == name)
    cable = Cable(service.port)
    username = next(
        (u["username"] for u in told["users"] if who == u["username"] or who in u["roles"]), who
    )
    return Post(desk(name, root, cable), cable, profile, device, str(username))


def _person(told: dict[str, Any]) -> Person:
    return Person(str(told["username"]), str(told["password"]), str(told["name"]))


def _patients_now(service: Service) -> int:
    path = service.home.parent / "begin.json"
    service.admin("verify", "--dump", str(path))
    return len(json.loads(path.read_text(encoding="utf-8"))["tables"]["patient"])
