"""Every plan refuses unknown keys, has defaults, and stands in the guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from research.errors import ResearchError, raise_faults
from research.study.plan import StudyPlan, own_faults, parse_plan, read_plan
from research.study.questionnaire_file import QuestionnaireEntry

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")


def plans(kind: Any) -> Iterator[type]:
    """`kind` and every dataclass that its fields hold."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from plans(hint)
    for argument in get_args(kind):
        yield from plans(argument)


ALL = sorted({*plans(StudyPlan), *plans(QuestionnaireEntry)}, key=lambda plan: plan.__name__)


@pytest.mark.parametrize("plan", ALL, ids=lambda plan: plan.__name__)
def test_unknown_keys_are_refused(plan: Any) -> None:
    assert plan.__pydantic_config__["extra"] == "forbid"
    assert plan.__dataclass_params__.frozen


def test_only_the_waves_are_required() -> None:
    plan = parse_plan("waves: {w1: {file: a.csv}}", "s.yaml").value
    assert plan.seed == 1
    assert plan.segments.k == "2..8"


@pytest.mark.parametrize("section", [field.name for field in fields(StudyPlan)])
def test_every_section_stands_in_the_guide(section: str) -> None:
    assert f"`{section}`" in GUIDE


@pytest.mark.parametrize("name", ["factors", "basis", "segments", "tables", "report", "weighting", "quality"])
def test_every_setting_stands_in_the_guide(name: str) -> None:
    kind = get_type_hints(StudyPlan)[name]
    alternatives = [kind] if is_dataclass(kind) else get_args(kind)
    missing = [field.name for plan in alternatives for field in fields(plan) if f"`{field.name}`" not in GUIDE]
    assert not missing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("waves: {}", "the study has no wave"),
        ("waves: {../w1: {file: a.csv}}", "`../w1` cannot name a wave"),
        ("waves: {w1: {file: a}, w2: {file: b, defines_segments: true}}", "the wave `w2` cannot define the segments"),
        ("waves: {w1: {file: a}}\nreport: {colours: [green]}", "s.yaml:2: `green` is no colour"),
        ('waves: {w1: {file: a}}\nreport: {fonts: {text: "A; }"}}', "s.yaml:2: `A; }` is no name of a font"),
        ("waves: {w1: {file: a}}\nreport: {language: xx}", "no words for the language `xx`"),
        ("waves: {w1: {file: a, fielded: 2025}}\nseed: x", "`seed`"),
    ],
)
def test_contradictions_are_told(text: str, told: str) -> None:
    with pytest.raises(ResearchError) as caught:
        raise_faults(own_faults(parse_plan(text, "s.yaml")))
    assert told in str(caught.value)


def test_a_study_named_by_the_folder_one_stands_in_is_told_by_that_folder_s_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "snacks").mkdir()
    (tmp_path / "snacks" / "study.yaml").write_text("waves: {w1: {file: a.csv}}\nseeds: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path / "snacks")
    with pytest.raises(ResearchError) as caught:
        read_plan(Path("study.yaml"))
    assert "snacks/study.yaml:2" in str(caught.value)
