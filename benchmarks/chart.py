"""A chart with five years of history: all of it, and one visit of it, ready to be shown.

Ours is the questions behind the patient's page: the banner, the whole timeline, the timeline of
one visit; painting is not in it. The baseline is one look-up of as many rows by an indexed column
of a bare SQLCipher file that holds as many rows.
"""

import os
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import sqlcipher3  # type: ignore[import-untyped]  # it ships no types

from app.chart.timeline import TIMELINE
from app.query import Look
from app.registration.queries import PATIENT_CARD
from app.typed_dates import DayOrder
from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, spread
from benchmarks.histories import MEDICINE, history, images, visits_of
from benchmarks.lone_desk import LoneDesk, lone_desk
from benchmarks.population import people
from models.vocabulary import EncounterId, PatientId, Profile
from models.wire import Page, RowImage

CHART_GOAL_MS, VISIT_GOAL_MS = 100.0, 50.0
PATIENTS = 100
ASKED = 40


def run(setting: Setting) -> list[Outcome]:
    """Measure the chart and the visit."""
    desk = lone_desk(setting.folder / "desk", profile=Profile.WARD)
    bare = BareHistory(setting.folder / "bare.db")
    try:
        patients, rows = _fill(desk, bare, setting.size(PATIENTS, 3))
        asked = [patients[n % len(patients)] for n in range(setting.size(ASKED, 2))]

        def chart() -> Figures:
            return spread([_timed(desk, each, None) for each in asked])

        def visit() -> Figures:
            return spread([_timed(desk, each, visits_of(each)[-1]) for each in asked])

        def baseline() -> Figures:
            return spread([bare.look_up(each) for each in asked])

        arms = {"chart": chart, "visit": visit, "bare": baseline}
        measured = alternate(arms, setting.rounds)
    finally:
        desk.store.close()
        bare.close()
    return [
        _outcome(measured, "chart", f"chart of five years, {rows:,} rows held", CHART_GOAL_MS),
        _outcome(measured, "visit", f"everything in one visit, {rows:,} rows held", VISIT_GOAL_MS),
    ]


class BareHistory:
    """One table with an indexed column, and as many rows."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlcipher3.connect(str(path), isolation_level=None)
        self._raw.execute(f"PRAGMA key=\"x'{os.urandom(32).hex()}'\"")
        self._raw.execute("PRAGMA journal_mode=WAL")
        self._raw.execute("CREATE TABLE fact (id BLOB, patient BLOB, at INTEGER, body TEXT)")
        self._raw.execute("CREATE INDEX by_patient ON fact (patient)")

    def take(self, patient: UUID, rows: list[RowImage]) -> None:
        """Take the rows of a patient in."""
        cells = [(row.id.bytes, patient.bytes, row.seq, str(row.fields)) for row in rows]
        self._raw.execute("BEGIN")
        self._raw.executemany("INSERT INTO fact VALUES (?, ?, ?, ?)", cells)
        self._raw.execute("COMMIT")

    def look_up(self, patient: UUID) -> float:
        """Read every row of a patient: seconds."""
        began = perf_counter()
        self._raw.execute("SELECT * FROM fact WHERE patient = ?", (patient.bytes,)).fetchall()
        return perf_counter() - began

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def _timed(desk: LoneDesk, patient: UUID, visit: EncounterId | None) -> float:
    began = perf_counter()
    with desk.store.read() as read:
        look = Look(read, desk.store, desk.clock.now(), DayOrder.DAY_FIRST)
        card = PATIENT_CARD.function(look, PatientId(patient)) if visit is None else None
        told = TIMELINE.function(look, PatientId(patient), visit)
    took = perf_counter() - began
    if not told.rows or (visit is None and card is None):
        raise RuntimeError("there is no history")
    return took


def _fill(desk: LoneDesk, bare: BareHistory, count: int) -> tuple[list[UUID], int]:
    """Let the histories come over the line: the patients, and how many rows there are."""
    seq, patients = _take(desk, 0, images(iter([MEDICINE]), 0)), []
    for person in islice(people(), count):
        rows = list(person.rows(seq))
        patient = rows[0].id
        patients.append(patient)
        rows += images(history(patient), seq + len(rows))
        seq = _take(desk, seq, rows)
        bare.take(patient, rows)
    return patients, seq


def _take(desk: LoneDesk, seq: int, rows: list[RowImage]) -> int:
    page = Page(
        standing=desk.standing,
        from_seq=seq,
        to_seq=rows[-1].seq,
        mark=bytes(8),
        scope=bytes(16),
        rows=rows,
        receipts=[],
    )
    desk.store.replica.apply_page(page)
    return page.to_seq


def _outcome(measured: dict[str, Figures], arm: str, what: str, goal_ms: float) -> Outcome:
    ours, bare = measured[arm], measured["bare"]
    return Outcome(
        goal_id="desk",
        what=f"{what}, p95",
        unit="ms",
        ours=ours["p95_ms"],
        baseline=bare["p95_ms"],
        baseline_is="as many rows by an indexed column",
        goal=f"p95 ≤ {goal_ms:.0f} ms",
        met=ours["p95_ms"] <= goal_ms,
        figures=by_arm({arm: ours, "bare": bare}),
    )
