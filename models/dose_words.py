"""Doses in words that cannot be misread: the safety formatting of ISMP and the Joint Commission.

No trailing zero, no naked decimal, units in full, thousands separated; below one the next smaller
unit is used (`500 micrograms`, not `0.5 mg`); numbers in directions are words: `Take ONE capsule
THREE times a day`.
"""

import re
from decimal import Decimal

from models.medication import Medication
from models.vocabulary import N_, Frequency, Route

_UNITS: dict[str, tuple[str, str]] = {
    "g": ("g", "g"),
    "mg": ("mg", "mg"),
    "kg": ("kg", "kg"),
    "ml": ("mL", "mL"),
    "cc": ("mL", "mL"),
    "l": ("litre", "litres"),
    "mmol": ("mmol", "mmol"),
    "microgram": ("microgram", "micrograms"),
    "nanogram": ("nanogram", "nanograms"),
    "unit": ("unit", "units"),
    "international unit": ("international unit", "international units"),
    "%": ("%", "%"),
}
_ALSO: dict[str, str] = {
    "µg": "microgram",
    "μg": "microgram",
    "ug": "microgram",
    "mcg": "microgram",
    "ng": "nanogram",
    "u": "unit",
    "iu": "international unit",
    "[iu]": "international unit",
    "gram": "g",
    "milligram": "mg",
    "millilitre": "ml",
    "milliliter": "ml",
    "litre": "l",
    "liter": "l",
}
_SMALLER = {"g": "mg", "mg": "microgram", "microgram": "nanogram"}
_THOUSAND = Decimal(1000)
_HALF = Decimal("0.5")
_NUMBERS = (
    *("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"),
    *("ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN"),
    *("NINETEEN", "TWENTY"),
)
_AMOUNT = re.compile(r"(?<![\w.,])(\d[\d,]*\.?\d*|\.\d+)\s*([A-Za-zµμ%]+|\[IU\])(?![A-Za-z])")
_PER = re.compile(r"\s*/\s*(?=\d*[.,]?\d*\s*(?:ml|l|dose|hour|actuation)\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[/+]\s*")
_EACH = re.compile(r"^(?=[A-Za-z])")
_COUNTED = frozenset(
    ("tablet", "capsule", "sachet", "suppository", "puff", "drop", "spray", "patch", "lozenge")
)
"""What is taken one by one; a vial or a pen is not, so its dose is written as an amount."""

OFTEN: dict[Frequency, str] = {
    Frequency.ONCE: N_("ONCE"),
    Frequency.DAILY: N_("ONCE a day"),
    Frequency.NIGHTLY: N_("ONCE a day, at night"),
    Frequency.TWICE_DAILY: N_("TWICE a day"),
    Frequency.THREE_TIMES_DAILY: N_("THREE times a day"),
    Frequency.FOUR_TIMES_DAILY: N_("FOUR times a day"),
    Frequency.EVERY_6_HOURS: N_("every SIX hours"),
    Frequency.EVERY_8_HOURS: N_("every EIGHT hours"),
    Frequency.EVERY_12_HOURS: N_("every TWELVE hours"),
    Frequency.AS_NEEDED: N_("when needed"),
}
"""How often, as the patient reads it."""
_DIRECTIONS: dict[Route, str] = {
    Route.ORAL: N_("Take {amount} {often}"),
    Route.INTRAVENOUS: N_("Give {amount} into a vein {often}"),
    Route.INTRAMUSCULAR: N_("Give {amount} into a muscle {often}"),
    Route.SUBCUTANEOUS: N_("Give {amount} under the skin {often}"),
    Route.INHALED: N_("Inhale {amount} {often}"),
    Route.TOPICAL: N_("Apply {amount} on the skin {often}"),
    Route.RECTAL: N_("Insert {amount} into the rectum {often}"),
}
DAYS_WORDS = N_("for {count} days")
ONE_DAY = N_("for ONE day")
HALF_A = N_("HALF a {unit}")
AND_A_HALF = N_("{count} AND A HALF {unit}")
WITH_STRENGTH = N_("{count} ({amount})")
IN_RATIO = N_("in")
AND = N_("and")


def number_words(value: Decimal) -> str:
    """Digits without a trailing zero or a naked point, thousands separated: `1,250`, `0.5`."""
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def unit_words(unit: str, value: Decimal) -> str:
    """A unit in full, in the number that goes with the value: `micrograms`, `capsules`."""
    known = _UNITS.get(_unit_key(unit))
    if known is not None:
        return known[0] if value == 1 else known[1]
    return unit if value == 1 else _plural(unit)


