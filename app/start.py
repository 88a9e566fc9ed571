"""What the windows get from `app.main`: everything they need, opened when they ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

# This module is imported before the first window is shown, so it must cost nothing.
if TYPE_CHECKING:
    from app.command import Outcome
    from app.desk import Desk
    from app.office import Office
    from app.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class Opened:
    """The store is open and its parts are put together.

    Attributes:
        office: every action and question.
        desk: who is here and what is open.
        sign_in: proves who somebody is; slow on purpose, so not on the UI thread.
        is_enrolled: whether this workstation belongs to a hospital yet.
        enrol: join the hospital: (server address, code); needs the line, not on the UI thread.
        close: stop the line and close the store.
    """

    office: "Office"
    desk: "Desk"
    sign_in: "SignIn"
    is_enrolled: Callable[[], bool]
    enrol: Callable[[str, str], "Outcome"]
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """The store cannot be opened: what happened, and what to do."""

    words: str
    advice: str


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started.

    Attributes:
        theme: `light`, `dark`, or None to follow the system.
        version: what the window calls itself.
        open: opens the store; takes a second or two, so not on the UI thread.
        note_crash: write an unexpected error to the log; gives the reference to show.
        server: the service's address if it is known already, to be filled in at the enrolment.
    """

    theme: str | None
    version: str
    open: Callable[[], Opened | Trouble]
    note_crash: Callable[[BaseException], str]
    server: str = ""
