"""The evening: everything is compared, row by row, and counted."""

import json
from collections import Counter
from typing import Any

from models.entity import class_of
from models.registry import BY_TABLE
from models.scope import scope_of
from models.vocabulary import ReplicaClass
from tests.journeys import desk_work
from tests.journeys.byte_scan import everything_in
from tests.journeys.day import Day
from tests.journeys.parts import part
from tests.journeys.patients_day.bedside import CLINICAL_MARKER
from tests.journeys.world import desk_dump

Dump = dict[str, Any]
MRN = "urn:almoner:mrn"


@part("the-panel-says-when-they-agreed")
def the_panel_is_honest(day: Day) -> None:
    """Every desk compares with the service now and says when they last agreed."""
    name = "the-panel-says-when-they-agreed"
    with day.findings.checking(name) as seen:
        if day.findings.planted(name):
            day.cable_b.set("refuse")
            desk_work.wait_for_pill(day.b, "Offline since")
        for post in day.posts.values():
            desk_work.wait_for_pill(post.station, "Online", 10)
            seen.append(f"{post.station.name}: {desk_work.in_agreement(post.station)}")
        day.picture(day.a, "sync-panel-agreed")


@part("metrics-and-log-tell-the-story")
def the_service_can_be_looked_into(day: Day) -> None:
    """The metrics count what was pushed; the log names the change sets."""
    name = "metrics-and-log-tell-the-story"
    with day.findings.checking(name) as seen:
        _status, metrics = day.service.get("/metrics")
        lines = [line for line in metrics.splitlines() if line.startswith("almoner_")]
        sets = [line for line in lines if "change_sets" in line and "applied" in line]
        named = [line for line in day.service.log_lines() if _names_a_change_set(line)]
        if day.findings.planted(name):
            named = []
        assert sets, f"no applied change sets among {len(lines)} metrics"
        assert named, "no log line names a change set"
        seen.append(f"{sets[0]}; {len(named)} log lines name change sets")


def _names_a_change_set(line: dict[str, Any]) -> bool:
    return any(key.startswith("change_set") for key in line)


@part(
    "desks-close-in-order",
    "bytes-keep-to-their-profile",
    "dumps-are-equal",
    "sums-are-equal",
    "each-change-once",
)
def all_of_them_hold_the_same(day: Day) -> None:
    """What every desk may hold, it holds exactly as the service does; nothing is doubled."""
    with day.findings.checking("desks-close-in-order") as seen:
        for post in day.posts.values():
            if day.findings.planted("desks-close-in-order"):
                post.station.kill()
            assert post.station.close() == 0, f"{post.station.name} did not end well"
        seen.append(f"all {len(day.posts)} desks closed with exit code 0")
    day.service.stop()
    _scan_bytes(day)
    desks = {name: desk_dump(day.root, name) for name in day.posts}
    service = _service_dump(day)
    if day.findings.planted("dumps-are-equal"):
        desks["B"]["tables"]["patient"].pop()
    if day.findings.planted("sums-are-equal"):
        desks["B"]["sums"]["patient"][1] = "0"
    if day.findings.planted("each-change-once"):
        day.registered += 1
    _compare_rows(day, desks, service)
    _compare_sums(day, desks, service)
    _count(day, service)


def _scan_bytes(day: Day) -> None:
    """Every deciphered byte: nothing clinical at the cashier's, no price on the ward."""
    name = "bytes-keep-to-their-profile"
    with day.findings.checking(name) as seen:
        ward, cashier = everything_in(day.root, "W"), everything_in(day.root, "C")
        note, price = CLINICAL_MARKER.encode(), b"Inpatient admission"
        if day.findings.planted(name):
            ward, cashier = cashier, ward
        assert note in ward, "the scan does not even find what is there"
        assert price in cashier, "the scan does not even find what is there"
        assert note not in cashier, "a clinical note is at the cashier's desk"
        assert price not in ward, "a price is on the ward's desk"
        seen.append(f"{len(ward):,} and {len(cashier):,} bytes; each holds its own and no more")


def _compare_rows(day: Day, desks: dict[str, Dump], service: Dump) -> None:
    with day.findings.checking("dumps-are-equal") as seen:
        for name, dump in desks.items():
            assert dump["waiting"] == 0, f"{name} still has {dump['waiting']} unsent"
            assert dump["parked"] == 0, f"{name} has {dump['parked']} parked"
            classes = scope_of(day.posts[name].profile).classes
            rows = 0
            for table, all_rows in service["tables"].items():
                wanted = [row for row in all_rows if _class_of(table, row) in classes]
                assert dump["tables"].get(table, []) == wanted, f"{name} differs in {table}"
                rows += len(wanted)
            seen.append(f"{name} {rows} rows")


def _class_of(table: str, row: str) -> ReplicaClass | None:
    return class_of(BY_TABLE[table], json.loads(row)[3])


def _compare_sums(day: Day, desks: dict[str, Dump], service: Dump) -> None:
    with day.findings.checking("sums-are-equal") as seen:
        for name, dump in desks.items():
            classes = scope_of(day.posts[name].profile).classes
            shared = {
                table: total
                for table, total in service["sums"].items()
                if total[0]
                and BY_TABLE[table].SYNC.class_field is None
                and BY_TABLE[table].SYNC.replica in classes
            }
            theirs = {table: dump["sums"].get(table) for table in shared}
            assert theirs == shared, f"{name} has other sums"
            seen.append(f"{name} {len(shared)} sums")


def _count(day: Day, service: Dump) -> None:
    with day.findings.checking("each-change-once") as seen:
        rows = {
            table: [json.loads(row) for row in rows] for table, rows in service["tables"].items()
        }
        people = len(rows["patient"])
        wanted = day.demonstration_patients + day.registered + day.imported
        assert people == wanted, f"{people} patients; {wanted} were recorded"
        numbers = Counter(
            row[3]["value"] for row in rows["patient_identifier"] if row[3]["system"] == MRN
        )
        doubled = [number for number, times in numbers.items() if times > 1]
        assert not doubled, f"numbers given twice: {doubled}"
        assert len(numbers) == people, f"{len(numbers)} numbers for {people} patients"
        for table, expected in (("conflict", day.conflicts), ("bed_booking", day.bookings)):
            assert len(rows[table]) == expected, f"{len(rows[table])} in {table}, not {expected}"
        seen.append(f"{people} patients, {len(numbers)} numbers, {day.conflicts} decision(s)")
        for table, counted in sorted(Counter({t: len(r) for t, r in rows.items()}).items()):
            seen.append(f"{table} {counted}")


def _service_dump(day: Day) -> Dump:
    path = day.findings.out / "service-dump.json"
    day.findings.note(day.service.admin("verify", "--dump", str(path)).strip())
    return dict(json.loads(path.read_text(encoding="utf-8")))
