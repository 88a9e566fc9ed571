"""The parts of one workstation, put together and taken apart in the right order."""

from pathlib import Path

import structlog

from app.command import Done, Outcome, Refused, Unavailable
from app.desk import Desk
from app.office import Office
from app.print_room import PrinterSetUpError, PrintRoom, read_profiles
from app.sign_in import SignIn
from app.site import Site
from app.start import Opened, Trouble
from local_store.errors import StoreError, StoreLockedError
from local_store.keybox import KeyBox
from local_store.opening import has_store
from local_store.store import Store
from models.vocabulary import N_
from printing.transports import PrinterAddressError
from sync_client.agent import SyncAgent
from sync_client.enrol import EnrolError, EnrolFailure, enrol

CANNOT_OPEN = N_("Almoner cannot open the records of this workstation.")
ALREADY_OPEN = N_("Almoner is already open.")
NOT_JOINED = N_("This workstation did not join the hospital.")
BAD_PRINTERS = N_("The printers of this workstation are not set up correctly.")


class Workstation:
    """A store and everything that works on it."""

    def __init__(self, store: Store, room: PrintRoom, site: Site) -> None:
        self.store, self.room, self.site = store, room, site
        self.desk = Desk()
        self.office = Office(store, self.desk, room, site)
        self.sign_in = SignIn(store)
        self.agent = self._connect()
        room.start()

    def is_enrolled(self) -> bool:
        """Whether this workstation belongs to a hospital yet."""
        return self.store.identity is not None

    def enrol(self, server: str, code: str) -> Outcome:
        """Join the hospital with an administrator's code. Waits for the line."""
        try:
            joined = enrol(server.strip(), code, self.store.public_key)
            self.store.adopt(joined.identity, joined.standing)
        except EnrolError as error:
            if error.failure is EnrolFailure.UNREACHABLE:
                return Unavailable(str(error))
            field = "server" if error.failure is EnrolFailure.BAD_ADDRESS else "code"
            return Refused(str(error), field, code=error.failure.value)
        except StoreError as error:
            return Unavailable(str(error))
        self.agent.stop()
        self.agent = self._connect()
        structlog.get_logger("almoner.workstation").info("enrolled", device=joined.identity.name)
        return Done()

    def close(self) -> None:
        """Stop what works on the store, then close it."""
        self.agent.stop()
        self.room.stop()
        self.store.close()

    def opened(self) -> Opened:
        """What the windows get."""
        return Opened(
            office=self.office,
            desk=self.desk,
            sign_in=self.sign_in,
            is_enrolled=self.is_enrolled,
            enrol=self.enrol,
            close=self.close,
        )

    def _connect(self) -> SyncAgent:
        agent = SyncAgent.for_store(self.store, self.site.clock, self.site.entropy)
        self.office.line = agent
        agent.start()
        return agent


def open_workstation(folder: Path, box: KeyBox, site: Site) -> Workstation | Trouble:
    """Open the store of a folder, or make one where there is none; never over a damaged one."""
    try:
        known = has_store(folder)
        make = Store.open if known else Store.create
        store = make(folder, box, site.clock, site.entropy)
    except StoreLockedError as error:
        return Trouble(ALREADY_OPEN, str(error))
    except StoreError as error:
        return Trouble(CANNOT_OPEN, str(error))
    try:
        room = PrintRoom(store.print_jobs, read_profiles(folder), site.clock, folder / "spool")
    except (PrinterSetUpError, PrinterAddressError) as error:
        store.close()
        return Trouble(BAD_PRINTERS, str(error))
    return Workstation(store, room, site)


def join_or_close(workstation: Workstation, server: str, code: str) -> Workstation | Trouble:
    """Enrol at the start, as the command line asks; a workstation that may not join is closed."""
    outcome = workstation.enrol(server, code)
    if isinstance(outcome, Done):
        return workstation
    workstation.close()
    return Trouble(NOT_JOINED, outcome.words)
