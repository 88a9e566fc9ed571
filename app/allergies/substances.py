"""The substances an allergy can be recorded against with a code, by the names people type."""

from dataclasses import dataclass

from local_store.reading import Read
from models.medication import Medication, SubstanceGroup


@dataclass(frozen=True, slots=True)
class Substance:
    """What can be checked: its name as the hospital writes it, and its code."""

    name: str
    code: str


def coded_substances(read: Read) -> dict[str, Substance]:
    """Every name that has a code, by its lower-case form: substances, classes and products."""
    found: dict[str, Substance] = {}
    groups = read.all(SubstanceGroup)
    pairs = [(line.name, line.code) for line in groups]
    pairs += [(line.group_name, line.group_code) for line in groups if not line.is_cross]
    for medicine in read.all(Medication):
        code = medicine.ingredient_code
        pairs += [(code.replace("-", " "), code), (medicine.name, code)]
    for name, code in pairs:
        found.setdefault(name.casefold(), Substance(name, code))
    return found


def suggestions(read: Read) -> tuple[tuple[str, str], ...]:
    """The names for a type-ahead, in alphabetical order: (name, name)."""
    names = sorted({each.name for each in coded_substances(read).values()}, key=str.casefold)
    return tuple((name, name) for name in names)


def coded(read: Read, typed: str) -> Substance | None:
    """The substance that was typed, or None when it has no code and cannot be checked."""
    return coded_substances(read).get(" ".join(typed.split()).casefold())
