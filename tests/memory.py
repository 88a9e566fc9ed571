"""The system's folder in memory, when the whole run keeps its tests there."""

import os
from pathlib import Path


def memory() -> Path | None:
    """Where databases that outlive no test are kept; None for the usual place.

    They cannot lie below the tests' own folder: PostgreSQL runs under another account as root
    starts it, and that account may not enter.
    """
    root = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    return Path(root).parent if root else None
