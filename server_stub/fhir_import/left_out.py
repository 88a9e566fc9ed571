"""What of a Patient has no place in our rows, named by its path so that nobody is surprised."""

from collections.abc import Iterator

from server_stub.fhir_import.bundle import Resource

_TAKEN_PARTS: dict[str, frozenset[str]] = {
    "identifier": frozenset({"system", "value", "type"}),
    "name": frozenset({"use", "text", "family", "given", "prefix", "suffix"}),
    "telecom": frozenset({"system", "value", "use"}),
    "address": frozenset(
        {"use", "line", "city", "district", "state", "postalCode", "country", "text"}
    ),
    "communication": frozenset({"language"}),
}
_TAKEN = frozenset({"resourceType", "id", "gender", "birthDate", "deceasedDateTime"})


def left_out(resource: Resource) -> Iterator[str]:
    """The path of each element of a mapped Patient that no row took, once for each time."""
    for key, value in resource.items():
        if key in _TAKEN:
            continue
        if key not in _TAKEN_PARTS:
            yield f"Patient.{key}"
            continue
        taken = _TAKEN_PARTS[key]
        for part in value:
            yield from (f"Patient.{key}.{inner}" for inner in part if inner not in taken)
