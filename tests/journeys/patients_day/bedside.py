"""At the bed: the wristband is scanned, a set of vital signs is recorded, its score is exact."""

import time
from collections.abc import Mapping

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.patients_day.arrival import choose_bed
from tests.journeys.patients_day.case import Case, chapter

SIGNS = {
    "Respiration": "22",
    "SpO₂": "94",
    "Systolic": "108",
    "Diastolic": "64",
    "Pulse": "112",
    "Temperature": "38.6",
}
"""2 + 1 + 1 + 2 + 1 = 7 on air and alert: an emergency by NEWS2."""
CHOICES = {"Air or oxygen": "Air", "Consciousness": "Alert"}
SCORE = "NEWS2 7: emergency response"
CLINICAL_MARKER = "Crackles at the left base"
"""Words of a note that no desk without a clinical profile may ever hold."""
CHILD = ("Wanjiru Faith", "WANJIRU, Faith")
TIMELINE = "Timeline"


@chapter("scan-opens-the-patient", "incomplete-has-no-score")
def the_band_is_scanned(day: Day, case: Case) -> None:
    """Unlocked and scanned; there is no score while a sign is missing."""
    ward = case.at(day, "W")
    with case.checking(day, "scan-opens-the-patient") as seen:
        ward.key("Ctrl+L")
        desk_work.unlock(ward, day.people[day.posts["W"].username])
        ward.scan("0000" if case.planted(day, "scan-opens-the-patient") else case.band)
        wait_until(lambda: case.patient.shown in desk_work.banner(ward), "the scan opens nobody", 8)
        seen.append("unlocked, scanned, open")
    ward.key("Alt+V")
    with case.checking(day, "incomplete-has-no-score") as seen:
        type_signs(ward, {name: SIGNS[name] for name in ("Respiration", "Pulse")})
        ward.wait_for("Still missing", 5)
        if case.planted(day, "incomplete-has-no-score"):
            fill_set(ward)
            ward.wait_for(SCORE)
        assert "NEWS2 7" not in ward.screen(), "an incomplete set was given a total"
        seen.append("NEWS2 at least 4; still missing four signs")


@chapter("news2-is-exact", "seen-by-the-doctor")
def vital_signs_are_recorded(day: Day, case: Case) -> None:
    """The whole set has its exact score, and the doctor sees it at once."""
    ward, doctor = case.at(day, "W"), case.at(day, "D")
    desk_work.find(doctor, f"{case.patient.family} {case.patient.given}", case.patient.shown)
    to_the_timeline(doctor)
    with case.checking(day, "news2-is-exact") as seen:
        fill_set(ward)
        if case.planted(day, "news2-is-exact"):
            ward.fill("Temperature", "36.6")
        ward.wait_for(SCORE, 5)
        case.picture(day, ward, "vital-signs")
        ward.key("Return")
        ward.wait_for("Recorded at this desk", 5)
        recorded = time.monotonic()
        seen.append(f"{SCORE}: 2 + 1 + 1 + 2 + 1")
    with case.checking(day, "seen-by-the-doctor") as seen:
        wanted = "NEWS2 9" if case.planted(day, "seen-by-the-doctor") else "NEWS2 7"
        wait_until(lambda: in_timeline(doctor, wanted), "the doctor does not see it", 5)
        took = time.monotonic() - recorded
        day.findings.latencies[f"{case.prefix}reading_on_the_doctors_screen_s"] = took
        assert took < 1, f"it took {took:.2f} s"
        case.picture(day, doctor, "vital-signs-elsewhere")
        seen.append(f"on the doctor's screen after {took:.2f} s")


@chapter("is-in-bed", "note-is-written")
def the_patient_lies_in_bed(day: Day, case: Case) -> None:
    """The nurse records that the patient is there, and the doctor writes a note."""
    ward, doctor = case.at(day, "W"), case.at(day, "D")
    with case.checking(day, "is-in-bed") as seen:
        ward.key("Ctrl+I")
        choose_bed(ward, case.newcomer_bed if case.planted(day, "is-in-bed") else case.bed)
        ward.click_first(lambda control: control["name"].startswith("Is in "))
        ward.wait_for("Recorded at this desk", 5)
        wait_until(lambda: in_timeline(doctor, f"{case.bed}"), "the doctor does not see it", 5)
        seen.append(f"in {case.bed}, in the timeline")
    with case.checking(day, "note-is-written") as seen:
        doctor.key("Alt+N")
        doctor.wait_for(desk_work.SAVE)
        doctor.choose("Kind of note", "Progress")
        doctor.fill("Note", CLINICAL_MARKER)
        doctor.key("Ctrl+Return")
        wait_until(lambda: desk_work.SAVE not in doctor.screen(), "the note stays open")
        wanted = "another thing" if case.planted(day, "note-is-written") else CLINICAL_MARKER
        to_the_timeline(ward)
        wait_until(lambda: in_timeline(ward, wanted), "the ward does not see the note", 5)
        seen.append("on the ward's timeline")


@chapter("no-score-for-a-child")
def a_child_has_no_score(day: Day, case: Case) -> None:
    """The same signs of a child are recorded, and no adult score is made of them."""
    ward = case.at(day, "W")
    with case.checking(day, "no-score-for-a-child") as seen:
        words, shown = CHILD
        if case.planted(day, "no-score-for-a-child"):
            words, shown = f"{case.patient.family} {case.patient.given}", case.patient.shown
        desk_work.find(ward, words, shown)
        ward.key("Alt+V")
        fill_set(ward)
        ward.wait_for("No NEWS2 under 16 years", 5)
        case.picture(day, ward, "no-score-for-a-child")
        for name in SIGNS:
            ward.fill(name, "")
        seen.append("refused under 16, in words")


def type_signs(desk: Workstation, signs: Mapping[str, str]) -> None:
    """Fill in readings."""
    for name, text in signs.items():
        desk.fill(name, text)


def fill_set(desk: Workstation) -> None:
    """Fill in a complete set."""
    type_signs(desk, SIGNS)
    for name, choice in CHOICES.items():
        desk.choose(name, choice)


def to_the_timeline(desk: Workstation) -> None:
    """Turn to the timeline of the patient in front: it stands before the vital signs."""
    for keys in ("Alt+V", "Ctrl+PgUp"):
        desk.key(keys)
    wait_until(lambda: has_list(desk, TIMELINE), f"{desk.name}: no timeline")


def has_list(desk: Workstation, name: str) -> bool:
    """Whether a list is on the screen."""
    return any(control["name"] == name for control in desk.controls())


def in_timeline(desk: Workstation, words: str) -> bool:
    """Whether the timeline in front has an entry with these words."""
    return any(words in " · ".join(row) for row in desk.rows(TIMELINE))
