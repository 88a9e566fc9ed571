"""The clock of the computer: the one place of the client that asks it."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Time as the computer has it; an open store corrects it by the service's."""

    def now(self) -> datetime:
        """The wall clock."""
        return datetime.fromtimestamp(time.time(), UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()
