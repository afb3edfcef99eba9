"""Segments are called as the study says, else after what sets them apart, and no two alike."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.basis import Basis, BasisRecipe
from research.domain.naming import PersonaPlan
from research.errors import ResearchError
from research.stages.naming import name_segments

LABELS = ("Planet first", "Fuel", "Low price")
PER_SEGMENT = 20


def planted(centres: list[list[float]], labels: tuple[str, ...] = LABELS) -> tuple[Basis, Allocation]:
    """Segments whose members stand around their centre, the same spread on every column."""
    means = np.repeat(np.array(centres, dtype=float), PER_SEGMENT, axis=0)
    values = means + np.tile(np.linspace(-1, 1, PER_SEGMENT), len(centres))[:, None]
    n, columns = values.shape
    ids = np.array([f"r{i}" for i in range(n)])
    ones, kinds = np.ones(columns), ("numeric",) * columns
    recipe = BasisRecipe("factor_scores", labels, ones, ones, ones, np.eye(columns), labels, labels, kinds, 0.8)
    segments = np.repeat(np.arange(1, len(centres) + 1), PER_SEGMENT).astype(np.int16)
    memberships = np.eye(len(centres))[segments - 1]
    return Basis(ids, sealed(values), sealed(np.ones(n)), recipe), Allocation(ids, segments, memberships, len(centres))


def test_a_segment_is_named_after_the_column_it_stands_highest_on() -> None:
    names = name_segments(*planted([[2, 0, 0], [0, 2, 0], [0, 0, 2]]), {})
    assert names.labels == LABELS
    assert [name.key for name in names.names] == ["segment_1", "segment_2", "segment_3"]
    assert {name.named_by for name in names.names} == {"suggested"}


def test_flipping_the_data_flips_the_names() -> None:
    names = name_segments(*planted([[0, 0, 2], [0, 2, 0], [2, 0, 0]]), {})
    assert names.labels == LABELS[::-1]


def test_two_segments_high_on_one_column_both_add_their_second() -> None:
    names = name_segments(*planted([[2, 0.4, 0], [2, 0, 0.4], [-4, -0.4, -0.4]]), {})
    assert names.labels[:2] == ("Planet first and Fuel", "Planet first and Low price")
    assert names.labels[2] == "Low on Planet first"


def test_a_segment_low_on_everything_is_called_low() -> None:
    names = name_segments(*planted([[2, 1, 0], [-2, -1, 0]]), {})
    assert names.labels == ("Planet first", "Low on Planet first")


def test_a_segment_that_stands_nowhere_apart_is_called_close_to_the_market() -> None:
    names = name_segments(*planted([[1, 0, 0], [0, 0, 0], [-1, 0, 0]]), {})
    assert names.labels[1] == "Close to the market"


def test_being_high_on_an_opposite_is_told_as_low() -> None:
    names = name_segments(*planted([[2, 0], [0, 2]], ("not: Cooks often", "Fuel")), {})
    assert names.labels[0] == "Low on Cooks often"


def test_names_are_never_shared_even_when_nothing_tells_segments_apart() -> None:
    names = name_segments(*planted([[1, 0], [1, 0], [0, 1], [0, 1]], ("One", "Two")), {})
    assert len(set(names.labels)) == 4
    one = next(name for name in names.names if name.name.endswith(" (2)"))
    assert one.name.removesuffix(" (2)") in names.labels, "the first of a name bears no number"
    assert one.name.removesuffix(" (2)") not in one.candidates


def test_a_number_is_passed_over_that_the_study_gave() -> None:
    plans = {"a": PersonaPlan(1, "Close to the market"), "b": PersonaPlan(2, "close to the market (2)")}
    basis, allocation = planted([[0, 0], [0, 0], [0, 0]], ("One", "Two"))
    assert name_segments(basis, allocation, plans).labels[2] == "Close to the market (3)"


def test_suggestions_are_in_the_language_asked_for() -> None:
    basis, allocation = planted([[2, 1, 0], [-2, -1, 0]])
    assert name_segments(basis, allocation, {}, language="de").labels == ("Planet first", "Schwach bei Planet first")


def test_long_labels_are_cut_between_words() -> None:
    long = "Knows exactly where every single ingredient comes from and says so on the pack"
    name = name_segments(*planted([[2, 0], [0, 2]], (long, "Fuel")), {}).labels[0]
    assert name.endswith("…") and long.startswith(name[:-1]) and long[len(name) - 1] == " "


def test_the_study_names_first_and_suggestions_make_way() -> None:
    plans = {"fuel": PersonaPlan(2, "Planet first"), "third": PersonaPlan(3)}
    names = name_segments(*planted([[2, 0.5, 0], [0, 2, 0], [0, 0, 2]]), plans)
    assert names.labels[1] == "Planet first"
    assert names.names[1].named_by == "study" and names.names[1].key == "fuel"
    assert names.labels[0] != "Planet first"
    assert names.names[2].key == "third" and names.names[2].named_by == "suggested"
    assert "Fuel" in names.names[1].candidates


def test_a_persona_without_a_segment_is_told_and_left_out() -> None:
    names = name_segments(*planted([[2, 0], [0, 2]], ("One", "Two")), {"ghost": PersonaPlan(7, "Ghosts")})
    assert "Ghosts" not in names.labels
    caveat = next(caveat for caveat in names.caveats if caveat.code == "persona_without_segment")
    assert caveat.figures == {"persona": "ghost", "segment": 7, "segments": 2}


def test_no_suggestion_is_told_of_when_the_study_names_all() -> None:
    plans = {"a": PersonaPlan(1, "A"), "b": PersonaPlan(2, "B")}
    assert name_segments(*planted([[2, 0], [0, 2]], ("One", "Two")), plans).caveats == ()


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        ({"a": PersonaPlan(1, "A"), "b": PersonaPlan(1, "B")}, "2 personas stand for segment 1"),
        ({"a": PersonaPlan(1, "Same"), "b": PersonaPlan(2, "same ")}, "2 personas are called 'Same'"),
    ],
    ids=["one segment", "one name"],
)
def test_personas_in_each_others_way_are_refused(plans: dict[str, PersonaPlan], said: str) -> None:
    with pytest.raises(ResearchError, match=said):
        name_segments(*planted([[2, 0], [0, 2]], ("One", "Two")), plans)


def test_weights_decide_where_the_market_is() -> None:
    basis, allocation = planted([[0, 0], [1, 0], [3, 0]], ("One", "Two"))
    heavy = np.where(allocation.segments == 1, 50.0, 1.0)
    weighted = Basis(basis.ids, basis.values, sealed(heavy), basis.recipe)
    assert name_segments(basis, allocation, {}).labels[1] != "One"
    assert name_segments(weighted, allocation, {}).names[1].name.startswith("One")
