"""The evening: everything is compared, row by row, and counted."""

import json
from collections import Counter
from typing import Any

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.parts import part
from tests.journeys.world import desk_dump

Dump = dict[str, Any]
MRN = "urn:almoner:mrn"


@part("the-panel-says-when-they-agreed")
def the_panel_is_honest(day: Day) -> None:
    """Both desks compare with the service now and say when they last agreed."""
    name = "the-panel-says-when-they-agreed"
    with day.findings.checking(name) as seen:
        if day.findings.planted(name):
            day.cable_b.set("refuse")
            desk_work.wait_for_pill(day.b, "Offline since")
        for station in (day.a, day.b):
            desk_work.wait_for_pill(station, "Online", 10)
            seen.append(f"{station.name}: {desk_work.in_agreement(station)}")
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


@part("desks-close-in-order", "dumps-are-equal", "sums-are-equal", "each-change-once")
def all_three_hold_the_same(day: Day) -> None:
    """Canonical dumps and sums of both desks and the service are equal; nothing is doubled."""
    with day.findings.checking("desks-close-in-order") as seen:
        for station in (day.a, day.b):
            if day.findings.planted("desks-close-in-order"):
                station.kill()
            assert station.close() == 0, f"{station.name} did not end well"
        seen.append("both desks closed with exit code 0")
    day.service.stop()
    desks = [desk_dump(day.root, name) for name in ("A", "B")]
    service = _service_dump(day)
    if day.findings.planted("dumps-are-equal"):
        desks[1]["tables"]["patient"].pop()
    if day.findings.planted("sums-are-equal"):
        desks[1]["sums"]["patient"][1] = "0"
    if day.findings.planted("each-change-once"):
        day.registered += 1
    _compare(day, desks, service)
    _count(day, service)


def _compare(day: Day, desks: list[Dump], service: Dump) -> None:
    with day.findings.checking("dumps-are-equal") as seen:
        for name, dump in zip("AB", desks, strict=True):
            assert dump["waiting"] == 0, f"{name} still has {dump['waiting']} unsent"
            assert dump["parked"] == 0, f"{name} has {dump['parked']} parked"
            for table, rows in service["tables"].items():
                assert dump["tables"][table] == rows, f"{name} differs in {table}"
        rows = sum(len(rows) for rows in service["tables"].values())
        seen.append(f"{rows} rows in {len(service['tables'])} tables are equal on all three")
    with day.findings.checking("sums-are-equal") as seen:
        held = {table: total for table, total in service["sums"].items() if total[0]}
        for name, dump in zip("AB", desks, strict=True):
            theirs = {table: total for table, total in dump["sums"].items() if total[0]}
            assert theirs == held, f"{name} has other sums"
        seen.append(f"{len(held)} sums are equal at {service['seq']}")


def _count(day: Day, service: Dump) -> None:
    with day.findings.checking("each-change-once") as seen:
        rows = {
            table: [json.loads(row) for row in rows] for table, rows in service["tables"].items()
        }
        people = len(rows["patient"])
        wanted = day.demonstration_patients + day.registered + day.imported
        assert people == wanted, f"{people} patients; {wanted} were recorded"
        numbers = Counter(
            row[3]["value"]
            for row in rows["patient_identifier"]
            if row[3]["system"] == "urn:almoner:mrn"
        )
        doubled = [number for number, times in numbers.items() if times > 1]
        assert not doubled, f"numbers given twice: {doubled}"
        assert len(numbers) == people, f"{len(numbers)} numbers for {people} patients"
        assert len(rows["conflict"]) == 1, f"{len(rows['conflict'])} conflicts"
        assert len(rows["bed_booking"]) == 1, f"{len(rows['bed_booking'])} bed bookings"
        seen.append(f"{people} patients, {len(numbers)} numbers, 1 decision, 1 bed")


def _service_dump(day: Day) -> Dump:
    path = day.findings.out / "service-dump.json"
    day.findings.note(day.service.admin("verify", "--dump", str(path)).strip())
    return dict(json.loads(path.read_text(encoding="utf-8")))
