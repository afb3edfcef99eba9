"""Scores of items: made from the answers, shown in the tables, and never an outcome of what they are made of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from research import ResearchError, check, crosstab
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers

SCORES = """\
derived:
  planning: {mean_of: [a1, a2, a3], role: psychographic, label: Planning}
  roaming: {sum_of: [a4, a5], role: outcome, label: Roaming}
"""


def made(folder: Path, scores: str = SCORES, study: str = STUDY) -> Path:
    home = folder / "planners"
    home.mkdir()
    (home / "questionnaire.yaml").write_text(
        QUESTIONNAIRE.replace("a2: I list", "a2: {text: I list, reversed: true}") + scores, "utf-8"
    )
    (home / "study.yaml").write_text(study, "utf-8")
    frame = answers()
    frame.loc[0, ["a1", "a2"]] = np.nan
    frame.loc[1, "a1"] = np.nan
    frame.loc[2, "a4"] = np.nan
    frame.to_csv(home / "data.csv", index=False)
    return home


def test_means_and_sums_are_those_of_the_items(tmp_path: Path) -> None:
    home = made(tmp_path)
    frame = pd.read_csv(home / "data.csv")
    frame["a2"] = 6 - frame["a2"]
    planning = frame[["a1", "a2", "a3"]].mean(axis=1).where(frame[["a1", "a2", "a3"]].notna().sum(axis=1) >= 2)
    roaming = frame["a4"] + frame["a5"]
    tables = crosstab(home, ["planning", "roaming"], ["sex"]).tables
    for name, score in (("planning", planning), ("roaming", roaming)):
        table = tables.table(name)
        assert table.bases[0, 0] == score.notna().sum()
        for j, inside in enumerate((frame["sex"] > 0, frame["sex"] == 1, frame["sex"] == 2)):
            assert table.values[table.row("mean"), j] == pytest.approx(score[inside].mean(), rel=1e-6)


def test_a_condition_may_ask_for_a_score(tmp_path: Path) -> None:
    found = crosstab(made(tmp_path), ["sex"], filter="roaming >= 7").tables.table("sex")
    assert 0 < found.bases[0, 0] < 120


def test_a_score_of_the_basis_is_no_outcome(tmp_path: Path) -> None:
    home = made(tmp_path, study=STUDY + "outcomes: [planning]\n")
    assert any("planning" in fault.message for fault in check(home).faults)


@pytest.mark.parametrize(
    ("derived", "told"),
    [
        ("{mean_of: [a1], role: psychographic}", "made of 1 items"),
        ("{mean_of: [a1, sex], role: psychographic}", "`sex` has no scale"),
        ("{mean_of: [a1, zz], role: psychographic}", "`zz` has no scale"),
        ("{mean_of: [a1, a2], sum_of: [a1, a2], role: psychographic}", "needs one of"),
        ("{role: psychographic}", "needs one of"),
    ],
)
def test_scores_that_cannot_be_made_are_told(tmp_path: Path, derived: str, told: str) -> None:
    with pytest.raises(ResearchError, match=told):
        crosstab(made(tmp_path, f"derived:\n  odd: {derived}\n"), ["sex"])
