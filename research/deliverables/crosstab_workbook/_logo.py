"""The client's logo over the title of a book."""

from __future__ import annotations

import io

from openpyxl.drawing.image import Image

from research.deliverables.crosstab_workbook._pages import Page

HIGHEST, WIDEST = 60, 400
"""Pixels."""
_POINTS = 0.75
"""A pixel, in those that rows count."""
_AIR = 8.0


def put_logo(page: Page, logo: bytes, row: int) -> int:
    """The picture in a row of its own, as large as the room allows and no larger than it is; the row after it."""
    if not logo:
        return row
    picture = Image(io.BytesIO(logo))
    scale = min(1.0, HIGHEST / picture.height, WIDEST / picture.width)
    picture.height, picture.width = round(scale * picture.height), round(scale * picture.width)
    page.sheet.add_image(picture, f"A{row}")
    page.raise_row(row, _POINTS * picture.height + _AIR)
    return row + 1
