"""Each bad input is one clear error that ends with 2 and leaves nothing behind, or a caveat in the report."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from research import run as run_study
from research.cli import app
from research.domain.results import Results
from research.study.locating import bundled

QUESTIONNAIRE = """\
scales:
  agree5: {labels: {1: Disagree strongly, 2: Disagree, 3: Neither, 4: Agree, 5: Agree strongly}, top: 5}
system: {id: rid}
batteries:
  att:
    role: psychographic
    scale: agree5
    wording: How far do you agree?
    items: {a1: I plan, a2: I list, a3: I order, a4: I roam, a5: I try, a6: I leap}
questions:
  sex: {kind: single, role: demographic, codes: {1: Male, 2: Female}}
  age: {kind: numeric, role: demographic, range: [18, 75]}
"""
STUDY = """\
objective: Who plans and who roams?
waves: {w1: {file: data.csv}}
factors: {number: 2}
segments: {methods: [kmeans], k: 3..4, starts: 5, nulls: 0, pairs: 4}
tables: {banner: [sex]}
"""
TOLD = 2
"""The exit code of everything that is wrong with the input."""


def answers(n: int = 120) -> pd.DataFrame:
    """Three kinds of people on two themes of three items each."""
    rng = np.random.default_rng(5)
    centres = np.array([[4.5, 1.5], [1.5, 4.5], [4.5, 4.5]])[rng.integers(0, 3, n)]
    items = np.clip(np.rint(np.repeat(centres, 3, axis=1) + rng.normal(0, 0.7, (n, 6))), 1, 5).astype(int)
    frame = pd.DataFrame(items, columns=[f"a{number}" for number in range(1, 7)])
    frame.insert(0, "rid", [f"r{number}" for number in range(n)])
    frame["sex"] = rng.integers(1, 3, n)
    frame["age"] = rng.integers(18, 75, n)
    return frame


@dataclass(frozen=True)
class Desk:
    """A study in a folder of its own, and what the command line says of it."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(
        self, data: pd.DataFrame | str | bytes | None = None, questionnaire: str = QUESTIONNAIRE, study: str = STUDY
    ) -> None:
        home = self.folder / "planners"
        home.mkdir(exist_ok=True)
        (home / "questionnaire.yaml").write_text(questionnaire, "utf-8")
        (home / "study.yaml").write_text(study, "utf-8")
        if isinstance(data, (str, bytes)):
            (home / "data.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        else:
            (answers() if data is None else data).to_csv(home / "data.csv", index=False)

    def refused(self, *told: str, command: str = "run") -> None:
        """The study is refused with all of `told`, and nothing is written."""
        arguments = ["--out", str(self.out)] if command == "run" else []
        done = CliRunner().invoke(app, [command, str(self.folder / "planners"), *arguments])
        assert isinstance(done.exception, SystemExit), done.exception
        assert done.exit_code == TOLD
        for part in told:
            assert part in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        assert not [path for path in self.out.rglob("*") if path.is_file()]

    def results(self) -> Results:
        return run_study(self.folder / "planners", out=self.out).results["w1"]

    def codes(self) -> set[str]:
        return {caveat.code for caveat in self.results().caveats}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_study_is_good_before_it_is_spoilt(desk: Desk) -> None:
    desk.write()
    results = desk.results()
    assert results.segmentation is not None
    assert results.segmentation.choice.k == 3


def test_a_missing_file(desk: Desk) -> None:
    desk.write()
    (desk.folder / "planners" / "data.csv").unlink()
    desk.refused("planners/study.yaml:2: the data of wave `w1` are not there", "--wave w1 --data FILE")


@pytest.mark.parametrize(("text", "told"), [("", "the file is empty"), ("rid,a1\n", "a header and no respondents")])
def test_an_empty_file_and_a_header_alone(desk: Desk, text: str, told: str) -> None:
    desk.write(text)
    desk.refused(told)


def test_one_respondent(desk: Desk) -> None:
    desk.write(answers(1))
    desk.refused("planners/study.yaml", "there are too few respondents to segment")


def test_duplicate_ids(desk: Desk) -> None:
    desk.write(answers().assign(rid=["same", "same", *(f"r{number}" for number in range(118))]))
    desk.refused("1 ids in `rid` stand more than once", "for example same")


def test_duplicate_column_names(desk: Desk) -> None:
    text = answers().to_csv(index=False).replace("a1,a2", "a1,a1", 1)
    desk.write(text)
    desk.refused("data.csv", "`a1`")


def test_a_code_outside_the_scale(desk: Desk) -> None:
    data = answers()
    data.loc[:2, "a3"] = 9
    desk.write(data)
    desk.refused(
        "planners/questionnaire.yaml:2: the scale `agree5` does not define the answer `9`",
        "a3 holds 9 (3 respondents: r0, r1 and r2)",
        "add `missing: [9]`",
    )


def test_a_numeric_column_holding_text(desk: Desk) -> None:
    data = answers().astype({"age": object})
    data.loc[0, "age"] = "forty"
    desk.write(data)
    desk.refused("planners/questionnaire.yaml:12: `age` holds text where numbers belong: `forty`")


def test_an_item_without_answers_is_a_caveat(desk: Desk) -> None:
    desk.write(answers().assign(a6=np.nan))
    assert {"item_without_answers", "unanswered_items"} <= desk.codes()


def test_a_constant_item_is_a_caveat(desk: Desk) -> None:
    desk.write(answers().assign(a6=3))
    assert "constant_items" in desk.codes()


def test_a_wrong_encoding_is_read_or_told(desk: Desk) -> None:
    codes = "{1: Männlich, 2: Weiblich}"
    data = answers().assign(sex=["Männlich", "Weiblich"] * 60)
    desk.write(data.to_csv(index=False).encode("cp1252"), QUESTIONNAIRE.replace("{1: Male, 2: Female}", codes))
    assert desk.results().n == 120
    desk.write(b"\xff\xfe\x00" + bytes(range(128, 256)) * 4)
    (desk.folder / "planners" / "questionnaire.yaml").write_bytes(QUESTIONNAIRE.encode() + "#ü".encode("latin-1"))
    done = CliRunner().invoke(app, ["run", str(desk.folder / "planners"), "--out", str(desk.folder / "other")])
    assert done.exit_code == TOLD
    assert "the file is not UTF-8 text" in done.stderr


def test_a_truncated_sav(desk: Desk) -> None:
    whole = (bundled("plant_snacks") / "wave1.sav").read_bytes()
    file = desk.folder / "cut.sav"
    file.write_bytes(whole[: len(whole) // 3])
    done = CliRunner().invoke(app, ["run", str(file), "--out", str(desk.out)])
    assert done.exit_code == TOLD
    assert "cut.sav" in done.stderr
    assert not list(desk.out.rglob("*.xlsx"))


def test_a_typo_in_the_yaml(desk: Desk) -> None:
    desk.write(study=STUDY.replace("factors: {number: 2}", "factors: {number: 2"))
    desk.refused("planners/study.yaml:4: the YAML cannot be read")


def test_unknown_keys_of_both_files_at_once(desk: Desk) -> None:
    desk.write(
        questionnaire=QUESTIONNAIRE.replace("wording:", "wordin:"), study=STUDY.replace("{number: 2}", "{numbr: 2}")
    )
    desk.refused(
        "planners/questionnaire.yaml:8: unknown key `batteries.att.wordin`",
        "did you mean `wording`?",
        "planners/study.yaml:3: unknown key `factors.numbr`",
        "did you mean `number`?",
    )


def test_more_segments_than_respondents(desk: Desk) -> None:
    desk.write(study=STUDY.replace("k: 3..4", "k: 500"))
    desk.refused("planners/study.yaml:4", "500")


def test_names_that_nobody_knows_are_told_at_their_lines(desk: Desk) -> None:
    desk.write(study=STUDY.replace("banner: [sex]", "banner: [sx]"))
    desk.refused("planners/study.yaml:5", "`sx`")
    desk.write(study=STUDY + "outcomes: [buyr]\n")
    desk.refused("planners/study.yaml:6: `outcomes`: there is no question or measure `buyr`")


def test_an_outcome_in_the_basis_is_refused(desk: Desk) -> None:
    desk.write(study=STUDY + "outcomes: [a1]\n")
    desk.refused("a1", "outcome")


@pytest.mark.skipif(os.name == "nt", reason="folders are protected otherwise on Windows")
def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    desk.write()
    desk.out.write_text("a file where the folder should be")
    done = CliRunner().invoke(app, ["run", str(desk.folder / "planners"), "--out", str(desk.out)])
    assert done.exit_code == TOLD
    assert "the folder cannot be written" in done.stderr
    assert desk.out.read_text() == "a file where the folder should be"


def test_something_that_is_neither_file_nor_study(desk: Desk) -> None:
    done = CliRunner().invoke(app, ["run", str(desk.folder / "nothing.sav")])
    assert done.exit_code == TOLD
    assert "there is no such file or study" in done.stderr


def test_check_tells_the_faults_of_the_data_without_running(desk: Desk) -> None:
    data = answers().assign(rid="same")
    data.loc[0, "a1"] = 9
    desk.write(data)
    desk.refused("does not define the answer `9`", "stand more than once", command="check")


PLAN_FAULTS = [
    ("k: 3..4", "k: abc", "planners/study.yaml:4: `segments.k`"),
    ("pairs: 4}", "pairs: 4, min_share: 0.9}", "planners/study.yaml:4: `segments.min_share`"),
    ("[kmeans]", "[kmeans, zzz]", "planners/study.yaml:4: `segments.methods` names `zzz`"),
    ("nulls: 0", "nulls: 5", "planners/study.yaml:4: `segments.nulls` is 5"),
    ("number: 2}", "number: 2, drop: [zzz]}", "planners/study.yaml:3: `factors.drop` names `zzz`"),
    ("number: 2}", "number: 2, names: {zzz.F1: Y}}", "planners/study.yaml:3: `factors.names`"),
    ("tables:", "basis: {batteries: [zzz]}\ntables:", "`basis.batteries` names `zzz`"),
    ("tables:", "basis: {questions: [sex]}\ntables:", "segments cannot be cut on `sex`"),
    ("banner: [sex]", "banner: [sex, zzz]", "planners/study.yaml:5: `zzz` in the banner"),
    ("banner: [sex]", "rows: [zzz]", "planners/study.yaml:5: `zzz` in the rows"),
    ("tables:", "outcomes: [a2]\ntables:", "the outcome `a2` is in the basis"),
    ("tables:", "personas: {x: {segment: 1}, y: {segment: 1}}\ntables:", "2 personas stand for segment 1"),
    ("tables:", "universe: {population: -5}\ntables:", "planners/study.yaml:5: `universe.population`"),
]


@pytest.mark.parametrize(("old", "new", "told"), PLAN_FAULTS, ids=[new.splitlines()[0] for _, new, _ in PLAN_FAULTS])
def test_check_and_run_tell_what_is_wrong_with_the_plan(desk: Desk, old: str, new: str, told: str) -> None:
    assert old in STUDY
    desk.write(study=STUDY.replace(old, new, 1))
    desk.refused(told, command="check")
    desk.refused(told)


def test_a_refused_run_leaves_no_folder(desk: Desk) -> None:
    desk.write(answers().assign(a3=9))
    desk.refused("does not define the answer `9`")
    assert not desk.out.exists()


def test_a_fault_of_the_second_wave_is_told_before_the_first_is_published(desk: Desk) -> None:
    desk.write(study=STUDY.replace("{w1: {file: data.csv}}", "{w1: {file: data.csv}, w2: {file: later.csv}}"))
    answers().drop(columns="a3").to_csv(desk.folder / "planners" / "later.csv", index=False)
    desk.refused("later.csv has no column `a3`")


def test_a_wave_name_cannot_leave_the_folder_of_reports(desk: Desk) -> None:
    data = desk.folder / "planners.csv"
    answers().to_csv(data, index=False)
    done = CliRunner().invoke(app, ["run", str(data), "--wave", "../../evil", "--out", str(desk.out)])
    assert done.exit_code == TOLD
    assert "cannot name a wave" in done.stderr
    assert not list(desk.folder.rglob("*.xlsx"))


HOSTILE = "<script>alert(1)</script>"
FORMULA = "=cmd()"


@pytest.fixture
def hostile(desk: Desk) -> Callable[[str], bytes]:
    """The files of a run whose labels are hostile, by name."""
    desk.write(
        questionnaire=QUESTIONNAIRE.replace("1: Male", f'1: "{HOSTILE}"')
        .replace("2: Female", f'2: "{FORMULA}"')
        .replace("a1: I plan", f'a1: "{HOSTILE}"')
        .replace("a4: I roam", f'a4: "{FORMULA}"'),
        study=STUDY.replace("Who plans and who roams?", f"{HOSTILE} & {FORMULA}").replace(
            "w1: {", "w1: {fielded: =1+1, "
        ),
    )
    desk.results()
    return lambda name: (desk.out / "planners" / "w1" / name).read_bytes()


def test_hostile_labels_stay_text(hostile: Callable[[str], bytes], desk: Desk) -> None:
    page = hostile("personas.html").decode()
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)" in page
    book = openpyxl.load_workbook(desk.out / "planners" / "w1" / "crosstabs.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).endswith(FORMULA) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]
    for path in (desk.out / "planners" / "w1").rglob("*.csv"):
        for line in path.read_text("utf-8").splitlines():
            assert not [part for part in line.split(",") if part.strip('"').startswith(("=", "@"))], (path.name, line)
