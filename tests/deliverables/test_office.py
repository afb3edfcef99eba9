"""Office files of the same content are the same bytes."""

from __future__ import annotations

import io
from zipfile import ZipFile, ZipInfo

from research.deliverables._office import settle


def package(year: int, inner: bytes = b"") -> bytes:
    """A small office file written in `year`, perhaps with a workbook inside."""
    clock = f"<dcterms:created xsi:type='W3CDTF'>{year}-01-01T00:00:00Z</dcterms:created>"
    file = io.BytesIO()
    with ZipFile(file, "w") as parts:
        parts.writestr(ZipInfo("docProps/core.xml", (year, 5, 1, 3, 4, 6)), clock)
        parts.writestr(ZipInfo("xl/sheet1.xml", (year, 5, 1, 3, 4, 6)), "<sheet/>")
        if inner:
            parts.writestr(ZipInfo("embedded/chart.xlsx", (year, 5, 1, 3, 4, 6)), inner)
    return file.getvalue()


def test_times_leave_no_trace_not_even_in_workbooks_inside() -> None:
    one, two = (package(year, package(year)) for year in (1999, 2031))
    assert one != two
    assert settle(one) == settle(two)


def test_the_content_is_kept_in_order() -> None:
    with ZipFile(io.BytesIO(settle(package(2020)))) as parts:
        assert parts.namelist() == ["docProps/core.xml", "xl/sheet1.xml"]
        assert parts.read("xl/sheet1.xml") == b"<sheet/>"
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_settling_twice_changes_nothing() -> None:
    settled = settle(package(2020))
    assert settle(settled) == settled
