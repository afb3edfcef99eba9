"""What a workshop sees: several solutions over all questions, and the one that it fixes."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from research import freeze, run
from research.deliverables._contract import DELIVERABLES
from research.domain.results import Results
from research.readers._contract import read
from research.stages.allocation import allocate
from research.stages.coding import code
from research.stages.weighting import weight
from research.study.opening import open_study
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("studies") / "planners"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    answers().to_csv(folder / "data.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def results(home: Path) -> Results:
    return run(home, out=home.parent / "out").results["w1"]


def test_the_columns_are_those_of_each_solution(results: Results, home: Path) -> None:
    workshop, segmentation = results.workshop, results.segmentation
    assert workshop is not None and segmentation is not None
    assert [proposal.k for proposal in workshop.proposals] == [solution.k for solution in segmentation.solutions]
    assert [proposal.k for proposal in workshop.proposals if proposal.chosen] == [segmentation.choice.k]
    sample = weight(code(read(home / "data.csv"), open_study(home).questionnaire, "w1"))
    banner = workshop.tables.banner
    for proposal, solution in zip(workshop.proposals, segmentation.solutions, strict=True):
        members = np.bincount(allocate(solution, sample).segments, minlength=solution.k + 1)[1:]
        columns = [banner.position(f"{proposal.key}:{segment}") for segment in range(1, proposal.k + 1)]
        sizes = workshop.tables.table(proposal.key)
        assert sizes.counts[:, 0].tolist() == members.tolist()
        assert np.diag(sizes.values[:, columns]).tolist() == [1.0] * proposal.k


def test_no_letter_compares_solutions_on_their_own_sizes(results: Results) -> None:
    assert results.workshop is not None
    tables = results.workshop.tables
    for proposal in results.workshop.proposals:
        sizes = tables.table(proposal.key)
        assert not any(sizes.letters.ravel()) and not any(sizes.versus_rest.ravel())


def test_the_book_holds_every_solution_and_how_to_fix_one(results: Results) -> None:
    book = load_workbook(io.BytesIO(DELIVERABLES["candidates"]().render(results)["candidates.xlsx"]))
    assert book.sheetnames[:4] == ["Contents", "Notes", "Solutions", "Transitions"]
    contents = " ".join(str(cell.value) for row in book["Contents"].iter_rows() for cell in row if cell.value)
    assert "research freeze planners --k" in contents
    told = [str(cell.value) for row in book["Transitions"].iter_rows() for cell in row if cell.value]
    assert "From 3 to 4 segments" in told


def test_the_solution_that_the_workshop_saw_is_the_one_that_is_fixed(results: Results, home: Path) -> None:
    assert results.segmentation is not None
    proposed = {solution.k: solution for solution in results.segmentation.solutions}
    k = next(k for k in proposed if k != results.segmentation.choice.k)
    path = freeze(home, k=k, out=home.parent / "out")
    try:
        fixed = run(home, out=home.parent / "again").results["w1"]
    finally:
        path.unlink()
    assert fixed.segmentation is not None and fixed.workshop is None
    solution = fixed.segmentation.solution
    assert solution.order == proposed[k].order
    for name, array in proposed[k].model.items():
        assert solution.model[name] == pytest.approx(array)
    assert "candidates.xlsx" not in {path.name for path in (home.parent / "again").rglob("*")}


def test_a_german_study_gets_german_names_in_the_report_and_the_workshop(home: Path, tmp_path: Path) -> None:
    german = tmp_path / "planners"
    shutil.copytree(home, german)
    (german / "study.yaml").write_text(STUDY + "report: {language: de}\n", "utf-8")
    found = run(german, out=tmp_path / "out").results["w1"]
    assert found.names is not None and found.workshop is not None
    for names in (found.names.labels, *(proposal.names for proposal in found.workshop.proposals)):
        told = "; ".join(names)
        assert "schwach bei" in told.casefold() and "low on" not in told.casefold() and " and " not in told
