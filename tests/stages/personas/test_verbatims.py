"""What is quoted: real answers of the surest members, with nothing that identifies anyone."""

from __future__ import annotations

import numpy as np
import pytest

from research.stages.personas.verbatims import LONGEST, MASK, presentable, says_something
from tests.persona_factory import N, answers, portrayed


@pytest.mark.parametrize(
    "secret",
    [
        "jane.doe@example.com",
        "jane (at) example.co.uk",
        "https://example.com/a?b=c",
        "www.example.org/page",
        "example.com",
        "020 7946 0958",
        "+44 (0)20 7946 0958",
        "0207-946-0958",
        "@janedoe",
    ],
)
def test_what_identifies_someone_is_blanked(secret: str) -> None:
    shown = presentable(f"Please write to {secret} about it")
    assert shown == f"Please write to {MASK} about it"


@pytest.mark.parametrize("harmless", ["It costs 1.99 a bag", "I am 42 and eat 3 a day", "100 % better. And cheaper."])
def test_other_figures_stay(harmless: str) -> None:
    assert presentable(harmless) == harmless


def test_long_answers_end_at_a_word() -> None:
    long = "word " * 100
    shown = presentable(long)
    assert len(shown) <= LONGEST and shown.endswith("word…")


@pytest.mark.parametrize(
    "nothing",
    ["", "  ", "n/a", "N.A.", "none", "Nothing", "nothing at all", "no idea", "I don't know", "dk", "-", "???", "ok"],
)
def test_ways_of_saying_nothing_say_nothing(nothing: str) -> None:
    assert not says_something(nothing)


@pytest.mark.parametrize("something", ["Nothing beats a crisp apple", "Lower prices please", "None of them taste good"])
def test_sentences_that_only_begin_like_nothing_do(something: str) -> None:
    assert says_something(something)


def test_the_surest_members_are_quoted_up_to_three() -> None:
    said: list[str | None] = [None] * N
    for i, word in enumerate(["least", "more", "sure", "surest"]):
        said[i] = f"I am the {word} of these"
    sure = np.full(N, 0.6)
    sure[:4] = [0.61, 0.7, 0.8, 0.9]
    verbatims = portrayed(answers(), said=said, memberships=sure).personas[0].verbatims
    assert [verbatim.text.split()[3] for verbatim in verbatims] == ["surest", "sure", "more"]
    assert {verbatim.question for verbatim in verbatims} == {"What would you change?"}


def test_members_quote_their_own_segment_alone() -> None:
    said = ["the first half said this"] * (N // 2) + ["the second half said that"] * (N // 2)
    one, two = portrayed(answers(), said=said).personas
    assert [verbatim.text for verbatim in one.verbatims] == ["the first half said this"]
    assert [verbatim.text for verbatim in two.verbatims] == ["the second half said that"]


def test_the_seed_decides_among_the_equally_sure_and_nothing_else() -> None:
    said = [f"answer of number {chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(N)]
    first, again, other = (portrayed(answers(), said=said, seed=seed).personas[0].verbatims for seed in (1, 1, 2))
    assert first == again
    assert first != other
