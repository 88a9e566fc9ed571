"""From the double click to the work: open the store, connect, sign in; and what if it fails."""

import logging
import sys
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Literal, cast

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.start import Start
from resources.strings import translation_for
from views.garbage import GarbageCollection
from views.gate.crash_window import CrashWindow
from views.gate.opening_window import OpeningWindow
from views.theme import Theme
from views.window import Window

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def run(start: Start) -> int:
    """Show the program until the person closes it; the exit code for the system."""
    app = application()
    Theme(app, cast(Literal["light", "dark"] | None, start.theme))
    translate(app, QLocale.system())
    window = Window(f"Almoner {start.version}")
    crashes = Crashes(window, start.note_crash)
    before = sys.excepthook
    sys.excepthook = crashes.caught
    garbage = GarbageCollection(window)
    window.bring(OpeningWindow())
    window.show()
    app.processEvents()
    # Everything else is imported behind the first window.
    from views.conductor import Conductor

    conductor = Conductor(window, start, crashes.show, time.monotonic)
    window.closed.connect(conductor.finish)
    conductor.begin()
    try:
        return app.exec()
    finally:
        garbage.stop()
        conductor.finish()
        sys.excepthook = before


def application() -> QApplication:
    """The application, made once."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Almoner")
    return made


def translate(app: QApplication, locale: QLocale) -> None:
    """Speak the person's language as far as there are words for it; English otherwise."""
    ours = translation_for(locale.name())
    qt_words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt_words.load(locale, "qtbase", "_", folder):
        app.installTranslator(qt_words)
    own = QTranslator(app)
    if own.load(str(ours)):
        app.installTranslator(own)
        app.setLayoutDirection(QLocale(own.language()).textDirection())
    else:
        logging.getLogger(__name__).warning("The words in %s cannot be read", ours)


class Crashes(QObject):
    """Shows one crash window at a time; what it says is in the log as well."""

    def __init__(self, window: Window, note: Callable[[BaseException], str]) -> None:
        super().__init__(window)
        self._window, self._note = window, note
        self._open = False

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """What Python calls with an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
        else:
            self.show(error.with_traceback(trace))

    def show(self, error: BaseException) -> None:
        """Say that something unexpected happened."""
        reference = self._note(error)
        if self._open:
            return
        self._open = True
        details = "".join(traceback.format_exception(error))
        shown = CrashWindow(details, reference, self._window)
        shown.finished.connect(self._closed)
        shown.open()

    def _closed(self, _result: int) -> None:
        self._open = False
