"""Where there is nothing to segment on, the study says so instead of making segments up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from research import run

QUESTIONNAIRE = """\
scales:
  agree5: {labels: {1: Disagree strongly, 2: Disagree, 3: Neither, 4: Agree, 5: Agree strongly}, top: 5}
system: {id: rid}
batteries:
  att: {role: ROLE, scale: agree5, items: {a1: Plan, a2: List, a3: Order, a4: Roam, a5: Try, a6: Leap}}
questions:
  sex: {kind: single, role: demographic, codes: {1: Male, 2: Female}}
"""


def study(folder: Path, role: str, waves: int = 1) -> Path:
    """Items that have nothing in common."""
    rng = np.random.default_rng(2)
    home = folder / "noise"
    home.mkdir()
    for wave in range(1, waves + 1):
        data = pd.DataFrame(rng.integers(1, 6, (400, 6)), columns=[f"a{number}" for number in range(1, 7)])
        data.insert(0, "rid", [f"r{number}" for number in range(400)])
        data["sex"] = rng.integers(1, 3, 400)
        data.to_csv(home / f"w{wave}.csv", index=False)
    (home / "questionnaire.yaml").write_text(QUESTIONNAIRE.replace("ROLE", role))
    files = "\n".join(f"  w{wave}: {{file: w{wave}.csv}}" for wave in range(1, waves + 1))
    (home / "study.yaml").write_text(f"waves:\n{files}\ntables: {{banner: [sex]}}\n")
    return home


def test_answers_without_anything_in_common_make_no_segments_in_any_wave(tmp_path: Path) -> None:
    done = run(study(tmp_path, "psychographic", waves=2), out=tmp_path / "out")
    for results in done.results.values():
        assert results.segmentation is None
        assert "no_structure" in {caveat.code for caveat in results.caveats}
        assert len(results.tables.tables) > 5
    assert (tmp_path / "out" / "noise" / "w2" / "crosstabs.xlsx").stat().st_size > 0
    assert "too little in common" in (tmp_path / "out" / "noise" / "w1" / "personas.html").read_text("utf-8")


def test_a_survey_without_a_basis_gets_the_book_and_the_reason(tmp_path: Path) -> None:
    done = run(study(tmp_path, "behavioural"), out=tmp_path / "out")
    results = done.results["w1"]
    assert results.segmentation is None
    assert "no_basis" in {caveat.code for caveat in results.caveats}


def test_items_that_cannot_be_analysed_are_not_said_to_have_nothing_in_common(tmp_path: Path) -> None:
    home = study(tmp_path, "psychographic")
    data = pd.read_csv(home / "w1.csv")
    for number in range(2, 7):
        data[f"a{number}"] = data["a1"]
    data.to_csv(home / "w1.csv", index=False)
    results = run(home, out=tmp_path / "out").results["w1"]
    codes = {caveat.code for caveat in results.caveats}
    assert {"nothing_to_factor", "duplicate_items"} <= codes and "no_structure" not in codes
    assert "a2, a3, a4, a5, a6" in (tmp_path / "out" / "noise" / "w1" / "personas.html").read_text("utf-8")
