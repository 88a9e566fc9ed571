"""FHIR bundles made up for tests: whose records, and files of them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

SAMPLES = Path(__file__).parents[1] / "journeys" / "samples"
"""Three whole bundles and `broken.json`, all of people who never were."""

OUTSIDE = Path(__file__).parents[3] / "shared" / "data" / "fhir"
"""Bundles of another maker's synthetic patients, where they are at hand."""


def person(number: int, **changed: Any) -> dict[str, Any]:
    """A Patient whose id carries a number."""
    return {
        "resourceType": "Patient",
        "id": str(patient_id(number)),
        "name": [{"use": "official", "family": f"Family {number}", "given": ["Ada"]}],
        "gender": "female",
        "birthDate": "1984-04-03",
        **changed,
    }


def patient_id(number: int) -> UUID:
    """The id of `person(number)`."""
    return UUID(int=(0x0198C0DE_0000_7000_8000 << 48) + number)


def bundle(path: Path, *resources: Mapping[str, Any]) -> Path:
    """Write a bundle file."""
    entries = [{"resource": resource} for resource in resources]
    content = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
