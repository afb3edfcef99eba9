"""segments.yaml: a segmentation that was fixed, as a file that people can read and compare."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict

from research.clusterers._contract import CLUSTERERS
from research.domain.arrays import sealed
from research.domain.basis import BasisRecipe, BasisUse, ColumnKind
from research.domain.questionnaire import Questionnaire
from research.domain.segmentation import FrozenSolution
from research.errors import Fault, raise_faults
from research.yaml_source import STRICT, Sourced, load

SEGMENTS_FILE = "segments.yaml"
MATCHES = 0.8
"""Adjusted Rand index with a new cut of the same data below which names and actions no longer hang on the segments."""

_WITHHELD = (
    "# The personas of study.yaml were written for other segments: their `segment` numbers mean other people here.\n"
    "# Number and name them for these, and write `personas: hang`.\n"
    "personas: withheld\n"
)
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeFields:
    """A BasisRecipe as the file holds it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    use: BasisUse
    items: tuple[str, ...]
    fill: Row
    centre: Row
    spread: Row
    weights: tuple[Row, ...]
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    min_answered: float
    blocks: tuple[str, ...] = ()
    covariance: tuple[Row, ...] | None = None
    centred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsFields:
    """The file.

    Attributes:
        frozen: what it is called: the wave, and the first digits of a digest of what follows it.
        personas: whether those of study.yaml are of these segments (`hang`), or were written for others (`withheld`).
        order: order[s − 1] is the model's own number of segment s.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    frozen: str
    personas: Literal["hang", "withheld"] = "hang"
    study: str
    wave: str
    method: str
    order: tuple[int, ...]
    model: Mapping[str, Any]
    recipe: RecipeFields


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """A fixed segmentation, whether the study's personas hang on it, and the digest of its file."""

    name: str
    solution: FrozenSolution
    sha256: str
    personas_hang: bool = True


def segments_yaml(solution: FrozenSolution, study: str, personas_hang: bool = True) -> str:
    """The text of segments.yaml; every number is written so that it is read back exactly."""
    head = (
        f"# The segments of wave {solution.wave}, fixed by `research freeze`: an input like any other.\n"
        "# Names and actions in study.yaml hang on these segments, and on their numbers here.\n"
        f"{'' if personas_hang else _WITHHELD}"
        f"frozen: {json.dumps(fixed_name(solution, study))}\n"
    )
    return head + "\n".join(_body(solution, study)) + "\n"


def fixed_name(solution: FrozenSolution, study: str) -> str:
    """What segments are called once they are fixed: the wave, and the first digits of a digest of all numbers."""
    digest = sha256("\n".join(_body(solution, study)).encode()).hexdigest()[:6]
    return f"{solution.wave}-{digest}"


def read_segments(folder: Path, study: str, questionnaire: Questionnaire) -> Frozen | None:
    """The segmentation that was fixed for the study in `folder`; None where none was.

    Raises:
        ResearchError: the file is of another study, names items that the questionnaire lacks, or does not fit together.
    """
    path = folder / SEGMENTS_FILE
    if not path.is_file():
        return None
    source = load(path, SegmentsFields, f"{study}/{SEGMENTS_FILE}")
    raise_faults(list(_faults(source, study, questionnaire)) or _edited(source, path.read_text("utf-8")))
    held = source.value
    hang = held.personas == "hang"
    return Frozen(held.frozen, _solution(held), sha256(path.read_bytes()).hexdigest(), hang)


def _edited(source: Sourced[SegmentsFields], text: str) -> Iterator[Fault]:
    """Numbers that are no longer those that were fixed."""
    body = [line for line in text.splitlines() if not line.startswith(("#", "frozen:", "personas:"))]
    digest = sha256("\n".join(body).encode()).hexdigest()[:6]
    if not source.value.frozen.endswith(digest):
        yield Fault(
            "the file was changed by hand after the segments were fixed",
            source.where("frozen"),
            found=f"its name ends in {source.value.frozen[-6:]}, and what it holds gives {digest}",
            why="names and later waves hang on exactly what was fixed",
            remedy="fix the segments again with `research freeze`, or take the file away",
        )


