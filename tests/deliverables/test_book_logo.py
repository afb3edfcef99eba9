"""The client's logo stands over the title, no larger than its room and in its own proportion."""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from research.deliverables.candidates_workbook import CandidatesWorkbook
from research.domain.results import Results
from research.study import state
from research.wording import workbook_en as words
from tests.deliverables.books import crosstabs
from tests.pictures import picture
from tests.results_factory import make_results


def with_logo(logo: bytes) -> Results:
    results = make_results()
    return replace(results, brief=replace(results.brief, branding=replace(results.brief.branding, logo=logo)))


@pytest.mark.parametrize(
    ("size", "shown"),
    [((520, 160), (195, 60)), ((100, 40), (100, 40)), ((4000, 200), (400, 20)), ((50, 600), (5, 60))],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_logo_keeps_its_proportion_within_sixty_pixels(
    kind: str, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    sheet = load_workbook(io.BytesIO(crosstabs(with_logo(picture(kind, size)))))[words.CONTENTS]
    [image] = sheet._images
    extent = image.anchor.ext
    assert (extent.width // 9525, extent.height // 9525) == shown
    assert sheet.row_dimensions[1].height >= 0.75 * shown[1]
    assert sheet["A1"].value is None and sheet["A2"].value == with_logo(b"").brief.title


def test_the_picture_is_carried_as_it_is_and_the_bytes_stay_the_same() -> None:
    logo = picture("PNG", (300, 90))
    results = with_logo(logo)
    packed = crosstabs(results)
    with ZipFile(io.BytesIO(packed)) as parts:
        [media] = [name for name in parts.namelist() if name.startswith("xl/media/")]
        assert parts.read(media) == logo
    assert packed == crosstabs(results)


def test_the_book_of_candidates_has_it_too() -> None:
    packed = CandidatesWorkbook().render(with_logo(picture("PNG", (300, 90))))["candidates.xlsx"]
    assert len(load_workbook(io.BytesIO(packed))[words.CONTENTS]._images) == 1


def test_without_a_logo_the_title_stands_first() -> None:
    sheet = load_workbook(io.BytesIO(crosstabs(with_logo(b""))))[words.CONTENTS]
    assert not sheet._images and sheet["A1"].value


def test_stored_state_keeps_the_logo() -> None:
    results = with_logo(picture("JPEG", (300, 90)))
    restored = state.thaw(state.freeze(results))
    assert restored.brief == results.brief
    assert crosstabs(restored) == crosstabs(results)
