"""Segments that were fixed: read back exactly, kept by every run, and withheld names where the data have moved on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from research import freeze, run
from research.cli import app
from research.domain.results import Results
from research.errors import ResearchError
from tests.test_bad_input import QUESTIONNAIRE, STUDY, answers

NAMES = "personas: {plan: {segment: 1, name: Planners}}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "planners"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "study.yaml").write_text(STUDY + NAMES, "utf-8")
    answers().to_csv(folder / "data.csv", index=False)
    return folder


def results(home: Path) -> Results:
    return run(home, out=home.parent / "out").results["w1"]


def codes(found: Results) -> set[str]:
    return {caveat.code for caveat in found.caveats}


def test_what_was_fixed_is_read_back_exactly_and_changes_nothing(home: Path) -> None:
    before = results(home)
    path = freeze(home, out=home.parent / "out")
    assert path == home / "segments.yaml"
    after = results(home)
    assert after.allocation is not None and before.allocation is not None
    assert (after.allocation.segments == before.allocation.segments).all()
    assert (after.allocation.memberships == before.allocation.memberships).all()
    assert after.segmentation is not None and after.segmentation.frozen_agreement == 1.0
    assert "segments_frozen" in codes(after) and "names_withheld" not in codes(after)
    assert after.names is not None and after.names.labels[0] == "Planners"
    assert "segments.yaml" in after.provenance.inputs
    text = path.read_text("utf-8")
    assert freeze(home, out=home.parent / "out").read_text("utf-8") == text


def test_another_number_can_be_fixed_by_the_command(home: Path) -> None:
    done = CliRunner().invoke(app, ["freeze", str(home), "--k", "4", "--out", str(home.parent / "out")])
    assert done.exit_code == 0, done.stderr
    found = results(home)
    assert found.segmentation is not None and found.segmentation.solution.k == 4
    assert found.allocation is not None and found.allocation.k == 4


def test_numbers_stay_where_they_were_fixed_when_sizes_change(home: Path) -> None:
    freeze(home, out=home.parent / "out")
    first = results(home)
    assert first.allocation is not None
    data = answers()
    smallest = first.allocation.segments == first.allocation.k
    grown = np.concatenate([np.arange(len(data)), np.repeat(np.flatnonzero(smallest), 2)])
    more = data.iloc[grown].reset_index(drop=True)
    more["rid"] = [f"r{number}" for number in range(len(more))]
    more.to_csv(home / "data.csv", index=False)
    later = results(home)
    assert later.allocation is not None
    assert (later.allocation.segments[: len(data)] == first.allocation.segments).all()
    sizes = np.bincount(later.allocation.segments)[1:]
    assert sizes.argmax() == first.allocation.k - 1


def test_names_are_withheld_where_the_data_no_longer_give_the_segments(home: Path) -> None:
    freeze(home, out=home.parent / "out")
    data = answers()
    items = [f"a{number}" for number in range(1, 7)]
    data[items] = np.random.default_rng(1).integers(1, 6, (len(data), 6))
    data.to_csv(home / "data.csv", index=False)
    try:
        found = results(home)
    except ResearchError:
        pytest.fail("the segments of the file place anyone")
    assert "names_withheld" in codes(found)
    assert found.names is not None and "Planners" not in found.names.labels


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('study: "planners"', 'study: "others"', "the segments are those of another study, `others`"),
        ('"a1", "a2"', '"zz", "a2"', "does not have 1 of the items that the segments rest on"),
        ('method: "kmeans"', 'method: "tarot"', "`tarot` is no clustering method"),
        ("order: [", "order: [7, ", "do not fit together"),
        ("frozen:", "thawed: 1\nfrozen:", "unknown key `thawed`"),
    ],
)
def test_files_that_do_not_belong_are_refused_with_their_line(home: Path, old: str, new: str, said: str) -> None:
    path = freeze(home, out=home.parent / "out")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ResearchError) as caught:
        results(home)
    told = str(caught.value)
    assert said in told and "planners/segments.yaml:" in told


def test_segments_are_fixed_for_a_study_only(home: Path) -> None:
    with pytest.raises(ResearchError, match="fixed for a study"):
        freeze(home / "data.csv")


def test_names_and_actions_of_other_segments_are_withheld_until_they_are_written_for_these(home: Path) -> None:
    study = (STUDY + NAMES).replace("name: Planners}", "name: Planners, pursue: false, because: They are few}")
    (home / "study.yaml").write_text(study, "utf-8")
    chosen = results(home)
    assert chosen.segmentation is not None
    k = 7 - chosen.segmentation.choice.k
    path = freeze(home, k=k, out=home.parent / "out")
    text = path.read_text("utf-8")
    assert "personas: withheld" in text
    other = results(home)
    assert other.names is not None and other.personas is not None
    assert len(other.names.labels) == k
    assert "Planners" not in other.names.labels
    assert [persona.pursue for persona in other.personas.personas] == [None] * k
    assert "personas_of_other_segments" in codes(other)
    path.write_text(text.replace("personas: withheld", "personas: hang"), "utf-8")
    hung = results(home)
    assert hung.names is not None and hung.names.labels[0] == "Planners"
    assert hung.personas is not None and hung.personas.personas[0].pursue is False


def test_a_file_that_does_not_fit_can_be_replaced_by_fixing_again(home: Path) -> None:
    path = home / "segments.yaml"
    path.write_text("study: another\n", "utf-8")
    with pytest.raises(ResearchError):
        results(home)
    freeze(home, out=home.parent / "out")
    assert "segments_frozen" in codes(results(home))


def test_numbers_changed_by_hand_are_told(home: Path) -> None:
    path = freeze(home, out=home.parent / "out")
    text = path.read_text("utf-8")
    path.write_text(text.replace('wave: "w1"', 'wave: "w9"'), "utf-8")
    with pytest.raises(ResearchError, match="changed by hand after the segments were fixed"):
        results(home)
