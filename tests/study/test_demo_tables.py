"""Cells, bases and letters of the demo's workbook, made again with plain pandas from the data and respondents.csv."""

from __future__ import annotations

import itertools
import math
from functools import cache

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from research.study.locating import bundled
from tests.demo import demo_folder

pytestmark = pytest.mark.xdist_group("demo")

SHOWN = 5e-10
"""The workbook keeps ten significant digits; what is shown of them is fewer."""
UPPER, LOWER = 1.9599639845400545, 1.6448536269514722
"""Two-sided 95 % and 90 % points of the normal distribution."""
LEAST_EXPECTED = 5
"""Cases of either answer, expected in either column, below which two shares are not tested."""
GROUPS = {
    "segment": {1: "D", 2: "F", 3: "H", 4: "J"},
    "sex": {1: "M", 2: "O"},
}
LETTERS = {"D": "A", "F": "B", "H": "C", "J": "D", "M": "E", "O": "F"}


@cache
def data() -> pd.DataFrame:
    """Complete interviews of wave 1 with their segment."""
    answers, _ = pyreadstat.read_sav(str(bundled("plant_snacks") / "wave1.sav"), user_missing=True)
    answers = answers[answers["status"] == 3]
    who = pd.read_csv(demo_folder() / "w1" / "respondents.csv", dtype={"id": str})
    joined = answers.merge(who[["id", "segment"]], left_on="resp_id", right_on="id", validate="one_to_one")
    joined["wt"] = joined["wt"] / joined["wt"].mean()
    return joined


@cache
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(demo_folder() / "w1" / "crosstabs.xlsx")


def place(sheet: str, title: str) -> int:
    """The row at which the table `title` begins."""
    for (cell,) in book()[sheet].iter_rows(min_col=1, max_col=1):
        number, _, text = str(cell.value).partition("  ")
        if number.isdigit() and text == title:
            return int(cell.row)
    raise AssertionError(f"no table {title!r} on {sheet}")


def line(sheet: str, title: str, label: str) -> dict[str, object]:
    """Values of one row of a table by column letter."""
    page = book()[sheet]
    start = place(sheet, title)
    for row in range(start + 1, start + 80):
        if page.cell(row, 1).value == label:
            return {cell.column_letter: cell.value for cell in page[row]}
    raise AssertionError(f"no row {label!r} in {title!r}")


def columns() -> dict[str, pd.Series]:
    """Who is in which column of the workbook."""
    found = {"B": pd.Series(True, index=data().index)}
    for variable, codes in GROUPS.items():
        for code, letter in codes.items():
            found[letter] = data()[variable] == code
    return found


def kish(weights: pd.Series) -> float:
    return float(weights.sum() ** 2 / (weights**2).sum())


