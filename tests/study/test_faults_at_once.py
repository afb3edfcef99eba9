"""All that is wrong with a study of the right form is told at once, by `check`, `run` and `report` alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from research import ResearchError, check, report, run
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers

WRONG = """\
report:
  colours: [green]
  fonts: {text: "A; }"}
  language: xx
  logo: nope.png
  template: nope.pptx
target: {criteria: {nix: 1, sex: 2}, knock_out: {share: about 10}}
outcomes: [buyr]
"""
TOLD = (
    "`green` is no colour",
    "`A; }` is no name of a font",
    "no words for the language `xx`",
    "there is no file `nope.png`",
    "there is no file `nope.pptx`",
    "the criterion `nix` of the target is not in the questionnaire",
    "the criterion `sex` of the target has several answers",
    "the bound of `share`",
    "there is no question or measure `buyr`",
)
Command = Callable[[Path], str]


def checked(home: Path) -> str:
    return "\n".join(map(str, check(home).faults))


def ran(home: Path) -> str:
    return refused(lambda: run(home, out=home.parent / "out"))


def reported(home: Path) -> str:
    return refused(lambda: report(home, out=home.parent / "out"))


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ResearchError) as caught:
        call()
    return str(caught.value)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "planners"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "study.yaml").write_text(STUDY + WRONG, "utf-8")
    answers().to_csv(folder / "data.csv", index=False)
    return folder


@pytest.mark.parametrize("command", [checked, ran, reported])
def test_looks_target_and_names_come_together(home: Path, command: Command) -> None:
    told = command(home)
    assert not [part for part in TOLD if part not in told]
    assert told.count("`green`") == 1 and "planners/study.yaml:7: `green`" in told


@pytest.mark.parametrize("command", [checked, ran])
def test_they_come_with_the_faults_of_every_file_that_is_there(home: Path, command: Command) -> None:
    text = (home / "study.yaml").read_text("utf-8")
    more = text.replace("{file: data.csv}", "{file: data.csv}, w2: {file: lost.csv}")
    (home / "study.yaml").write_text(more, "utf-8")
    answers().assign(a3=9).to_csv(home / "data.csv", index=False)
    told = command(home)
    assert not [part for part in TOLD if part not in told]
    assert "does not define the answer `9`" in told and "the data of wave `w2` are not there" in told


@pytest.mark.parametrize("command", [checked, ran, reported])
def test_segments_that_cannot_be_read_and_waves_that_cannot_be_come_along(home: Path, command: Command) -> None:
    text = (home / "study.yaml").read_text("utf-8")
    (home / "study.yaml").write_text(text.replace("waves: {w1:", "waves: {../w1:"), "utf-8")
    (home / "segments.yaml").write_text("frozen: w1\n", "utf-8")
    told = command(home)
    assert "cannot name a wave" in told and "segments.yaml" in told and "`green` is no colour" in told


def test_what_the_command_asks_for_comes_along(home: Path) -> None:
    for command in (lambda: run(home, wave="w9", out=home.parent / "out"), lambda: report(home, wave="w9")):
        told = refused(command)
        assert "the study has no wave `w9`" in told and "`green` is no colour" in told


def test_a_study_without_waves_is_told_and_looked_through(home: Path) -> None:
    (home / "study.yaml").write_text("waves: {}\n" + WRONG, "utf-8")
    for command in (checked, ran, reported):
        told = command(home)
        assert "the study has no wave" in told and "`green` is no colour" in told


def test_another_analysis_is_told_with_the_looks(home: Path) -> None:
    (home / "study.yaml").write_text(STUDY, "utf-8")
    run(home, out=home.parent / "out")
    (home / "study.yaml").write_text(STUDY + WRONG.replace("outcomes: [buyr]\n", "seed: 8\n"), "utf-8")
    told = reported(home)
    assert "asks for another analysis" in told and "`green` is no colour" in told
    shutil.rmtree(home.parent / "out")
    assert "there is no finished run" in reported(home) and "`green` is no colour" in reported(home)
