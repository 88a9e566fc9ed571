"""The morning: the service is up, two desks join, and what one records the other shows."""

import time

from stdnum import verhoeff

from tests.journeys import desk_work
from tests.journeys.day import Day
from tests.journeys.desk_work import Newcomer
from tests.journeys.parts import part

CHIDI = Newcomer("Okafor", "Chidi", "3/4/84", "0803 555 0142", "Male")
ZOFIA = Newcomer("Żółkiewska", "Zofia", "12 mar 1991", "0805 555 0100")


@part("service-ready")
def the_service_is_ready(day: Day) -> None:
    """Readiness, health and metrics answer."""
    if day.findings.planted("service-ready"):
        day.service.stop()
    with day.findings.checking("service-ready") as seen:
        for path in ("/healthz", "/readyz", "/metrics"):
            status, body = day.service.get(path)
            assert status == 200, f"{path} says {status}: {body[:200]}"
            seen.append(f"{path} {status}")


@part("desks-join")
def two_desks_join(day: Day) -> None:
    """Each desk joins with a one-time code of its own, and its first person signs in."""
    codes = {"A": day.codes["R-01"], "B": day.codes["R-02"]}
    if day.findings.planted("desks-join"):
        codes["B"] = codes["A"]
    with day.findings.checking("desks-join") as seen:
        for station, cable, who in ((day.a, day.cable_a, "amina"), (day.b, day.cable_b, "tomasz")):
            station.start()
            desk_work.enrol(station, cable.url, codes[station.name])
            day.picture(station, f"sign-in-{station.name}")
            desk_work.sign_in(station, day.people[who])
            said = desk_work.wait_for_pill(station, "Online")
            seen.append(f"{station.name} is {said}")
    day.findings.latencies["client_start_s"] = day.a.started_s


@part("seen-at-once", "numbers-never-clash")
def what_one_desk_records_the_other_shows(day: Day) -> None:
    """Registered on A, found on B within a second of it; numbers differ and hold their digit."""
    if day.findings.planted("seen-at-once"):
        day.cable_b.set("black_hole")
    with day.findings.checking("seen-at-once") as seen:
        desk_work.register(day.a, CHIDI)
        recorded = time.monotonic()
        number_a = desk_work.mrn_of(day.a)
        desk_work.find(day.b, "okafor 3/4/84", CHIDI.shown)
        took = time.monotonic() - recorded
        day.findings.latencies["registered_on_a_to_open_on_b_s"] = took
        assert took < 5, f"it took {took:.1f} s"
        seen.append(f"found and opened on B {took:.2f} s after A recorded it")
    day.picture(day.a, "patient-page")
    with day.findings.checking("numbers-never-clash") as seen:
        desk_work.register(day.b, ZOFIA)
        number_b = desk_work.mrn_of(day.b)
        if day.findings.planted("numbers-never-clash"):
            number_b = number_a
        assert number_a != number_b, f"both desks gave {number_a}"
        assert verhoeff.is_valid(number_a), f"the check digit of {number_a} is wrong"
        assert verhoeff.is_valid(number_b), f"the check digit of {number_b} is wrong"
        seen.append(f"{number_a} and {number_b}")
    day.registered += 2
