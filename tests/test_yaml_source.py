"""A YAML file as checked dataclasses: every fault at once, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from pydantic import ConfigDict, Field

from research.errors import ResearchError
from research.yaml_source import STRICT, load, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    reversed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    role: str
    items: dict[str, str | Leaf]
    number: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    batteries: dict[str, Branch] = field(default_factory=dict)
    language: str = "en"


FAULTY = """\
languag: en
batteries:
  needs:
    role: needs
    items:
      n1: fine
      n2: {text: fine, reversd: true}
      n3: [1, 2]
    number: many
  other:
    items: {}
"""


def told(text: str) -> list[str]:
    with pytest.raises(ResearchError) as caught:
        parse(text, Tree, "q.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_is_told_at_once_with_its_line() -> None:
    faults = told(FAULTY)
    assert [fault.splitlines()[0] for fault in faults] == [
        "q.yaml:1: unknown key `languag`",
        "q.yaml:7: unknown key `batteries.needs.items.n2.reversd`",
        "q.yaml:8: `batteries.needs.items.n3`: input should be text",
        "q.yaml:9: `batteries.needs.number`: input should be a whole number",
        "q.yaml:10: `batteries.other` lacks the key `role`",
    ]
    assert "did you mean `language`?" in faults[0]
    assert "did you mean `reversed`?" in faults[1]


def test_a_syntax_error_shows_the_line() -> None:
    (fault,) = told("batteries:\n  a: [1\nlanguage: de\n")
    assert fault.startswith("q.yaml:3: the YAML cannot be read")
    assert "the line reads: language: de" in fault


def test_a_key_written_twice_is_refused() -> None:
    (fault,) = told("language: en\nlanguage: de\n")
    assert 'found duplicate key "language"' in fault


def test_no_is_the_word_no() -> None:
    assert parse("language: No", Tree, "q.yaml").value.language == "No"


def test_a_list_where_keys_belong_is_told() -> None:
    (fault,) = told("- a\n- b\n")
    assert "the file should hold keys and values" in fault


def test_an_empty_file_is_all_defaults() -> None:
    assert parse("", Tree, "q.yaml").value == Tree()


def test_where_names_the_line_of_the_deepest_part_there_is() -> None:
    source = parse("language: en\nbatteries:\n  a:\n    role: x\n    items: {}\n", Tree, "q.yaml")
    assert source.where("batteries", "a", "role") == "q.yaml:4"
    assert source.where("batteries", "a", "wording") == "q.yaml:3"


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(ResearchError, match="no such file"):
        load(tmp_path / "none.yaml", Tree)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("language: en\nbatteries: {a: {role: für, items: {}}}".encode("latin-1"))
    with pytest.raises(ResearchError, match=r"latin.yaml:2: the file is not UTF-8"):
        load(latin, Tree)


def test_tags_that_would_build_objects_are_refused() -> None:
    tree = parse("language: en", Tree, "q.yaml").value
    assert tree.language == "en"
    with pytest.raises(ResearchError):
        parse("language: !!python/object/apply:os.system ['true']", Tree, "q.yaml")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"smile \\ud83d\\ude00"', "smile \U0001f600"),
        ('"half \\ud83d"', "half \ufffd"),
        ('"\\U0000d800"', "\ufffd"),
        ("'\\ud800'", "\\ud800"),
    ],
)
def test_halves_of_characters_are_joined_or_shown_as_missing(written: str, read: str) -> None:
    assert parse(f"a: [{{b: {written}}}]\n", dict, "q.yaml").value == {"a": [{"b": read}]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    condition: Annotated[str, Field(alias="if")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    rules: tuple[Rule, ...]


def test_keys_within_a_list_are_suggested_as_the_file_writes_them() -> None:
    with pytest.raises(ResearchError) as caught:
        parse("rules: [{if: a, iff: b}]", Listed, "q.yaml")
    assert str(caught.value) == "q.yaml:1: unknown key `rules.0.iff`\n  did you mean `if`?"
