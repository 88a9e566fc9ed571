"""A guard against one fault of PySide6 6.12: every `Signal.emit` gives away a reference to True.

From Python 3.12 on that is harmless, because True lives for ever. Python 3.11 counts: it starts
with some 8,000 references, and the signal that takes the last one ends the program with
`Fatal Python error: bool_dealloc`. Seen with 6.12.0 on 3.11.7; `tests/views/test_references.py`
says when the guard is no longer needed.
"""

import sys
from ctypes import c_ssize_t

LENT = 1 << 40
"""More signals than a workstation sends in its life."""


def lend_references_to_true() -> None:
    """Give True so many references that no number of signals uses them up; once is enough."""
    if sys.version_info < (3, 12):
        # In CPython the reference count is the first word of every object.
        true = bool(LENT)
        count = c_ssize_t.from_address(id(true))
        if count.value < LENT:
            count.value += LENT
