"""G9: what a registration costs at its desk, beside a bare SQLCipher insert of the same rows.

Ours is `Store.act`: the rows, the outbox, the hash chain and its signature, the journal on the
disk, the search index, the commit. The baseline is the same rows into bare tables of another
SQLCipher file in one transaction. Both with a write-ahead log and `synchronous=FULL`.
"""

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import sqlcipher3  # type: ignore[import-untyped]  # it ships no types
from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, percentile, spread
from benchmarks.lone_desk import USER, lone_desk
from models.entity import Entity
from models.patient import (
    MRN_SYSTEM,
    Patient,
    PatientContact,
    PatientDemographics,
    PatientIdentifier,
    PatientName,
)
from models.tables import build_table
from models.vocabulary import (
    AdministrativeGender,
    ContactSystem,
    DatePrecision,
    NameUse,
    PatientId,
)

P50_GOAL, P99_GOAL, P99_MS_GOAL = 2.5, 3.0, 20.0
_STEPS = {
    "rows written": "rows_ms",
    "sealed": "sign_and_index_ms",
    "journal on disk": "journal_ms",
    "committed": "commit_ms",
}


def run(setting: Setting) -> list[Outcome]:
    """Measure G9."""
    count = setting.size(400, 20)
    steps = Steps()
    desk = lone_desk(setting.folder / "desk", steps.reached)
    bare = BareTables(setting.folder / "bare.db")

    def ours() -> Figures:
        waits = []
        for number in range(count):
            steps.begin()
            began = perf_counter()
            with desk.store.act("patient.register", USER) as tx:
                mrn = tx.take_mrn().value
                for record in _patient(tx.new_id, tx.now, mrn, number):
                    tx.add(record)
            waits.append(perf_counter() - began)
        return spread(waits)

    def baseline() -> Figures:
        made = [
            _patient(desk.new_id, desk.clock.now(), f"{number:09d}", number)
            for number in range(count)
        ]
        return spread([bare.insert(records) for records in made])

    try:
        measured = alternate({"act": ours, "bare": baseline}, setting.rounds)
        _check(desk.store.replica.summary().waiting, bare.patients(), setting.rounds * count)
    finally:
        desk.store.close()
        bare.close()
    return _outcomes(measured, steps.medians())


class Steps:
    """How long each step of a write took, as the store says when it reaches it."""

    def __init__(self) -> None:
        self._took: dict[str, list[float]] = defaultdict(list)
        self._last = 0.0

    def begin(self) -> None:
        """A write begins."""
        self._last = perf_counter()

    def reached(self, step: str) -> None:
        """The store has come to the end of a step."""
        if step in _STEPS:
            now = perf_counter()
            self._took[_STEPS[step]].append(now - self._last)
            self._last = now

    def medians(self) -> Figures:
        """The half of the writes took at most this for each step, in ms."""
        return {
            f"act.{name}": 1000 * percentile(seconds, 0.5) for name, seconds in self._took.items()
        }


class BareTables:
    """The same rows in SQLCipher with nothing around them."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlcipher3.connect(str(path), isolation_level=None, cached_statements=400)
        self._raw.execute(f"PRAGMA key=\"x'{os.urandom(32).hex()}'\"")
        self._raw.execute("PRAGMA journal_mode=WAL")
        self._raw.execute("PRAGMA synchronous=FULL")
        self._inserts: dict[type[Entity], str] = {}
        metadata = MetaData()
        for entity in (
            Patient,
            PatientName,
            PatientDemographics,
            PatientIdentifier,
            PatientContact,
        ):
            table = build_table(entity, metadata, extra=[], foreign_keys=False)
            self._raw.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            marks = ", ".join("?" for _ in table.columns)
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            self._inserts[entity] = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608

    def insert(self, records: list[Entity]) -> float:
        """One transaction with these rows: seconds until it is on the disk."""
        rows = [(self._inserts[type(each)], _cells(each)) for each in records]
        began = perf_counter()
        self._raw.execute("BEGIN IMMEDIATE")
        for statement, cells in rows:
            self._raw.execute(statement, cells)
        self._raw.execute("COMMIT")
        return perf_counter() - began

    def patients(self) -> int:
        """How many are in it."""
        return int(self._raw.execute("SELECT count(*) FROM patient").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def _cells(record: Entity) -> list[Any]:
    cells = [record.id, *record.plain().values()]
    return [cell.bytes if isinstance(cell, UUID) else cell for cell in cells]


def _patient(new_id: Callable[[], UUID], now: Any, mrn: str, number: int) -> list[Entity]:
    patient = PatientId(new_id())
    return [
        Patient(id=patient, registered_at=now, registered_by_id=USER),
        PatientName(
            id=new_id(),
            patient_id=patient,
            use=NameUse.OFFICIAL,
            family=f"Okafor{number % 97}",
            given=f"Ngozi{number % 31}",
        ),
        PatientDemographics(
            id=patient,
            patient_id=patient,
            gender=AdministrativeGender.FEMALE,
            born_on=date(1984, 4, 3),
            born_precision=DatePrecision.DAY,
        ),
        PatientIdentifier(id=new_id(), patient_id=patient, system=MRN_SYSTEM, value=mrn),
        PatientContact(
            id=new_id(),
            patient_id=patient,
            system=ContactSystem.PHONE,
            value=f"0803555{number:04d}",
        ),
    ]


def _check(waiting: int, bare: int, expected: int) -> None:
    if (waiting, bare) != (expected, expected):
        raise RuntimeError(f"{waiting} of {expected} registrations wait, {bare} are in bare tables")


def _outcomes(measured: dict[str, Figures], steps: Figures) -> list[Outcome]:
    ours, bare = measured["act"], measured["bare"]
    half = Outcome(
        goal_id="G9",
        what="register a patient, p50",
        unit="ms",
        ours=ours["p50_ms"],
        baseline=bare["p50_ms"],
        baseline_is="bare SQLCipher insert of the same rows",
        goal=f"ratio ≤ {P50_GOAL}",
        met=ours["p50_ms"] / bare["p50_ms"] <= P50_GOAL,
        figures={**by_arm(measured), **steps},
    )
    slow = Outcome(
        goal_id="G9",
        what="register a patient, p99",
        unit="ms",
        ours=ours["p99_ms"],
        baseline=bare["p99_ms"],
        baseline_is="bare SQLCipher insert of the same rows",
        goal=f"ratio ≤ {P99_GOAL} and ≤ {P99_MS_GOAL:.0f} ms",
        met=ours["p99_ms"] / bare["p99_ms"] <= P99_GOAL and ours["p99_ms"] <= P99_MS_GOAL,
    )
    return [half, slow]
