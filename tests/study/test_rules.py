"""A study whose segments are rules: the same deliverables, later waves by the same rules, faults with their lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from research import check, freeze, run
from research.domain.results import Results
from research.errors import ResearchError
from research.study import state
from research.study.plan import parse_plan
from research.wording.summary import summary
from tests.test_bad_input import QUESTIONNAIRE, answers

pytestmark = pytest.mark.xdist_group("rules")

ASKED = """\
  buys: {kind: single, role: behavioural, codes: {1: "Yes", 2: "No"}, missing: [9], label: Buys it}
  brands: {kind: multiple, role: behavioural, wording: Which?, columns: {b1: One, b2: Two, b9: None}, none: b9}
derived:
  keen: {yes_if: "buys == 1 and brands any [b1]", role: behavioural, label: Keen}
"""
STUDY = """\
objective: Who buys?
waves: {w1: {file: w1.csv}, w2: {file: w2.csv}}
factors: {number: 2}
segments:
  rules:
    - {name: Keen buyers, if: "keen == 1"}
    - {name: Other buyers, if: "buys == 1"}
  otherwise: Everyone else
personas:
  keen: {segment: 1, action: {product: More of it}, pursue: true}
tables: {banner: [sex]}
"""
N = 240


def data(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = answers(N)
    frame["buys"] = rng.choice([1, 2, 9], N, p=[0.5, 0.45, 0.05])
    frame["b1"], frame["b2"] = rng.integers(0, 2, N), rng.integers(0, 2, N)
    frame["b9"] = ((frame["b1"] + frame["b2"]) == 0).astype(int)
    return frame


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "buyers"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE + ASKED, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    for number in (1, 2):
        data(number).to_csv(folder / f"w{number}.csv", index=False)
    return folder


def refused(home: Path) -> str:
    """What `run` tells, and that `check` tells the same."""
    with pytest.raises(ResearchError) as caught:
        run(home, out=home.parent / "out")
    assert [str(fault) for fault in check(home).faults] == [str(fault) for fault in caught.value.faults]
    return str(caught.value)


def rewrite(home: Path, old: str, new: str) -> None:
    text = (home / "study.yaml").read_text("utf-8")
    assert old in text
    (home / "study.yaml").write_text(text.replace(old, new, 1), "utf-8")


def expected(frame: pd.DataFrame) -> list[int]:
    """Segments by hand: 9 is no answer; a keen one needs to buy, so b1 does not matter where buying is unknown."""
    keen = (frame["buys"] == 1) & (frame["b1"] == 1)
    return np.select([keen, frame["buys"] == 1, frame["buys"] == 2], [1, 2, 3], 0).tolist()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Results]]:
    folder = tmp_path_factory.mktemp("rules") / "buyers"
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(QUESTIONNAIRE + ASKED, "utf-8")
    (folder / "study.yaml").write_text(STUDY, "utf-8")
    for number in (1, 2):
        data(number).to_csv(folder / f"w{number}.csv", index=False)
    out = folder.parent / "out"
    return out / "buyers", dict(run(folder, out=out).results)


def test_every_wave_is_put_into_segments_by_the_same_rules(done: tuple[Path, dict[str, Results]]) -> None:
    for number, (wave, results) in enumerate(done[1].items(), start=1):
        assert wave == f"w{number}"
        assert results.allocation is not None and results.rules is not None
        assert results.allocation.segments.tolist() == expected(data(number))
        assert results.rules.wave == results.defining_wave == "w1"
        assert results.basis is results.segmentation is results.validation is None
        assert results.factors is not None and results.personas is not None
        assert [persona.name for persona in results.personas.personas] == [
            "Keen buyers",
            "Other buyers",
            "Everyone else",
        ]
        assert results.personas.personas[0].action == {"product": "More of it"}
        assert len(results.personas.personas[0].factor_means) == 2
        codes = {caveat.code for caveat in results.caveats}
        assert {"rules_overlap", "rules_undecided"} <= codes
        assert not codes & {"names_suggested", "rules_left_over"}


def test_what_the_rules_rest_on_carries_no_letters_between_segments(done: tuple[Path, dict[str, Results]]) -> None:
    tables = done[1]["w1"].tables
    segments = [j for j, column in enumerate(tables.banner.columns) if column.group == "segment"]
    for name in ("keen", "buys", "brands"):
        table = tables.table(name)
        assert table.basis, name
        assert not table.letters[:, segments].any() and not table.versus_rest[:, segments].any(), name
    assert not tables.table("sex").basis


def test_the_page_says_who_wrote_the_segments_and_lists_the_rules(done: tuple[Path, dict[str, Results]]) -> None:
    page = (done[0] / "w2" / "personas.html").read_text("utf-8")
    results = done[1]["w2"]
    assert results.rules is not None
    assert "These three segments were written by hand" in page
    assert "They are the conditions of wave w1, unchanged" in page
    for rule in results.rules.rules:
        assert f'<th scope="row">{rule.segment}  {rule.name}</th>' in page
        assert f"<td>{rule.fits}</td><td>{rule.took}</td>" in page
    assert "Buys it: Yes" in page
    assert "Stability" not in page and "stability" not in page
    assert "certainty" not in page and "how clearly a member belongs" not in page


def test_the_workbook_lists_the_rules(done: tuple[Path, dict[str, Results]]) -> None:
    results = done[1]["w1"]
    assert results.rules is not None
    book = load_workbook(io.BytesIO((done[0] / "w1" / "crosstabs.xlsx").read_bytes()))
    rows = [[cell.value for cell in row] for row in book["Segments"].iter_rows()]
    for rule in results.rules.rules:
        listed = [row for row in rows if row[0] == f"{rule.segment}  {rule.name}"]
        assert len(listed) == 2, "sizes, and rules"
        assert listed[1][1:4] == [rule.fits, rule.took, rule.reads or "Everyone who fits none of the conditions above"]
    notes = " ".join(str(cell.value) for row in book["Notes"].iter_rows() for cell in row if cell.value)
    assert "These three segments were written by hand" in notes


def test_the_respondents_have_segment_and_memberships(done: tuple[Path, dict[str, Results]]) -> None:
    rows = list(csv.DictReader(io.StringIO((done[0] / "w1" / "respondents.csv").read_text("utf-8"))))
    assert [int(row["segment"] or 0) for row in rows] == expected(data(1))
    assert {(row["membership"], row["membership_1"]) for row in rows if row["segment"] == "1"} == {("1", "1")}
    assert {row["membership_1"] for row in rows if row["segment"] == "2"} == {"0"}
    assert {row["membership_1"] for row in rows if not row["segment"]} == {""}


def test_results_come_back_from_their_stored_state(done: tuple[Path, dict[str, Results]]) -> None:
    files = {name: (done[0] / "w1" / name).read_bytes() for name in (state.JSON_NAME, state.ARRAYS_NAME)}
    assert state.thaw(files).rules == done[1]["w1"].rules


def test_the_summary_of_the_run_and_of_the_check_name_the_rules(
    home: Path, done: tuple[Path, dict[str, Results]]
) -> None:
    assert "3 segments (by rules):" in list(summary(done[1]["w1"]))
    found = check(home)
    assert not found.faults
    assert ("Segments", "by rules: Keen buyers, Other buyers, Everyone else") in found.summary


def test_a_study_without_factors_has_segments_too(home: Path) -> None:
    rewrite(home, "factors: {number: 2}", "factors: {batteries: []}")
    results = run(home, out=home.parent / "out").results["w1"]
    assert results.factors is None
    assert results.personas is not None and results.personas.personas[0].factor_means == ()


def test_sizes_are_shares_of_all_on_whom_the_rules_could_decide(home: Path) -> None:
    rewrite(home, "otherwise: Everyone else", "otherwise: not_assigned")
    rewrite(home, "tables:", "universe: {population: 1000}\ntables:")
    results = run(home, out=home.parent / "out").results["w1"]
    found = np.array(expected(data(1)))
    assert results.rules is not None and results.personas is not None
    assert results.rules.left == (found == 3).sum() > 0 and results.rules.undecided == (found == 0).sum() > 0
    sizes = results.tables.table("segment")
    for number, persona in enumerate(results.personas.personas, start=1):
        share = (found == number).sum() / (found > 0).sum()
        assert persona.share == pytest.approx(share)
        assert persona.people == pytest.approx(1000 * share)
        assert sizes.values[number - 1, 0] == pytest.approx(share)
        assert persona.share_low < share < persona.share_high
    assert "rules_left_over" in {caveat.code for caveat in results.caveats}
    page = (home.parent / "out" / "buyers" / "w1" / "personas.html").read_text("utf-8")
    assert f"Of {N} interviews {results.rules.left} fit none of the conditions." in page


def test_segments_that_are_rules_cannot_be_fixed(home: Path) -> None:
    with pytest.raises(ResearchError) as caught:
        freeze(home, out=home.parent / "out")
    assert "buyers/study.yaml:5: the segments of this study are rules" in str(caught.value)
    assert not (home / "segments.yaml").exists()


def test_faults_of_rules_are_told_at_once_with_their_lines(home: Path) -> None:
    rewrite(home, "keen == 1", "kean == 1")
    rewrite(home, "buys == 1", "buys == 1 and")
    rewrite(home, "pursue: true", "name: Fans")
    said = refused(home)
    assert "buyers/study.yaml:6: the rule `Keen buyers` asks about `kean`" in said
    assert "did you mean `keen`?" in said
    assert "buyers/study.yaml:7: the condition of the rule `Other buyers` cannot be read" in said
    assert "the rule calls it `Keen buyers`, the persona `keen` calls it `Fans`" in said


def test_a_rule_that_takes_nobody_in_the_defining_wave_is_refused(home: Path) -> None:
    rewrite(home, "keen == 1", "age > 200")
    assert "buyers/study.yaml:6: nobody fits the rule `Keen buyers`" in refused(home)
    rewrite(home, "age > 200", "age > 1")
    assert "buyers/study.yaml:6: everybody fits the rule `Keen buyers`" in refused(home)


def test_a_later_wave_may_have_a_segment_without_members_and_needs_the_answers(home: Path) -> None:
    later = data(2)
    later["b1"] = 0
    later.to_csv(home / "w2.csv", index=False)
    results = run(home, out=home.parent / "out").results["w2"]
    assert results.rules is not None and results.rules.rules[0].took == 0
    later["buys"] = 9
    later.to_csv(home / "w2.csv", index=False)
    assert "the wave `w2` has no answers to what the rule `Keen buyers` asks about" in refused(home)
    later.drop(columns="buys").to_csv(home / "w2.csv", index=False)
    assert "w2.csv has no column `buys`" in refused(home)


def test_what_has_no_use_beside_rules_is_refused(home: Path) -> None:
    rewrite(home, "tables:", "basis: {use: items}\noutcomes: [keen]\ntables:")
    said = refused(home)
    assert "`basis` has no use beside `segments.rules`" in said
    assert "the outcome `keen` is part of the rules" in said


def test_a_fixed_segmentation_beside_rules_is_refused(home: Path) -> None:
    rules = STUDY[STUDY.index("segments:") : STUDY.index("personas:")]
    rewrite(home, rules, "segments: {methods: [kmeans], k: 3, nulls: 0, pairs: 4, starts: 5}\n")
    freeze(home, out=home.parent / "out")
    rewrite(home, "segments: {methods: [kmeans], k: 3, nulls: 0, pairs: 4, starts: 5}\n", rules)
    assert "`segments.yaml` fixes other segments than `segments.rules` writes" in refused(home)


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        ("{rules: [], k: 3}", "s.yaml:2: unknown key `segments.k`\n  known here: rules, otherwise"),
        ("{rules: [], otherwhise: x}", "did you mean `otherwise`?"),
        ("{rules: [{name: A, iff: x}]}", "did you mean `if`?"),
        ("{rules: [{name: A}]}", "`segments.rules.0` lacks the key `if`"),
        ("{rules: A}", "`segments.rules`: input should be a list such as"),
        ("{methods: [kmeans], otherwise: x}", "known here: methods, k, min_share"),
        ("{kk: 3}", "did you mean `k`?"),
    ],
)
def test_the_keys_of_either_kind_of_plan_are_told_by_themselves(segments: str, said: str) -> None:
    with pytest.raises(ResearchError) as caught:
        parse_plan(f"waves: {{w1: {{file: a.csv}}}}\nsegments: {segments}", "s.yaml")
    assert said in str(caught.value)
    assert "SegmentationPlan" not in str(caught.value) and "RulesPlan" not in str(caught.value)
