"""The blocks of items that a plan makes of a questionnaire, and what the plan names in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from research.domain.questionnaire import SEGMENTING_ROLES, Battery, Questionnaire
from research.errors import Fault, unknown_names
from research.stages.factors.plan import FactorPlan

TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """Items that are factored at once.

    Attributes:
        name: of the battery, or `together`.
        position: among the blocks: its own stream of random numbers.
        centred: the scale of each item, within which respondents' answers are centred; empty: they are not.
        wanted: how many factors the study asks for; None is for the retention rule to say.
    """

    name: str
    label: str
    position: int
    items: tuple[str, ...]
    centred: tuple[str, ...]
    wanted: int | None

    def without(self, items: Sequence[str]) -> ItemBlock:
        """The block without `items`."""
        kept = [i for i, item in enumerate(self.items) if item not in items]
        return ItemBlock(
            self.name,
            self.label,
            self.position,
            tuple(self.items[i] for i in kept),
            tuple(self.centred[i] for i in kept) if self.centred else (),
            self.wanted,
        )


def blocks_of(questionnaire: Questionnaire, plan: FactorPlan) -> tuple[ItemBlock, ...]:
    """The blocks of items that are factored, in the order of the questionnaire; unknown batteries are passed over."""
    chosen = [(i, battery) for i, battery in enumerate(questionnaire.batteries) if _is_chosen(battery, plan)]
    if not plan.together or not chosen:
        return tuple(_block(battery.name, (battery,), i, plan) for i, battery in chosen)
    return (_block(TOGETHER, tuple(battery for _, battery in chosen), 0, plan),)


def plan_faults(questionnaire: Questionnaire, plan: FactorPlan) -> Iterator[Fault]:
    """What the plan names that the questionnaire does not have, and settings that exclude each other."""
    batteries = [battery.name for battery in questionnaire.batteries]
    blocks = blocks_of(questionnaire, plan)
    names = [block.name for block in blocks]
    yield from unknown_names("factors.batteries", plan.batteries or (), batteries, "is no battery")
    items = [item for battery in questionnaire.batteries if _is_chosen(battery, plan) for item in battery.items]
    yield from unknown_names("factors.drop", plan.drop, items, "is no item of the batteries that are factored")
    if isinstance(plan.number, Mapping):
        yield from unknown_names("factors.number", plan.number, names, "is nothing that is factored")
    keyed = {key: key.rsplit(".F", 1)[0] for key in plan.names if key not in items}
    stray = [key for key, name in keyed.items() if name not in names]
    yield from unknown_names("factors.names", stray, [f"{name}.F1" for name in names], "is no factor")
    grouping = [q.name for q in questionnaire.questions if q.kind == "single"]
    grouping += [bands.variable for bands in questionnaire.bands]
    yield from unknown_names("factors.compare", plan.compare, grouping, "is no question with one answer")
    yield from _exclusive(plan)


def name_faults(plan: FactorPlan, keys: Sequence[str], factor_of: Mapping[str, str]) -> Iterator[Fault]:
    """Names for factors that the analysis did not find, names given twice, and factors named twice.

    Args:
        keys: of the factors that were found.
        factor_of: the factor that each item loads on most.
    """
    yield from unknown_names("factors.names", plan.names, [*keys, *factor_of], "is no factor")
    named: dict[str, list[str]] = {}
    for key in plan.given_names:
        named.setdefault(factor_of.get(key, key), []).append(key)
    for key, twice in ((key, given) for key, given in named.items() if len(given) > 1):
        yield Fault(
            f"`factors.names` gives two names to `{key}`, through {' and '.join(twice)}",
            found=f"found {', '.join(repr(plan.names[one]) for one in twice)}",
            remedy="keep one of them",
        )
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


def _exclusive(plan: FactorPlan) -> Iterator[Fault]:
    """Answers centred within persons sum to zero: their correlations are singular."""
    if plan.centre == "none":
        return
    settings = plan.settings
    if settings.extraction == "ml":
        yield Fault(
            "`factors.extraction: ml` cannot be used on answers that are centred within persons",
            why="centred answers sum to zero, and maximum likelihood needs items that do not determine each other",
            remedy="set `factors.extraction` to `minres`, or `factors.centre` to `none`",
        )
    if settings.correlation not in ("auto", "pearson", "spearman"):
        yield Fault(
            f"`factors.correlation: {settings.correlation}` cannot be used on answers that are centred within persons",
            why="centred answers are differences, no categories",
            remedy="set `factors.correlation` to `pearson`, or `factors.centre` to `none`",
        )


def _is_chosen(battery: Battery, plan: FactorPlan) -> bool:
    return battery.role in SEGMENTING_ROLES if plan.batteries is None else battery.name in plan.batteries


def _block(name: str, batteries: tuple[Battery, ...], position: int, plan: FactorPlan) -> ItemBlock:
    label = " + ".join(battery.name.replace("_", " ").capitalize() for battery in batteries)
    scales = {item: battery.scale.name or battery.name for battery in batteries for item in battery.items}
    items = tuple(item for item in scales if item not in plan.drop)
    centred = tuple(scales[item] for item in items) if plan.centre == "person" else ()
    return ItemBlock(name, label, position, items, centred, _wanted(plan.number, name))


def _wanted(number: Literal["auto"] | int | Mapping[str, int], name: str) -> int | None:
    if isinstance(number, Mapping):
        return number.get(name)
    return None if number == "auto" else int(number)
