"""A guard against one fault of PySide6 6.12: many calls give away a reference to their answer.

`Signal.emit` gives away one to True; `setText`, `processEvents` and other calls that answer None
give away one to None. From Python 3.12 on that is harmless, because both live for ever. Python 3.11
counts: it starts with some thousand references to each, and the call that takes the last one ends
the program with `Fatal Python error: bool_dealloc` or `none_dealloc`. Seen with 6.12.0 on 3.11.7;
`tests/views/test_references.py` says when the guard is no longer needed.
"""

import sys
from ctypes import c_ssize_t

LENT = 1 << 40
"""More calls than a workstation makes in its life."""
LIVE_FOR_EVER = (True, False, None)


def lend_references() -> None:
    """Give each so many references that no number of calls uses them up; once is enough."""
    if sys.version_info < (3, 12):
        for each in LIVE_FOR_EVER:
            # In CPython the reference count is the first word of every object.
            count = c_ssize_t.from_address(id(each))
            if count.value < LENT:
                count.value += LENT
