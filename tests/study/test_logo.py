"""A logo that no book can hold is told with its line, by `check` and before a run computes anything."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from research import check, run
from research.errors import ResearchError
from research.study.logo import LOGO, logo_of
from research.study.opening import open_study
from research.study.pipeline import brief, provenance
from tests.pictures import picture
from tests.test_bad_input import QUESTIONNAIRE, answers

PLAIN = "waves: {w1: {file: w1.csv}}\n"
STUDY = PLAIN + "report:\n  client: Greenbite\n  logo: logo.png\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "snacks"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    answers(60).to_csv(folder / "w1.csv", index=False)
    return folder


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no file `logo.png`"),
        (b"<svg/>", "`logo.png` is neither PNG nor JPEG"),
        (b"", "`logo.png` is neither PNG nor JPEG"),
        (picture("GIF", (30, 30)), "`logo.png` is neither PNG nor JPEG"),
        (picture("PNG", (300, 90))[:80], "`logo.png` is neither PNG nor JPEG"),
        (b"\x00" * (LOGO.largest + 1), "`logo.png` is larger than 2 MB"),
    ],
)
def test_what_is_no_logo_is_told_with_its_line(home: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (home / "logo.png").write_bytes(content)
    faults = [str(fault) for fault in check(home).faults]
    assert any(fault.startswith(f"snacks/study.yaml:4: {told}") for fault in faults)
    with pytest.raises(ResearchError, match=told):
        run(home, out=home.parent / "out")
    assert not (home.parent / "out").exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_travels_with_the_brief_and_is_among_what_went_in(home: Path, kind: str) -> None:
    logo = picture(kind, (300, 90))
    (home / "logo.png").write_bytes(logo)
    study = open_study(home)
    assert logo_of(study) == brief(study, "w1").branding.logo == logo
    inputs = provenance(study, "w1", home / "w1.csv", ()).inputs
    assert inputs["logo.png"] == sha256(logo).hexdigest()
    assert not [fault for fault in check(home).faults if "logo" in str(fault)]


def test_no_logo_is_no_fault(home: Path) -> None:
    (home / "study.yaml").write_text(PLAIN, "utf-8")
    study = open_study(home)
    assert logo_of(study) == b""
    assert set(provenance(study, "w1", home / "w1.csv", ()).inputs) == {"questionnaire.yaml", "w1: w1.csv"}


def test_the_arrangement_of_the_book_is_one_of_two(home: Path) -> None:
    (home / "study.yaml").write_text(PLAIN + "report: {book: by_table}\n", "utf-8")
    assert brief(open_study(home), "w1").branding.book == "by_table"
    (home / "study.yaml").write_text(PLAIN + "report: {book: by_page}\n", "utf-8")
    [fault] = check(home).faults
    assert "book" in str(fault) and "by_theme" in str(fault)
