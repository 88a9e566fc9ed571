"""Where the bench `tasks` plays: the demonstration hospital, its service and its desks."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.task_patients import Elsewhere
from models.vocabulary import Profile
from tests.journeys import desk_work
from tests.journeys.desk_work import Person
from tests.journeys.hand import Workstation
from tests.journeys.world import PASSPHRASE, Service
from tests.service import open_folder

WORKERS = {
    Profile.RECEPTION: "amina",
    Profile.WARD: "linh",
    Profile.PHARMACY: "noor",
    Profile.CASHIER: "yuki",
}


class Stage:
    """One hospital; one desk at a time, so that no other window shares the processor."""

    def __init__(self, root: Path, ending: ExitStack) -> None:
        self._root = root
        self.service = Service(root)
        told = self.service.found()
        self._people = {
            str(each["username"]): Person(each["username"], each["password"], each["name"])
            for each in told["users"]
        }
        self._codes = {Profile(each["profile"]): str(each["code"]) for each in told["codes"]}
        self.service.start()
        ending.callback(self.service.stop)
        authority = self.service.home / "certificates" / "authority.pem"
        trust = ssl.create_default_context(cafile=str(authority))
        place = ("--profile", "ward", "--name", "W-09", "--place", "Elsewhere")
        code = self.service.admin("enrol-code", *place).strip()
        self.elsewhere = Elsewhere(self.service.url, trust, code)
        ending.callback(self.elsewhere.close)

    def worker(self, profile: Profile) -> Person:
        """Who works at the desk of this profile."""
        return self._people[WORKERS[profile]]

    @contextmanager
    def desk(self, profile: Profile) -> Iterator[Workstation]:
        """A workstation with its usual person signed in, worked by keyboard, while this runs."""
        store = ["--store", str(self._root / profile / "store"), "--server", self.service.url]
        options = ["--key-file", "--theme", "light"]
        environment = {"ALMONER_STORE_PASSPHRASE": PASSPHRASE}
        made = Workstation(profile.value, self._root, [*store, *options], environment)
        made.by_keyboard = True
        made.start()
        try:
            desk_work.enrol(made, self.service.url, self._codes[profile])
            desk_work.sign_in(made, self.worker(profile))
            desk_work.wait_for_pill(made, "Online")
            yield made
        finally:
            made.kill()


@contextmanager
def a_stage(folder: Path) -> Iterator[Stage]:
    """Found the hospital and start its service; end it afterwards."""
    with open_folder(folder) as root, ExitStack() as ending:
        yield Stage(root, ending)
