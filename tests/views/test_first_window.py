"""The first windows come before anything heavy is imported: nobody looks at an empty screen."""

import sys
from subprocess import run

HEAVY = ("sqlalchemy", "sqlcipher3", "httpx", "PIL", "printing", "local_store", "sync_client")
PROGRAM = f"""
import sys
import app.main, views.start, views.conductor
print(*sorted({set(HEAVY)!r} & set(sys.modules)))
"""


def test_the_windows_before_the_work_import_nothing_heavy() -> None:
    done = run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_is_called_heavy_is_what_the_work_needs() -> None:
    program = PROGRAM.replace("views.conductor", "views.main_window, app.workstation")
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == sorted(HEAVY)
