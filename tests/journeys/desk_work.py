"""What a person does at a desk, in the words of the screens."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.journeys.hand import NotSeenError, Workstation, wait_until

PILL = "Pill"
SAVE = "Save   Enter"
NOT_IN = ("is not right", "has not received")
"""How the gate says that this did not open it."""
ASK_AGAIN_S = 0.3


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    username: str
    password: str
    name: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to register, as they would spell themselves at the counter."""

    family: str
    given: str
    born: str
    mobile: str
    gender: str = "Female"

    @property
    def shown(self) -> str:
        """The name as the banner has it."""
        return f"{self.family.upper()}, {self.given}"


def enrol(desk: Workstation, url: str, code: str) -> None:
    """Join the hospital with a one-time code."""
    desk.wait_for("Connect this workstation")
    desk.fill("Server address", url)
    desk.fill("One-time code", code)
    desk.key("Return")
    desk.wait_for("Username")


def sign_in(desk: Workstation, person: Person) -> None:
    """Sign in once the desk knows its people."""
    desk.wait_for("Username")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        desk.fill("Username", person.username)
        desk.fill("Password", person.password)
        desk.key("Return")
        said = first_of(desk, (person.name, *NOT_IN))
        if person.name in said:
            return
        time.sleep(ASK_AGAIN_S)
    raise NotSeenError(f"{desk.name}: {person.username} cannot sign in:\n{desk.screen()}")


def unlock(desk: Workstation, person: Person) -> None:
    """Open a locked desk with one's password."""
    desk.wait_for("Locked by")
    desk.fill("Password", person.password)
    desk.key("Return")
    wait_until(lambda: "Locked by" not in desk.screen(), f"{desk.name}: stays locked")


def register(desk: Workstation, newcomer: Newcomer) -> None:
    """Register somebody at the counter, with the keyboard."""
    type_registration(desk, newcomer)
    desk.click("Register only")
    desk.wait_for(newcomer.shown)


def type_registration(desk: Workstation, newcomer: Newcomer) -> None:
    """Fill the registration form and leave it there."""
    desk.key("Ctrl+1")
    desk.wait_for("Register a patient")
    desk.fill("Family name", newcomer.family)
    desk.fill("Given names", newcomer.given)
    desk.fill("Born", newcomer.born)
    desk.choose("Gender", newcomer.gender)
    desk.fill("Mobile", newcomer.mobile)


def find(desk: Workstation, words: str, shown: str) -> None:
    """Find a patient in the one box and open the page."""
    desk.key("Ctrl+K")
    desk.key("Ctrl+A")
    desk.type(words)
    wait_until(lambda: _in_results(desk, shown), f"{desk.name}: {shown} is not found")
    desk.key("Return")
    wait_until(lambda: shown in banner(desk), f"{desk.name}: the page of {shown} did not open")


def banner(desk: Workstation) -> str:
    """The name in the patient banner; empty where none is open."""
    try:
        return desk.read("Patient", patience_s=0.2)
    except NotSeenError:
        return ""


def _in_results(desk: Workstation, shown: str) -> bool:
    try:
        return any(shown in " ".join(row) for row in desk.rows("Patients found", patience_s=0.2))
    except NotSeenError:
        return False


def change(desk: Workstation, button: str, fields: dict[str, str]) -> None:
    """Open a form by its button, type into it and save."""
    desk.click(button)
    desk.wait_for(SAVE)
    for name, value in fields.items():
        desk.fill(name, value)
    desk.key("Return")
    wait_until(lambda: SAVE not in desk.screen(), f"{desk.name}: the form stays open")


def change_choice(desk: Workstation, button: str, name: str, choice: str) -> None:
    """Open a form by its button, choose from a list and save."""
    desk.click(button)
    desk.wait_for(SAVE)
    desk.choose(name, choice)
    desk.key("Return")
    wait_until(lambda: SAVE not in desk.screen(), f"{desk.name}: the form stays open")


def count_found(desk: Workstation, words: str, shown: str) -> int:
    """How many patients of that name the one box finds."""
    desk.key("Ctrl+K")
    desk.key("Ctrl+A")
    desk.type(words)
    wait_until(lambda: _in_results(desk, shown), f"{desk.name}: {shown} is not found")
    found = [row for row in desk.rows("Patients found") if shown in " ".join(row)]
    desk.key("Esc")
    return len(found)


def book_button(desk: Workstation) -> dict[str, Any]:
    """The button that asks the service for the chosen bed."""
    return next(c for c in desk.controls() if c["name"].startswith(("Book ", "Choose a free bed")))


def first_button(desk: Workstation, names: Sequence[str]) -> str:
    """The first of these buttons that is on the screen."""
    shown = {control["name"] for control in desk.controls()}
    found = next((name for name in names if name in shown), None)
    if found is None:
        raise NotSeenError(f"{desk.name}: none of {names} is on the screen")
    return found


def first_of(desk: Workstation, any_of: Sequence[str]) -> str:
    """The first line on the screen that holds one of these words."""

    def found() -> str:
        lines = desk.screen().splitlines()
        return next((line for line in lines if any(words in line for words in any_of)), "")

    wait_until(lambda: bool(found()), f"{desk.name}: none of {any_of} came:\n{desk.screen()}")
    return found()


def pill(desk: Workstation) -> str:
    """What the connectivity pill says."""
    return next((c["text"] for c in desk.controls() if c["kind"] == PILL), "")


def wait_for_pill(desk: Workstation, words: str, patience_s: float = 30.0) -> str:
    """Wait until the pill says something of this kind, and give it whole."""
    wait_until(
        lambda: words in pill(desk), f"{desk.name}: the pill never said {words!r}", patience_s
    )
    return pill(desk)


def wait_until_seen_at(desk: Workstation, words: str, shown: str) -> float:
    """Seconds until a patient can be found at a desk."""
    begun = time.monotonic()
    find(desk, words, shown)
    return time.monotonic() - begun


def mrn_of(desk: Workstation) -> str:
    """The medical record number on the open patient's page, digits only."""
    return re.sub(r"\D", "", desk.read("MRN"))


def in_agreement(desk: Workstation) -> str:
    """Ask the sync panel to compare now, and give what it says about agreement."""
    desk.click_kind(PILL)
    desk.wait_for("Ask the server now")
    desk.click_first(lambda control: control["name"].startswith("Ask the server now"))
    desk.wait_for("Proved to hold the same as the service", 30)
    return next(t for t in desk.screen().splitlines() if t.startswith("Proved"))
