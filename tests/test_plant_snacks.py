"""The bundled study: its files agree with one another, and hold what was planted.

Independent of the package's own readers and parsers: plain pandas and YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from ruamel.yaml import YAML
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from scripts.make_plant_snacks import bayes, loadings, sizes
from scripts.plant_snacks.files import CLOCK_BYTE, NO_CLOCK, Codebook, write_csv, write_sav
from scripts.plant_snacks.wave import Wave, make_wave

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "questionnaires" / "plant_snacks"
TRUTH = ROOT / "tests" / "truth" / "plant_snacks"
FILES = ("wave1.sav", "wave2.csv")

MOST_BYTES = 400_000
OTHER_MACHINE = 1e-3
"""Weights are kept to four places; the last one may turn on the last bit of another processor's arithmetic."""
ROUNDED = 5e-5


def read_wave(name: str, folder: Path = STUDY) -> pd.DataFrame:
    if name.endswith(".sav"):
        return pyreadstat.read_sav(folder / name, user_missing=True)[0]
    return pd.read_csv(folder / name, keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def questionnaire() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(STUDY / "questionnaire.yaml"))


@pytest.fixture(scope="module")
def study() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(STUDY / "study.yaml"))


@pytest.fixture(scope="module")
def waves() -> dict[str, Wave]:
    return {"w1": make_wave(1), "w2": make_wave(2)}


# What the questionnaire says of every column


def scale_codes(questionnaire: dict[str, Any], name: str) -> set[int]:
    scale = questionnaire["scales"][name]
    answers = scale.get("labels") or range(1, scale["points"] + 1)
    return {*answers, *scale.get("off_scale", {}), *scale.get("missing", {})}


def coded_columns(questionnaire: dict[str, Any]) -> Iterator[tuple[str, set[int]]]:
    """Every column that holds codes, with the codes that the questionnaire defines for it."""
    for battery in questionnaire["batteries"].values():
        yield from ((item, scale_codes(questionnaire, battery["scale"])) for item in battery["items"])
    for name, question in questionnaire["questions"].items():
        if question["kind"] == "single":
            defined = scale_codes(questionnaire, question["scale"]) if "scale" in question else set(question["codes"])
            yield name, defined
        if question["kind"] == "multiple":
            defined = set(question["codes"]) if question.get("encoding") == "categories" else {0, 1}
            yield from ((column, defined) for column in question["columns"])
    concepts = questionnaire["concepts"]
    for number in concepts["list"]:
        yield concepts["design"]["shown"].format(n=number), {0, 1}
        yield concepts["design"]["position"].format(n=number), {1, 2, 3}
        for measure in concepts["measures"].values():
            yield measure["columns"].format(n=number), scale_codes(questionnaire, measure["scale"])


def other_columns(questionnaire: dict[str, Any]) -> Iterator[str]:
    system = questionnaire["system"]
    yield from (system["id"], system["weight"], system["duration"]["column"], system["date"])
    yield from (system["status"]["column"], *system["drop"])
    for name, question in questionnaire["questions"].items():
        if question["kind"] in ("numeric", "open_end"):
            yield name


@pytest.mark.parametrize("file", FILES)
def test_the_questionnaire_names_every_column_of_the_data_and_no_other(
    file: str, questionnaire: dict[str, Any]
) -> None:
    named = [*dict(coded_columns(questionnaire)), *other_columns(questionnaire)]
    assert sorted(named) == sorted(read_wave(file).columns)


@pytest.mark.parametrize("file", FILES)
def test_the_questionnaire_defines_every_code_in_the_data(file: str, questionnaire: dict[str, Any]) -> None:
    data = read_wave(file)
    unknown = {
        column: sorted(set(data[column].dropna()) - defined)
        for column, defined in coded_columns(questionnaire)
        if not set(data[column].dropna()) <= defined
    }
    assert not unknown


@pytest.mark.parametrize("file", FILES)
def test_numbers_lie_within_their_ranges(file: str, questionnaire: dict[str, Any]) -> None:
    data = read_wave(file)
    for name in ("age", "household", "max_price"):
        low, high = questionnaire["questions"][name]["range"]
        assert data[name].dropna().between(low, high).all(), name


