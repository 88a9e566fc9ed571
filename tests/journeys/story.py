"""The whole day in order: the table of contents of the headless demonstration."""

from tests.journeys import (
    part_apart,
    part_beds,
    part_cable,
    part_crash,
    part_evening,
    part_morning,
    part_people,
    part_posts,
)
from tests.journeys.checks import Findings, PlantedFaultShownError
from tests.journeys.day import a_day
from tests.journeys.parts import Part
from tests.journeys.patients_day import telling

BEFORE: tuple[Part, ...] = (
    part_morning.the_service_is_ready,
    part_morning.two_desks_join,
    part_morning.what_one_desk_records_the_other_shows,
    part_cable.the_cable_refuses,
    part_cable.the_cable_is_a_black_hole,
    part_cable.the_reply_is_lost,
    part_apart.different_fields_merge,
    part_apart.the_newest_phone_number_stands,
    part_apart.one_field_set_twice_waits_for_a_person,
    part_crash.what_was_typed_survives_a_kill,
    part_crash.a_kill_in_mid_write_loses_and_doubles_nothing,
    part_beds.a_bed_is_not_claimed_offline,
    part_beds.two_desks_want_one_bed,
    part_people.records_from_elsewhere_arrive,
    part_people.a_real_patient_is_found_and_edited_offline,
    part_posts.the_other_desks_join,
)
AFTER: tuple[Part, ...] = (
    part_evening.the_panel_is_honest,
    part_evening.the_service_can_be_looked_into,
    part_evening.all_of_them_hold_the_same,
)


def story(*, twice: bool = True) -> tuple[Part, ...]:
    """The whole day; the patient's day in it is told twice, or once and by keyboard alone."""
    first = telling.with_the_mouse() if twice else ()
    return (*BEFORE, *first, *telling.by_keyboard_alone(), *AFTER)


def check_names(*, twice: bool = True) -> list[str]:
    """Every check of the story, in order."""
    return [name for part in story(twice=twice) for name in part.checks]


def play(findings: Findings, *, twice: bool = True) -> None:
    """Play the day; every check lands in `findings`. A planted fault ends it at its check."""
    try:
        with a_day(findings) as day:
            for part in story(twice=twice):
                part.play(day)
    except PlantedFaultShownError as shown:
        findings.note(f"the planted fault has shown at {shown}")
    missing = set(check_names(twice=twice)) - {check.name for check in findings.checks}
    if missing and findings.broken is None:
        findings.check("every-part-was-played", False, f"never reached: {sorted(missing)}")  # noqa: FBT003
