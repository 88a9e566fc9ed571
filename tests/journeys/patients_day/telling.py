"""The patient's day in order, told twice: with the mouse, then by keyboard alone."""

from tests.journeys.desk_work import Newcomer
from tests.journeys.parts import Part
from tests.journeys.patients_day import (
    apart,
    arrival,
    bedside,
    counters,
    homecoming,
    outage,
    prescribing,
)
from tests.journeys.patients_day.case import Case, Chapter

CHAPTERS: tuple[Chapter, ...] = (
    arrival.a_look_alike_is_registered,
    arrival.a_visit_is_opened,
    arrival.a_bed_is_claimed,
    bedside.the_band_is_scanned,
    bedside.vital_signs_are_recorded,
    bedside.the_patient_lies_in_bed,
    bedside.a_child_has_no_score,
    prescribing.allergies_are_recorded,
    prescribing.amoxicillin_is_stopped,
    prescribing.another_is_signed,
    outage.the_cable_is_pulled,
    outage.the_ward_works_on,
    outage.an_order_is_stopped,
    outage.a_dose_is_given_all_the_same,
    outage.a_newcomer_is_admitted,
    outage.the_doctor_orders_for_the_newcomer,
    counters.the_pharmacy_works_from_paper,
    counters.the_medicine_is_handed_over,
    counters.a_payment_is_taken,
    apart.two_people_change_it,
    homecoming.the_cable_is_back,
    homecoming.the_timeline_says_how,
    apart.it_comes_together,
    homecoming.what_does_not_go_together_is_shown,
    homecoming.the_bill_is_issued,
    homecoming.the_patient_goes_home,
)


def with_the_mouse() -> tuple[Part, ...]:
    """The first telling."""
    return _told(
        Case(
            prefix="",
            by_keyboard=False,
            known="O’BRIEN, Maeve",
            patient=Newcomer("O'Bryan", "Maeve", "12/5/90", "0240 555 101"),
            newcomer=Newcomer("Haddad", "Yara", "7/8/92", "0240 555 102"),
            bed="M1-1",
            newcomer_bed="M1-3",
        )
    )


def by_keyboard_alone() -> tuple[Part, ...]:
    """The second telling, of other people, without a mouse."""
    return _told(
        Case(
            prefix="keys-",
            by_keyboard=True,
            known="ØVERGÅRD, Bjørn",
            patient=Newcomer("Overgaard", "Bjorn", "10/11/72", "0240 555 103", "Male"),
            newcomer=Newcomer("Petrov", "Ivan", "1/2/63", "0240 555 104", "Male"),
            bed="M1-2",
            newcomer_bed="M1-4",
        )
    )


def _told(case: Case) -> tuple[Part, ...]:
    return tuple(chapter.told(case) for chapter in CHAPTERS)
