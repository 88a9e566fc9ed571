"""The one style sheet, made from the tokens.

Widgets say what they are with the dynamic property `kind`; what that looks like stands here alone.
"""

from dataclasses import fields
from string import Template

from resources.theme import Tokens

_TEXT = """
* { color: $text; }
QWidget[kind="canvas"], QMainWindow, QDialog { background: $canvas; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${type_title}px; font-weight: $type_semibold; }
QLabel[kind="heading"] { font-size: ${type_heading}px; font-weight: $type_semibold; }
QLabel[kind="name"] { font-size: ${type_title}px; font-weight: $type_semibold; }
QLabel[kind="caption"] { font-size: ${type_caption}px; color: $muted; }
QLabel[kind="label"] { font-size: ${type_caption}px; color: $muted; }
QLabel[kind="place"] { font-weight: $type_semibold; }
QLabel[kind="value"] { font-weight: $type_semibold; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="problem"] {
  font-size: ${type_caption}px; font-weight: $type_semibold; color: $danger; }
QLabel[kind="echo"] { font-size: ${type_caption}px; color: $muted; }
QLabel[kind="figure"] { font-size: ${type_figure}px; font-weight: $type_bold; }
QToolTip { background: $raised; color: $text; border: ${size_line}px solid $border;
  padding: ${space_xs}px; }
"""

_SURFACES = """
QFrame[kind="card"] { background: $surface; border: ${size_line}px solid $border;
  border-radius: ${radius_large}px; }
QFrame[kind="banner"] { background: $surface; border: ${size_line}px solid $border;
  border-left: ${space_xs}px solid $accent; border-radius: ${radius_large}px; }
QFrame[kind="banner"][died="true"] { background: $hover; border-left-style: dashed;
  border-left-color: $muted; }
QFrame[kind="top"] { background: $surface; border: none;
  border-bottom: ${size_line}px solid $border; }
QFrame[kind="popup"] { background: $raised; border: ${size_line}px solid $field_border;
  border-radius: ${radius_large}px; }
QFrame[kind="rule"] { background: $border; border: none; max-height: ${size_line}px; }
QScrollArea { background: transparent; border: none; }
QWidget[kind="plain"] { background: transparent; }
QWidget[kind="empty"] { background: transparent; border: ${size_focus}px solid transparent;
  border-radius: ${radius_medium}px; }
QWidget[kind="empty"]:focus { border-color: $focus; }
QFrame[kind="notice"] { border: none; border-radius: ${radius_medium}px;
  background: $info_surface; }
QFrame[kind="notice"] QLabel { color: $info; }
QFrame[kind="notice"][tone="attention"] { background: $attention_surface; }
QFrame[kind="notice"][tone="attention"] QLabel { color: $attention; }
QFrame[kind="notice"][tone="danger"] { background: $danger_surface; }
QFrame[kind="notice"][tone="danger"] QLabel { color: $danger; }
QFrame[kind="notice"][tone="success"] { background: $success_surface; }
QFrame[kind="notice"][tone="success"] QLabel { color: $success; }
QLabel[kind="badge"] { border-radius: ${radius_medium}px; padding: 0 ${space_s}px;
  font-size: ${type_caption}px; font-weight: $type_semibold;
  background: $info_surface; color: $info; }
QLabel[kind="badge"][tone="attention"] { background: $attention_surface; color: $attention; }
QLabel[kind="badge"][tone="danger"] { background: $danger_surface; color: $danger; }
QLabel[kind="badge"][tone="success"] { background: $success_surface; color: $success; }
QLabel[kind="badge"][tone="quiet"] { background: $hover; color: $muted; }
"""

