"""`crosstab`, `trace` and `write`: the cells of the book, their people, and files that open."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from research import ResearchError, SignificancePlan, crosstab, run, trace, write
from research.cli import app
from research.deliverables.table_page import table_page
from research.deliverables.table_text import table_text
from research.domain.crosstab import Crosstab
from research.wording.workbook_en import PERCENTAGES
from tests.deliverables.hard_tables import COMMANDS
from tests.invented_tables import invented_tables
from tests.results_factory import make_unsegmented_results
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers

pytestmark = pytest.mark.xdist_group("crosstabs")

SAME = 1e-9
HOSTILE = "<script>alert(1)</script>{{ 7*7 }} \u202e\x07=1+1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "planners"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    answers().to_csv(folder / "data.csv", index=False)
    run(folder, out=folder.parent / "out")
    return folder


def out(home: Path) -> Path:
    return home.parent / "out"


def test_the_cells_are_those_of_the_studys_own_tables(home: Path) -> None:
    book = pd.read_csv(out(home) / "planners" / "w1" / "tidy" / "tables.csv")
    found = crosstab(home, ["att"], ["segment", "sex"], out=out(home)).tidy()
    assert len(found) > 0
    both = found.merge(book, on=["table", "row", "column"], suffixes=("", "_book"))
    assert len(both) == len(found)
    np.testing.assert_allclose(both["value"], both["value_book"], rtol=1e-8)
    assert (both["letters"] == both["letters_book"].fillna("")).all()


def test_a_finished_run_is_taken_for_segments(home: Path) -> None:
    told: list[str] = []
    crosstab(home, ["sex"], ["segment"], out=out(home), progress=lambda wave, stage: told.append(stage))
    assert "segments" not in told


def test_cells_lead_back_to_their_people(home: Path) -> None:
    book = pd.read_csv(out(home) / "planners" / "w1" / "tidy" / "tables.csv", dtype={"row": str})
    for cell in book.sample(25, random_state=4).itertuples():
        found = trace(home, (cell.table, cell.row, cell.column), out=out(home))
        glance = found.glance().iloc[0]
        assert glance["base"] == cell.base
        assert glance["weighted_base"] == pytest.approx(cell.weighted_base, rel=SAME)
        assert glance["count"] == cell.count
        if cell.statistic in ("category", "net") and cell.base:
            assert found.weights[found.counted].sum() / found.weights.sum() == pytest.approx(cell.value, rel=1e-8)
        if cell.statistic == "mean" and cell.table == "age":
            assert np.average(found.answers, weights=found.weights) == pytest.approx(cell.value, rel=1e-6)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("agge", "mean", "total"), "did you mean `age`"),
        (("age", "meen", "total"), "did you mean `mean`"),
        (("age", "mean", "sex:7"), "did you mean `sex:"),
    ],
)
def test_a_cell_that_is_not_there_is_told_with_the_nearest(home: Path, cell: tuple[str, str, str], told: str) -> None:
    with pytest.raises(ResearchError, match=told):
        trace(home, cell, out=out(home))


def test_a_bare_file_has_tables_too(home: Path) -> None:
    found = crosstab(home / "data.csv", ["sex"])
    assert found.n == 120 and found.tables.table("sex").bases[0, 0] == 120


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx", ".html"])
def test_tables_are_written_and_read_back(home: Path, tmp_path: Path, ending: str) -> None:
    found = crosstab(home, ["sex", "att"], ["sex"], out=out(home))
    path = write(found, tmp_path / f"tables{ending}")
    tidy = found.tidy()
    if ending == ".csv":
        np.testing.assert_allclose(pd.read_csv(path)["value"], tidy["value"], rtol=1e-8)
    elif ending == ".parquet":
        assert pd.read_parquet(path)["base"].tolist() == tidy["base"].tolist()
    elif ending == ".xlsx":
        titles = {cell.value for sheet in load_workbook(path) for row in sheet for cell in row if cell.value}
        assert all(any(table.title in str(title) for title in titles) for table in found.tables.tables)
    else:
        assert path.read_text("utf-8").count("<section>") == len(found.tables.tables) + 1
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("by", ["sex > segment", "segment > sex"])
def test_segments_that_are_nested_have_a_book(home: Path, tmp_path: Path, by: str) -> None:
    found = crosstab(home, ["att", "sex"], [by], out=out(home))
    assert load_workbook(write(found, tmp_path / "nested.xlsx")).sheetnames[0] == "Contents"


def invented() -> Crosstab:
    results = make_unsegmented_results(lambda text: f"{text} {HOSTILE}")
    return Crosstab(results.brief, results.weighting, results.n, results.tables)


def test_text_of_the_data_is_text_on_the_page_and_in_the_terminal() -> None:
    found = invented()
    page, text = table_page(found).decode(), table_text(found.tables)
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page and "\x07" not in page and "\x07" not in text
    assert "http" not in page.replace("http://www.w3.org", "")


def test_commands_in_labels_stay_text_in_csv() -> None:
    results = make_unsegmented_results(lambda text: COMMANDS[0] + text)
    found = Crosstab(results.brief, results.weighting, results.n, results.tables)
    assert not found.tidy().empty
    page = table_page(found).decode()
    assert COMMANDS[0] in page


@pytest.mark.parametrize("width", [60, 90, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    tables = invented_tables(2, 30)
    assert max(map(len, table_text(tables, "column", width).splitlines())) <= max(width, 66)


def test_every_column_stands_in_one_block_of_the_text() -> None:
    text = table_text(invented_tables(1, 30), "column", 100)
    assert all(text.count(f" {letter}\n") + text.count(f" {letter} ") >= 1 for letter in ("A", "M", "AC"))


def asked(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments))
    code = done.exit_code
    return code, done.stdout, done.stderr


def test_the_commands_do_what_the_functions_do(home: Path, tmp_path: Path) -> None:
    where = ["--out", str(out(home))]
    code, printed, _ = asked(
        "tables", str(home), "--rows", "sex", "--by", "segment,sex", "--filter", "age > 30", *where
    )
    assert code == 0 and "Filter: " in printed and "Male" in printed
    code, printed, _ = asked("tables", str(home), "--rows", "sex", "--by", "sex", "--percent", "row", *where)
    assert code == 0 and "Shares of the row" in printed
    target = tmp_path / "sex.csv"
    assert asked("tables", str(home), "--rows", "sex", "--to", str(target))[0] == 0 and target.is_file()
    code, printed, _ = asked("trace", str(home), "sex", "1", "total", *where)
    assert code == 0 and printed.count("yes") > 0 and "r1 " in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rows", "sexx"], "did you mean `sex`"),
        (["--rows", "sex", "--by", "seggment"], "did you mean `segment`"),
        (["--rows", "sex", "--filter", "age > 900"], "leaves nobody"),
        (["--rows", "sex", "--percent", "foo"], "known here: column"),
        (["--rows", "sex", "--to", "x.doc"], ".xlsx"),
        (["--rows", "sex", "--to", "nowhere/x.csv"], "cannot be written"),
        (["--wave", "w9"], "no wave `w9`"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, error = asked("tables", str(home), *arguments)
    assert code == 2 and told in error and "Traceback" not in error
    assert not list(tmp_path.iterdir())


def test_waves_stand_side_by_side_in_tables_of_the_last(home: Path, tmp_path: Path) -> None:
    two = tmp_path / "planners"
    two.mkdir()
    (two / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (two / "study.yaml").write_text(
        STUDY.replace("{file: data.csv}}", "{file: data.csv}, w2: {file: more.csv}}"), "utf-8"
    )
    answers().to_csv(two / "data.csv", index=False)
    answers(150).to_csv(two / "more.csv", index=False)
    found = crosstab(two, ["sex"], ["sex", "wave"])
    bases = found.tables.table("sex").bases[0].tolist()
    assert bases[0] == 150 and bases[-2:] == [120, 150]


def test_segments_that_are_not_there_are_told(tmp_path: Path) -> None:
    home = tmp_path / "planners"
    home.mkdir()
    (home / "questionnaire.yaml").write_text(QUESTIONNAIRE.replace("role: psychographic", "role: behavioural"), "utf-8")
    (home / "study.yaml").write_text("waves: {w1: {file: data.csv}}\n", "utf-8")
    answers().to_csv(home / "data.csv", index=False)
    with pytest.raises(ResearchError, match="no segments to tabulate by"):
        crosstab(home, ["sex"], ["segment"], out=tmp_path / "out")


def test_the_page_of_a_book_of_nothing_is_a_page() -> None:
    found = invented()
    empty = Crosstab(found.brief, found.weighting, found.n, invented_tables(0, 3))
    assert table_page(empty).startswith(b"<!doctype html>") and table_text(empty.tables) == "\n"
    assert io.BytesIO(table_page(empty)).getvalue()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"significance": "spss"}, "`significance` cannot be read"),
        ({"significance": SignificancePlan(tests="foo")}, "`significance` cannot be read"),  # type: ignore[arg-type]
        ({"significance": SignificancePlan(levels=())}, "are no confidence levels"),
        ({"by": [["sex"]]}, "`banner` cannot be read"),
        ({"by": [None]}, "`banner` cannot be read"),
        ({"rows": None}, "`rows` cannot be read"),
        ({"rows": []}, "names nothing"),
        ({"nets": {"media": {" ": (1,)}}}, "has no name"),
        ({"by": "sex > wave"}, "puts waves inside a question"),
        ({"by": "wave > sex"}, "puts waves inside a question"),
        ({"by": "sex > sex"}, "names a question twice"),
        ({"by": "sex >"}, "nothing on one side"),
        ({"by": "why"}, "open-ended question"),
        ({"rows": ["resp_id"]}, "is not in the questionnaire"),
        ({"rows": ["md_a"]}, "it is asked as `media`"),
    ],
)
def test_what_cannot_be_asked_for_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(ResearchError, match=re.escape(told)):
        crosstab("plant_snacks", **{"rows": ["snack_freq"], "by": "sex", **asked})


def test_dicts_do_for_settings_as_in_the_study_file() -> None:
    assert crosstab("plant_snacks", ["sex"], significance={"tests": "spss"}).tables.rules.tests == "spss"  # type: ignore[arg-type]


def test_a_mean_is_traced_to_the_scores_that_it_is_the_mean_of() -> None:
    found = trace("plant_snacks", ("snack_freq", "mean", "total"))
    assert found.value == pytest.approx(np.average(found.answers, weights=found.weights))


def test_other_percentages_are_written_to_a_page_and_refused_elsewhere(tmp_path: Path) -> None:
    found = crosstab("plant_snacks", ["media"], "sex")
    pages = {of: unescape(write(found, tmp_path / f"{of}.html", of).read_text("utf-8")) for of in ("column", "row")}
    table = found.tables.table("media")
    for of, page in pages.items():
        shown = f"{100 * table.percentages(of)[0, 1]:.0f}%"  # type: ignore[arg-type]
        row = page[page.index("Instagram") :]
        assert f">{shown}<" in row[: row.index("</tr>")]
    assert PERCENTAGES["row"] in pages["row"] and PERCENTAGES["row"] not in pages["column"]
    for suffix in ("xlsx", "csv"):
        with pytest.raises(ResearchError, match="shows shares of the column"):
            write(found, tmp_path / f"x.{suffix}", "row")
    with pytest.raises(ResearchError, match="no percentages of `foo`"):
        write(found, tmp_path / "x.html", "foo")


def test_a_page_says_how_figures_are_weighted_and_tested_and_stars_small_bases(tmp_path: Path) -> None:
    found = crosstab("plant_snacks", ["snack_freq"], "sex", filter="age < 24")
    page = write(found, tmp_path / "x.html").read_text("utf-8")
    assert "Weighted by “wt”" in unescape(page) and "Tested with" in page
    bases = found.tables.table("snack_freq").bases.min(axis=0)
    assert (bases < 100).any() and f">{int(bases[1]):,} *" in page


def test_a_bare_file_says_what_it_took_for_granted(tmp_path: Path) -> None:
    frame = pd.DataFrame({"sex": [1, 2] * 40, "like": [1, 2, 3, 4, 5] * 16, "weight": [0.0, 1.5] * 40})
    frame.to_csv(tmp_path / "small.csv", index=False)
    found = crosstab(tmp_path / "small.csv", ["like"], "sex")
    codes = {note.code for note in found.assumptions}
    assert {"drafted", "weight_unusable"} <= codes and not found.tables.weighted
    page = write(found, tmp_path / "x.html").read_text("utf-8")
    assert "looks like the weight but is blank or zero for some" in page
    notes = load_workbook(write(found, tmp_path / "x.xlsx"))["Notes"]
    assert any("looks like the weight" in str(cell.value) for row in notes for cell in row)


def test_the_base_says_where_some_gave_no_answer(tmp_path: Path) -> None:
    frame = pd.DataFrame({"sex": [1, 2] * 40, "like": ["1", "2", "", "4", "5"] * 16})
    frame.to_csv(tmp_path / "small.csv", index=False)
    tables = crosstab(tmp_path / "small.csv", ["like", "sex"], "sex").tables
    assert tables.table("like").base_text == "All respondents who answered"
    assert tables.table("sex").base_text == "All respondents"
