"""The bundled study from its files to the reports: what is written, that it is the same twice, that it survives."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from research import run
from research.domain.results import Results
from research.study import state
from tests.demo import demo_folder, demo_run

pytestmark = pytest.mark.xdist_group("demo")

WAVE_FILES = {"crosstabs.xlsx", "personas.html", "respondents.csv", "run.json"}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def visible(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in found.items() if ".unfinished-" not in name}


@pytest.mark.parametrize("wave", ["w1", "w2"])
def test_every_deliverable_is_there(wave: str) -> None:
    found = set(contents(demo_folder() / wave))
    assert found >= WAVE_FILES
    results = demo_run().results[wave]
    assert {name.removeprefix("tidy/") for name in found if name.startswith("tidy/")} == {
        f"{name}.csv" for name in results.tidies()
    }


def test_the_planted_number_of_segments_is_chosen() -> None:
    segmentation = demo_run().results["w1"].segmentation
    assert segmentation is not None
    assert segmentation.choice.k == 4
    assert segmentation.reason == "beyond_chance"


def test_the_grown_segment_shows_in_wave_2() -> None:
    waves = demo_run().results["w2"].waves
    assert waves is not None
    sizes = {(f.key, f.wave): f for f in waves.figures if f.topic == "size"}
    assert sizes["3", "w2"].change == "up"
    assert sizes["3", "w2"].value > sizes["3", "w1"].value + 0.03


def test_a_rerun_of_the_second_wave_alone_gives_the_same_bytes_from_stored_state(tmp_path: Path) -> None:
    copied = tmp_path / "plant_snacks" / "w1"
    for name, content in contents(demo_folder() / "w1").items():
        (copied / name).parent.mkdir(parents=True, exist_ok=True)
        (copied / name).write_bytes(content)
    stages: list[tuple[str, str]] = []
    run("plant_snacks", wave="w2", out=tmp_path, progress=lambda wave, stage: stages.append((wave, stage)))
    assert {wave for wave, _ in stages} == {"w2"}
    assert contents(tmp_path / "plant_snacks" / "w2") == contents(demo_folder() / "w2")


def test_a_run_that_is_killed_leaves_the_earlier_report(tmp_path: Path) -> None:
    folder = tmp_path / "plant_snacks" / "w1"
    for name, content in contents(demo_folder() / "w1").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    before = contents(folder)
    command = [sys.executable, "-m", "research", "run", "plant_snacks", "--wave", "w1", "--out", str(tmp_path)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert visible(contents(folder)) == before


def test_the_record_has_no_clock_and_no_absolute_path() -> None:
    text = (demo_folder() / "w2" / "run.json").read_text("utf-8")
    record = json.loads(text)
    assert str(Path.home()) not in text
    assert str(demo_folder()) not in text
    assert record["results"]["segments"]["k"] == 4
    assert set(record["inputs"]) == {"questionnaire.yaml", "w1: wave1.sav", "w2: wave2.csv"}
    assert [size["segment"] for size in record["results"]["sizes"]] == [1, 2, 3, 4]


def test_the_first_wave_knows_nothing_of_the_second() -> None:
    found = contents(demo_folder() / "w1")
    record = json.loads(found["run.json"])
    assert "w2" not in record["plan"]["waves"]
    assert not any("wave2.csv" in str(name) for name in record["inputs"])


@pytest.mark.parametrize("wave", ["w1", "w2"])
def test_stored_state_gives_the_results_again(wave: str) -> None:
    results = demo_run().results[wave]
    thawed = state.thaw(state.freeze(results))
    assert isinstance(thawed, Results)
    assert state.freeze(thawed) == state.freeze(results)
    assert results.provenance == thawed.provenance
