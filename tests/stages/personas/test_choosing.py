"""What is said: the strongest first, each thing once, in the section where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from research.domain.personas import Statement
from research.domain.tables import Table
from research.stages.personas.choosing import Told, _strongest, strength
from tests.persona_factory import answers, portrayed, share, statements, top


def sections(persona_statements: tuple[Statement, ...]) -> dict[str, str]:
    return {statement.subject: statement.section for statement in persona_statements}


def test_every_question_is_told_in_its_own_section() -> None:
    given = answers(
        needs=np.column_stack([top(0.8, 0.2)] * 2),
        attitudes=np.column_stack([top(0.8, 0.2)] * 2),
        media=np.column_stack([share(0.8, 0.2)] * 2),
        buyer=share(0.8, 0.2),
        sex=1 + share(0.8, 0.2),
    )
    told = sections(portrayed(given).personas[0].statements)
    expected = {
        "Is quick": "wants",
        "Item attitudes_1": "thinks",
        "Radio": "reached",
        "Bought it": "does",
        "Female": "is",
    }
    assert {subject: told[subject] for subject in expected} == expected


def test_nothing_is_said_where_nothing_differs() -> None:
    assert portrayed(answers()).personas[0].statements == ()


def test_male_and_female_are_told_once_and_by_what_there_is_more_of() -> None:
    one, two = portrayed(answers(sex=1 + share(0.7, 0.3))).personas
    assert [statement.subject for statement in one.section("is")] == ["Female"]
    assert [statement.subject for statement in two.section("is")] == ["Male"]


def test_age_and_its_bands_are_one_topic() -> None:
    given = answers(age=30 + 20 * share(0.8, 0.2), age_band=1 + share(0.8, 0.2))
    told = statements(portrayed(given).personas[0])
    assert len({"Age", "Old", "Young"} & set(told)) == 1


def test_any_of_these_is_not_told_beside_its_parts() -> None:
    given = answers(media=np.column_stack([share(0.8, 0.2), share(0.3, 0.3)]))
    reached = portrayed(given).personas[0].section("reached")
    assert [statement.subject for statement in reached] == ["Radio"]


def test_items_are_told_by_their_top_box_and_not_again_one_by_one() -> None:
    given = answers(needs=np.column_stack([top(0.8, 0.2), top(0.5, 0.5)]))
    wants = portrayed(given).personas[0].section("wants")
    assert [(statement.table, statement.row) for statement in wants] == [("needs:top2", "needs_1")]


def test_the_strongest_word_comes_first() -> None:
    given = answers(media=np.column_stack([share(0.56, 0.44), share(0.6, 0.0)]))
    reached = portrayed(given).personas[0].section("reached")
    assert [statement.subject for statement in reached] == ["Papers", "Radio"]
    assert list(reached) == sorted(reached, key=strength, reverse=True)


def test_the_words_follow_the_values_in_every_statement() -> None:
    given = answers(media=np.column_stack([share(0.7, 0.3), share(0.2, 0.6)]), sex=1 + share(0.7, 0.3))
    for persona in portrayed(given).personas:
        for statement in persona.statements:
            assert statement.comparison.endswith("more") == (statement.value > statement.market)


def test_a_net_of_a_question_is_told_of_the_question_with_its_answers_and_the_unfavourable_one_is_not() -> None:
    freq = top(0.8, 0.2) - (np.arange(400) % 2) * share(0.8, 0.2)
    does = portrayed(answers(freq=freq)).personas[0].section("does")
    assert [(statement.row, statement.subject) for statement in does] == [("net:top2", "freq")]
    assert does[0].answers == ("Point 5", "Point 4") and does[0].other_answers == ("Point 3", "Point 2", "Point 1")
    assert all("bottom2" not in s.row for persona in portrayed(answers(freq=freq)).personas for s in persona.statements)


def test_of_two_answers_the_one_that_there_is_more_of_is_told_even_where_the_other_is_the_stronger_word() -> None:
    one = portrayed(answers(sex=1 + share(0.75, 0.45))).personas[0].section("is")
    assert [(statement.subject, statement.comparison) for statement in one] == [("Female", "more")]


def line(name: str, comparison: str, difference: float, **more: Any) -> Told:
    """A line of its own topic, by what it differs."""
    made = Statement(
        "thinks", "t", name, name, "Question", "share", 0.5 + difference, 0.5, 0.5, difference,
        comparison, False, 100, 100.0,  # type: ignore[arg-type]
    )  # fmt: skip
    return Told(replace(made, **more), table(), frozenset({name}))


def table() -> Table:
    """An empty grid."""
    none = np.empty((0, 1))
    counts, texts = none.astype(np.int64), none.astype(object)
    head = ("t", "Question", "", "", "psychographic", "grid_top_box", ())
    return Table(*head, none, none, none, none, counts, none, counts, none, none, texts, texts, texts, none, False)  # type: ignore[arg-type]


def named(told: list[Told], most: int) -> set[str]:
    return {statement.subject for statement in _strongest(told, most)}


def test_the_basis_has_at_most_three_lines_where_other_answers_have_something_to_say() -> None:
    basis = [line(f"b{i}", "far_more", 0.4 - i / 100, defines=True) for i in range(6)]
    others = [line(f"o{i}", "more", 0.15 - i / 100) for i in range(2)]
    assert named([*basis, *others], 6) == {"b0", "b1", "b2", "b3", "o0", "o1"}
    assert named([*basis, *(line(f"o{i}", "more", 0.1) for i in range(4))], 6) >= {"b0", "b1", "b2", "o0", "o1", "o2"}
    assert named(basis, 6) == {f"b{i}" for i in range(6)}


def test_room_is_kept_for_two_lines_on_what_there_is_clearly_more_of() -> None:
    less = [line(f"l{i}", "far_less", -0.4) for i in range(6)]
    more = [line(f"m{i}", "more", 0.12 - i / 100) for i in range(3)]
    assert named([*less, *more], 5) == {"m0", "m1", "l0", "l1", "l2"}
    assert {one.subject for one in _strongest([*less, *more], 5, 4)} == {"m0", "m1", "m2", "l0", "l1"}
    many = [line(f"m{i}", "far_more", 0.4 - i / 100) for i in range(7)]
    cold = [line("c", "less", -0.12)]
    assert {one.subject for one in _strongest([*many, *cold], 6, 2, 1)} == {"m0", "m1", "m2", "m3", "m4", "c"}
    slight = [line("s", "slightly_more", 0.06)]
    assert named([*less, *slight], 5) == {"l0", "l1", "l2", "l3", "l4"}


def test_one_number_at_most_says_who_they_are_and_none_that_differs_slightly() -> None:
    of_is: dict[str, Any] = {"section": "is"}
    numbers = [line(name, "far_more", 0.9, statistic="mean", **of_is) for name in ("height", "weight")]
    assert named([*numbers, line("north", "slightly_more", 0.05, **of_is)], 5) == {"height", "north"}
    assert named([line("height", "slightly_more", 0.2, statistic="mean", **of_is)], 5) == set()


def test_a_slight_difference_of_a_point_or_two_is_not_told() -> None:
    assert named([line("doctorate", "slightly_more", 0.02), line("city", "slightly_more", 0.04)], 5) == {"city"}
