"""Tables find their rows and columns, and tell indices."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.tables import Tables
from tests.results_factory import make_results


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make_results().tables


def test_the_index_is_the_column_in_per_cent_of_the_total_for_shares_alone(tables: Tables) -> None:
    table = tables.table("p1")
    net, mean = table.row("net:top2"), table.row("mean")
    assert table.indices[net] == pytest.approx(100 * table.values[net] / table.values[net, 0])
    assert np.isnan(table.indices[mean]).all()
    assert (table.indices[:, 0][: table.row("mean")] == 100).all()


def test_every_cell_is_one_tidy_row(tables: Tables) -> None:
    tidy = tables.tidy()
    assert len(tidy) == tables.glance()["cells"].item()
    assert not tidy.duplicated(["table", "row", "column"]).any()
    cell = tidy[(tidy["table"] == "sex") & (tidy["row"] == "1") & (tidy["column"] == "age_band:2")].iloc[0]
    i, j = tables.table("sex").row("1"), tables.banner.position("age_band:2")
    assert cell["value"] == tables.table("sex").values[i, j]


def test_what_is_not_there_is_a_key_error(tables: Tables) -> None:
    for lost in (
        lambda: tables.table("no"),
        lambda: tables.table("sex").row("no"),
        lambda: tables.banner.position("no"),
    ):
        with pytest.raises(KeyError):
            lost()
