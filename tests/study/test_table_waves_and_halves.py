"""Split halves, waves as columns and marks of change, through a run of a small study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from research import crosstab, run
from research.domain.allocation import Allocation
from research.domain.responses import Responses
from research.domain.results import Results
from research.domain.sample import Sample
from research.domain.screening import Screening
from research.domain.tables import SignificanceRules, Tables
from research.stages.tables import TablePlan, WaveTables, add_waves
from research.stats.proportions import column_proportions_z
from research.study import panel as panels
from research.study.fielding import Fielding
from research.study.opening import open_study
from research.study.progress import Progress
from research.study.split_sample import called_after
from research.wording.significance_en import letters_reading
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers

pytestmark = pytest.mark.xdist_group("table_waves")

EXACT = 1e-10


def made(folder: Path, tables: str = "{banner: [sex]}", waves: int = 1, again: int = 0) -> Path:
    """A study of one or two waves, the second of which answers otherwise to one item; `again` answer both."""
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    first = answers()
    first.to_csv(folder / "data.csv", index=False)
    study = STUDY.replace("{banner: [sex]}", tables)
    if waves > 1:
        second = answers()
        second["a1"] = np.where(np.arange(len(second)) % 2 == 0, 5, second["a1"])
        second["rid"] = [f"{name if i < again else f's{i}'}" for i, name in enumerate(second["rid"])]
        second.to_csv(folder / "later.csv", index=False)
        study = study.replace("waves: {w1: {file: data.csv}}", "waves: {w1: {file: data.csv}, w2: {file: later.csv}}")
    (folder / "study.yaml").write_text(study, "utf-8")
    return folder


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Results]:
    home = made(tmp_path_factory.mktemp("waves") / "planners", "{banner: [wave]}", 2)
    return dict(run(home, out=home.parent / "out").results)


def test_waves_stand_side_by_side_in_the_later_book(waves: dict[str, Results]) -> None:
    first, later = waves["w1"].tables, waves["w2"].tables
    assert not [column for column in first.banner.columns if column.group == "wave"]
    columns = [later.banner.position(f"wave:{wave}") for wave in ("w1", "w2")]
    for table in first.tables:
        there = later.table(table.name)
        np.testing.assert_array_equal(there.values[:, columns[0]], table.values[:, 0])
        np.testing.assert_array_equal(there.values[:, columns[1]], there.values[:, 0])


def test_a_change_is_marked_where_the_test_says_so_and_nowhere_else(waves: dict[str, Results]) -> None:
    first, later = waves["w1"].tables, waves["w2"].tables
    assert later.since.startswith("w1") and not first.since
    before, now = first.table("a1"), later.table("a1")
    marked = set()
    for i, row in enumerate(now.rows):
        if row.kind not in ("category", "net"):
            continue
        given = (now.values[i, 0], before.values[i, 0], now.effective_bases[i, 0], before.effective_bases[i, 0])
        z = float(column_proportions_z(*given))
        enough = min(given[2:]) * min(np.mean(given[:2]), 1 - np.mean(given[:2])) >= 5
        expected = "" if not enough or abs(z) < 1.96 else "+" if z > 0 else "-"
        assert now.since[i, 0] == expected, row.key
        marked.add(expected)
    assert "+" in marked
    assert not any(later.table("a2").since[:, 0])


def test_waves_that_differ_carry_each_others_letters(waves: dict[str, Results]) -> None:
    later = waves["w2"].tables
    columns = [later.banner.position(f"wave:{wave}") for wave in ("w1", "w2")]
    mean = later.table("a1").row("mean")
    letters = [later.banner.columns[column].letter for column in columns]
    assert later.table("a1").letters[mean, columns].tolist() == ["", letters[0]]


def test_letters_of_waves_have_as_many_grades_as_others(waves: dict[str, Results]) -> None:
    first, later = waves["w1"].tables, waves["w2"].tables
    three = replace(first, rules=SignificanceRules(levels=(99.0, 95.0, 90.0)))
    both = [WaveTables("w1", "w1", first), WaveTables("w2", "w2", later)]
    table = add_waves(three, both, TablePlan()).table("a1")
    letter = three.banner.columns[-1].letter
    assert table.letters[table.row("mean"), -1] == f"{chr(ord(letter) + 1)}+"


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two waves, of which 80 respondents of 120 answered both."""
    return made(tmp_path_factory.mktemp("panel") / "planners", "{banner: [wave, sex]}", 2, again=80)


def test_those_who_answered_both_waves_are_held_against_themselves(panel: Path) -> None:
    found = run(panel, out=panel.parent / "out").results
    first, later = found["w1"].tables, found["w2"].tables
    assert (first.panel, later.panel) == (0, 80)
    files = [pd.read_csv(panel / name) for name in ("data.csv", "later.csv")]
    column = later.banner.position("sex:2")
    table = later.table("a1")
    row = table.row("mean")
    scores = []
    for file in files:
        women = file[file["sex"] == 2]
        scores.append(((women["a1"] - women["a1"].mean()) / len(women)).set_axis(women["rid"]))
    n = [len(file) for file in files]
    shared = scores[0].index.intersection(scores[1].index)
    together = (scores[0][shared] * scores[1][shared]).sum() * np.sqrt(n[0] / (n[0] - 1) * n[1] / (n[1] - 1))
    assert table.since_covariances[row, column] == pytest.approx(together, rel=EXACT)
    before = first.table("a1")
    errors = table.standard_errors[row, column], before.standard_errors[row, first.banner.position("sex:2")]
    z = (table.values[row, column] - before.values[row, first.banner.position("sex:2")]) / np.sqrt(
        errors[0] ** 2 + errors[1] ** 2 - 2 * together
    )
    assert table.since[row, column] == ("+" if z > 1.96 else "-" if z < -1.96 else "")