def letters(shares: dict[str, tuple[float, float, int]], group: dict[int, str]) -> dict[str, str]:
    """Letters within one group: shares by column as (share, effective base, unweighted base)."""
    won: dict[str, list[str]] = {letter: [] for letter in group.values()}
    for one, other in itertools.permutations(group.values(), 2):
        (p1, n1, base1), (p2, n2, base2) = shares[one], shares[other]
        if min(base1, base2) < 30 or p1 <= p2:
            continue
        pooled = (p1 * n1 + p2 * n2) / (n1 + n2)
        if min(n1, n2) * min(pooled, 1 - pooled) < LEAST_EXPECTED:
            continue
        z = (p1 - p2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        if z > UPPER:
            won[one].append(LETTERS[other])
        elif z > LOWER:
            won[one].append(LETTERS[other].lower())
    return {column: "".join(sorted(marks, key=str.upper)) for column, marks in won.items()}


def agrees(sheet: str, title: str, label: str, base: pd.Series, chosen: pd.Series, tested: tuple[str, ...]) -> None:
    """A row of shares: values in every column, bases, and letters in the groups `tested`."""
    found = line(sheet, title, label)
    shares = {}
    for column, inside in columns().items():
        weights = data().loc[inside & base, "wt"]
        share = float(data().loc[inside & base & chosen, "wt"].sum() / weights.sum())
        assert found[column] == pytest.approx(share, rel=SHOWN), (label, column)
        shares[column] = (share, kish(weights), len(weights))
    for group in GROUPS:
        expected = letters(shares, GROUPS[group]) if group in tested else dict.fromkeys(GROUPS[group].values(), "")
        for column, marks in expected.items():
            beside = openpyxl.utils.get_column_letter(openpyxl.utils.column_index_from_string(column) + 1)
            printed = str(found.get(beside) or "").lstrip("▲▼")
            assert printed == marks, (label, column)


def bases_agree(sheet: str, title: str, base: pd.Series) -> None:
    unweighted = line(sheet, title, "Base (unweighted)")
    weighted = line(sheet, title, "Base (weighted)")
    effective = line(sheet, title, "Base (effective)")
    for column, inside in columns().items():
        weights = data().loc[inside & base, "wt"]
        assert unweighted[column] == len(weights)
        assert weighted[column] == pytest.approx(weights.sum(), rel=SHOWN)
        assert effective[column] == pytest.approx(kish(weights), rel=SHOWN)


def test_a_single_question() -> None:
    base = data()["region"].notna()
    bases_agree("Who they are", "Region", base)
    agrees("Who they are", "Region", "London", base, data()["region"] == 4, ("segment", "sex"))


def test_an_ordered_question_with_its_boxes() -> None:
    title = "How often snacks are eaten"
    base = data()["snack_freq"].isin(range(1, 6))
    bases_agree("Behaviour", title, base)
    agrees("Behaviour", title, "Top-two box", base, data()["snack_freq"].isin([1, 2]), ("segment", "sex"))
    agrees("Behaviour", title, "Bottom-two box", base, data()["snack_freq"].isin([4, 5]), ("segment", "sex"))


def test_a_multiple_response_question() -> None:
    title = "Which of these brands of plant-based snacks have you heard of?"
    members = [name for name in data().columns if name.startswith("aw_")]
    base = data()[members].notna().any(axis=1)
    bases_agree("Behaviour", title, base)
    agrees("Behaviour", title, "Greenbite", base, data()["aw_1"] == 1, ("segment", "sex"))


def test_a_routed_question_has_the_base_of_those_asked() -> None:
    title = "And which of them have you bought in the last 3 months?"
    brands = [name for name in data().columns if name.startswith("aw_") and name != "aw_97"]
    bought = [name for name in data().columns if name.startswith("bp_")]
    base = (data()[brands] == 1).any(axis=1) & data()[bought].notna().any(axis=1)
    bases_agree("Outcomes", title, base)
    agrees("Outcomes", title, "Greenbite", base, data()["bp_1"] == 1, ("segment", "sex"))


def test_basis_items_carry_no_letters_between_segments() -> None:
    base = data()["n4"].isin(range(1, 8))
    agrees("Needs", "Needs: top-two box", "Gives me energy that lasts", base, data()["n4"] >= 6, ("sex",))


def test_dont_know_is_in_the_base_of_an_attitude() -> None:
    base = data()["p1"].isin([1, 2, 3, 4, 5, 98])
    title = "I love to try new foods before others do"
    bases_agree("Attitudes", title, base)
    agrees("Attitudes", title, "Don't know", base, data()["p1"] == 98, ("sex",))


def test_intent_counts_the_low_codes_as_the_top() -> None:
    base = data()["c1_pi"].isin(range(1, 6)) & (data()["c1_shown"] == 1)
    agrees("Concepts", "Purchase intent: top-two box", "Pea Puffs", base, data()["c1_pi"] <= 2, ("segment", "sex"))
    found = line("Concepts", "Purchase intent: mean", "Pea Puffs")
    for column, inside in columns().items():
        rows = data()[inside & base]
        assert found[column] == pytest.approx(((6 - rows["c1_pi"]) * rows["wt"]).sum() / rows["wt"].sum(), rel=SHOWN)
