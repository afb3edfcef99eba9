"""The commands: what they print, where they write, how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import research
from research.cli import app
from tests.test_bad_input import STUDY, Desk, answers


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_init_check_and_run_lead_from_one_to_the_next(desk: Desk) -> None:
    data = desk.folder / "planners.csv"
    answers().to_csv(data, index=False)
    home = desk.folder / "study"
    drafted = CliRunner().invoke(app, ["init", str(data), "--out", str(home)])
    assert drafted.exit_code == 0, drafted.output
    assert "research check" in drafted.stdout
    assert "# guess:" in (home / "questionnaire.yaml").read_text("utf-8")
    assert "../planners.csv" in (home / "study.yaml").read_text("utf-8")

    checked = CliRunner().invoke(app, ["check", str(home)])
    assert checked.exit_code == 0, checked.output
    assert "120 respondents" in checked.stdout

    run = CliRunner().invoke(app, ["run", str(home), "--out", str(desk.out)])
    assert run.exit_code == 0, run.output
    assert str(desk.out / "study" / "w1" / "personas.html") in run.stdout


def test_init_never_overwrites(desk: Desk) -> None:
    data = desk.folder / "planners.csv"
    answers().to_csv(data, index=False)
    assert CliRunner().invoke(app, ["init", str(data), "--out", str(desk.folder / "s")]).exit_code == 0
    again = CliRunner().invoke(app, ["init", str(data), "--out", str(desk.folder / "s")])
    assert again.exit_code == 2
    assert again.stderr.count("the file is there already") == 2


def test_a_bare_file_runs_and_says_what_it_assumed(desk: Desk) -> None:
    data = desk.folder / "planners.csv"
    answers().to_csv(data, index=False)
    done = CliRunner().invoke(app, ["run", str(data), "--out", str(desk.out)])
    assert done.exit_code == 0, done.output
    assert "Assumed:" in done.stdout
    assert {path.name for path in (desk.out / "planners" / "w1" / "draft").iterdir()} == {
        "questionnaire.yaml",
        "study.yaml",
    }


def test_quiet_says_nothing(desk: Desk) -> None:
    desk.write()
    done = CliRunner().invoke(app, ["run", str(desk.folder / "planners"), "--out", str(desk.out), "--quiet"])
    assert (done.exit_code, done.output) == (0, "")


def test_data_that_lie_elsewhere(desk: Desk) -> None:
    desk.write()
    moved = desk.folder / "moved.csv"
    (desk.folder / "planners" / "data.csv").rename(moved)
    done = CliRunner().invoke(
        app, ["run", str(desk.folder / "planners"), "--data", str(moved), "--out", str(desk.out), "--quiet"]
    )
    assert done.exit_code == 0, done.output


def test_data_of_several_waves_need_the_wave(desk: Desk) -> None:
    desk.write(study=STUDY.replace("{w1: {file: data.csv}}", "{w1: {file: data.csv}, w2: {file: data.csv}}"))
    data = desk.folder / "planners" / "data.csv"
    done = CliRunner().invoke(app, ["run", str(desk.folder / "planners"), "--data", str(data), "--out", str(desk.out)])
    assert done.exit_code == 2
    assert "--data does not say which wave it is" in done.stderr


def test_an_unknown_wave_is_told(desk: Desk) -> None:
    desk.write()
    done = CliRunner().invoke(app, ["run", str(desk.folder / "planners"), "--wave", "w9", "--out", str(desk.out)])
    assert done.exit_code == 2
    assert "the study has no wave `w9`" in done.stderr
    assert "known here: w1" in done.stderr


def test_every_public_name_is_there() -> None:
    for name in dir(research):
        assert getattr(research, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = research.nothing