def test_a_panel_marks_what_two_samples_would_not(panel: Path, tmp_path: Path) -> None:
    marks = {}
    for again in (0, 120):
        home = made(tmp_path / f"planners{again}", "{banner: [sex]}", 2, again=again)
        tables = run(home, out=tmp_path / "out").results["w2"].tables
        assert tables.panel == again
        marks[again] = (tables.table("a1").since != "").sum()
    assert marks[120] > marks[0] > 0


def test_a_panel_by_wave_in_the_terminal_is_that_of_the_book(panel: Path) -> None:
    book = run(panel, out=panel.parent / "out").results["w2"].tables
    table = crosstab(panel, rows=["a1"], by="wave").tables
    assert table.panel == 80
    at = [book.banner.position(f"wave:{wave}") for wave in ("w1", "w2")]
    own = [table.banner.position(f"wave:{wave}") for wave in ("w1", "w2")]
    letters = {column.key: column.letter for column in (*book.banner.columns, *table.banner.columns)}
    assert letters
    shown = (table.table("a1").letters[:, own] != "") == (book.table("a1").letters[:, at] != "")
    assert shown.all() and (book.table("a1").letters[:, at] != "").any()


def test_without_an_id_column_nobody_is_known_again(tmp_path: Path) -> None:
    home = made(tmp_path / "planners", "{banner: [sex]}", 2, again=120)
    text = (home / "questionnaire.yaml").read_text("utf-8").replace("system: {id: rid}", "system: {drop: [rid]}")
    (home / "questionnaire.yaml").write_text(text, "utf-8")
    tables = run(home, out=tmp_path / "out").results["w2"].tables
    assert tables.panel == 0 and np.isnan(tables.table("a1").since_covariances).all()


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Tables]:
    """Tables tested on everyone and on a half."""
    found = []
    for name, settings in (("all", "{banner: [sex]}"), ("half", "{banner: [sex], split_sample: true}")):
        home = made(tmp_path_factory.mktemp(name) / "planners", settings)
        found.append(run(home, out=home.parent / "out").results["w1"].tables)
    return found[0], found[1]


def test_a_half_is_tested_and_figures_stay_those_of_everyone(halves: tuple[Tables, Tables]) -> None:
    everyone, half = halves
    n = everyone.tables[0].bases[0, 0]
    assert everyone.held_out == 0 and half.held_out == n // 2
    for one, other in zip(everyone.tables, half.tables, strict=True):
        np.testing.assert_array_equal(one.values, other.values)
        segments = [j for j, c in enumerate(half.banner.columns) if c.group == "segment"]
        rest = [j for j in range(len(half.banner.columns)) if j not in segments]
        assert (one.letters[:, rest] == other.letters[:, rest]).all()


def test_fewer_differences_stand_in_a_half(halves: tuple[Tables, Tables]) -> None:
    everyone, half = (
        pd.Series([bool(mark) for table in tables.tables for mark in table.versus_rest.ravel()]) for tables in halves
    )
    assert 0 < half.sum() <= everyone.sum()


def test_segments_of_a_half_are_called_after_those_of_everyone() -> None:
    everyone = Allocation(
        np.array([f"r{i}" for i in range(8)]), np.array([1, 1, 2, 2, 3, 3, 3, 0], dtype=np.int16), np.zeros((8, 3)), 3
    )
    half = np.array([3, 3, 1, 1, 2, 2], dtype=np.int16)
    typed = Allocation(everyone.ids[:6], half, np.eye(3)[half - 1], 3)
    called = called_after(typed, everyone)
    assert called.segments.tolist() == [1, 1, 2, 2, 3, 3]
    assert (called.memberships.argmax(axis=1) + 1).tolist() == [1, 1, 2, 2, 3, 3]


def test_the_wave_column_is_no_question_of_the_study(tmp_path: Path) -> None:
    home = made(tmp_path / "planners", "{banner: [wave]}")
    assert open_study(home).plan.tables.banner == ("wave",)


def test_how_waves_are_compared_stands_under_the_tables(panel: Path, waves: dict[str, Results]) -> None:
    found = run(panel, out=panel.parent / "out").results["w2"].tables
    told, apart = " ".join(letters_reading(found)), " ".join(letters_reading(waves["w2"].tables))
    assert "80 answered an earlier one too" in told and "independent samples" not in told
    assert "independent samples" in apart and "answered an earlier one" not in apart


def test_waves_that_share_nobody_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    honest = panels.prepare

    def watched(fielding: Fielding, progress: Progress) -> tuple[Responses, Screening, Sample]:
        read.append(fielding.wave)
        return honest(fielding, progress)

    monkeypatch.setattr(panels, "prepare", watched)
    for again, expected in ((0, []), (30, ["w1"])):
        home = made(tmp_path / f"planners{again}", "{banner: [sex]}", 2, again=again)
        run(home, out=tmp_path / "out")
        assert read == expected
