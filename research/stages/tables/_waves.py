"""The tables of one of several waves, with the answers behind them where these are at hand."""

from __future__ import annotations

from dataclasses import dataclass

from research.domain.sample import Sample
from research.domain.tables import Tables
from research.stages.tables._groups import Division


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The answers behind the tables of a wave, and the groups that respondents are divided in."""

    sample: Sample
    divisions: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class WaveTables:
    """The tables of one wave: its key, what it is called, what was found, and in which answers."""

    key: str
    label: str
    tables: Tables
    answered: Answered | None = None
