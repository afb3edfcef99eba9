"""RulesPlan: segments written by hand as conditions, in the order in which they take respondents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from research.yaml_source import STRICT

LEFT_OUT = "not_assigned"
"""What `otherwise` says where whom no rule takes is in no segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePlan:
    """One segment: its name, and the condition that its members meet."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    condition: Annotated[str, Field(alias="if")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPlan:
    """The segments by rules.

    Attributes:
        rules: segment 1, 2, …; the first that holds takes the respondent.
        otherwise: the name of one more segment, for those whom every rule fails; `not_assigned` keeps them in none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    rules: tuple[RulePlan, ...]
    otherwise: str = LEFT_OUT

    @property
    def names(self) -> tuple[str, ...]:
        """Of all segments, in order of their numbers."""
        last = () if self.otherwise == LEFT_OUT else (self.otherwise,)
        return tuple(name.strip() for name in (*(rule.name for rule in self.rules), *last))
