"""Finished personas under other names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from research.domain.caveats import Caveat
from research.domain.naming import SegmentNames
from research.domain.personas import Persona, Personas


def rename(personas: Personas, names: SegmentNames, min_base: int) -> Personas:
    """`personas` as `names` calls them, with the notes on small ones; of actions nothing is noted.

    Args:
        min_base: respondents below which nothing of a segment is tested.
    """
    told = tuple(
        replace(persona, key=name.key, name=name.name, named_by=name.named_by)
        for persona, name in zip(personas.personas, names.names, strict=True)
    )
    return Personas(told, tuple(too_small(told, min_base)))


def too_small(told: Sequence[Persona], min_base: int) -> Iterator[Caveat]:
    """Personas of which too few respondents tell."""
    for persona in told:
        if persona.base < min_base:
            yield Caveat("persona_too_small", {"name": persona.name, "base": persona.base, "min_base": min_base})
