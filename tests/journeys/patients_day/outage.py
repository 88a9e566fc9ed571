"""The cable is pulled: the ward, reception, the doctor, the pharmacy and the cashier work on."""

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.hand import Workstation, wait_until
from tests.journeys.papers import Printer
from tests.journeys.patients_day.arrival import BEDS, choose_bed, open_visit
from tests.journeys.patients_day.bedside import SIGNS, fill_set, has_list, type_signs
from tests.journeys.patients_day.case import Case, chapter
from tests.journeys.patients_day.prescribing import ORDERS, has_order, order

GS = "\x1d"
DOXYCYCLINE_PACK = f"010950600000106717280131{'10'}D-7{GS}21S1"
IBUPROFEN = ("ibuprofen 400 mg tablet", "400 mg", "3 times daily", "5")
PARACETAMOL_PACK = f"010950600000108117280131{'10'}P-7{GS}21S4"


@chapter("everybody-is-offline", "killed-with-a-draft")
def the_cable_is_pulled(day: Day, case: Case) -> None:
    """Every pill says so; a desk that is killed comes back with what was typed."""
    ward = case.at(day, "W")
    with case.checking(day, "everybody-is-offline") as seen:
        if not case.planted(day, "everybody-is-offline"):
            day.pull_every_cable()
        for post in day.posts.values():
            seen.append(desk_work.wait_for_pill(post.station, "Offline since", 15))
    with case.checking(day, "killed-with-a-draft") as seen:
        ward.scan(case.band)
        wait_until(lambda: case.patient.shown in desk_work.banner(ward), "the ward is elsewhere")
        ward.key("Alt+V")
        type_signs(ward, {name: SIGNS[name] for name in ("Respiration", "Pulse")})
        ward.key("Tab")
        if case.planted(day, "killed-with-a-draft"):
            ward.fill("Pulse", "")
        ward.settle()
        ward.kill()
        ward.start()
        desk_work.sign_in(ward, day.people[day.posts["W"].username])
        ward.scan(case.band)
        wait_until(lambda: case.patient.shown in desk_work.banner(ward), "the ward is elsewhere")
        ward.key("Alt+V")
        wait_until(lambda: ward.read("Pulse") == SIGNS["Pulse"], "what was typed is gone", 5)
        seen.append("killed with a set half typed; signed in offline, and it is there again")


@chapter("vitals-offline", "dose-by-scan")
def the_ward_works_on(day: Day, case: Case) -> None:
    """A set is recorded; a dose is given by scanning band and pack."""
    ward = case.at(day, "W")
    with case.checking(day, "vitals-offline") as seen:
        fill_set(ward)
        if not case.planted(day, "vitals-offline"):
            ward.key("Return")
        ward.wait_for("Recorded at this desk", 5)
        wait_until(lambda: "waiting" in desk_work.pill(ward), "the pill counts nothing", 5)
        seen.append(desk_work.pill(ward))
    with case.checking(day, "dose-by-scan") as seen:
        ward.key("Ctrl+Shift+D")
        wait_until(lambda: has_dose(ward, "doxycycline", ""), "no dose of doxycycline")
        if not case.planted(day, "dose-by-scan"):
            ward.scan(case.band)
            ward.wait_for("Wristband checked", 5)
        ward.scan(DOXYCYCLINE_PACK)
        ward.settle()
        ward.key("Return")
        ward.wait_for("Given. Saved at this desk", 5)
        case.picture(day, ward, "dose-by-scan")
        wait_until(lambda: has_dose(ward, "doxycycline", "Given"), "the list does not say so", 5)
        seen.append("band, pack, Enter: given at this bed, offline")


def has_dose(ward: Workstation, medicine: str, state: str) -> bool:
    """Whether the list of doses has one of this medicine in this state."""
    return any(medicine in row[2] and state in row[0] for row in ward.rows("Doses of the day"))


@chapter("stopped-offline")
def an_order_is_stopped(day: Day, case: Case) -> None:
    """The doctor stops one medicine; it says that it was done offline."""
    doctor = case.at(day, "D")
    with case.checking(day, "stopped-offline") as seen:
        name = case.patient
        desk_work.find(doctor, f"{name.family} {name.given}", name.shown)
        to_the_medicines(doctor)
        wait_until(lambda: has_order(doctor, "paracetamol", "Active"), "no order of paracetamol")
        rows = doctor.rows(ORDERS)
        doctor.select_row(ORDERS, next(n for n, row in enumerate(rows) if "paracetamol" in row[0]))
        doctor.click("Stop or hold the order")
        doctor.wait_for(desk_work.SAVE)
        doctor.fill("Reason", "Liver values")
        doctor.key("Return")
        wanted = "Draft" if case.planted(day, "stopped-offline") else "Stopped"
        wait_until(lambda: has_order(doctor, "paracetamol", wanted), "it is not stopped", 5)
        case.picture(day, doctor, "stopped-offline")
        seen.append("stopped, with its reason, while nobody could be asked")


