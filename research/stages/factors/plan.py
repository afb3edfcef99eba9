"""FactorPlan: which items are factored and how; the blocks of items that it makes of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from research.domain.questionnaire import SEGMENTING_ROLES, Battery, Questionnaire
from research.errors import Fault, unknown_names
from research.yaml_source import STRICT

TOGETHER = "together"

Number = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPlan:
    """How items become factors.

    Attributes:
        batteries: that are factored; None is every battery with a role of SEGMENTING_ROLES.
        together: factor all batteries at once instead of each for itself.
        number: of factors: `auto` by parallel analysis, one number for all, or a number by battery (others: auto).
        extraction: `minres` (minimum residuals) or `ml` (maximum likelihood).
        rotation: `oblimin` and `promax` let factors correlate, `varimax` does not.
        drop: items that are left out.
        names: of factors, by key such as `needs.F1`.
        min_answered: share of a battery's items that a respondent must have answered to get scores.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    batteries: tuple[str, ...] | None = None
    together: bool = False
    number: Literal["auto"] | Number | Mapping[str, Number] = "auto"
    extraction: Literal["minres", "ml"] = "minres"
    rotation: Literal["oblimin", "varimax", "promax", "none"] = "oblimin"
    drop: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    min_answered: Annotated[float, Field(gt=0, le=1)] = 0.8

    @property
    def given_names(self) -> dict[str, str]:
        """Names that say something, without outer blanks."""
        return {key: name.strip() for key, name in self.names.items() if name.strip()}


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Items that are factored at once.

    Attributes:
        name: of the battery, or `together`.
        position: among the blocks: its own stream of random numbers.
        wanted: how many factors the study asks for; None is for parallel analysis to say.
    """

    name: str
    label: str
    position: int
    items: tuple[str, ...]
    wanted: int | None


def blocks_of(questionnaire: Questionnaire, plan: FactorPlan) -> tuple[ItemBlock, ...]:
    """The blocks of items that are factored, in the order of the questionnaire; unknown batteries are passed over."""
    chosen = [(i, battery) for i, battery in enumerate(questionnaire.batteries) if _is_chosen(battery, plan)]
    if not plan.together or not chosen:
        return tuple(_block(battery.name, (battery,), i, plan) for i, battery in chosen)
    return (_block(TOGETHER, tuple(battery for _, battery in chosen), 0, plan),)


def plan_faults(questionnaire: Questionnaire, plan: FactorPlan) -> Iterator[Fault]:
    """What the plan names that the questionnaire does not have."""
    batteries = [battery.name for battery in questionnaire.batteries]
    blocks = blocks_of(questionnaire, plan)
    names = [block.name for block in blocks]
    yield from unknown_names("factors.batteries", plan.batteries or (), batteries, "is no battery")
    items = [item for battery in questionnaire.batteries if _is_chosen(battery, plan) for item in battery.items]
    yield from unknown_names("factors.drop", plan.drop, items, "is no item of the batteries that are factored")
    if isinstance(plan.number, Mapping):
        yield from unknown_names("factors.number", plan.number, names, "is nothing that is factored")
    keyed = {key: key.rsplit(".F", 1)[0] for key in plan.names}
    stray = [key for key, name in keyed.items() if name not in names]
    yield from unknown_names("factors.names", stray, [f"{name}.F1" for name in names], "is no factor")


def name_faults(plan: FactorPlan, keys: Sequence[str]) -> Iterator[Fault]:
    """Names for factors that the analysis did not find, and names given twice."""
    yield from unknown_names("factors.names", plan.names, keys, "is no factor")
    keys_by_name: dict[str, list[str]] = {}
    for key, name in plan.given_names.items():
        keys_by_name.setdefault(name.casefold(), []).append(key)
    for shared in (keys for keys in keys_by_name.values() if len(keys) > 1):
        yield Fault(
            f"`factors.names` gives one name to {', '.join(shared)}",
            found=f"found {plan.names[shared[0]]!r}",
            why="readers tell factors apart by their names",
            remedy="give each factor a name of its own",
        )


def _is_chosen(battery: Battery, plan: FactorPlan) -> bool:
    return battery.role in SEGMENTING_ROLES if plan.batteries is None else battery.name in plan.batteries


def _block(name: str, batteries: tuple[Battery, ...], position: int, plan: FactorPlan) -> ItemBlock:
    label = " + ".join(battery.name.replace("_", " ").capitalize() for battery in batteries)
    items = tuple(item for battery in batteries for item in battery.items if item not in plan.drop)
    return ItemBlock(name, label, position, items, _wanted(plan.number, name))


def _wanted(number: Literal["auto"] | int | Mapping[str, int], name: str) -> int | None:
    if isinstance(number, Mapping):
        return number.get(name)
    return None if number == "auto" else int(number)
