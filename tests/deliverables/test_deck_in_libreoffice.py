"""The deck opens and prints where no PowerPoint is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from research.domain.results import Results
from tests.deliverables.decks import a_template, deck_of, opened, title_of, with_template
from tests.results_factory import make_results, make_unsegmented_results

_PRESENTING = "libsdlo.so"
"""The part of LibreOffice that opens slides, which it may lack."""


def _presents() -> bool:
    found = shutil.which("soffice")
    return found is not None and (Path(found).resolve().parent / _PRESENTING).is_file()


pytestmark = [
    pytest.mark.skipif(not _presents(), reason="needs LibreOffice Impress"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler"),
]
MADE: dict[str, Callable[[], Results]] = {
    "own": make_results,
    "template": lambda: with_template(make_results(), a_template()),
    "no segments": make_unsegmented_results,
}


@pytest.mark.parametrize("made", MADE)
def test_every_slide_prints_with_its_title_and_number(made: str, tmp_path: Path) -> None:
    deck = deck_of(MADE[made]())
    pages = printed(deck, tmp_path)
    slides = list(opened(deck).slides)
    assert len(pages) == len(slides)
    for number, (page, slide) in enumerate(zip(pages, slides, strict=True), start=1):
        told = page.split()
        assert set(title_of(slide).split()) <= set(told), number
        assert str(number) in told


def printed(deck: bytes, folder: Path) -> list[str]:
    """The text of every page."""
    file, profile = folder / "deck.pptx", f"-env:UserInstallation=file://{folder / 'profile'}"
    file.write_bytes(deck)
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    read = ["pdftotext", "-layout", str(folder / "deck.pdf"), "-"]
    return subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