def amount_words(value: Decimal, unit: str) -> str:
    """A dose: `5 mg`, `500 micrograms`, `100,000 units`. `0` is a value."""
    key = _unit_key(unit)
    while 0 < abs(value) < 1 and key in _SMALLER:
        value, key, unit = value * _THOUSAND, _SMALLER[key], _SMALLER[key]
    return f"{number_words(value)} {unit_words(unit, value)}"


def strength_words(strength: str) -> str:
    """The strength of a product: `400 mg in 5 mL`, `500 mg and 125 mg`, `100 units in 1 mL`."""
    parts = [
        f" {AND} ".join(_AMOUNT.sub(_safe_amount, each) for each in _BETWEEN.split(part.strip()))
        for part in _PER.split(strength)
    ]
    return f" {IN_RATIO} ".join([parts[0], *(_EACH.sub("1 ", part) for part in parts[1:])])


def count_words(value: Decimal) -> str | None:
    """A number from ZERO to TWENTY as a word; None for any other."""
    whole = int(value)
    return _NUMBERS[whole] if value == whole and 0 <= whole < len(_NUMBERS) else None


def medicine_words(medication: Medication) -> str:
    """The product, generic name first: `amoxicillin 500 mg capsule`."""
    name = medication.display_name.replace(" + ", f" {AND} ")
    return f"{name} {strength_words(medication.strength)} {medication.form}"


def dose_in_units(medication: Medication, dose_value: Decimal, dose_unit: str) -> str:
    """A dose as it is taken: `ONE capsule (500 mg)`, `10 mL (500 mg)`, or the dose alone."""
    amount = amount_words(dose_value, dose_unit)
    supply = medication.supply_unit
    if _unit_key(dose_unit) == _unit_key(supply):
        return _counted(dose_value, supply)
    if not medication.dose_per_unit or _unit_key(dose_unit) != _unit_key(medication.dose_unit):
        return amount
    units = dose_value / medication.dose_per_unit
    if not _can_be_taken(units, supply):
        return amount
    return WITH_STRENGTH.format(count=_counted(units, supply), amount=amount)


def direction_words(
    medication: Medication, dose_value: Decimal, dose_unit: str, route: Route, frequency: Frequency
) -> str:
    """What to do: `Take ONE capsule (500 mg) THREE times a day`."""
    amount = dose_in_units(medication, dose_value, dose_unit)
    return _DIRECTIONS[route].format(amount=amount, often=OFTEN[frequency])


def duration_words(days: int) -> str:
    """`for FIVE days`."""
    if days == 1:
        return ONE_DAY
    value = Decimal(days)
    return DAYS_WORDS.format(count=count_words(value) or number_words(value))


def _unit_key(unit: str) -> str:
    lower = unit.strip().lower()
    key = _ALSO.get(lower, lower)
    if key not in _UNITS and lower.endswith("s"):
        key = _ALSO.get(lower[:-1], lower[:-1])
    return key if key in _UNITS else lower


def _plural(unit: str) -> str:
    if unit.endswith("s"):
        return unit
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}s"


def _can_be_taken(units: Decimal, supply: str) -> bool:
    """Liquids to the hundredth; tablets in halves; other things that are counted, in whole ones."""
    if _unit_key(supply) in _UNITS:
        return units > 0 and units % Decimal("0.01") == 0
    step = _HALF if supply == "tablet" else Decimal(1)
    return supply in _COUNTED and units > 0 and units % step == 0


def _counted(value: Decimal, supply: str) -> str:
    if _unit_key(supply) in _UNITS:
        return amount_words(value, supply)
    if value == _HALF:
        return HALF_A.format(unit=supply)
    if value % 1 == _HALF and (whole := count_words(value - _HALF)):
        return AND_A_HALF.format(count=whole, unit=_plural(supply))
    return f"{count_words(value) or number_words(value)} {unit_words(supply, value)}"


def _safe_amount(match: re.Match[str]) -> str:
    number, unit = match[1].replace(",", ""), match[2]
    if _unit_key(unit) not in _UNITS:
        return match[0]
    value = Decimal(number)
    return amount_words(value, unit) if unit != "%" else f"{number_words(value)}%"
