"""The log of this workstation: JSON lines beside the store, without a word about any patient."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

LOG_FOLDER, LOG_FILE = "logs", "client.log"
_BYTES_MAX, _FILES_KEPT = 2_000_000, 5


def start_log(folder: Path) -> Path:
    """Let everything that is logged go into the store's folder.

    Returns:
        The file.
    """
    path = folder / LOG_FOLDER / LOG_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    target = RotatingFileHandler(
        path, maxBytes=_BYTES_MAX, backupCount=_FILES_KEPT, encoding="utf-8"
    )
    target.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("almoner")
    for earlier in log.handlers[:]:
        log.removeHandler(earlier)
        earlier.close()
    log.addHandler(target)
    log.setLevel(logging.INFO)
    log.propagate = False
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    return path


def stop_log() -> None:
    """Close the file."""
    log = logging.getLogger("almoner")
    for target in log.handlers[:]:
        log.removeHandler(target)
        target.close()


def note_crash(error: BaseException, reference: str) -> None:
    """Write down where the program failed: the kind of error and the places, never the values."""
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    structlog.get_logger("almoner.crash").error(
        "crash", reference=reference, error=type(error).__qualname__, places=places
    )
