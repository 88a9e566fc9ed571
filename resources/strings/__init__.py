"""Words for the screens: one compiled catalogue a language, English for what is not translated."""

from pathlib import Path

STRINGS = Path(__file__).parent
FALLBACK = "en"


def translation_for(locale: str) -> Path:
    """The catalogue of a locale such as `de_AT`: its own, its language's, or the English one.

    English needs a catalogue too: it holds the plural forms (`1 change waiting`).
    """
    language = locale.split("_")[0]
    found = (STRINGS / f"almoner_{name}.qm" for name in (locale, language) if name)
    return next((path for path in found if path.exists()), STRINGS / f"almoner_{FALLBACK}.qm")
