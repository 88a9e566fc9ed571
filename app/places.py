"""Where a workstation keeps its records, on every system."""

from pathlib import Path

from platformdirs import user_data_path

APPLICATION = "Almoner"


def usual_store() -> Path:
    """The folder of the account that runs the program; it need not exist yet."""
    return user_data_path(APPLICATION, appauthor=False, roaming=False) / "store"
