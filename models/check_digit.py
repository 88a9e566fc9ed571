"""The Verhoeff check digit: finds every single wrong digit and every swap of two neighbours.

J. Verhoeff, "Error Detecting Decimal Codes", Mathematical Centre Tracts 29, Amsterdam 1969.
"""

_MULTIPLY = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_PERMUTE = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)
_INVERSE = (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)
MRN_DIGITS = 9
"""Length of a medical record number, its check digit included."""


def verhoeff_digit(payload: str) -> str:
    """The check digit of a string of ASCII digits."""
    check = 0
    for place, digit in enumerate(reversed(payload), start=1):
        check = _MULTIPLY[check][_PERMUTE[place % 8][int(digit)]]
    return str(_INVERSE[check])


def verhoeff_holds(number: str) -> bool:
    """Whether a number ends in its right check digit. Anything but ASCII digits does not."""
    if len(number) < 2 or not (number.isascii() and number.isdigit()):
        return False
    return verhoeff_digit(number[:-1]) == number[-1]


def mrn_from_serial(serial: int) -> str:
    """The medical record number of a serial: eight digits and their check digit.

    Raises:
        ValueError: the serial does not fit eight digits.
    """
    payload = f"{serial:0{MRN_DIGITS - 1}d}"
    if serial < 0 or len(payload) != MRN_DIGITS - 1:
        raise ValueError(f"serial {serial} does not fit a medical record number")
    return payload + verhoeff_digit(payload)


def grouped_mrn(mrn: str) -> str:
    """A medical record number as it is read aloud: `204 117 38-5`."""
    if len(mrn) != MRN_DIGITS or not mrn.isdigit():
        return mrn
    return f"{mrn[:3]} {mrn[3:6]} {mrn[6:8]}-{mrn[8]}"
