"""An outside person at one workstation: keys, mouse, scanner and eyes; nothing of the client."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys.client_process import PATIENCE_S, ClientProcess, NotSeenError, wait_until

__all__ = ["NotSeenError", "Workstation", "wait_until"]

REACH_FOR_KEY_S = 0.08
"""From the last letter to the next key: a person's hand has to get there."""
SETTLE_S = 1.2
"""Longer than the pause after which a form keeps its draft."""


class Workstation(ClientProcess):
    """One client process and the hand that works it; `by_keyboard`: without a mouse."""

    by_keyboard = False

    def key(self, keys: str) -> None:
        """Press one chord, written as `Ctrl+K`, as late after the letters as a person does."""
        time.sleep(REACH_FOR_KEY_S)
        self.ask("key", keys=keys)

    def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        self.ask("type", text=text)

    def scan(self, text: str) -> None:
        """Scan a barcode: a fast burst of characters, then Enter."""
        self.ask("scan", text=text)

    def click(self, name: str) -> None:
        """Click the control of that accessible name, once it is there and enabled.

        By keyboard alone it is reached with Tab and pressed with Space.
        """
        if not self.by_keyboard:
            self._patiently(lambda: self.ask("click", name=name))
            return
        self.reach(name)
        self.key("Space")

    def reach(self, name: str) -> None:
        """Tab to a control that can be used."""

        def usable() -> None:
            if not self.control(name)["enabled"]:
                raise NotSeenError(f"{self.name}: {name!r} is disabled")

        self._patiently(usable)
        time.sleep(REACH_FOR_KEY_S)
        self._patiently(lambda: self.ask("tab_to", name=name))

    def open_row(self, table: str, row: int) -> None:
        """Double-click a row of a table, or go to it and press Enter."""
        if self.by_keyboard:
            self.select_row(table, row)
            self.key("Return")
        else:
            self._patiently(lambda: self.ask("click_row", name=table, row=row, double=True))

    def select_row(self, table: str, row: int) -> None:
        """Click a row of a table, or go down to it."""
        if self.by_keyboard:
            self.reach(table)
            for keys in ("Ctrl+Home", *["Down"] * row):
                self.key(keys)
        else:
            self._patiently(lambda: self.ask("click_row", name=table, row=row))

    def fill(self, name: str, text: str) -> None:
        """Go into a field, clear it, and type."""
        if self.by_keyboard:
            self.reach(name)
            for keys in ("Ctrl+A", "Del"):
                self.key(keys)
        else:
            self.click(name)
            self.ask("clear", name=name)
        self.type(text)

    def choose(self, name: str, first_letters: str) -> None:
        """Choose from a list by typing how the choice begins, then down to it if others do too."""
        if self.by_keyboard:
            self.reach(name)
        else:
            self._patiently(lambda: self.ask("focus", name=name))
        # Space would open the list instead of searching it.
        word = first_letters.split()[0]
        self.ask("type", text=word, at_once=True)
        wait_until(lambda: self.read(name).startswith(word), f"{name} is not chosen")
        while not self.read(name).startswith(first_letters):
            assert self.read(name).startswith(word), f"{name} has no {first_letters!r}"
            before = self.read(name)
            self.key("Down")
            wait_until(lambda b=before: self.read(name) != b, f"{name} has no more")  # type: ignore[misc]

    def read(self, name: str, patience_s: float = PATIENCE_S) -> str:
        """The text that the control of that accessible name shows."""
        return str(self._patiently(lambda: self.ask("read", name=name), patience_s))

    def rows(self, table: str, patience_s: float = PATIENCE_S) -> list[list[str]]:
        """The cells of a table as shown."""
        return list(self._patiently(lambda: self.ask("rows", name=table), patience_s))

    def click_kind(self, kind: str) -> None:
        """Click the one control of a kind whose name changes with what it says."""
        if self.by_keyboard:
            self.click(self._name_of(kind))
        else:
            self._patiently(lambda: self.ask("click", name=self._name_of(kind)))

    def click_first(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Click the first control that fits."""
        fitting = [c["name"] for c in self.controls() if wanted(c)]
        if not fitting:
            raise NotSeenError(f"{self.name}: no control fits; there was {self.screen()}")
        self.click(fitting[0])

    def pick(self, beginning: str) -> None:
        """Pick the option that begins so; by keyboard Tab leads to the one that is picked now.

        The arrows go from there to the others, as in every group of options.
        """
        if not self.by_keyboard:
            self.click_first(lambda control: control["name"].startswith(beginning))
            return
        options = [c["name"] for c in self.controls() if c["kind"] == "QRadioButton"]
        wanted = next(name for name in options if name.startswith(beginning))
        for name in options:
            try:
                self.ask("tab_to", name=name)
            except NotSeenError:
                continue
            break
        for _ in options:
            if self.control(wanted)["focus"]:
                break
            self.key("Down")
        self.key("Space")

    def settle(self) -> None:
        """Give the desk the time a person would, to keep what was typed."""
        time.sleep(SETTLE_S)

    def _name_of(self, kind: str) -> str:
        names = [c["name"] for c in self.controls() if c["kind"] == kind]
        if not names:
            raise NotSeenError(f"{self.name}: there is no {kind}")
        return str(names[0])

    def controls(self) -> list[dict[str, Any]]:
        """Every named control on the screen."""
        return list(self.ask("controls"))

    def control(self, name: str) -> dict[str, Any]:
        """One control by its accessible name.

        Raises:
            NotSeenError: it is not on the screen.
        """
        for control in self.controls():
            if control["name"] == name:
                return dict(control)
        raise NotSeenError(f"{self.name}: nothing is called {name!r}")

    def screen(self) -> str:
        """All text on the screen."""
        return "\n".join(self.ask("texts"))

    def sees(self, text: str, patience_s: float = PATIENCE_S) -> bool:
        """Whether the text comes to the screen in time."""
        try:
            wait_until(lambda: text in self.screen(), text, patience_s)
        except NotSeenError:
            return False
        return True

    def wait_for(self, text: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the text is on the screen.

        Raises:
            NotSeenError: it did not come; the message tells what was there instead.
        """
        if not self.sees(text, patience_s):
            raise NotSeenError(f"{self.name}: {text!r} did not come; there was:\n{self.screen()}")

    def picture(self, path: Path, size: tuple[int, int] = (1366, 768)) -> Path:
        """Save the window as a PNG."""
        self.ask("resize", width=size[0], height=size[1])
        self.ask("grab", path=str(path))
        return path

    def _patiently(self, act: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
        deadline = time.monotonic() + patience_s
        while True:
            try:
                return act()
            except NotSeenError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.03)
