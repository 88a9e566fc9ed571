"""The main job on records from elsewhere: import, find, edit offline, print, see it arrive."""

import json
from pathlib import Path
from typing import Any

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import wait_until
from tests.journeys.papers import Printer
from tests.journeys.parts import part

SAMPLES = Path(__file__).parent / "samples"
OUTSIDE = Path(__file__).parents[3] / "shared" / "data" / "fhir"
NEW_NUMBER = "0700 900 0123"


def bundles() -> list[Path]:
    """Bundles from outside where there are some, else the invented ones; the broken one last."""
    good = sorted(OUTSIDE.glob("*.json")) or sorted(SAMPLES.glob("[!b]*.json"))
    return [*good, SAMPLES / "broken.json"]


@part("real-people-arrive", "import-twice-creates-nothing")
def records_from_elsewhere_arrive(day: Day) -> None:
    """Dry run, import, import again; the broken bundle is refused whole and named."""
    files = [str(path) for path in bundles()]
    with day.findings.checking("real-people-arrive") as seen:
        rehearsal = day.service.admin_says("import", "fhir", "--dry-run", *files)
        assert "Nothing was written" in rehearsal, rehearsal
        report = day.service.admin_says("import", "fhir", *files)
        created = _number(report, "Created")
        wanted = len(_patients())
        if day.findings.planted("real-people-arrive"):
            wanted += 1
        assert created == wanted == _number(rehearsal, "Created"), report
        assert "broken.json" in report, report
        assert "gender" in report, report
        seen.append(f"{created} created, one bundle refused: {_refusal(report)}")
    with day.findings.checking("import-twice-creates-nothing") as seen:
        again = day.service.admin_says("import", "fhir", *files)
        created = (
            1 if day.findings.planted("import-twice-creates-nothing") else _number(again, "Created")
        )
        assert created == 0, again
        seen.append(f"{_number(again, 'Already there')} already there")
    day.imported = len(_patients())


@part("edited-offline-seen-elsewhere", "wristband-decodes")
def a_real_patient_is_found_and_edited_offline(day: Day) -> None:
    """Found on A, the cable pulled, the number changed, the wristband printed; then B shows it."""
    patient = _patients()[0]
    name = patient["name"][0]
    words = f"{name['family']} {name['given'][0]}"
    shown = f"{name['family'].upper()}, {' '.join(name['given'])}"
    with day.findings.checking("edited-offline-seen-elsewhere") as seen:
        desk_work.find(day.a, words, shown)
        day.cable_a.set("refuse")
        desk_work.wait_for_pill(day.a, "Offline since")
        button = desk_work.first_button(day.a, ("Change Mobile", "Change Home phone"))
        desk_work.change(day.a, button, {"Number or address": NEW_NUMBER})
        day.a.wait_for(NEW_NUMBER)
        _print_wristband(day, shown)
        if not day.findings.planted("edited-offline-seen-elsewhere"):
            day.cable_a.set("pass")
        desk_work.find(day.b, words, shown)
        day.b.wait_for(NEW_NUMBER)
        day.picture(day.b, "edited-elsewhere")
        seen.append(f"{shown}: {NEW_NUMBER} typed offline on A is on B")
    day.cable_a.set("pass")


def _print_wristband(day: Day, shown: str) -> None:
    with day.findings.checking("wristband-decodes") as seen:
        mrn = desk_work.mrn_of(day.a)
        printer = Printer(day, day.a)
        day.a.key("Ctrl+P")
        (band,) = printer.next("wristband")
        codes = band.codes
        wanted = "000000000" if day.findings.planted("wristband-decodes") else mrn
        assert codes, "no code can be read"
        assert all(wanted in code for code in codes), f"{codes} do not carry {wanted}"
        seen.append(f"{len(codes)} codes on the band of {shown} carry {mrn}")
        day.a.scan(codes[0])
        wait_until(lambda: shown in desk_work.banner(day.a), "the scan opens nobody")


def _patients() -> list[dict[str, Any]]:
    good = [path for path in bundles() if path.name != "broken.json"]
    entries = [e for path in good for e in json.loads(path.read_text("utf-8"))["entry"]]
    found = [e["resource"] for e in entries if e["resource"]["resourceType"] == "Patient"]
    return list({patient["id"]: patient for patient in found}.values())


def _number(report: str, label: str) -> int:
    line = next(text for text in report.splitlines() if text.startswith(label))
    return int(line.split(":")[1])


def _refusal(report: str) -> str:
    return next(line.strip() for line in report.splitlines() if "broken.json:" in line)
