"""People who do not exist, the same ones in every run, as many as are asked for.

Names are made of syllables and are as unequally common as real ones: the n-th name occurs about
1/n as often as the first.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Any
from uuid import UUID

from models.check_digit import mrn_from_serial
from models.patient import (
    MRN_SYSTEM,
    Patient,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.vocabulary import (
    AdministrativeGender,
    ContactSystem,
    DatePrecision,
    NameUse,
)
from models.wire import RowImage

COMMONEST = "makari"
_STARTS = ("ma", "zu", "o", "ade", "ka", "ni", "be", "su", "la", "tho", "gre", "wi")
_MIDDLES = ("ka", "le", "mbo", "ni", "sha", "ro", "ti", "vu", "den", "go")
_ENDS = ("ri", "la", "na", "for", "ye", "no", "ma", "ss")
_FAMILIES = ["".join(parts).title() for parts in product(_STARTS, _MIDDLES, _ENDS)]
_GIVENS = ["".join(parts).title() for parts in product(("ana", "jo", "mi", "pe", "sa"), _ENDS)]
_FAMILY_WEIGHTS = list(accumulate(1 / (n + 1) for n in range(len(_FAMILIES))))
_GIVEN_WEIGHTS = list(accumulate(1 / (n + 1) for n in range(len(_GIVENS))))
_FIRST_SERIAL = 10_000_000


@dataclass(frozen=True, slots=True)
class Person:
    """One of them; `born` is ISO 8601."""

    serial: int
    family: str
    given: str
    born: str
    phone: str

    @property
    def number(self) -> str:
        """The medical record number."""
        return mrn_from_serial(_FIRST_SERIAL + self.serial)

    def rows(self, after_seq: int) -> Iterator[RowImage]:
        """The rows that the service would send of this person, numbered from `after_seq` on."""
        patient = self._id(0)
        about = {"patient_id": patient}
        name = {"use": NameUse.OFFICIAL, "family": self.family, "given": self.given}
        facts = {
            "gender": AdministrativeGender.UNKNOWN,
            "born_on": self.born,
            "born_precision": DatePrecision.DAY,
        }
        contact = {"system": ContactSystem.PHONE, "value": self.phone}
        number = {"system": MRN_SYSTEM, "value": self.number}
        images: tuple[tuple[str, UUID, dict[str, Any]], ...] = (
            (Patient.TABLE, patient, {"registered_at": 1_700_000_000_000_000}),
            (PatientName.TABLE, self._id(1), {**about, **name}),
            (PatientDemographics.TABLE, patient, {**about, **facts}),
            (PatientIdentifier.TABLE, self._id(2), {**about, **number}),
            (PatientContact.TABLE, self._id(3), {**about, **contact}),
        )
        for place, (table, row_id, fields) in enumerate(images, after_seq + 1):
            # Text as the wire brings it, not as the enumerations of a desk.
            plain = {k: str(v) if isinstance(v, str) else v for k, v in fields.items()}
            yield RowImage(table, row_id, place, patient, plain)

    def _id(self, which: int) -> UUID:
        return UUID(int=(7 << 76) | (2 << 62) | (self.serial << 84) | which)


def people() -> Iterator[Person]:
    """All of them, one after the other, without an end."""
    chance = random.Random(1984)
    serial = 0
    while True:
        yield Person(
            serial=serial,
            family=chance.choices(_FAMILIES, cum_weights=_FAMILY_WEIGHTS)[0],
            given=chance.choices(_GIVENS, cum_weights=_GIVEN_WEIGHTS)[0],
            born=f"{chance.randint(1930, 2025)}-{chance.randint(1, 12):02d}-"
            f"{chance.randint(1, 28):02d}",
            phone=f"07{chance.randint(0, 99_999_999):08d}",
        )
        serial += 1
