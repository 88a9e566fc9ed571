"""Type-ahead over 100,000 patients: from the text in the box to the patients it means.

Ours is what stands behind the search box: understanding the text, the full-text index of the
store, and the ranking; painting is not in it. The baseline is one look-up of the same beginning in
an indexed column of a bare SQLCipher file with the same names and numbers.
"""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3  # type: ignore[import-untyped]  # it ships no types

from app.search import read_search
from benchmarks.harness import Figures, Outcome, Setting, alternate, by_arm, spread
from benchmarks.lone_desk import LoneDesk, lone_desk
from benchmarks.population import COMMONEST, Person, people
from local_store.search import search_patients
from models.wire import Page

P95_GOAL_MS, MAX_GOAL_MS = 50.0, 120.0
PATIENTS = 100_000
PAGE = 1000
LIMIT = 50
TYPED = (
    *(COMMONEST[:length] for length in range(1, len(COMMONEST) + 1)),
    *(f"{COMMONEST} {given}" for given in ("a", "an", "ana")),
    *("a", "ma", "zu", "07", "0703", "198", "1984", "1000", "10000", "100001"),
)
"""One and two letters, the commonest name letter by letter, and the digits people begin with."""


def run(setting: Setting) -> list[Outcome]:
    """Measure the type-ahead."""
    count = setting.size(PATIENTS, 500)
    desk = lone_desk(setting.folder / "desk")
    bare = BareList(setting.folder / "bare.db")
    try:
        filling = _fill(desk, bare, count)
        today = desk.clock.now().date()

        def ours() -> Figures:
            waits = []
            for text in TYPED:
                began = perf_counter()
                terms = read_search(text, today).terms
                with desk.store.read() as read:
                    found = search_patients(read, terms, LIMIT)
                waits.append(perf_counter() - began)
                if not found and not setting.quick:
                    raise RuntimeError(f"nothing was found for {text!r}")
            return spread(waits)

        def baseline() -> Figures:
            return spread([bare.look_up(text) for text in TYPED])

        measured = alternate({"search": ours, "bare": baseline}, setting.rounds)
    finally:
        desk.store.close()
        bare.close()
    return [_outcome(measured, count / filling)]


class BareList:
    """The names and numbers of the same patients, each in one indexed column."""

    def __init__(self, path: Path) -> None:
        self._raw: Any = sqlcipher3.connect(str(path), isolation_level=None)
        self._raw.execute(f"PRAGMA key=\"x'{os.urandom(32).hex()}'\"")
        self._raw.execute("PRAGMA journal_mode=WAL")
        self._raw.execute("CREATE TABLE person (family TEXT, given TEXT, number TEXT, born TEXT)")

    def take(self, some: list[Person]) -> None:
        """Take people in."""
        cells = [(p.family.lower(), p.given, p.number, p.born) for p in some]
        self._raw.execute("BEGIN")
        self._raw.executemany("INSERT INTO person VALUES (?, ?, ?, ?)", cells)
        self._raw.execute("COMMIT")

    def finish(self) -> None:
        """Index what was taken in."""
        self._raw.execute("CREATE INDEX by_family ON person (family)")
        self._raw.execute("CREATE INDEX by_number ON person (number)")

    def look_up(self, text: str) -> float:
        """Find the first patients whose name or number begins so: seconds."""
        column = "number" if text.isdigit() else "family"
        start = text.split()[0]
        began = perf_counter()
        self._raw.execute(
            f"SELECT * FROM person WHERE {column} >= ? AND {column} < ? LIMIT {LIMIT}",  # noqa: S608
            (start, start + "\uffff"),
        ).fetchall()
        return perf_counter() - began

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def _fill(desk: LoneDesk, bare: BareList, count: int) -> float:
    """Let the patients come over the line: seconds that the store took."""
    seconds, seq = 0.0, 0
    for some in _portions(people(), count):
        rows = [row for number, person in enumerate(some) for row in person.rows(seq + 5 * number)]
        page = Page(
            standing=desk.standing,
            from_seq=seq,
            to_seq=rows[-1].seq,
            mark=bytes(8),
            scope=bytes(16),
            rows=rows,
            receipts=[],
        )
        began = perf_counter()
        desk.store.replica.apply_page(page)
        seconds += perf_counter() - began
        seq = page.to_seq
        bare.take(some)
    bare.finish()
    return seconds


def _portions(all_of_them: Iterator[Person], count: int) -> Iterator[list[Person]]:
    for first in range(0, count, PAGE):
        yield list(islice(all_of_them, min(PAGE, count - first)))


def _outcome(measured: dict[str, Figures], patients_per_s: float) -> Outcome:
    ours, bare = measured["search"], measured["bare"]
    return Outcome(
        goal_id="desk",
        what=f"type-ahead over {PATIENTS:,} patients, p95",
        unit="ms",
        ours=ours["p95_ms"],
        baseline=bare["p95_ms"],
        baseline_is="bare look-up in an indexed column",
        goal=f"p95 ≤ {P95_GOAL_MS:.0f} ms, max ≤ {MAX_GOAL_MS:.0f} ms",
        met=ours["p95_ms"] <= P95_GOAL_MS and ours["max_ms"] <= MAX_GOAL_MS,
        figures={**by_arm(measured), "patients_taken_in_per_s": patients_per_s},
    )
