"""questionnaire.yaml becomes a Questionnaire; contradictions are told at their lines."""

from __future__ import annotations

import pytest

from research.errors import ResearchError
from research.study.questionnaire_reading import parse_questionnaire

GOOD = """\
language: en
scales:
  agree5:
    labels: {1: Disagree strongly, 2: Disagree, 3: Neither, 4: Agree, 5: Agree strongly}
    top: 5
    off_scale: {98: Don't know}
    missing: {99: Not answered}
  importance7: {points: 7, ends: [Not at all, Extremely], top: 7, missing: [99]}
  intent5: {labels: {1: Definitely, 2: Probably, 3: Maybe, 4: Probably not, 5: Definitely not}, top: 1}
system: {id: resp_id, duration: {column: loi, unit: minutes}, status: {column: status, complete: 3}, drop: [ip]}
batteries:
  attitudes:
    role: psychographic
    scale: agree5
    wording: How far do you agree?
    items:
      p1: I read the label
      p2: {text: What I eat makes no difference, reversed: true}
      p3: {text: Please select 'Agree', attention: 4}
questions:
  sex: {kind: single, role: demographic, codes: {1: Male, 2: Female, 9: Prefer not to say}, missing: [9]}
  age: {kind: numeric, role: demographic, range: [18, 75], unit: years, column: q_age}
  aware: {kind: multiple, role: behavioural, columns: {a1: Greenbite, a2: Podsnap, a9: None of these}, none: a9}
  bought: {kind: multiple, role: outcome, columns: [b1, b2, b9], none: b9, labels_from: aware,
           asked_if: aware not none, base: Aware of any brand}
  media: {kind: multiple, role: media, columns: [m1, m2], encoding: categories, codes: {1: TV, 2: Radio}}
  rank: {kind: ranking, role: needs, columns: {r1: Price, r2: Taste}}
  why: {kind: open_end, role: open_end}
concepts:
  design: {type: sequential_monadic, shown: "c{n}_shown"}
  list: {1: {name: Pea Puffs, price: 1.79}, 2: Lentil Crunch}
  measures: {intent: {columns: "c{n}_pi", scale: intent5, role: outcome}}
derived:
  age_band: {from: age, bands: {18-34: [18, 34], 35+: [35, 75]}, role: demographic}
  buyer: {yes_if: "bought any [b1, b2]", role: outcome, label: Bought in 3 months}
"""


def faults(text: str) -> list[str]:
    with pytest.raises(ResearchError) as caught:
        parse_questionnaire(text, "q.yaml", "snacks")
    return [str(fault) for fault in caught.value.faults]


def test_every_part_arrives() -> None:
    found = parse_questionnaire(GOOD, "q.yaml", "snacks")
    battery = found.battery("attitudes")
    assert (battery.items, battery.traps) == (("p1", "p2"), ("p3",))
    assert found.variables["p2"].reversed
    assert found.variables["p1"].categories[98] == "Don't know"
    assert found.variables["p1"].where == "q.yaml:17"
    assert found.variables["sex"].categories == {1: "Male", 2: "Female"}
    assert found.variables["sex"].missing == {9: "Prefer not to say"}
    assert found.variables["b2"].label == "Podsnap"
    assert found.question("media").variables == ("media.1", "media.2")
    assert found.question("age").columns == ("q_age",)
    assert found.variables["age_band"].categories == {1: "18-34", 2: "35+"}
    assert found.concept_test is not None
    assert found.concept_test.measures[0].variables == {1: "c1_pi", 2: "c2_pi"}
    assert found.variables["c2_pi"].label == "Lentil Crunch"
    assert found.system.complete == (3,)
    assert found.system.duration_seconds == 60.0


def test_the_favourable_end_scores_highest_whatever_its_code() -> None:
    found = parse_questionnaire(GOOD, "q.yaml", "snacks")
    intent = found.variables["c1_pi"].scale
    assert intent is not None
    assert intent.scores == {1: 5, 2: 4, 3: 3, 4: 2, 5: 1}
    assert intent.box(2) == (1, 2)
    assert intent.bottom_box(2) == (4, 5)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("top: 1}", "top: 3}", "q.yaml:9: `top` of the scale `intent5` is 3, which is neither end (1, 5)"),
        ("scale: agree5", "scale: agre5", "q.yaml:14: there is no scale `agre5`\n  did you mean `agree5`?"),
        ("none: a9}", "none: a8}", "`none: a8` is no column of `aware`"),
        ("p1: I read", "p3: I read", "duplicate key"),
        ("rank: {kind: ranking", "p1: {kind: ranking", ""),
        ("{r1: Price", "{p1: Price", "`p1` is used twice, first at q.yaml:17"),
        ("asked_if: aware not none", "asked_if: awar not none", "there is no question `awar`"),
        ("asked_if: aware not none", "asked_if: aware not some", "after `aware`"),
        ("labels_from: aware", "labels_from: media", "`bought` has 3 columns, and `media` has 0 labels"),
        ('"c{n}_pi"', '"c_pi"', "does not say where the number of the concept stands"),
        ("from: age", "from: sex", "`sex` is no numeric question"),
        ("35+: [35, 75]", "35+: [30, 75]", "the band `35+` begins at 30, inside the band before it"),
        ("attention: 4", "attention: 8", "`attention: 8` is no code of the scale `agree5`"),
        ("role: media", "role: medium", "questions.media.role"),
        ("rank: {kind", "total: {kind", "nothing can be called `total`"),
        ("2: Female,", "2: Female, 40001: Other,", "`sex` has the code 40001, and codes end at 32000"),
        ("asked_if: aware not none", "asked_if: bought not none", "whether `bought` was asked depends on its own"),
        ("range: [18, 75]", "counted: 1", "`counted` means nothing for the numeric question `age`"),
    ],
)
def test_a_contradiction_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if not told:
        parse_questionnaire(text, "q.yaml", "snacks")
        return
    assert any(told in fault for fault in faults(text)), faults(text)


def test_contradictions_are_told_together() -> None:
    text = GOOD.replace("top: 1}", "top: 3}").replace("none: a9}", "none: a8}").replace("from: age", "from: sex")
    assert len(faults(text)) == 3