@chapter("given-after-an-unseen-stop")
def a_dose_is_given_all_the_same(day: Day, case: Case) -> None:
    """The ward cannot know of the stop: what happened there is recorded, not refused."""
    ward = case.at(day, "W")
    with case.checking(day, "given-after-an-unseen-stop") as seen:
        ward.scan(PARACETAMOL_PACK)
        ward.settle()
        if not case.planted(day, "given-after-an-unseen-stop"):
            ward.key("Return")
        wait_until(lambda: has_dose(ward, "paracetamol", "Given"), "it is not recorded", 5)
        seen.append("recorded; nobody at this bed could know")


def to_the_medicines(desk: Workstation) -> None:
    """Turn to the medicines of the patient in front: they stand after the vital signs."""
    for keys in ("Alt+V", "Ctrl+PgDown"):
        desk.key(keys)
    wait_until(lambda: has_list(desk, "Print the prescription"), f"{desk.name}: no medicines")


@chapter("booking-says-why-not", "newcomer-in-bed", "slip-carries-the-visit")
def a_newcomer_is_admitted(day: Day, case: Case) -> None:
    """Registered and recorded in a bed that cannot be booked; the slip carries all of it."""
    desk = case.at(day, "A")
    printer = Printer(day, desk)
    with case.checking(day, "booking-says-why-not") as seen:
        desk_work.register(desk, case.newcomer)
        day.registered += 1
        open_visit(desk, "Inpatient")
        choose_bed(desk, case.newcomer_bed)
        if case.planted(day, "booking-says-why-not"):
            day.mend_every_cable()
            desk_work.wait_for_pill(desk, "Online")
        desk.wait_for("Booking a bed needs the server", 5)
        assert not desk_work.book_button(desk)["enabled"], "it can be booked"
        case.picture(day, desk, "booking-says-why-not")
        seen.append("Book is there, disabled, with the reason and what to do instead")
    with case.checking(day, "newcomer-in-bed") as seen:
        if not case.planted(day, "newcomer-in-bed"):
            desk.click_first(lambda control: control["name"].startswith("Is in "))
        wait_until(
            lambda: any(case.newcomer_bed in r[0] and "Free" not in r[-1] for r in desk.rows(BEDS)),
            "the bed is still free",
            5,
        )
        seen.append(f"is in {case.newcomer_bed}: recorded offline")
    with case.checking(day, "slip-carries-the-visit") as seen:
        desk.key("Ctrl+Alt+P")
        (slip,) = printer.next(f"{case.prefix}admission-slip")
        case.slip = [] if case.planted(day, "slip-carries-the-visit") else slip.carried
        assert case.slip, f"no code carries the visit: {slip.codes}"
        assert case.newcomer.family.upper() in slip.text.upper(), slip.text
        seen.append(f"{len(case.slip)} code(s), {sum(map(len, case.slip))} characters")


@chapter("slip-links-the-desks", "signed-offline")
def the_doctor_orders_for_the_newcomer(day: Day, case: Case) -> None:
    """The slip is scanned, allergies are asked for, an order is signed offline and printed."""
    doctor = case.at(day, "D")
    with case.checking(day, "slip-links-the-desks") as seen:
        for code in case.slip[:0] if case.planted(day, "slip-links-the-desks") else case.slip:
            doctor.scan(code)
        doctor.wait_for("From paper: signature of", 8)
        name = case.newcomer.shown
        wait_until(lambda: name in desk_work.banner(doctor), "the slip opens nobody")
        case.picture(day, doctor, "slip-scanned")
        seen.append(desk_work.first_of(doctor, ("From paper: signature of",)))
    with case.checking(day, "signed-offline") as seen:
        to_the_medicines(doctor)
        doctor.click("None known")
        doctor.wait_for("No known allergies", 5)
        order(doctor, IBUPROFEN)
        doctor.click("Sign the drafts")
        doctor.wait_for("The service cannot be reached", 5)
        case.picture(day, doctor, "signing-offline")
        doctor.click("Sign")
        doctor.wait_for("SIGNED OFFLINE", 5)
        printer = Printer(day, doctor)
        doctor.click("Print the prescription")
        (paper,) = printer.next(f"{case.prefix}prescription-offline")
        wanted = "SIGNED WITH" if case.planted(day, "signed-offline") else "SIGNED OFFLINE"
        assert wanted in paper.text, f"{wanted} is not on the paper: {paper.text}"
        case.prescription = paper.carried
        seen.append(f"the paper says SIGNED OFFLINE and carries {len(paper.carried)} code(s)")
