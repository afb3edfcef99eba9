"""A report that is made again under other names is byte by byte what a run would write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from research import ResearchError, freeze, report, run
from research.study import state
from tests.study.test_rules import ASKED, data
from tests.study.test_rules import STUDY as RULES
from tests.study.test_table_waves_and_halves import made
from tests.test_bad_input import QUESTIONNAIRE

pytestmark = pytest.mark.xdist_group("renaming")

TABLES = "{banner: [wave, sex > segment, segment > sex], significance: {small_base: 70}}"
NAMED = """\
personas:
  one: {segment: 1, name: Listers, action: {product: null}}
  two: {segment: 2, name: Roamers}
target: {criteria: {share: 1, sex/2: 1}}
"""
NAMES = {
    "others": NAMED.replace("Listers", "Stocktakers; all of them").replace("Roamers", "Listers"),
    "none": "target: {criteria: {share: 1, sex/2: 1}}\n",
    "other numbers and keys": NAMED.replace("one: {segment: 1", "first: {segment: 3"),
    "a segment that is not there": NAMED.replace("segment: 2", "segment: 9"),
    "another language": NAMED.replace("two: {segment: 2, name: Roamers}", "two: {segment: 2}")
    + "report: {language: de}\n",
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two waves, the segments of which stand in and around answers, with its finished run."""
    home = tmp_path_factory.mktemp("named")
    study = made(home / "planners", TABLES, waves=2, again=80) / "study.yaml"
    study.write_text(study.read_text("utf-8") + NAMED, "utf-8")
    run(home / "planners", out=home / "out")
    return home


@pytest.fixture
def desk(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "desk")
    return tmp_path / "desk"


def say(desk: Path, change: Callable[[str], str]) -> None:
    """Change study.yaml."""
    path = next(desk.glob("*/study.yaml"))
    before = path.read_text("utf-8")
    path.write_text(change(before), "utf-8")
    assert path.read_text("utf-8") != before


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def same_as_a_run(desk: Path, study: str) -> dict[str, bytes]:
    """The files of the report, which are those of a run of the study as it is now."""
    report(desk / study, out=desk / "out")
    run(desk / study, out=desk / "anew")
    made_again, anew = files(desk / "out"), files(desk / "anew")
    assert made_again.keys() == anew.keys()
    assert not [name for name, content in anew.items() if made_again[name] != content]
    return made_again


@pytest.mark.parametrize("names", list(NAMES.values()), ids=list(NAMES))
def test_names_follow_into_every_file(desk: Path, names: str) -> None:
    before = files(desk / "out")
    say(desk, lambda text: text.replace(NAMED, names))
    after = same_as_a_run(desk, "planners")
    for file in ("w1/personas.html", "w2/deck.pptx", "w2/crosstabs.xlsx", "w1/candidates.xlsx", "w2/tidy/segments.csv"):
        assert after[f"planners/{file}"] != before[f"planners/{file}"], file


def test_no_old_name_is_left(desk: Path) -> None:
    say(desk, lambda text: text.replace("Listers", "Stocktakers").replace("Roamers", "Strollers"))
    report(desk / "planners", out=desk / "out")
    texts = {name: text for name, text in files(desk / "out").items() if name.endswith((".csv", ".html", ".json"))}
    assert not [name for name, text in texts.items() if b"Listers" in text or b"Roamers" in text]
    labels = pd.read_csv(desk / "out" / "planners" / "w2" / "tidy" / "tables.csv")["column_label"]
    assert {"Stocktakers", "Strollers"} <= set(labels)


def test_fixed_segments_keep_their_names_from_others_until_they_are_theirs(desk: Path) -> None:
    path = freeze(desk / "planners", k=4, out=desk / "out")
    with pytest.raises(ResearchError, match=r"changed since: segments\.yaml"):
        report(desk / "planners", out=desk / "out")
    run(desk / "planners", out=desk / "out")
    path.write_text(path.read_text("utf-8").replace("personas: withheld", "personas: hang"), "utf-8")
    same_as_a_run(desk, "planners")
    page = (desk / "out" / "planners" / "w1" / "personas.html").read_text("utf-8")
    assert "Roamers" in page


def test_rules_are_called_as_the_study_calls_them_now(tmp_path: Path) -> None:
    home = tmp_path / "buyers"
    home.mkdir()
    (home / "questionnaire.yaml").write_text(QUESTIONNAIRE + ASKED, "utf-8")
    (home / "study.yaml").write_text(RULES, "utf-8")
    for number in (1, 2):
        data(number).to_csv(home / f"w{number}.csv", index=False)
    run(home, out=tmp_path / "out")
    german = "report: {language: de}\n"
    say(tmp_path, lambda text: text.replace("Keen buyers", "Stalwarts").replace("Everyone else", "Guests") + german)
    same_as_a_run(tmp_path, "buyers")
    say(tmp_path, lambda text: text.replace("otherwise: Guests", "otherwise: not_assigned"))
    with pytest.raises(ResearchError, match="changed since: segments"):
        report(home, out=tmp_path / "out")


def test_a_later_wave_alone_cannot_be_named_anew(desk: Path) -> None:
    shutil.rmtree(desk / "out" / "planners" / "w1")
    assert list(report(desk / "planners", out=desk / "out").results) == ["w2"]
    say(desk, lambda text: text.replace("Roamers", "Strollers"))
    with pytest.raises(ResearchError, match="the segments of `w2` cannot be named anew"):
        report(desk / "planners", out=desk / "out")


def test_a_later_wave_is_not_named_after_other_segments_than_its_own(desk: Path) -> None:
    kept = desk / "kept"
    shutil.copytree(desk / "out" / "planners" / "w2", kept)
    say(desk, lambda text: text.replace("k: 3..4", "k: 4"))
    run(desk / "planners", out=desk / "out")
    shutil.rmtree(desk / "out" / "planners" / "w2")
    shutil.copytree(kept, desk / "out" / "planners" / "w2")
    say(desk, lambda text: text.replace("k: 4", "k: 3..4").replace("Roamers", "Strollers"))
    with pytest.raises(ResearchError, match="the segments of `w2` cannot be named anew"):
        report(desk / "planners", wave="w2", out=desk / "out")


def test_what_is_stored_is_what_was_written(desk: Path) -> None:
    say(desk, lambda text: text.replace("Roamers", "Strollers"))
    done = report(desk / "planners", out=desk / "out").results["w1"]
    folder = desk / "out" / "planners" / "w1"
    stored = state.thaw({name: (folder / name).read_bytes() for name in (state.JSON_NAME, state.ARRAYS_NAME)})
    assert stored.names is not None and done.names is not None and stored.names.labels == done.names.labels
