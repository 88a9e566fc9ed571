"""The medicines that can be ordered, the most used first, and what a typed name or dose means."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from local_store.reading import Read
from models.dose_words import medicine_words
from models.medication import Medication, MedicationRequest
from models.vocabulary import N_

_DOSE = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*([^\d\s].*)?")
_FACTOR = {"g": 1_000_000_000, "mg": 1_000_000, "microgram": 1000, "nanogram": 1}
_SPELLED = {
    "mcg": "microgram",
    "µg": "microgram",
    "μg": "microgram",
    "ug": "microgram",
    "ng": "nanogram",
    "gram": "g",
    "milligram": "mg",
    "iu": "unit",
    "u": "unit",
    "ml": "ml",
}


NO_DOSE = N_("Type the dose in {units}, like 500 or 500 {unit}.")
NOT_ZERO = N_("A dose is more than zero.")
OTHER_UNIT = N_("{name} is dosed in {units}, not in {said}.")


class DoseError(ValueError):
    """What was typed is no dose of this medicine; the message says what to do."""


def medicines(read: Read) -> list[Medication]:
    """Every medicine of the formulary, the most ordered first, then by name."""
    used = Counter[UUID](order.medication_id for order in read.all(MedicationRequest))
    return sorted(
        read.all(Medication), key=lambda each: (-used[each.id], each.name.casefold(), each.strength)
    )


def find_medicine(known: Sequence[Medication], typed: str) -> Medication | None:
    """The one medicine the text means: by its whole words or name, else the only one it can be."""
    wanted = _folded(typed)
    if not wanted:
        return None
    exact = [each for each in known if wanted in (_folded(medicine_words(each)), each.code.lower())]
    if exact:
        return exact[0]
    named = [each for each in known if wanted in (_folded(each.name), _folded(each.display_name))]
    if len(named) == 1:
        return named[0]
    parts = wanted.split()
    near = [
        each
        for each in known
        if all(part in f"{_folded(medicine_words(each))} {each.name.casefold()}" for part in parts)
    ]
    return near[0] if len(near) == 1 else None


def read_dose(typed: str, medicine: Medication) -> Decimal:
    """The dose in the unit of the medicine: `500`, `500 mg`, `0.5 g`, `2 tablets` all mean 500.

    Raises:
        DoseError: it is no number above zero, or its unit is another's.
    """
    unit = medicine.dose_unit
    found = _DOSE.fullmatch(typed.strip())
    if found is None:
        raise DoseError(NO_DOSE.format(units=_plural(unit), unit=unit))
    number = Decimal(found[1].replace(",", ""))
    if number <= 0:
        raise DoseError(NOT_ZERO)
    return number * _times(found[2] or unit, medicine)


def _times(said: str, medicine: Medication) -> Decimal:
    """How many of the medicine's dose unit one of the unit said is."""
    given, wanted = _unit(said), _unit(medicine.dose_unit)
    if given == wanted:
        return Decimal(1)
    if given == _unit(medicine.supply_unit) and medicine.dose_per_unit:
        return medicine.dose_per_unit
    if given in _FACTOR and wanted in _FACTOR:
        return Decimal(_FACTOR[given]) / Decimal(_FACTOR[wanted])
    units = _plural(medicine.dose_unit)
    raise DoseError(OTHER_UNIT.format(name=medicine.name, units=units, said=said))


def _unit(text: str) -> str:
    lower = text.strip().casefold()
    lower = _SPELLED.get(lower, lower)
    single = lower[:-1] if lower.endswith("s") and len(lower) > 1 else lower
    return _SPELLED.get(single, single)


def _plural(unit: str) -> str:
    return unit if unit in ("mg", "g", "mL") or unit.endswith("s") else f"{unit}s"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
