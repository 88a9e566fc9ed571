"""The invented tariff of the demonstration hospital: one currency, prices of round numbers."""

import csv
from io import StringIO

from models.vocabulary import ChargeTrigger, EncounterClass
from server_stub.demonstration_formulary import FORMULARY

CURRENCY = "EUR"
TAX_NOTE = "VAT exempt: hospital care"
IN_FORCE_FROM = "2020-01-01"

_FIXED_LINES = (
    ("V-OUT", "Outpatient visit", ChargeTrigger.ENCOUNTER_OPENED, EncounterClass.AMBULATORY, 4500),
    ("V-EMER", "Emergency visit", ChargeTrigger.ENCOUNTER_OPENED, EncounterClass.EMERGENCY, 12000),
    ("V-IN", "Inpatient admission", ChargeTrigger.ENCOUNTER_OPENED, EncounterClass.INPATIENT, 9500),
    ("BED", "Bed day", ChargeTrigger.BED_DAY, "", 18000),
    ("OBS", "Nursing observation set", ChargeTrigger.VITALS_RECORDED, "", 350),
    ("DOSE", "Medicine given on the ward", ChargeTrigger.DOSE_GIVEN, "", 220),
)
_SUPPLY_PRICES = """\
M-101 35
M-102 60
M-103 25
M-104 45
M-105 640
M-106 40
M-107 85
M-108 5
M-109 12
M-110 8
M-111 1450
M-112 520
M-113 580
M-114 210
M-115 9
M-116 11
M-117 14
M-118 18
M-119 7
M-120 95
M-121 22
M-122 16
M-123 130
M-124 6
M-125 0
M-126 15
"""
"""Minor units for one supply unit of each medicine. Nought is a price: it is given away, and the
bill says so."""


def tariff() -> str:
    """The tariff as a file."""
    titles = {
        row["code"]: f"{row['display_name']} {row['strength']}, {row['supply_unit']}"
        for row in csv.DictReader(StringIO(FORMULARY), delimiter=";")
    }
    lines = [
        "code;title;event;applies_to;unit_price_minor;currency;tax_note;effective_from",
        *(_line(*given) for given in _FIXED_LINES),
    ]
    for each in _SUPPLY_PRICES.splitlines():
        code, price = each.split()
        dispensed = ChargeTrigger.MEDICINE_DISPENSED
        lines.append(_line(f"RX-{code}", titles[code], dispensed, code, int(price)))
    return "\n".join(lines) + "\n"


def _line(code: str, title: str, event: ChargeTrigger, applies_to: str, price: int) -> str:
    fields = (code, title, event.value, applies_to, str(price), CURRENCY, TAX_NOTE, IN_FORCE_FROM)
    return ";".join(fields)
