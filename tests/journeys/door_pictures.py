"""The screens of the front desk: registering, searching, and who a patient is."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.command import Refused
from app.registration.change_contact import CHANGE_CONTACT
from app.registration.rows import SearchResult
from tests.journeys.day_pictures import Picture
from tests.journeys.studio import Studio
from tests.views.canned import CannedOffice
from tests.views.samples import DESK, patient_id
from views.start import application


def reception_filled(studio: Studio) -> QWidget:
    """A registration under way, with a mistake in it."""
    for name, text in (("family", "Okafor"), ("given", "Chidi Emeka"), ("born", "3/4/84")):
        studio.type(name, text)
    studio.type("mobile", "08x")
    studio.type("home_phone", "")
    return studio.main


def reception_refused(studio: Studio) -> QWidget:
    """What the rules do not allow, shown at its field."""
    studio.office.outcome = Refused(
        "A name is missing. Type a family name or a given name.", "family"
    )
    studio.reception.register.form.commit()
    return studio.main


def reception_empty(studio: Studio) -> QWidget:
    """The first morning of a new desk, without a number left."""
    studio.office.answers |= {
        "patients.recent": (),
        "desk.card": replace(DESK, numbers_left=0),
        "sync.overview": CannedOffice().answers["sync.overview"],
        "print.queue": (),
    }
    return studio.main


def unreadable(studio: Studio) -> QWidget:
    """A list that could not be read."""
    studio.office.answers["patients.recent"] = OSError("disk")
    return studio.main


def search(studio: Studio) -> QWidget:
    """Somebody is looked for."""
    studio.main.top.search.look_for("okafor 3/4/84")
    return studio.main


def search_nobody(studio: Studio) -> QWidget:
    """Somebody is looked for and not found."""
    studio.office.answers["patients.search"] = SearchResult((), None, "")
    studio.main.top.search.look_for("zzz")
    return studio.main


def patient(studio: Studio) -> QWidget:
    """A patient, online."""
    studio.main.open_patient(patient_id(0))
    studio.main.patient.identity.bed.beds.grid.selectRow(1)
    return studio.main


def patient_offline(studio: Studio) -> QWidget:
    """A patient while the line is down: the bed cannot be booked, and why."""
    studio.main.open_patient(patient_id(0))
    studio.office.line.become("offline")
    return studio.main


def patient_form(studio: Studio) -> QWidget:
    """A telephone number is corrected."""
    studio.office.opening = {"kind": "mobile", "value": "0803 555 0142"}
    studio.main.open_patient(patient_id(0))
    studio.main.patient.edit(CHANGE_CONTACT, {})
    return studio.main.findChildren(QDialog)[0]


def right_to_left(studio: Studio) -> QWidget:
    """The same page written from the right."""
    application().setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return reception_filled(studio)


DOOR: dict[str, Picture] = {
    "reception": reception_filled,
    "reception-refused": reception_refused,
    "reception-similar": Studio.registering_again,
    "reception-empty": reception_empty,
    "reception-unreadable": unreadable,
    "reception-right-to-left": right_to_left,
    "search": search,
    "search-nobody": search_nobody,
    "patient": patient,
    "patient-offline": patient_offline,
    "patient-form": patient_form,
}
