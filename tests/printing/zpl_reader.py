"""A small reader of ZPL: splits commands as a printer does, and undoes `^FH`."""

import re
from dataclasses import dataclass, field


@dataclass
class Field:
    x: int = 0
    y: int = 0
    commands: list[tuple[str, str]] = field(default_factory=list)
    hexadecimal: str = ""
    data: str | None = None

    @property
    def text(self) -> str:
        """What the printer prints: `^FH` codes resolved as bytes, then read as UTF-8."""
        assert self.data is not None
        if not self.hexadecimal:
            return self.data
        mark = re.escape(self.hexadecimal.encode())
        raw = re.sub(
            mark + rb"([0-9A-Fa-f]{2})",
            lambda found: bytes.fromhex(found[1].decode()),
            self.data.encode(),
        )
        return raw.decode("utf-8")

    def named(self, name: str) -> list[str]:
        return [arguments for command, arguments in self.commands if command == name]


@dataclass
class Label:
    set_up: dict[str, str]
    fields: list[Field]


def commands_of(zpl: bytes) -> list[tuple[str, str]]:
    """Every command with its arguments. `^` and `~` begin one wherever they stand."""
    text = zpl.decode("utf-8").replace("\n", "")
    parts = re.split(r"(?=[\^~])", text)
    assert parts[0] == "", "something stands before the first command"
    found = []
    for part in parts[1:]:
        length = 2 if part[1:2] == "A" else 3  # ^A takes the font as its first argument
        found.append((part[:length], part[length:]))
    return found


def read_label(zpl: bytes) -> Label:
    commands = commands_of(zpl)
    assert commands[0][0] == "^XA", "a label begins with ^XA"
    assert commands[-1][0] == "^XZ", "a label ends with ^XZ"
    label, current = Label({}, []), None
    for name, arguments in commands[1:-1]:
        if name in ("^FO", "^FT"):
            x, y = arguments.split(",")
            current = Field(int(x), int(y))
        if current is None:
            label.set_up[name] = arguments
        elif name == "^FS":
            label.fields.append(current)
            current = None
        elif name == "^FD":
            current.data = arguments
        elif name == "^FH":
            current.hexadecimal = arguments or "_"
        else:
            current.commands.append((name, arguments))
    assert current is None, "a field is left open"
    return label
