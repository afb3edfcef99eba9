"""Segments cut on the answers as they are: names, codes in order, yes or no, numbers, and gaps that stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from research import check, freeze, run
from research.domain.results import Results
from research.errors import ResearchError
from research.stats.agreement import adjusted_rand_index
from tests.test_bad_input import QUESTIONNAIRE, answers

ASKED = QUESTIONNAIRE + "  place: {kind: single, role: behavioural, codes: {1: Shop, 2: Market, 3: Online}}\n"
STUDY = """\
objective: Who plans and who roams?
waves: {{w1: {{file: data.csv}}}}
basis: {{use: answers, questions: [place, age]}}
segments: {{methods: [{methods}], k: 3, starts: 4, nulls: 0, pairs: 2}}
"""
N = 300


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "shoppers"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(ASKED, "utf-8")
    data = answers(N)
    rng = np.random.default_rng(7)
    kind = np.where(data["a1"] >= 3, np.where(data["a4"] >= 3, 3, 1), 2)
    data["place"] = np.where(rng.random(N) < 0.8, kind, rng.integers(1, 4, N))
    items = [f"a{number}" for number in range(1, 7)]
    data[items] = data[items].astype(float).mask(rng.random((N, 6)) < 0.08)
    data.to_csv(folder / "data.csv", index=False)
    return folder


def results(home: Path, methods: str = "latent_class") -> Results:
    (home / "study.yaml").write_text(STUDY.format(methods=methods), "utf-8")
    return run(home, out=home.parent / "out").results["w1"]


@pytest.mark.parametrize("method", ["latent_class", "k_prototypes", "kmedoids"])
def test_names_and_gaps_are_cut_as_they_are(home: Path, method: str) -> None:
    found = results(home, method)
    assert found.basis is not None and found.allocation is not None and found.segmentation is not None
    assert found.basis.recipe.kinds == ("ordinal",) * 6 + ("numeric", "nominal")
    gaps = np.isnan(found.basis.values).any(axis=1) & found.basis.placed
    assert gaps.sum() > 60
    assert (found.allocation.segments[gaps] > 0).all()
    given = answers(N)
    plans, roams = (given[list(items)].sum(axis=1) >= 9 for items in (("a1", "a2", "a3"), ("a4", "a5", "a6")))
    truth = plans * 1 + roams * 2
    placed = found.allocation.segments > 0
    agreement = adjusted_rand_index(truth.to_numpy()[placed], found.allocation.segments[placed].astype(int) - 1)
    assert agreement > (0.8 if method == "latent_class" else 0.4)
    codes = {caveat.code for caveat in found.caveats}
    assert "gaps_kept" in codes and "gaps_filled" not in codes
    assert np.isfinite([found.segmentation.choice.within_ss, found.segmentation.choice.distinctness]).all()


@pytest.mark.parametrize("method", ["latent_class", "k_prototypes", "kmedoids"])
def test_what_was_fixed_is_read_back_exactly(home: Path, method: str) -> None:
    before = results(home, method)
    freeze(home, out=home.parent / "out")
    after = results(home, method)
    assert before.allocation is not None and after.allocation is not None
    assert after.allocation.memberships == pytest.approx(before.allocation.memberships, nan_ok=True)
    assert "segments.yaml" in after.provenance.inputs


def test_a_method_of_distances_is_refused_and_beside_another_left_out(home: Path) -> None:
    with pytest.raises(ResearchError, match=r"`kmeans`, the first of `segments\.methods`, cannot cut this basis"):
        results(home, "kmeans")
    assert any("cannot cut this basis" in str(fault) for fault in check(home).faults)
    found = results(home, "latent_class, kmeans")
    assert {caveat.code for caveat in found.caveats} >= {"method_cannot_cut_names"}
    assert {candidate.method for candidate in found.segmentation.candidates} == {"latent_class"}  # type: ignore[union-attr]


@pytest.mark.parametrize("setting", ["centre: person", "balance: batteries"])
def test_answers_as_they_are_are_neither_centred_nor_weighed(home: Path, setting: str) -> None:
    study = STUDY.format(methods="latent_class").replace("use: answers,", f"use: answers, {setting},")
    (home / "study.yaml").write_text(study, "utf-8")
    with pytest.raises(ResearchError, match=f"basis.{setting.split(':')[0]}` changes answers"):
        run(home, out=home.parent / "out")


def test_segments_are_called_after_the_answers_that_set_them_apart(home: Path) -> None:
    study = STUDY.format(methods="k_prototypes").replace("questions: [place, age]", "batteries: [], questions: [place]")
    (home / "study.yaml").write_text(study, "utf-8")
    found = run(home, out=home.parent / "out").results["w1"]
    assert found.names is not None
    assert set(found.names.labels) == {"Shop", "Market", "Online"}


def test_codes_in_order_with_gaps_are_held_against_chance(home: Path) -> None:
    study = (
        STUDY.format(methods="latent_class").replace(", questions: [place, age]", "").replace("nulls: 0", "nulls: 19")
    )
    (home / "study.yaml").write_text(study.replace("k: 3", "k: 2..4"), "utf-8")
    found = run(home, out=home.parent / "out").results["w1"]
    assert found.segmentation is not None and found.validation is not None
    assert found.segmentation.evidence is not None
    assert found.segmentation.choice.k == 3
    assert found.validation.verdict == "natural"
