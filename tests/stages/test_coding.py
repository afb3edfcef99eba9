"""Raw columns become answers: blanks told apart, strange answers told with respondents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from research.domain.responses import NO_ANSWER, NOT_ASKED, Responses
from research.domain.survey_file import Column, SurveyFile
from research.errors import ResearchError
from research.stages.coding import code
from research.study.questionnaire_reading import parse_questionnaire

QUESTIONNAIRE = """\
scales:
  agree3: {labels: {1: Disagree, 2: Neither, 3: Agree}, top: 3, off_scale: {8: Don't know}, missing: {9: Refused}}
  intent3: {labels: {1: Would buy, 2: Might, 3: Would not}, top: 1}
system: {id: rid, weight: wt, duration: loi, status: {column: status, complete: [done]}}
batteries:
  att:
    role: psychographic
    scale: agree3
    items: {p1: I like it, p2: {text: I hate it, reversed: true}}
questions:
  sex: {kind: single, role: demographic, codes: {1: Male, 2: Female}}
  age: {kind: numeric, role: demographic, range: [18, 75], missing: [999]}
  aware: {kind: multiple, role: behavioural, columns: {a1: Greenbite, a9: None}, none: a9}
  bought: {kind: multiple, role: outcome, columns: {b1: Greenbite, b2: Podsnap}, asked_if: aware not none}
  media: {kind: multiple, role: media, columns: [m1, m2], encoding: categories, codes: {1: TV, 2: Radio}}
  why: {kind: open_end, role: open_end}
concepts:
  design: {type: monadic, shown: "c{n}_shown"}
  list: {1: Puffs}
  measures: {intent: {columns: "c{n}_pi", scale: intent3, role: outcome}}
derived:
  band: {from: age, bands: {young: [18, 34], old: [35, 75]}, role: demographic}
  buyer: {yes_if: "bought any [b1, b2]", role: outcome}
"""

NAN = float("nan")
DATA: dict[str, list[Any]] = {
    "rid": ["r1", "r2", "r3", "r4", "r5", "r6"],
    "wt": [1.0, 2.0, 1.0, 1.0, 1.0, 0.5],
    "loi": [60.0, 120.0, NAN, 90.0, 80.0, 70.0],
    "status": ["done", "done", "done", "done", "Partial", "done"],
    "p1": [1.0, 2.0, 3.0, 8.0, 1.0, 9.0],
    "p2": [1.0, 2.0, NAN, 8.0, 1.0, 3.0],
    "sex": ["male", " Female ", "FEMALE", None, "male", "2"],
    "age": [20.0, 34.5, 35.0, 999.0, 30.0, 90.0],
    "a1": [1.0, 0.0, 1.0, NAN, 1.0, 1.0],
    "a9": [0.0, 1.0, 0.0, NAN, 0.0, 0.0],
    "b1": [1.0, 0.0, NAN, NAN, 1.0, 0.0],
    "b2": [0.0, 0.0, NAN, NAN, 1.0, 0.0],
    "m1": [1.0, 2.0, NAN, 1.0, 1.0, 2.0],
    "m2": [2.0, NAN, NAN, NAN, 1.0, NAN],
    "why": ["More protein", "  ", None, "Price", "x", "y"],
    "c1_shown": [1.0, 0.0, 1.0, 1.0, 1.0, 0.0],
    "c1_pi": [1.0, NAN, 3.0, NAN, 1.0, NAN],
}


def survey(**changes: list[Any]) -> SurveyFile:
    data = {**DATA, **changes}
    columns = []
    for name, values in data.items():
        text = any(isinstance(value, str) for value in values)
        array = np.array(values, dtype=object) if text else np.array(values, dtype=np.float64)
        columns.append(Column(name, "text" if text else "number", array))
    return SurveyFile("data.csv", tuple(columns), len(data["rid"]))


def coded(file: SurveyFile | None = None) -> Responses:
    return code(file or survey(), parse_questionnaire(QUESTIONNAIRE, "q.yaml", "s"), "w1")


def faults(file: SurveyFile) -> list[str]:
    with pytest.raises(ResearchError) as caught:
        coded(file)
    return [str(fault) for fault in caught.value.faults]


def test_only_complete_interviews_count() -> None:
    found = coded()
    assert found.ids.tolist() == ["r1", "r2", "r3", "r4", "r6"]
    assert found.left_out == 1
    assert [caveat.code for caveat in found.caveats].count("incomplete_left_out") == 1


def test_off_scale_stays_in_the_base_and_missing_does_not() -> None:
    found = coded()
    assert found.codes["p1"].tolist() == [1, 2, 3, 8, NO_ANSWER]
    np.testing.assert_array_equal(found.asked("p1"), [True, True, True, True, False])
    np.testing.assert_array_equal(found.scored(["p1"])[:, 0], [1, 2, 3, NAN, NAN])


def test_answers_stay_as_given_and_are_mirrored_only_when_keyed() -> None:
    found = coded()
    np.testing.assert_array_equal(found.given(["p2"])[:, 0], [1, 2, NAN, 8, 3])
    np.testing.assert_array_equal(found.scored(["p2"])[:, 0], [1, 2, NAN, NAN, 3])
    np.testing.assert_array_equal(found.keyed(["p2"])[:, 0], [3, 2, NAN, NAN, 1])


def test_the_favourable_end_is_high_where_the_code_is_low() -> None:
    np.testing.assert_array_equal(coded().scored(["c1_pi"])[:, 0], [3, NAN, 1, NAN, NAN])


def test_text_answers_are_matched_to_labels_and_codes() -> None:
    assert coded().codes["sex"].tolist() == [1, 2, 2, NO_ANSWER, 2]


def test_blank_is_not_asked_or_skipped_or_not_chosen() -> None:
    found = coded()
    assert found.codes["a1"].tolist() == [1, 0, 1, NO_ANSWER, 1]
    assert found.codes["b1"].tolist() == [1, NOT_ASKED, NO_ANSWER, NOT_ASKED, 0]
    assert found.codes["c1_pi"].tolist() == [1, NOT_ASKED, 3, NO_ANSWER, NOT_ASKED]


def test_mentions_become_one_variable_a_code() -> None:
    found = coded()
    assert found.codes["media.1"].tolist() == [1, 0, NO_ANSWER, 1, 0]
    assert found.codes["media.2"].tolist() == [1, 1, NO_ANSWER, 0, 1]


def test_bands_and_flags() -> None:
    found = coded()
    assert found.codes["band"].tolist() == [1, 1, 2, NO_ANSWER, NO_ANSWER]
    assert found.codes["buyer"].tolist() == [1, 0, NO_ANSWER, 0, 0]


def test_numbers_outside_the_range_are_set_aside_aloud() -> None:
    caveats = {caveat.code: caveat.figures for caveat in coded().caveats}
    assert caveats["outside_range"]["respondents"] == 1


def test_durations_and_weights_are_read() -> None:
    found = coded()
    assert found.weights is not None
    assert found.weights.tolist() == [1.0, 2.0, 1.0, 1.0, 0.5]
    assert found.durations is not None
    np.testing.assert_array_equal(found.durations, [60, 120, NAN, 90, 70])


def test_undefined_codes_are_told_by_scale_with_respondents() -> None:
    told = faults(survey(p1=[7.0, 7.0, 3.0, 1.0, 1.0, 1.0], p2=[6.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
    assert len(told) == 1
    assert told[0].startswith("q.yaml:2: the scale `agree3` does not define the answers `7` and `6`")
    assert "p1 holds 7 (2 respondents: r1 and r2)" in told[0]
    assert "add `missing: [7, 6]` to the scale" in told[0]


@pytest.mark.parametrize(("values", "said"), [(["", "", ""], "is blank"), (["1", "two", "3"], "holds text")])
def test_weights_that_are_no_numbers_are_told(values: list[str], said: str) -> None:
    assert any(f"the weight column `wt` {said}" in told for told in faults(survey(wt=[*values, *values])))


def test_all_faults_of_the_data_are_told_at_once() -> None:
    told = faults(
        survey(
            rid=["r1", "r1", "r3", "", "r5", "r6"],
            age=["20", "many", None, None, None, None],
            sex=["male", "divers", None, None, None, None],
            wt=[1.0, 0.0, 1.0, 1.0, 1.0, NAN],
        )
    )
    heads = "\n".join(told)
    assert "ids in `rid` stand more than once" in heads
    assert "respondents have no id" in heads
    assert "`age` holds text where numbers belong: `many`" in heads
    assert "does not define the answer `divers`" in heads
    assert "blank, zero, negative or infinite for 2 respondents" in heads


def test_missing_columns_are_told_where_they_are_named() -> None:
    columns = tuple(column for column in survey().columns if column.name not in ("p1", "p2", "loi"))
    told = faults(SurveyFile("data.csv", columns, 6))
    assert told[0].startswith("q.yaml:4: data.csv has no column `loi`")
    assert told[1].startswith("q.yaml:6: data.csv has no column `p1`, `p2`")


def test_nobody_complete_is_told() -> None:
    assert "no row is a complete interview" in faults(survey(status=["x"] * 6))[0]


def test_ids_that_are_addresses_are_hashed() -> None:
    found = coded(survey(rid=["a@b.org", "r2", "r3", "r4", "r5", "r6"]))
    assert found.ids[0].startswith("h")
    assert "@" not in "".join(found.ids)


def test_a_one_blank_set_without_none_means_not_chosen() -> None:
    text = QUESTIONNAIRE.replace(", a9: None}, none: a9}", "}}").replace(", asked_if: aware not none", "")
    file = survey(a1=[1.0, NAN, 1.0, NAN, 1.0, NAN])
    found = code(file, parse_questionnaire(text, "q.yaml", "s"), "w1")
    assert found.codes["a1"].tolist() == [1, 0, 1, 0, 0]
    assert any(caveat.code == "blank_as_not_chosen" for caveat in found.caveats)


def test_the_codes_that_the_file_declares_missing_are_no_answers() -> None:
    declared = Column("p1", "number", np.array([1.0, 2.0, 77.0, 3.0, 1.0, 1.0]), missing=((77.0, 77.0),))
    columns = tuple(declared if column.name == "p1" else column for column in survey().columns)
    assert coded(SurveyFile("data.sav", columns, 6)).codes["p1"].tolist() == [1, 2, NO_ANSWER, 3, 1]


def test_text_codes_are_matched_by_the_labels_that_the_file_gives_them() -> None:
    values = np.array(["m", "f", "f", None, "m", "f"], dtype=object)
    labelled = Column("sex", "text", values, value_labels={"m": "Male", "f": "Female"})
    columns = tuple(labelled if column.name == "sex" else column for column in survey().columns)
    assert coded(SurveyFile("data.sav", columns, 6)).codes["sex"].tolist() == [1, 2, 2, NO_ANSWER, 2]


def test_bands_of_a_routed_number_have_its_base() -> None:
    text = QUESTIONNAIRE.replace("missing: [999]}", 'missing: [999], asked_if: "sex == 2"}')
    found = code(survey(), parse_questionnaire(text, "q.yaml", "s"), "w1")
    assert found.codes["band"].tolist() == [NOT_ASKED, 1, 2, NOT_ASKED, NO_ANSWER]


def test_large_numbers_keep_their_digits() -> None:
    text = QUESTIONNAIRE.replace("range: [18, 75], missing: [999]", "decimals: 0")
    ages = [123456789.0, 123456790.0, 1.0, 2.0, 3.0, 4.0]
    found = code(survey(age=ages), parse_questionnaire(text, "q.yaml", "s"), "w1")
    assert found.numbers["age"][:2].tolist() == [123456789.0, 123456790.0]


def test_the_word_for_complete_is_matched_in_any_case() -> None:
    assert coded(survey(status=["DONE", "Done", "done", "partial", "x", "y"])).ids.tolist() == ["r1", "r2", "r3"]
