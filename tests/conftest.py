"""What every test gets: no display, and the leak detectors wherever Qt is used."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.views.leaks"]
