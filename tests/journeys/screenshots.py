"""Every screen in every state that matters, light and dark, small and large, to docs/screens/.

python3 dev.py screenshots [--out DIR]
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.desk import Workspace
from tests.journeys.day_pictures import DAY, Picture
from tests.journeys.door_pictures import DOOR
from tests.journeys.studio import Studio, settle
from tests.views.samples import DESK
from views.gate.crash_window import CrashWindow
from views.gate.enrolment_window import EnrolmentWindow
from views.gate.sign_in_window import SignInWindow
from views.gate.trouble_window import TroubleWindow
from views.shell.help_sheet import HelpSheet, KeySheet
from views.shell.pages import Page
from views.start import application, translate
from views.theme import Theme

OUT = Path(__file__).parents[2] / "docs" / "screens"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LARGE = {
    *("reception", "patient", "ward", "sync", "conflict", "sign-in", "timeline", "vitals"),
    *("medicines", "doses", "notes", "discharge", "bill", "dispense", "stock", "billing"),
    "attention",
}
"""Those that are also taken on a large screen: the rest looks there as it does on a small one."""


def page(key: Page | Workspace) -> Picture:
    """A page as it stands."""

    def picture(studio: Studio) -> QWidget:
        studio.main.go(key)
        return studio.main

    return picture


def catching_up(studio: Studio) -> QWidget:
    """The line is back and the news come in."""
    studio.main.go(Page.SYNC)
    studio.office.line.become("catching_up", behind=230)
    return studio.main


def decided(studio: Studio) -> QWidget:
    """A decision just before Enter."""
    studio.main.go(Page.CONFLICTS)
    view: Any = studio.main.pages.currentWidget()
    view.decision._choices["proposed"].click()
    return studio.main


def sign_in_refused(studio: Studio) -> QWidget:
    """A wrong password."""
    gate = SignInWindow(DESK)
    studio.show(gate)
    gate.refuse("The name or the password is not right. Check Caps Lock and type both again.")
    return gate


def crash(studio: Studio) -> QWidget:
    """Something unexpected."""
    window = CrashWindow("Traceback (most recent call last):\n  …", "3F2A91B0", studio.main)
    window.show_details.click()
    window.open()
    return window


def sheet(make: Callable[[Studio], QDialog]) -> Picture:
    """A sheet in front of the work."""

    def picture(studio: Studio) -> QWidget:
        made = make(studio)
        made.open()
        return made

    return picture


PICTURES: dict[str, Picture] = {
    "sign-in": lambda studio: studio.show(SignInWindow(DESK)),
    "sign-in-refused": sign_in_refused,
    "enrolment": lambda studio: studio.show(EnrolmentWindow()),
    "already-open": lambda studio: studio.show(
        TroubleWindow("Almoner is already open.", "Look for its window on the task bar.")
    ),
    "crash": crash,
    **DOOR,
    "ward": page(Workspace.WARD),
    "sync": page(Page.SYNC),
    "sync-catching-up": catching_up,
    "conflict": decided,
    **DAY,
    "billing": Studio.billing,
    "billing-payment": Studio.paying,
    "attention": page(Page.ATTENTION),
    "print-queue": page(Page.PRINT_QUEUE),
    "keys": sheet(lambda studio: KeySheet(studio.place.desk, studio.main)),
    "help": sheet(lambda studio: HelpSheet(Workspace.RECEPTION, studio.main)),
}


@contextmanager
def a_studio(size: tuple[int, int]) -> Iterator[Studio]:
    """A window that is put away again."""
    studio = Studio(size)
    try:
        yield studio
    finally:
        studio.close()
        application().setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def make_small(file: Path) -> None:
    """Keep the 256 colours that matter: a screen of calm surfaces has few more."""
    with Image.open(file) as whole:
        small = whole.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main(arguments: Sequence[str]) -> int:
    """Take every picture; the exit code is 0 when all were written."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the pictures")
    parser.add_argument("--only", default="", help="those whose name begins so")
    given = parser.parse_args(arguments)
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    app = application()
    translate(app, QLocale("en"))
    theme = Theme(app, "light")
    for look in THEMES:
        theme.choose(look)
        for size_name, size in SIZES.items():
            for name, picture in PICTURES.items():
                if not name.startswith(given.only) or (size_name == "1920" and name not in LARGE):
                    continue
                with a_studio(size) as studio:
                    window = picture(studio)
                    settle()
                    file = out / f"{name}-{look}-{size_name}.png"
                    if not window.grab().save(str(file)):
                        print(f"{file} cannot be written.", file=sys.stderr)
                        return 1
                    make_small(file)
                    print(file.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
