"""The elements of one resource, read strictly: each refusal names the element by its path.

Reference: HL7 FHIR R4 (4.0.1), data types.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from models.vocabulary import DatePrecision
from server_stub.fhir_import.bundle import Entry, RefusedError, Resource

Code = TypeVar("Code", bound=StrEnum)
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_PRECISIONS = {
    4: ("-01-01", DatePrecision.YEAR),
    7: ("-01", DatePrecision.MONTH),
    10: ("", DatePrecision.DAY),
}


class Elements:
    """A resource with the words to refuse any part of it by its place."""

    def __init__(self, entry: Entry):
        self.place = f"{entry.place}.resource"
        self.full_url = entry.full_url
        self.resource: Resource = entry.resource

    def refuse(self, path: str, why: str) -> RefusedError:
        """The error that names an element of this resource."""
        return RefusedError(f"{self.place}.{path}", why)

    def texts(self, part: dict[str, Any], key: str, path: str) -> str | None:
        """A text, or a list of texts joined by spaces; None where absent."""
        value = part.get(key)
        if value is None:
            return None
        items: list[Any] = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item.strip() for item in items):
            raise self.refuse(f"{path}.{key}", f"{value!r} is not text")
        separator = "\n" if key == "line" else " "
        return separator.join(item.strip() for item in items)

    def code(self, kind: type[Code], part: dict[str, Any], key: str, path: str) -> Code | None:
        """A code of a closed list; None where absent."""
        value = part.get(key)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError as error:
            allowed = ", ".join(kind)
            raise self.refuse(f"{path}{key}", f"{value!r} is none of {allowed}") from error

    def parts(self, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each element of a repeating element, with its path."""
        elements = self.resource.get(key, [])
        if not isinstance(elements, list):
            raise self.refuse(key, "is not a list")
        for index, element in enumerate(elements):
            path = f"{key}[{index}]"
            if not isinstance(element, dict):
                raise self.refuse(path, "is not an object")
            yield path, element

    def partial_date(self, key: str) -> tuple[date | None, DatePrecision | None]:
        """A date known to the day, the month or the year, and which of them."""
        value = self.resource.get(key)
        if value is None:
            return None, None
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            raise self.refuse(key, f"{value!r} is no date")
        rest, precision = _PRECISIONS[len(value)]
        try:
            return date.fromisoformat(value + rest), precision
        except ValueError as error:
            raise self.refuse(key, f"{value!r} is no date") from error

    def instant(self, key: str) -> datetime | None:
        """A date and time; one without a zone is taken as UTC."""
        value = self.resource.get(key)
        if value is None:
            return None
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise self.refuse(key, f"{value!r} is no date and time") from error
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def first_code(concept: object) -> str | None:
    """The first code of a CodeableConcept, whatever its system; None where there is none."""
    if not isinstance(concept, dict):
        return None
    codings = concept.get("coding")
    if not isinstance(codings, list):
        return None
    codes = (c.get("code") for c in codings if isinstance(c, dict))
    return next((code for code in codes if isinstance(code, str)), None)
