"""The reports of a finished run are made again as the study now says they look; another analysis is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from research import ResearchError, report, run
from research.cli import app
from research.study.publishing import published
from tests.study.test_table_waves_and_halves import made

pytestmark = pytest.mark.xdist_group("reporting")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study of two waves and its finished run."""
    home = tmp_path_factory.mktemp("finished")
    run(made(home / "planners", waves=2), out=home / "out")
    return home


@pytest.fixture
def desk(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "desk")
    return tmp_path / "desk"


def files(desk: Path) -> dict[str, bytes]:
    folder = desk / "out" / "planners"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_changed_gives_the_same_files(desk: Path) -> None:
    before = files(desk)
    done = report(desk / "planners", out=desk / "out")
    assert list(done.results) == ["w1", "w2"] and files(desk) == before


def test_data_that_are_gone_or_others_are_noted_and_not_read(desk: Path) -> None:
    before = files(desk)
    assert report(desk / "planners", out=desk / "out").notes == ()
    (desk / "planners" / "data.csv").unlink()
    (desk / "planners" / "later.csv").write_text("something else\n", "utf-8")
    notes = report(desk / "planners", out=desk / "out").notes
    assert [(note.code, note.figures["file"]) for note in notes] == [
        ("data_gone", "data.csv"),
        ("data_changed", "later.csv"),
    ]
    assert files(desk) == before
    told = CliRunner().invoke(app, ["report", str(desk / "planners"), "--out", str(desk / "out")])
    assert told.exit_code == 0, told.output
    assert "Wave w2: later.csv holds other data now than the run read; the figures are those of the run." in told.stdout
    assert "Wave w1: data.csv is no longer where study.yaml looks for it" in told.stdout


def test_data_that_lay_elsewhere_are_not_missed(tmp_path: Path) -> None:
    home = made(tmp_path / "planners")
    elsewhere = (home / "data.csv").rename(tmp_path / "other.csv")
    run(home, data=elsewhere, out=tmp_path / "out")
    assert report(home, out=tmp_path / "out").notes == ()


def test_the_remedy_is_the_command_that_runs_this_study(desk: Path, tmp_path: Path) -> None:
    study, out = desk / "planners", tmp_path / "my reports"
    for wave, ends in ((None, ""), ("w2", " --wave w2")):
        with pytest.raises(ResearchError) as told:
            report(study, wave=wave, out=out)
        assert told.value.faults[0].remedy == f"research run {study} --out '{out}'{ends}"
    path = study / "study.yaml"
    path.write_text(path.read_text("utf-8") + "seed: 77\n", "utf-8")
    with pytest.raises(ResearchError) as told:
        report(study, out=desk / "out")
    assert {fault.remedy for fault in told.value.faults} == {f"research run {study} --out {desk / 'out'}"}


def test_another_process_gives_the_same_bytes_for_the_first_wave_alone(desk: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "research", "run", str(desk / "planners"), "--wave", "w1", "--quiet"]
    subprocess.run([*command, "--out", str(tmp_path / "alone")], check=True, env={**os.environ, "PYTHONHASHSEED": "17"})
    alone, together = tmp_path / "alone" / "planners" / "w1", desk / "out" / "planners" / "w1"
    found = [
        {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
        for home in (alone, together)
    ]
    assert found[0] == found[1] and len(found[0]) > 10


def test_looks_targets_and_decisions_are_those_of_now(tmp_path: Path) -> None:
    home = made(tmp_path / "planners")
    study = home / "study.yaml"
    base = study.read_text("utf-8")
    study.write_text(base + "personas: {one: {segment: 1, action: {product: null}}}\n", "utf-8")
    first = run(home, out=tmp_path / "out").results["w1"]
    assert "action_open" in {caveat.code for caveat in first.caveats}
    action = "{product: Larger packs, brand: none, media: none, sales: none, service: none}"
    decided = f"personas: {{one: {{segment: 1, action: {action}, pursue: true, because: They are many}}}}\n"
    looks = 'report: {client: Acme & Sons, colours: ["#aa2200"]}\ntarget: {criteria: {share: 1, sex/2: 5}}\n'
    study.write_text(base + decided + looks, "utf-8")
    again = report(home, out=tmp_path / "out").results["w1"]
    page = (tmp_path / "out" / "planners" / "w1" / "personas.html").read_text("utf-8")
    assert "Acme &amp; Sons" in page and "Larger packs" in page and "They are many" in page
    assert "action_open" not in {caveat.code for caveat in again.caveats}
    assert again.portfolio is not None and [one.key for one in again.portfolio.criteria] == ["share", "sex/2"]
    same = run(home, out=tmp_path / "other").results["w1"]
    assert same.portfolio == again.portfolio
    folders = [tmp_path / out / "planners" / "w1" for out in ("out", "other")]
    assert published(folders[0]) == published(folders[1])
    assert page.encode() == (tmp_path / "other" / "planners" / "w1" / "personas.html").read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{banner: [sex]}", "{banner: [sex, age]}"),
        ("waves:", "seed: 77\nwaves:"),
    ],
)
def test_another_analysis_is_refused_and_nothing_is_written(desk: Path, old: str, new: str) -> None:
    path = desk / "planners" / "study.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    before = files(desk)
    with pytest.raises(ResearchError, match="asks for another analysis"):
        report(desk / "planners", out=desk / "out")
    assert files(desk) == before


def test_another_questionnaire_is_refused(desk: Path) -> None:
    path = desk / "planners" / "questionnaire.yaml"
    path.write_text(path.read_text("utf-8") + "\n# looked at\n", "utf-8")
    with pytest.raises(ResearchError, match=r"changed since: questionnaire\.yaml"):
        report(desk / "planners", out=desk / "out")


def test_without_a_finished_run_there_is_nothing_to_report(desk: Path, tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="no finished run"):
        report(desk / "planners", out=tmp_path / "nowhere")
    (desk / "out" / "planners" / "w1" / ".state" / "results.json").write_text("{}", "utf-8")
    with pytest.raises(ResearchError, match="no finished run of the wave `w1`"):
        report(desk / "planners", wave="w1", out=desk / "out")
    assert list(report(desk / "planners", out=desk / "out").results) == ["w2"]


def test_a_bare_file_is_no_study(desk: Path) -> None:
    with pytest.raises(ResearchError, match="is no study"):
        report(desk / "planners" / "data.csv", out=desk / "out")


def test_the_record_names_the_files_of_looks_as_they_are_now(desk: Path) -> None:
    study = desk / "planners" / "study.yaml"
    base = study.read_text("utf-8")
    for name, ink in (("one.png", (200, 0, 0)), ("two.png", (0, 0, 200))):
        Image.new("RGB", (40, 20), ink).save(desk / "planners" / name)
        study.write_text(f"{base}report: {{logo: {name}}}\n", "utf-8")
        inputs = report(desk / "planners", out=desk / "out").results["w2"].provenance.inputs
        digest = sha256((desk / "planners" / name).read_bytes()).hexdigest()
        assert inputs[name] == digest and len([key for key in inputs if key.endswith(".png")]) == 1
    study.write_text(base + "report: {logo: lost.png, template: lost.pptx}\n", "utf-8")
    with pytest.raises(ResearchError) as told:
        report(desk / "planners", out=desk / "out")
    assert len(told.value.faults) == 2, "both are told at once"
