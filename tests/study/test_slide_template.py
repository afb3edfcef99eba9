"""A template that no deck can stand on is told with its line, by `check` and before a run computes anything."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from research import check, run
from research.errors import ResearchError
from research.study.opening import open_study
from research.study.pipeline import brief, provenance
from research.study.slide_template import TEMPLATE, template_of
from tests.deliverables.decks import a_template
from tests.test_bad_input import QUESTIONNAIRE, answers

PLAIN = "waves: {w1: {file: w1.csv}}\n"
STUDY = PLAIN + "report:\n  client: Greenbite\n  template: house.pptx\n"


def zipped(**parts: str) -> bytes:
    """A zip that is no presentation."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def broken(name: str) -> bytes:
    """A template of which one part is no XML."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_template())) as source, zipfile.ZipFile(saved, "w") as target:
        for part in source.namelist():
            target.writestr(part, b"<p:broken" if part == name else source.read(part))
    return saved.getvalue()


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
        (None, "there is no file `house.pptx`"),
        (b"", "`house.pptx` is no pptx"),
        (b"%PDF-1.7", "`house.pptx` is no pptx"),
        (zipped(a="b"), "`house.pptx` is no pptx"),
        (a_template()[:4000], "`house.pptx` is no pptx"),
        (broken("ppt/presentation.xml"), "`house.pptx` is no pptx"),
        (broken("[Content_Types].xml"), "`house.pptx` is no pptx"),
        (b"\x00" * (TEMPLATE.largest + 1), "`house.pptx` is larger than 20 MB"),
    ],
    ids=["missing", "empty", "pdf", "another zip", "cut off", "without slides", "without types", "too large"],
)
def test_what_is_no_template_is_told_with_its_line(home: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (home / "house.pptx").write_bytes(content)
    faults = [str(fault) for fault in check(home).faults if "house.pptx" in str(fault)]
    assert len(faults) == 1 and faults[0].startswith(f"snacks/study.yaml:4: {told}")
    with pytest.raises(ResearchError, match=told):
        run(home, out=home.parent / "out")
    assert not (home.parent / "out").exists()


def test_a_template_travels_with_the_brief_and_is_among_what_went_in(home: Path) -> None:
    template = a_template()
    (home / "house.pptx").write_bytes(template)
    study = open_study(home)
    assert template_of(study) == brief(study, "w1").branding.template == template
    inputs = provenance(study, "w1", home / "w1.csv", ()).inputs
    assert inputs["house.pptx"] == sha256(template).hexdigest()
    assert not [fault for fault in check(home).faults if "template" in str(fault)]


def test_no_template_is_no_fault(home: Path) -> None:
    (home / "study.yaml").write_text(PLAIN, "utf-8")
    study = open_study(home)
    assert template_of(study) == b""
    assert set(provenance(study, "w1", home / "w1.csv", ()).inputs) == {"questionnaire.yaml", "w1: w1.csv"}
