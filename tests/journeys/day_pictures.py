"""The screens of a patient's day, each in the states that matter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from app.command import Refused
from app.desk import Workspace
from app.encounters.open_visit import OPEN_VISIT
from app.pharmacy.receive_stock import RECEIVE_STOCK
from app.registration.allergy_band import AllergyBand
from tests.journeys.studio import Studio, settle
from tests.views.canned import CannedOffice
from tests.views.pharmacy_samples import PRESCRIPTION_ID
from tests.views.samples import CARD, patient_id

Picture = Callable[[Studio], QWidget]
EXPIRED = Refused(
    "Hard stop: batch I-9 expired on 07-Nov-2026. Put it aside and take another one.",
    problems={"expires": "It has expired."},
)
MANY_ALLERGIES = (
    *("benzylpenicillin", "peanut", "latex", "sulfamethoxazole", "iodinated contrast"),
    *("acetylsalicylic acid", "codeine", "egg", "house dust mite", "the pink tablets"),
)


def tab(key: str) -> Picture:
    """A tab of the patient's page, in the middle of a stay."""

    def picture(studio: Studio) -> QWidget:
        studio.main.open_patient(patient_id(0))
        studio.main.patient.turn_to(key)
        return studio.main

    return picture


def nothing_yet(key: str) -> Picture:
    """The same tab of somebody who has just come: nothing is recorded."""

    def picture(studio: Studio) -> QWidget:
        known = {"patient.card": CARD, "desk.card": studio.office.answers["desk.card"]}
        studio.office.answers = {**CannedOffice().answers, **known}
        return tab(key)(studio)

    return picture


def offline(before: Picture) -> Picture:
    """The same while the line is down."""

    def picture(studio: Studio) -> QWidget:
        window = before(studio)
        studio.office.line.become("offline")
        return window

    return picture


def unreadable(key: str, before: Picture) -> Picture:
    """The same when its rows cannot be read."""

    def picture(studio: Studio) -> QWidget:
        studio.office.answers[key] = OSError("disk")
        return before(studio)

    return picture


def workspace(key: Workspace) -> Picture:
    """A workspace as it stands."""

    def picture(studio: Studio) -> QWidget:
        studio.main.go(key)
        return studio.main

    return picture


def many_allergies(studio: Studio) -> QWidget:
    """A long name and more allergies than a line holds: neither is cut."""
    studio.office.answers["patient.card"] = replace(
        CARD,
        name="ADEBAYO-OKONKWO, Oluwaseun Temitope Chidiebere (Prof)",
        allergies=AllergyBand(CARD.allergies.state, MANY_ALLERGIES),
    )
    return tab("vitals")(studio)


def visit(studio: Studio) -> QDialog:
    """A visit is opened."""
    studio.main.open_patient(patient_id(0))
    studio.main.patient.edit(OPEN_VISIT, {})
    return in_front(studio)


def prescribing(studio: Studio) -> QDialog:
    """The class of the medicine is one that the patient reacts to."""
    tab("medicines")(studio)
    studio.main.patient.deeds()["order.draft"]()
    dialog: Any = in_front(studio)
    for name, text in (("medicine", "amoxi"), ("dose", "500")):
        QTest.keyClicks(dialog.form.boxes[name].control, text)
    settle()
    return dialog  # type: ignore[no-any-return]  # its own type is not told by Qt


def signing(studio: Studio) -> QDialog:
    """What is signed, and what that means."""
    tab("medicines")(studio)
    studio.main.patient.deeds()["order.sign"]()
    return in_front(studio)


def dispensing(studio: Studio) -> QWidget:
    """A prescription in hand."""
    view = pharmacy(studio)
    view.open_prescription(PRESCRIPTION_ID)
    settle()
    return studio.main


def expired(studio: Studio) -> QWidget:
    """A pack that has expired is scanned: it stops here."""
    dispensing(studio)
    card = next(iter(pharmacy(studio).panel.cards.values()))
    for name, text in (("batch", "I-9"), ("expires", "07-Nov-2026")):
        card.boxes[name].put(text)
    card.refuse(EXPIRED)
    return studio.main


def stock(studio: Studio) -> QWidget:
    """The shelf."""
    view = pharmacy(studio)
    view.bar.setCurrentIndex(1)
    return studio.main


def receiving(studio: Studio) -> QDialog:
    """What came to the pharmacy."""
    stock(studio)
    pharmacy(studio).deeds()[RECEIVE_STOCK.key]()
    return in_front(studio)


def pharmacy(studio: Studio) -> Any:
    """The page of the pharmacy."""
    studio.main.go(Workspace.PHARMACY)
    return studio.main.pages.currentWidget()


def in_front(studio: Studio) -> QDialog:
    """The dialog that was opened last."""
    settle()
    return studio.main.findChildren(QDialog)[-1]


_TABS = ("timeline", "vitals", "medicines", "doses", "notes", "discharge", "bill")
DAY: dict[str, Picture] = {
    "visit": visit,
    **{key: tab(key) for key in _TABS},
    **{f"{key}-empty": nothing_yet(key) for key in _TABS},
    "medicines-offline": offline(tab("medicines")),
    "timeline-unreadable": unreadable("chart.newest_visit", tab("timeline")),
    "banner-many-allergies": many_allergies,
    "prescribe-stop": prescribing,
    "sign": signing,
    "sign-offline": offline(signing),
    "ward-offline": offline(workspace(Workspace.WARD)),
    "ward-unreadable": unreadable("beds.board", workspace(Workspace.WARD)),
    "pharmacy": workspace(Workspace.PHARMACY),
    "pharmacy-unreadable": unreadable("dispense.worklist", workspace(Workspace.PHARMACY)),
    "dispense": dispensing,
    "dispense-expired": expired,
    "stock": stock,
    "stock-receive": receiving,
    "billing-unreadable": unreadable("billing.accounts", workspace(Workspace.BILLING)),
}