_RAIL = """
QFrame[kind="rail"] { background: $rail; border: none; }
QFrame[kind="rail"] QLabel { color: $rail_muted; font-size: ${type_caption}px; }
QFrame[kind="rail"] QLabel[kind="name"] { color: $rail_text; font-size: ${type_title}px;
  font-weight: $type_bold; }
QFrame[kind="rail"] QLabel[kind="place"] { color: $rail_text; font-weight: $type_medium; }
QPushButton[kind="rail"] { background: transparent; color: $rail_text; text-align: left;
  border: ${size_focus}px solid transparent; border-radius: ${radius_medium}px;
  padding: 0 ${space_m}px; min-height: ${rail_inner}px; font-weight: $type_medium; }
QPushButton[kind="rail"]:hover { border-color: $rail_muted; }
QPushButton[kind="rail"]:checked { background: $rail_active; color: $on_rail_active;
  font-weight: $type_semibold; }
QPushButton[kind="rail"]:focus { border-color: $rail_text; }
QPushButton[kind="rail-foot"] { background: transparent; color: $rail_muted; text-align: left;
  border: ${size_focus}px solid transparent; border-radius: ${radius_medium}px;
  padding: ${space_xs}px ${space_m}px; font-size: ${type_caption}px; }
QPushButton[kind="rail-foot"]:hover, QPushButton[kind="rail-foot"]:focus {
  border-color: $rail_muted; color: $rail_text; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $accent; border: ${size_line}px solid $field_border;
  border-radius: ${radius_medium}px; min-height: ${control_inner}px; padding: 0 ${space_l}px;
  font-weight: $type_semibold; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: ${size_focus}px solid $focus; padding: 0 ${pad_focus}px;
  min-height: ${control_focus}px; }
QPushButton:disabled { color: $muted; background: $canvas; border-color: $border; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $muted; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $muted;
  font-weight: $type_medium; padding: 0 ${space_s}px; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border: ${size_focus}px solid $focus; color: $text;
  padding: 0 ${pad_focus_s}px; }
QPushButton[kind="link"] { background: transparent; border: ${size_line}px solid transparent;
  color: $accent; padding: 0 ${space_s}px; min-height: ${space_xl}px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus { border: ${size_focus}px solid $focus;
  padding: 0 ${pad_focus_s}px; min-height: ${link_focus}px; }
QPushButton[kind="link"]:disabled { color: $muted; }
QPushButton[kind="pill"] { border-radius: ${radius_pill}px; min-height: ${pill_inner}px;
  border: ${size_focus}px solid transparent; font-size: ${type_caption}px;
  background: $success_surface; color: $success; }
QPushButton[kind="pill"][tone="attention"] { background: $attention_surface; color: $attention; }
QPushButton[kind="pill"][tone="danger"] { background: $danger_surface; color: $danger; }
QPushButton[kind="pill"][tone="info"] { background: $info_surface; color: $info; }
QPushButton[kind="pill"]:hover, QPushButton[kind="pill"]:focus { border-color: $focus; }
QPushButton[kind="choice"] { text-align: left; font-weight: $type_medium; color: $text;
  padding: ${space_s}px ${space_m}px; background: $field; }
QPushButton[kind="choice"]:checked { border: ${size_focus}px solid $accent;
  background: $info_surface; }
QPushButton[kind="choice"]:focus { border: ${size_focus}px solid $focus; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QComboBox { background: $field;
  border: ${size_line}px solid $field_border; border-radius: ${radius_medium}px;
  padding: 0 ${space_m}px; min-height: ${control_inner}px;
  selection-background-color: $selection; selection-color: $on_selection; }
QPlainTextEdit { padding: ${space_s}px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {
  border: ${size_focus}px solid $focus; padding: 0 ${pad_field}px; min-height: ${control_focus}px; }
QPlainTextEdit:focus { padding: ${pad_text}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: ${size_focus}px solid $danger; padding: 0 ${pad_field}px;
  min-height: ${control_focus}px; background: $danger_surface; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; border-color: $border; }
QLineEdit:read-only { background: $canvas; }
QComboBox::drop-down { border: none; width: ${space_xxl}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; border: ${size_line}px solid $field_border;
  selection-background-color: $selection; selection-color: $on_selection; outline: 0; }
QMenu { background: $raised; border: ${size_line}px solid $field_border; padding: ${space_xs}px; }
QMenu::item { padding: ${space_xs}px ${space_xl}px; border-radius: ${radius_small}px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::item:disabled { color: $muted; }
"""

