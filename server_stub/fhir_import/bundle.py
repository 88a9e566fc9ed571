"""Reading a bundle file: everything in it, or a clear word on what is wrong with it and where."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MAX_BUNDLE_BYTES = 64_000_000
_BUNDLE_TYPES = frozenset({"transaction", "batch", "collection", "searchset", "document"})

Resource = dict[str, Any]


class RefusedError(ValueError):
    """A bundle that cannot be taken. `place` is the entry or line, `why` says what is wrong."""

    def __init__(self, place: str, why: str):
        super().__init__(f"{place}: {why}" if place else why)
        self.place = place
        self.why = why


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of a bundle, with the place a person finds it at."""

    place: str
    full_url: str
    resource: Resource


def read_bundle(path: Path) -> list[Entry]:
    """All entries of a bundle file.

    Raises:
        RefusedError: the file cannot be read, is too large, is no UTF-8, no JSON or no bundle.
    """
    return _entries(_parse(_text(path)))


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BUNDLE_BYTES:
            raise RefusedError("", f"{size} bytes; at most {MAX_BUNDLE_BYTES} are read at once")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RefusedError("", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"byte {error.start}", "is not UTF-8 text") from error


def _parse(text: str) -> object:
    try:
        # Decimals stay exact: a reading of 1.10 is not one of 1.1.
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RefusedError(place, f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise RefusedError("", "is nested too deeply to be a bundle") from error


def _no_constant(name: str) -> object:
    raise RefusedError("", f"{name} is not a number FHIR allows")


def _entries(value: object) -> list[Entry]:
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        kind = value.get("resourceType") if isinstance(value, dict) else type(value).__name__
        raise RefusedError("", f"is no FHIR Bundle but {kind}")
    if value.get("type") not in _BUNDLE_TYPES:
        raise RefusedError("Bundle.type", f"{value.get('type')!r} holds no records to import")
    entries = value.get("entry", [])
    if not isinstance(entries, list):
        raise RefusedError("Bundle.entry", "is not a list")
    return [_entry(index, entry) for index, entry in enumerate(entries)]


def _entry(index: int, entry: object) -> Entry:
    place = f"Bundle.entry[{index}]"
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(resource, dict):
        raise RefusedError(place, "has no resource")
    if not isinstance(resource.get("resourceType"), str):
        raise RefusedError(f"{place}.resource", "does not say what it is (resourceType)")
    full_url = entry.get("fullUrl", "")
    if not isinstance(full_url, str):
        raise RefusedError(f"{place}.fullUrl", "is not text")
    return Entry(place, full_url, resource)
