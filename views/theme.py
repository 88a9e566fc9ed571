"""The look in force: fonts, palette and style sheet made from the tokens, following the system."""

from functools import lru_cache

from PySide6.QtCore import QLoggingCategory, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from resources.fonts import font_files
from resources.icons import Icon, icon
from resources.theme import Theme as ThemeName
from resources.theme import Tokens, load_tokens
from views.stylesheet import stylesheet

_NAME = "theme"
_QUIET_SEARCH = "qt.text.font.db.info=false"
"""Qt looks for the font of a script by asking each family of the list in turn, and prints
`OpenType support missing` for each that it passes by: five lines for one name in Devanagari. That
every script is found in the end is proved in `tests/views/test_scripts.py`."""


class Theme(QObject):
    """One for the application; `Theme.current()` finds it."""

    changed = Signal()

    def __init__(self, app: QApplication, chosen: ThemeName | None) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._app = app
        self._chosen = chosen
        self.tokens: Tokens = load_tokens(chosen or self._system())
        # Both are asked for with every cell of a table that is drawn.
        self._pixmaps: dict[tuple[Icon, str, int | None, float], QPixmap] = {}
        self._figures = self.font()
        self._figures.setFeature(QFont.Tag("tnum"), 1)
        app.setStyle("Fusion")
        app.setFont(self.font())
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @staticmethod
    def current() -> "Theme":
        """The theme of the running application."""
        app = QApplication.instance()
        found = app.findChild(Theme, _NAME) if app is not None else None
        if found is None:
            raise LookupError("No theme: views.theme.Theme(app, …) comes before the first window.")
        return found

    def choose(self, name: ThemeName) -> None:
        """Show this theme from now on, whatever the system says."""
        self._chosen = name
        self._show(name)

    def toggle(self) -> None:
        """The other one of light and dark."""
        self.choose("light" if self.tokens.theme == "dark" else "dark")

    def colour(self, name: str) -> QColor:
        """A colour by its meaning, e.g. `danger`."""
        return QColor(getattr(self.tokens.colour, name))

    def font(self) -> QFont:
        """The text face."""
        font = QFont(list(_families()))
        font.setPixelSize(self.tokens.type.body)
        return font

    def figures(self) -> QFont:
        """The text face with figures of one width, so that columns of numbers line up."""
        return self._figures

    def pixmap(self, name: Icon, colour: str, size: int | None = None) -> QPixmap:
        """An icon drawn in the colour of this meaning, sharp on the screen in use."""
        ratio = self._app.devicePixelRatio()
        what = (name, colour, size, ratio)
        if what not in self._pixmaps:
            self._pixmaps[what] = self._drawn(name, colour, size or self.tokens.size.icon, ratio)
        return self._pixmaps[what]

    def _drawn(self, name: Icon, colour: str, edge: int, ratio: float) -> QPixmap:
        pixmap = QPixmap(round(edge * ratio), round(edge * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(icon(name, getattr(self.tokens.colour, colour)).encode()).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def icon(self, name: Icon, colour: str) -> QIcon:
        """The same, for buttons and menus."""
        return QIcon(self.pixmap(name, colour))

    def spaced_icon(self, name: Icon, colour: str) -> QIcon:
        """The same with air towards the words of its button: Fusion leaves too little.

        It is as wide as `spaced_icon_size` says.
        """
        glyph, size = self.pixmap(name, colour), self.spaced_icon_size
        ratio = glyph.devicePixelRatio()
        whole = QPixmap(round(size.width() * ratio), glyph.height())
        whole.setDevicePixelRatio(ratio)
        whole.fill(Qt.GlobalColor.transparent)
        from_the_right = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter = QPainter(whole)
        painter.drawPixmap(size.width() - size.height() if from_the_right else 0, 0, glyph)
        painter.end()
        return QIcon(whole)

    @property
    def spaced_icon_size(self) -> QSize:
        """What a button sets as the size of its `spaced_icon`."""
        edge = self.tokens.size.icon
        return QSize(edge + self.tokens.space.xs, edge)

    def _follow(self) -> None:
        if self._chosen is None:
            self._show(self._system())

    def _show(self, name: ThemeName) -> None:
        self.tokens = load_tokens(name)
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._pixmaps.clear()
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(stylesheet(self.tokens))

    @staticmethod
    def _system() -> ThemeName:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """Load the bundled fonts, once for the program; their families in the order to look in."""
    QLoggingCategory.setFilterRules(_QUIET_SEARCH)
    families: dict[str, None] = {}
    for file in font_files():
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            raise OSError(f"The font {file.name} cannot be loaded; the installation is damaged.")
        # The first name is the family's; the others repeat it with a weight, for old programs.
        families |= dict.fromkeys(QFontDatabase.applicationFontFamilies(number)[:1])
    return tuple(families)


def _palette(tokens: Tokens) -> QPalette:
    colour = tokens.colour
    roles = {
        QPalette.ColorRole.Window: colour.canvas,
        QPalette.ColorRole.WindowText: colour.text,
        QPalette.ColorRole.Base: colour.field,
        QPalette.ColorRole.AlternateBase: colour.surface,
        QPalette.ColorRole.Text: colour.text,
        QPalette.ColorRole.PlaceholderText: colour.muted,
        QPalette.ColorRole.Button: colour.surface,
        QPalette.ColorRole.ButtonText: colour.text,
        QPalette.ColorRole.Highlight: colour.selection,
        QPalette.ColorRole.HighlightedText: colour.on_selection,
        QPalette.ColorRole.ToolTipBase: colour.raised,
        QPalette.ColorRole.ToolTipText: colour.text,
        QPalette.ColorRole.Link: colour.accent,
        QPalette.ColorRole.Accent: colour.accent,
    }
    palette = QPalette()
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour.muted))
    return palette
