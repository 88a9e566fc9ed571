"""A prescription on A4 sheets: its words, then the signed codes below them in rows."""

from collections.abc import Sequence

from printing.documents.discharge_summary_layout import (
    FOOT_MM,
    HEIGHT_MM,
    PAGE_OF,
    SIDE_MM,
    TOP_OF_TEXT_MM,
    WIDTH_MM,
    Placed,
    Sheet,
    draw_foot,
    draw_head,
)
from printing.page import Page
from printing.signed_code import SignedCode, draw_codes, height_mm

_ACROSS = 3
_ABOVE_MM = 4.0


def draw_with_codes(
    sheets: Sequence[Sequence[Placed]], head: Sheet, codes: Sequence[SignedCode]
) -> bytes:
    """Draw the sheets, and the codes in rows where there is room for a whole row."""
    page = Page(WIDTH_MM, HEIGHT_MM, f"{head.title} {head.number}")
    rows = [codes[at : at + _ACROSS] for at in range(0, len(codes), _ACROSS)]
    places, count = _places(_foot_of(sheets[-1]), rows, len(sheets))
    for number in range(1, count + 1):
        if number > 1:
            page.turn()
        draw_head(page, head)
        draw_foot(page, head, PAGE_OF.format(number=number, count=count))
        for each in sheets[number - 1] if number <= len(sheets) else ():
            if each.line is not None:
                page.text(each.line, each.x_mm, each.y_mm, each.size_pt)
            else:
                page.rule(each.x_mm, each.y_mm, WIDTH_MM - 2 * SIDE_MM)
        for row, (sheet, top) in zip(rows, places, strict=True):
            if sheet == number:
                draw_codes(page, row, SIDE_MM, top)
    return page.pdf()


def _foot_of(placed: Sequence[Placed]) -> float:
    """Where the words of a sheet end."""
    return min((each.y_mm for each in placed), default=TOP_OF_TEXT_MM)


def _places(
    lowest_mm: float, rows: Sequence[Sequence[SignedCode]], sheets: int
) -> tuple[list[tuple[int, float]], int]:
    """The sheet and the upper edge of each row of codes, and how many sheets that makes."""
    y, sheet, places = lowest_mm, sheets, []
    for row in rows:
        needed = height_mm(row) + _ABOVE_MM
        if y - needed < FOOT_MM:
            sheet, y = sheet + 1, TOP_OF_TEXT_MM
        places.append((sheet, y - _ABOVE_MM))
        y -= needed
    return places, sheet