def _body(solution: FrozenSolution, study: str) -> Iterator[str]:
    recipe = solution.recipe
    yield f"study: {json.dumps(study)}"
    yield f"wave: {json.dumps(solution.wave)}"
    yield f"method: {json.dumps(solution.method)}"
    yield f"order: {json.dumps(list(solution.order))}"
    yield "model:"
    for name, array in sorted(solution.model.items()):
        numbers = json.dumps(array.tolist()).replace("NaN", ".nan")
        yield f"  {name}: {numbers}"
    yield "recipe:"
    for name in (field.name for field in fields(RecipeFields)):
        value = getattr(recipe, name)
        shown = value.tolist() if isinstance(value, np.ndarray) else list(value) if isinstance(value, tuple) else value
        yield f"  {name}: {json.dumps(shown, ensure_ascii=False)}"


def _faults(source: Sourced[SegmentsFields], study: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    held = source.value
    again = "fix the segments of this study with `research freeze`, or take the file away"
    if held.study != study:
        yield Fault(f"the segments are those of another study, `{held.study}`", source.where("study"), remedy=again)
    if held.method not in CLUSTERERS:
        known = ", ".join(CLUSTERERS)
        yield Fault(f"`{held.method}` is no clustering method", source.where("method"), found=f"known here: {known}")
    unknown = [item for item in held.recipe.items if item not in questionnaire.variables]
    if unknown:
        yield Fault(
            f"the questionnaire does not have {len(unknown)} of the items that the segments rest on",
            source.where("recipe", "items"),
            found=", ".join(unknown[:5]),
            remedy=again,
        )
    if not _fits_together(held):
        yield Fault("the numbers of the recipe or the model do not fit together", source.where("recipe"), remedy=again)


def _fits_together(held: SegmentsFields) -> bool:
    """Whether every array has the shape that items, columns and segments ask for."""
    recipe, items, columns, k = held.recipe, len(held.recipe.items), len(held.recipe.columns), len(held.order)
    vectors = all(len(vector) == items for vector in (recipe.fill, recipe.centre, recipe.spread))
    weights = len(recipe.weights) == items and all(len(row) == columns for row in recipe.weights)
    texts = len(recipe.labels) == len(recipe.kinds) == columns
    square = recipe.covariance is None or all(len(row) == items for row in (*recipe.covariance, recipe.covariance))
    groups = all(len(names) in (0, items) for names in (recipe.blocks, recipe.centred))
    if not (vectors and weights and texts and square and groups and sorted(held.order) == list(range(k))):
        return False
    try:
        model = CLUSTERERS[held.method]().restore(_arrays(held.model))
        numbers = np.concatenate([recipe.fill, recipe.centre, recipe.spread, np.ravel(recipe.weights)])
        related = np.ravel(recipe.covariance) if recipe.covariance is not None else np.zeros(1)
        whole = bool(np.isfinite(numbers).all() and np.isfinite(related).all() and min(recipe.spread) > 0)
        return whole and model.memberships(np.zeros((1, columns))).shape == (1, k)
    except (KeyError, ValueError, IndexError, TypeError):
        return False


def _solution(whole: SegmentsFields) -> FrozenSolution:
    held = whole.recipe
    recipe = BasisRecipe(
        use=held.use,
        items=held.items,
        fill=sealed(np.array(held.fill)),
        centre=sealed(np.array(held.centre)),
        spread=sealed(np.array(held.spread)),
        weights=sealed(np.array(held.weights)),
        columns=held.columns,
        labels=held.labels,
        kinds=held.kinds,
        min_answered=held.min_answered,
        blocks=held.blocks,
        covariance=None if held.covariance is None else sealed(np.array(held.covariance)),
        centred=held.centred,
    )
    return FrozenSolution(whole.wave, recipe, whole.method, _arrays(whole.model), whole.order)


def _arrays(model: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    return {name: sealed(np.array(values)) for name, values in model.items()}
