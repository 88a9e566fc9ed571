"""The chart: the story of a visit, notes, problems, and striking out."""

from app.action import Action, with_patient
from app.chart.queries import NOTES, WARD_SUMMARY
from app.chart.record_condition import RECORD_CONDITION
from app.chart.timeline import NEWEST_VISIT, TIMELINE
from app.chart.void_record import VOID_RECORD
from app.chart.write_note import WRITE_NOTE
from app.contents import Contents
from app.menus import PATIENT_MENU
from models.vocabulary import N_

CHART = Contents(
    use_cases=(WRITE_NOTE, RECORD_CONDITION, VOID_RECORD),
    queries=(TIMELINE, NEWEST_VISIT, NOTES, WARD_SUMMARY),
    actions=(
        Action(WRITE_NOTE, N_("Write a note"), PATIENT_MENU, "Alt+N", "file-text", with_patient),
        Action(
            RECORD_CONDITION,
            N_("Add a problem"),
            PATIENT_MENU,
            "Alt+P",
            "file-text",
            with_patient,
        ),
        Action(VOID_RECORD, N_("Strike out a record"), PATIENT_MENU, "Alt+X", "x", with_patient),
    ),
)
