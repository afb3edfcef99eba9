"""What is said: the strongest first, each thing once, in the section where it belongs."""

from __future__ import annotations

import numpy as np

from research.domain.personas import Statement
from research.stages.personas.choosing import strength
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


def test_a_net_of_a_question_is_called_by_its_answers_and_the_unfavourable_one_is_not_told() -> None:
    freq = top(0.8, 0.2) - (np.arange(400) % 2) * share(0.8, 0.2)
    does = portrayed(answers(freq=freq)).personas[0].section("does")
    assert [(statement.row, statement.subject) for statement in does] == [("net:top2", "Point 4 / Point 5")]
    assert all("bottom2" not in s.row for persona in portrayed(answers(freq=freq)).personas for s in persona.statements)
