"""The settings of a clusterer, as a study writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import get_type_hints

from pydantic import TypeAdapter, ValidationError

from research.clusterers._contract import CLUSTERERS, Clusterer

Setting = int | float | str | None


def configured(method: str, settings: Mapping[str, Setting]) -> Clusterer:
    """The clusterer `method` with `settings` that nothing is `unsound` of."""
    return CLUSTERERS[method](**settings)


def names_of(method: str) -> tuple[str, ...]:
    """The settings that `method` has."""
    return tuple(field.name for field in fields(CLUSTERERS[method]))  # type: ignore[arg-type]


def unsound(method: str, settings: Mapping[str, Setting]) -> Iterator[tuple[str, str]]:
    """Settings that `method` has and whose value it cannot take: the name, and what is wrong."""
    hints = get_type_hints(CLUSTERERS[method])
    for name, value in settings.items():
        if name not in names_of(method):
            continue
        try:
            TypeAdapter(hints[name]).validate_python(value, strict=True)
        except ValidationError as error:
            yield name, error.errors()[0]["msg"]
            continue
        if isinstance(value, int | float) and not value > 0:
            yield name, "numbers must be above 0"
