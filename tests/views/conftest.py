"""What every test of a window gets: the look, the words, a desk with a real or a canned store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import Workbench, a_workbench
from tests.views.canned import CannedOffice, a_workplace
from tests.views.samples import BUSY_HOSPITAL
from tests.views.windows import WINDOWS, Pseudo, arabic, german
from views.runner import Runner
from views.start import translate
from views.theme import Theme
from views.workplace import Workplace

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The marker comes with the folder, so that nobody forgets it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("gui")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The look, made once for the program and put back to light."""
    try:
        found = Theme.current()
    except LookupError:
        translate(qapp, QLocale("en"))
        return Theme(qapp, "light")
    if found.tokens.theme != "light":
        found.choose("light")
    return found


@pytest.fixture
def bench(tmp_path: Path, theme: Theme) -> Iterator[Workbench]:
    """A desk with a real encrypted store and no network."""
    made = a_workbench(tmp_path / "store")
    yield made
    made.close()


@pytest.fixture
def place(bench: Workbench) -> Iterator[Workplace]:
    """The real desk, whose runner works at once."""
    runner = Runner(inline=True)
    runner.follow(bench.office.subscribe)
    yield Workplace(bench.office, bench.desk, runner)
    runner.close()


@pytest.fixture
def office(theme: Theme) -> CannedOffice:
    """An office that answers what the test puts into it."""
    return CannedOffice()


@pytest.fixture
def canned(office: CannedOffice) -> Iterator[Workplace]:
    """The place around it."""
    made = a_workplace(office)
    yield made
    made.runner.close()


@pytest.fixture
def busy(office: CannedOffice) -> CannedOffice:
    """The same office on a busy morning."""
    office.answers |= BUSY_HOSPITAL
    return office


@pytest.fixture(params=["english", "german", "arabic"])
def language(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    """Each language that the screens are shown in, for as long as the test takes."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    pseudo = Pseudo({"german": german, "arabic": arabic}.get(request.param, str))
    if request.param != "english":
        app.installTranslator(pseudo)
    if request.param == "arabic":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield request.param
    app.removeTranslator(pseudo)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def shown(office: CannedOffice, canned: Workplace, qtbot: QtBot) -> Callable[[str], QWidget]:
    """Puts one of `WINDOWS` on the smallest screen."""
    office.answers |= BUSY_HOSPITAL

    def show(name: str) -> QWidget:
        made = WINDOWS[name](canned)
        qtbot.addWidget(made)
        made.resize(1366, 768)
        made.show()
        QCoreApplication.processEvents()
        return made

    return show
