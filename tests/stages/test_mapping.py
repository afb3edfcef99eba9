"""The map lies where the segments lie, and says how far they run into one another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.basis import Basis, BasisRecipe
from research.stages.mapping import _simple, map_segments
from research.wording.languages import speak

NAMES = ("One", "Two", "Three")


def basis_of(values: np.ndarray, kinds: tuple[str, ...] = ()) -> Basis:
    p = values.shape[1]
    none = np.zeros(p)
    recipe = BasisRecipe(
        use="answers" if kinds else "factor_scores",
        items=tuple(f"i{j}" for j in range(p)),
        fill=none,
        centre=none,
        spread=none + 1,
        weights=np.eye(p),
        columns=tuple(f"i{j}" for j in range(p)),
        labels=tuple(f"Theme {j}" for j in range(p)),
        kinds=kinds or ("numeric",) * p,  # type: ignore[arg-type]
        min_answered=0.8,
    )
    ids = np.array([f"r{i}" for i in range(len(values))])
    return Basis(ids, sealed(values.astype(float)), sealed(np.ones(len(values))), recipe)


def clouds(distance: float, n: int = 300) -> tuple[Basis, Allocation]:
    rng = np.random.default_rng(8)
    segments = np.arange(n) % 3
    centres = distance * np.array([[1.0, 0, 0], [0, 1.0, 0], [-1.0, -1.0, 0]])
    basis = basis_of(centres[segments] + rng.normal(0, 1, (n, 3)))
    memberships = np.eye(3)[segments]
    return basis, Allocation(basis.ids, (segments + 1).astype(np.int16), memberships, 3)


def test_segments_lie_at_the_means_of_their_members() -> None:
    basis, allocation = clouds(3.0)
    found = map_segments(basis, allocation, NAMES, {}, 1)
    assert found is not None and found.shown == pytest.approx(1.0, abs=1e-6)
    distances = np.linalg.norm(found.centres[:, None] - found.centres, axis=2)
    planted = 3.0 * np.linalg.norm(
        np.array([[1.0, 0], [0, 1.0], [-1, -1]])[:, None] - np.array([[1.0, 0], [0, 1], [-1, -1]]), axis=2
    )
    np.testing.assert_allclose(distances, planted, rtol=0.12)
    assert np.diagonal(found.nearest).min() > 0.95


def test_overlap_is_told_as_it_is() -> None:
    basis, allocation = clouds(0.6)
    found = map_segments(basis, allocation, NAMES, {}, 1)
    assert found is not None and np.diagonal(found.nearest).max() < 0.85
    np.testing.assert_allclose(found.nearest.sum(axis=1), 1.0)


def test_half_of_a_segment_lies_within_its_shape_whatever_the_answers_are_like() -> None:
    rng = np.random.default_rng(3)
    segments = rng.integers(0, 3, 900)
    yes = (
        rng.random((900, 4)) < np.array([[0.95, 0.1, 0.5, 0.2], [0.1, 0.9, 0.4, 0.2], [0.5, 0.5, 0.05, 0.97]])[segments]
    )
    allocation = Allocation(basis_of(yes.astype(float)).ids, (segments + 1).astype(np.int16), np.eye(3)[segments], 3)
    found = map_segments(basis_of(yes.astype(float)), allocation, NAMES, {}, 1)
    assert found is not None
    for segment in range(3):
        away = found.points[found.members == segment + 1] - found.centres[segment]
        inside = (
            np.einsum("ij,jk,ik->i", away, np.linalg.inv(found.spreads[segment]), away) <= found.radii[segment] ** 2
        )
        assert 0.35 < inside.mean() < 0.75, "of those who are drawn, many at the very same place"


def test_what_the_map_does_not_show_may_part_two_segments() -> None:
    rng = np.random.default_rng(5)
    centres = np.array([[9.0, 0, 0], [-9.0, 0, 0], [0, 9.0, 3.0], [0, 9.0, -3.0]])
    segments = np.repeat(np.arange(4), 200)
    basis = basis_of(centres[segments] + rng.normal(0, 1, (800, 3)))
    found = map_segments(
        basis, Allocation(basis.ids, (segments + 1).astype(np.int16), np.eye(4)[segments], 4), (*NAMES, "D"), {}, 1
    )
    assert found is not None
    assert found.nearest[2, 3] > 0.2 and found.mixed[2, 3] < 0.02
    assert "run into each other" not in speak("en").map_finding(found)
    assert "what parts the two is not on the map" in speak("en").map_note(found)


def test_the_plane_is_turned_so_that_each_answer_names_one_axis() -> None:
    rng = np.random.default_rng(5)
    centres = np.array([[4.0, 4, 0], [-4.0, 4, 0], [4, -4.0, 0], [-4, -4.2, 0]])
    segments = np.repeat(np.arange(4), 200)
    basis = basis_of(centres[segments] + rng.normal(0, 1, (800, 3)))
    allocation = Allocation(basis.ids, (segments + 1).astype(np.int16), np.eye(4)[segments], 4)
    found = map_segments(basis, allocation, (*NAMES, "D"), {}, 1)
    assert found is not None
    assert [{*axis.low, *axis.high} for axis in found.axes] in ([{"Theme 0"}, {"Theme 1"}], [{"Theme 1"}, {"Theme 0"}])
    assert found.axes[0].separation >= found.axes[1].separation and found.shown == pytest.approx(1.0, abs=0.01)


def test_the_turn_is_that_of_varimax() -> None:
    ends = np.random.default_rng(2).normal(0, 0.4, (9, 2))

    def spread(angle: float) -> float:
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return float(((ends @ turn) ** 2).var(axis=0).sum())

    best = max(spread(angle) for angle in np.linspace(0, np.pi / 2, 20001))
    turned = ends @ _simple(ends)
    assert float((turned**2).var(axis=0).sum()) == pytest.approx(best, rel=1e-7)


def test_ends_are_what_people_there_have_more_of() -> None:
    basis, allocation = clouds(3.0)
    found = map_segments(basis, allocation, NAMES, {}, 1)
    assert found is not None
    for a, axis in enumerate(found.axes):
        for end, sign in ((axis.high, 1), (axis.low, -1)):
            for name in end:
                column = basis.values[:, int(name.split()[-1])]
                furthest = found.members == 1 + int((sign * found.centres[:, a]).argmax())
                own = np.isin(np.arange(300), np.arange(300)) & (
                    allocation.segments == 1 + int((sign * found.centres[:, a]).argmax())
                )
                assert furthest.any() and column[own].mean() > column.mean()
    assert "Theme 2" not in {name for axis in found.axes for name in (*axis.low, *axis.high)}


def test_names_gaps_and_those_in_no_segment_do_no_harm() -> None:
    basis, allocation = clouds(3.0)
    values = np.column_stack([basis.values[:, :2], allocation.segments])
    values[:20, 0] = np.nan
    values[20:25] = np.nan
    segments = np.array(allocation.segments)
    segments[30:40] = 0
    named = basis_of(values, ("numeric", "numeric", "nominal"))
    found = map_segments(named, replace(allocation, segments=segments), NAMES, {"i2": {1: "A", 2: "B", 3: "C"}}, 1)
    assert found is not None and np.isfinite(found.centres).all()
    assert any(name.startswith("Theme 2: ") for axis in found.axes for name in (*axis.low, *axis.high))


def test_two_segments_have_a_second_direction_that_separates_nothing() -> None:
    basis, allocation = clouds(3.0)
    two = Allocation(basis.ids, np.minimum(allocation.segments, 2), allocation.memberships[:, :2], 2)
    found = map_segments(basis, two, NAMES[:2], {}, 1)
    assert found is not None and found.axes[1].separation == 0
    assert found.centres[0, 1] == pytest.approx(found.centres[1, 1], abs=1e-6)


def test_there_is_no_map_of_one_column_or_of_hardly_anybody() -> None:
    basis, allocation = clouds(3.0)
    assert map_segments(basis_of(basis.values[:, :1]), allocation, NAMES, {}, 1) is None
    segments = np.ones(300, dtype=np.int16)
    segments[:2] = (2, 3)
    assert map_segments(basis, replace(allocation, segments=segments), NAMES, {}, 1) is None


def test_the_same_seed_draws_the_same_respondents() -> None:
    basis, allocation = clouds(2.0, n=900)
    first, second = (map_segments(basis, allocation, NAMES, {}, 5) for _ in range(2))
    assert first is not None and second is not None and len(first.points) == 360
    np.testing.assert_array_equal(first.points, second.points)