_OPTIONS = """
QFrame[kind="option"] { background: $field; border: ${size_line}px solid $field_border;
  border-radius: ${radius_medium}px; }
QFrame[kind="option"][chosen="true"] { background: $info_surface; border-color: $accent; }
QFrame[kind="option"] QLabel { padding-left: ${option_text}px; }
QRadioButton { font-weight: $type_semibold; spacing: ${space_s}px; padding: ${space_hair}px;
  border: ${size_focus}px solid transparent; border-radius: ${radius_small}px; }
QRadioButton:focus { border-color: $focus; }
QRadioButton::indicator { width: ${space_m}px; height: ${space_m}px;
  border: ${size_focus}px solid $field_border; border-radius: ${space_s}px; background: $surface; }
QRadioButton::indicator:checked { border-color: $accent; background: $accent; }
"""

_LISTS = """
QTableView, QListView { background: $surface; border: none; outline: 0;
  gridline-color: $border; alternate-background-color: $surface;
  selection-background-color: $info_surface; selection-color: $text; }
QTableView::item { padding: 0 ${space_s}px; border: none;
  border-bottom: ${size_line}px solid $border; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $info_surface; color: $text; }
QTableView:focus { border: ${size_focus}px solid $focus; border-radius: ${radius_medium}px; }
QTableView { border: ${size_focus}px solid transparent; }
QListView::item { padding: ${space_xs}px ${space_m}px; border-radius: ${radius_small}px; }
QListView::item:selected { background: $info_surface; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: ${size_line}px solid $field_border; padding: 0 ${head_pad}px;
  min-height: ${size_row}px; font-size: ${type_caption}px; font-weight: $type_semibold; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar { background: transparent; }
QScrollBar:vertical { width: ${space_m}px; }
QScrollBar:horizontal { height: ${space_m}px; }
QScrollBar::handle { background: $field_border; border-radius: ${radius_small}px;
  min-height: ${space_xxl}px; min-width: ${space_xxl}px; margin: ${space_hair}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $hover; border: none; border-radius: ${radius_small}px;
  max-height: ${space_s}px; min-height: ${space_s}px; }
QProgressBar::chunk { background: $accent; border-radius: ${radius_small}px; }
"""

_TABS = """
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none;
  border-bottom: ${size_focus}px solid transparent; padding: ${space_s}px ${space_l}px;
  font-weight: $type_medium; }
QTabBar::tab:hover { color: $text; border-bottom-color: $field_border; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent;
  font-weight: $type_semibold; }
QTabBar::tab:selected:focus { background: $info_surface;
  border-top-left-radius: ${radius_small}px; border-top-right-radius: ${radius_small}px; }
QTabBar::tab:disabled { color: $border; }
"""


MARK_GAP = 6
"""What Fusion leaves between the mark of a cell and its text."""
CELL_MARGIN = 3
"""What Fusion itself leaves beside the text of a cell, and not beside that of a heading."""


def stylesheet(tokens: Tokens) -> str:
    """The style sheet of one theme.

    Raises:
        KeyError: the sheet names a token that does not exist.
    """
    values: dict[str, object] = {
        field.name: getattr(tokens.colour, field.name) for field in fields(tokens.colour)
    }
    for section in ("space", "radius", "type", "size"):
        group = getattr(tokens, section)
        values |= {f"{section}_{field.name}": getattr(group, field.name) for field in fields(group)}
    values |= _derived(tokens)
    sheet = "".join((_TEXT, _SURFACES, _RAIL, _BUTTONS, _FIELDS, _OPTIONS, _LISTS, _TABS))
    return Template(sheet).substitute(values)


def _derived(tokens: Tokens) -> dict[str, int]:
    """Inner sizes: what is left of a control's height once its borders are drawn."""
    size, space = tokens.size, tokens.space
    thicker = size.focus - size.line
    return {
        "control_inner": size.control - 2 * size.line,
        "control_focus": size.control - 2 * size.focus,
        "rail_inner": size.control - 2 * size.focus,
        "pill_inner": 2 * tokens.radius.pill - 2 * size.focus,
        "link_focus": space.xl - 2 * thicker,
        "pad_focus": space.l - thicker,
        "pad_focus_s": space.s - thicker,
        "pad_field": space.m - thicker,
        "pad_text": space.s - thicker,
        "option_text": space.m + 3 * size.focus + space.s + space.xs // 2,
        "head_pad": space.s + CELL_MARGIN,
        "space_hair": space.xs // 2,
    }
