"""How names and numbers are folded so that they find each other however they are typed."""

from functools import lru_cache
from unicodedata import category, normalize

import jellyfish

_REMEMBERED = 4096
# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´"))


@lru_cache(_REMEMBERED)
def fold_text(text: str) -> str:
    """Lower case, without accents, apostrophes or doubled spaces; other signs become spaces."""
    plain = normalize("NFKD", text.casefold().translate(_APOSTROPHES)).translate(_LETTERS)
    letters = (c if c.isalnum() else " " for c in plain if category(c) != "Mn")
    return " ".join("".join(letters).split())


def name_tokens(text: str) -> list[str]:
    """The folded words of a name."""
    return fold_text(text).split()


def number_token(text: str) -> str:
    """A number as it is compared: letters and digits alone, `T-A1-7` as `ta17`."""
    return fold_text(text).replace(" ", "")


def digits_of(text: str) -> str:
    """The digits of a telephone number, whatever stands between them, as 0 to 9."""
    return "".join(str(int(c)) for c in text if c.isdecimal())


@lru_cache(_REMEMBERED)
def sound_of(token: str) -> str:
    """How a folded word sounds (Metaphone), or "" for one that is not in Latin letters."""
    if not (token.isascii() and token.isalpha()):
        return ""
    try:
        return jellyfish.metaphone(token).replace(" ", "").lower()
    except ValueError:
        return ""
