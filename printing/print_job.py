"""The print job of `models`, under the name that printing knows it by."""

from models.print_job import (
    INTERRUPTED,
    JobMoveError,
    JobState,
    PrintJob,
    move,
    reroute,
)

__all__ = ["INTERRUPTED", "JobMoveError", "JobState", "PrintJob", "move", "reroute"]