def test_bands_cover_every_age_once(questionnaire: dict[str, Any]) -> None:
    bands = questionnaire["derived"]["age_band"]["bands"].values()
    ages = [age for low, high in bands for age in range(low, high + 1)]
    assert ages == list(range(18, 76))


def test_each_name_in_a_condition_is_a_question_or_a_column(
    questionnaire: dict[str, Any], study: dict[str, Any]
) -> None:
    known = {*questionnaire["questions"], *dict(coded_columns(questionnaire))}
    words = {"and", "or", "not", "in", "any", "none"}
    for condition in conditions({"questionnaire": questionnaire, "study": study}):
        names = set(re.findall(r"[A-Za-z_]\w*", condition)) - words
        assert names <= known, condition


def conditions(tree: Any) -> Iterator[str]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            if key in ("asked_if", "yes_if", "if"):
                yield value
            yield from conditions(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from conditions(value)


def test_the_study_names_only_what_the_questionnaire_has(questionnaire: dict[str, Any], study: dict[str, Any]) -> None:
    items = [item for battery in questionnaire["batteries"].values() for item in battery["items"]]
    asked = {*questionnaire["questions"], *questionnaire["derived"]}
    measures = {f"concepts.{name}" for name in questionnaire["concepts"]["measures"]}
    assert set(study["tables"]["banner"]) <= asked
    assert set(study["outcomes"]) <= asked | measures
    assert set(study["factors"]["batteries"]) == set(questionnaire["batteries"])
    assert set(study["factors"]["drop"]) <= set(items)
    assert set(study["quality"]["attention"]["items"]) <= set(items)
    assert set(study["waves"]["w2"]["changes"]) <= set(items)
    assert [wave["file"] for wave in study["waves"].values()] == list(FILES)
    assert study["weighting"]["column"] == questionnaire["system"]["weight"]


# What the files hold


def test_files_are_small() -> None:
    assert all((STUDY / file).stat().st_size < MOST_BYTES for file in FILES)


def test_the_spss_file_carries_labels_missing_codes_and_measures(questionnaire: dict[str, Any]) -> None:
    _, meta = pyreadstat.read_sav(STUDY / "wave1.sav", user_missing=True, metadataonly=True)
    assert meta.column_names_to_labels["n1"] == questionnaire["batteries"]["needs"]["items"]["n1"]
    assert meta.column_names_to_labels["p8"] == questionnaire["batteries"]["attitudes"]["items"]["p8"]["text"]
    assert meta.column_names_to_labels["bp_4"].endswith("Hedge & Field")
    assert all(meta.column_names_to_labels.values())
    assert meta.variable_value_labels["p1"] == {
        **questionnaire["scales"]["agree5"]["labels"],
        98: "Don't know",
        99: "Not answered",
    }
    assert meta.missing_ranges["p1"] == [{"lo": 99.0, "hi": 99.0}]
    assert meta.missing_ranges["sex"] == [{"lo": 9.0, "hi": 9.0}]
    assert [meta.variable_measure[name] for name in ("n1", "region", "age", "why")] == [
        "ordinal",
        "nominal",
        "scale",
        "nominal",
    ]


@pytest.mark.parametrize("file", FILES)
def test_routing_is_kept(file: str) -> None:
    data = read_wave(file)
    data = data[data["status"] == 3]
    brands = data.filter(regex=r"^bp_")
    assert (brands.isna().all(axis=1) == (data["aw_97"] == 1)).all()
    assert (brands.isna().any(axis=1) == brands.isna().all(axis=1)).all()
    assert ((data.filter(regex=r"^aw_\d$").sum(axis=1) == 0) == (data["aw_97"] == 1)).all()
    for brand in range(1, 6):
        assert (data.loc[data[f"bp_{brand}"] == 1, f"aw_{brand}"] == 1).all()


@pytest.mark.parametrize("file", FILES)
def test_each_respondent_sees_three_concepts_in_rotation(file: str) -> None:
    data = read_wave(file)
    data = data[data["status"] == 3]
    shown, places = data.filter(regex=r"_shown$"), data.filter(regex=r"_pos$")
    assert (shown.sum(axis=1) == 3).all()
    assert (np.sort(places.fillna(9), axis=1)[:, :3] == [1, 2, 3]).all()
    for concept in range(1, 6):
        seen = data[f"c{concept}_shown"] == 1
        for measure in ("pos", "pi", "uq", "bl"):
            assert (data[f"c{concept}_{measure}"].notna() == seen).all()
    counts = np.array([(places == place).sum() for place in (1, 2, 3)])
    assert counts.max() < 1.1 * counts.min()


@pytest.mark.parametrize("file", FILES)
def test_weights_restore_the_margins_and_young_people_are_under_represented(file: str) -> None:
    data = read_wave(file)
    complete = data["status"] == 3
    assert (data["wt"].notna() == complete).all()
    data = data[complete]
    assert data["wt"].mean() == pytest.approx(1.0, abs=ROUNDED)
    young = data["age"] <= 34
    assert young.mean() < 0.24
    assert np.average(young, weights=data["wt"]) == pytest.approx(0.29, abs=ROUNDED)
    regions = data.groupby("region")["wt"].sum() / data["wt"].sum()
    assert regions.tolist() == pytest.approx([0.23, 0.16, 0.32, 0.13, 0.16], abs=ROUNDED)
    told = data[data["sex"].isin([1, 2])]
    assert np.average(told["sex"] == 1, weights=told["wt"]) == pytest.approx(0.489, abs=ROUNDED)


@pytest.mark.parametrize("file", FILES)
def test_ids_are_unique_and_do_not_give_the_segment_away(file: str) -> None:
    ids = read_wave(file)["resp_id"]
    assert ids.is_unique
    assert ids.str.fullmatch("[a-z2-9]{8}").all()
    segment = pd.read_csv(TRUTH / f"{file[:5]}.csv")["segment"]
    ranks = [ids.rank(), pd.Series(np.arange(len(ids)))]
    assert all(abs(rank.corr(segment)) < 0.1 for rank in ranks)


@pytest.mark.parametrize("file", FILES)
def test_broken_off_interviews_stop_and_say_nothing_more(file: str) -> None:
    data = read_wave(file)
    broken = data.loc[data["status"] == 4, "snack_freq":"why"].replace("", None).notna()
    assert len(broken) == 30
    assert not broken["max_price"].all()
    assert broken["snack_freq"].any()


def test_texts_hold_what_trips_careless_software() -> None:
    said = read_wave("wave2.csv")["why"].dropna()
    for sign in ('"', "&", "<", "\n", "£", ","):
        assert said.str.contains(sign, regex=False).any(), sign
    assert said.str.startswith("=").any()
    assert 0.15 < 1 - len(said) / 1230 < 0.30


# The truth


def test_regeneration_gives_the_committed_files(waves: dict[str, Wave], tmp_path: Path) -> None:
    write_sav(waves["w1"].data, Codebook(STUDY / "questionnaire.yaml"), tmp_path / "wave1.sav")
    write_csv(waves["w2"].data, tmp_path / "wave2.csv")
    for file in FILES:
        pd.testing.assert_frame_equal(read_wave(file, tmp_path), read_wave(file), rtol=0, atol=OTHER_MACHINE)
    content = (tmp_path / "wave1.sav").read_bytes()
    assert content[CLOCK_BYTE : CLOCK_BYTE + len(NO_CLOCK)] == NO_CLOCK


def test_writing_twice_gives_the_same_bytes(waves: dict[str, Wave], tmp_path: Path) -> None:
    codebook = Codebook(STUDY / "questionnaire.yaml")
    for name in ("a.sav", "b.sav"):
        write_sav(waves["w1"].data, codebook, tmp_path / name)
    assert (tmp_path / "a.sav").read_bytes() == (tmp_path / "b.sav").read_bytes()


def test_the_committed_truth_is_that_of_the_data(waves: dict[str, Wave]) -> None:
    for name, frame in (("loadings", loadings()), ("sizes", sizes(waves)), ("bayes", bayes(waves))):
        committed = pd.read_csv(TRUTH / f"{name}.csv", keep_default_na=False)
        pd.testing.assert_frame_equal(committed, frame, check_dtype=False, rtol=0, atol=OTHER_MACHINE)
    for key, file in zip(("wave1", "wave2"), FILES, strict=True):
        truth = pd.read_csv(TRUTH / f"{key}.csv")
        assert truth["id"].tolist() == read_wave(file)["resp_id"].tolist()
        assert ((truth["complete"] == 1) == (read_wave(file)["status"] == 3)).all()
        assert truth["careless"].sum() == 48


def test_reversed_items_load_negatively_and_one_item_nowhere(questionnaire: dict[str, Any]) -> None:
    truth = pd.read_csv(TRUTH / "loadings.csv").set_index("item")
    items = {
        name: item if isinstance(item, dict) else {}
        for battery in questionnaire["batteries"].values()
        for name, item in battery["items"].items()
    }
    analysed = [name for name, item in items.items() if "attention" not in item]
    assert truth.index.tolist() == analysed
    assert [name for name in analysed if items[name].get("reversed")] == truth.index[truth["loading"] < 0].tolist()
    assert truth.index[truth["loading"] == 0].tolist() == ["p5"]
    assert truth["factor"].isna().sum() == 1


def test_careless_respondents_are_fast_and_miss_the_trap() -> None:
    data, truth = read_wave("wave1.sav"), pd.read_csv(TRUTH / "wave1.csv")
    careless = truth["careless"] == 1
    attentive = (truth["careless"] == 0) & (truth["complete"] == 1)
    fast = data["loi"] < 0.33 * data.loc[truth["complete"] == 1, "loi"].median()
    missed = data["p6"] != 4
    assert fast[careless].mean() > 0.6
    assert fast[attentive].mean() < 0.01
    assert missed[careless].mean() > 0.8
    assert missed[attentive].mean() < 0.04


def test_the_third_segment_grows() -> None:
    shares = pd.read_csv(TRUTH / "sizes.csv").pivot(index="segment", columns="wave", values="share")
    assert shares["w1"].tolist() == pytest.approx([0.38, 0.28, 0.20, 0.14], abs=0.01)
    assert shares.loc[3, "w2"] == pytest.approx(0.27, abs=0.01)
    assert (shares.drop(3)["w2"] < shares.drop(3)["w1"]).all()


def test_the_reworded_item_is_answered_a_little_higher() -> None:
    before, after = (read_wave(file)[["n6", "n9"]].mask(lambda codes: codes == 99).mean() for file in FILES)
    assert 0.2 < (after["n6"] - before["n6"]) - (after["n9"] - before["n9"]) < 0.8


def test_sums_of_items_and_plain_k_means_find_the_segments() -> None:
    """The segments are there for simple tools: the Bayes rule marks the height of the bar."""
    truth = pd.read_csv(TRUTH / "wave1.csv")
    complete = (truth["complete"] == 1).to_numpy()
    careless = truth.loc[complete, "careless"].to_numpy() == 1
    segment = truth.loc[complete, "segment"].to_numpy()
    with threadpool_limits(1):
        found = KMeans(4, n_init=10, random_state=0).fit_predict(item_sums(read_wave("wave1.sav")[complete]))
    best = pd.read_csv(TRUTH / "bayes.csv")["adjusted_rand_index"]
    assert best.between(0.95, 0.99).all()
    assert adjusted_rand_score(segment, found) > 0.80
    assert adjusted_rand_score(segment[~careless], found[~careless]) > 0.86


def item_sums(data: pd.DataFrame) -> np.ndarray:
    """Standardised means of each factor's items, reversed items counted negatively."""
    truth = pd.read_csv(TRUTH / "loadings.csv").dropna(subset="factor")
    answers = data[truth["item"]].mask(data[truth["item"]] >= 98)
    standard = (answers - answers.mean()) / answers.std() * np.sign(truth["loading"].to_numpy())
    sums = standard.T.groupby(truth["factor"].to_numpy()).mean().T
    return ((sums - sums.mean()) / sums.std()).to_numpy()
