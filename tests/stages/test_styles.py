"""Response style of a sample: answers as given, battery by battery, summed up with weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.sample import Sample
from research.domain.scales import Scale
from research.domain.style import ResponseStyle
from research.errors import ResearchError
from research.stages.styles import measure_style
from tests.factories import OFF_SCALE, make_questionnaire, make_responses, make_sample

ROUNDING = 1e-12
"""Sums of a few answers of one digit."""
NAN = np.nan
NEEDS = [
    [5, 5, 5, 5],  # agrees with everything
    [5, 5, 1, 1],  # means it
    [3, 3, 3, 3],
    [1, 5, 5, 1],
    [4, NAN, OFF_SCALE, 2],
]
USAGE = [[4, 4, 4], [2, 4, 3], [1, 1, 1], [NAN, NAN, NAN], [5, 4, 5]]


def survey(weights: object = None, scale: Scale | None = None) -> Sample:
    asked = make_questionnaire({"needs": 4, "usage": 3}, reversed=("needs_3", "needs_4"), scale=scale)
    return make_sample(make_responses(asked, {"needs": NEEDS, "usage": USAGE}), weights)


def column(style: ResponseStyle, name: str) -> list[float]:
    return style.augment()[name].tolist()


def test_answers_count_as_they_were_given() -> None:
    style = measure_style(survey())
    np.testing.assert_allclose(column(style, "needs_acquiescence"), [2, 0, 0, 0, 0], atol=ROUNDING)
    np.testing.assert_allclose(column(style, "needs_agreement"), [1, 0.5, 0, 0.5, 0.5], atol=ROUNDING)
    np.testing.assert_allclose(column(style, "needs_extremity"), [1, 1, 0, 1, 0], atol=ROUNDING)
    np.testing.assert_allclose(column(style, "needs_midpoint"), [0, 0, 1, 0, 0], atol=ROUNDING)
    np.testing.assert_allclose(column(style, "needs_differentiation"), [0, 2, 0, 2, 1], atol=ROUNDING)
    assert column(style, "needs_answered") == [4, 4, 4, 4, 2]
    assert column(style, "usage_answered") == [3, 3, 3, 0, 3]
    assert np.isnan(column(style, "usage_extremity")[3])


def test_balanced_items_tell_agreeing_from_meaning_it() -> None:
    style = measure_style(survey())
    np.testing.assert_allclose(column(style, "needs_balanced_acquiescence"), [2, 0, 0, 0, NAN], atol=ROUNDING)
    assert style.battery("needs").balance == 1.0 and style.battery("needs").tells_acquiescence
    assert style.battery("usage").balance == 0.0 and not style.battery("usage").tells_acquiescence
    assert np.isnan(column(style, "usage_balanced_acquiescence")).all()


def test_the_favourable_end_is_agreement_whichever_code_it_has() -> None:
    turned = Scale("turned", {code: str(code) for code in range(1, 6)}, 1, {OFF_SCALE: "Don't know"})
    style = measure_style(survey(scale=turned))
    np.testing.assert_allclose(column(style, "needs_acquiescence"), [-2, 0, 0, 0, 0], atol=ROUNDING)
    np.testing.assert_allclose(column(style, "needs_balanced_acquiescence"), [-2, 0, 0, 0, NAN], atol=ROUNDING)


def test_summaries_are_weighted_and_name_whose_answers_tell_little_else() -> None:
    weights = np.array([3.0, 1.0, 1.0, 1.0, 4.0])
    tidy = measure_style(survey(weights)).tidy().set_index(["battery", "index"])
    needs = tidy.loc["needs"]
    assert needs["respondents"].to_dict() == dict.fromkeys(needs.index, 5) | {"balanced_acquiescence": 4}
    assert needs.loc["acquiescence", "mean"] == pytest.approx(0.6)
    assert needs.loc["acquiescence", "sd"] == pytest.approx(np.sqrt(0.3 * 4 - 0.36))
    assert needs["flagged"].to_dict() == pytest.approx(
        {
            "acquiescence": 0.3,
            "agreement": 0.3,
            "extremity": 0.5,
            "midpoint": 0.1,
            "differentiation": 0.4,
            "balanced_acquiescence": 0.5,
        }
    )
    usage = tidy.loc["usage"]
    assert usage.loc["differentiation", "flagged"] == pytest.approx(4 / 9)
    assert usage.loc["acquiescence", "flagged"] == pytest.approx(7 / 9)
    assert np.isnan(usage.loc["balanced_acquiescence", ["mean", "sd", "flagged"]].to_numpy(dtype=float)).all()


def test_weights_do_not_change_a_respondents_style() -> None:
    plain, weighted = measure_style(survey()), measure_style(survey([1, 2, 3, 4, 5]))
    assert plain.augment().equals(weighted.augment())
    twice = survey([2, 1, 1, 1, 1])
    rows = np.array([0, 0, 1, 2, 3, 4])
    codes = {name: values[rows] for name, values in twice.responses.codes.items()}
    repeated = replace(twice.responses, ids=np.array(list("abcdef")), codes=codes)
    once, again = measure_style(twice).tidy(), measure_style(make_sample(repeated)).tidy()
    np.testing.assert_allclose(again[["mean", "sd", "flagged"]], once[["mean", "sd", "flagged"]], atol=ROUNDING)


def test_batteries_are_chosen_and_unknown_ones_are_told() -> None:
    style = measure_style(survey(), ("usage", "usage"))
    assert [one.battery for one in style.batteries] == ["usage"]
    assert style.augment().columns.tolist()[:3] == ["id", "usage_answered", "usage_acquiescence"]
    with pytest.raises(ResearchError, match=r"`need`, which is no battery(.|\n)*did you mean `needs`"):
        measure_style(survey(), ("need",))


def test_one_row_says_what_was_measured() -> None:
    assert measure_style(survey()).glance().to_dict("records") == [
        {"respondents": 5, "batteries": 2, "items": 7, "balanced": 1}
    ]
    nothing = measure_style(survey(), ())
    assert nothing.tidy().columns.tolist() == ["battery", "label", "index", "respondents", "mean", "sd", "flagged"]
    assert nothing.glance()["batteries"].item() == 0
    assert nothing.augment().columns.tolist() == ["id"]


def test_arrays_are_sealed() -> None:
    battery = measure_style(survey()).battery("needs")
    for array in (battery.answered, *battery.indices.values()):
        assert not array.flags.writeable
