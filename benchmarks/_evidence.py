"""What every benchmark does in the end: print its table, say in a line whether its goals are met, keep the evidence.

A script makes its Evidence and hands it over:

    if __name__ == "__main__":
        conclude(measure)

`measure(quick)` returns the Evidence. The script exits 1 when a goal is missed. `--write` renews
docs/evidence/<name>.md; `--quick` asks for fewer repetitions, of scripts that repeat, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parents[1] / "docs" / "evidence"
SMALL = 5e-4
"""Figures below this would print as 0.000."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure was to reach, and what it reached.

    Attributes:
        claim: what is claimed, such as `adjusted Rand index, attentive respondents`.
        found: the figure measured.
        relation: how `found` must stand to `wanted`.
        beside: what the reader should hold the figure against, such as the best possible value.
    """

    claim: str
    found: float
    relation: Literal["at least", "at most", "exactly"]
    wanted: float
    beside: str = ""

    @property
    def met(self) -> bool:
        """False also where the figure is not a number."""
        if self.relation == "at least":
            return self.found >= self.wanted
        if self.relation == "at most":
            return self.found <= self.wanted
        return self.found == self.wanted

    def cells(self) -> tuple[str, ...]:
        """The goal as a row of a table."""
        goal = f"{self.relation} {_figure(self.wanted)}"
        return self.claim, _figure(self.found), goal, "met" if self.met else "MISSED", self.beside


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a benchmark found.

    Attributes:
        name: of the script, without suffix, and of the file in docs/evidence.
        title: the claim as a heading.
        method: one paragraph: the data, the procedure, what the figures are compared with.
        goals: the figures that decide.
        header, rows: a further table of figures, empty where the goals say all.
    """

    name: str
    title: str
    method: str
    goals: Sequence[Goal]
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()

    @property
    def met(self) -> bool:
        return all(goal.met for goal in self.goals)

    def summary(self) -> str:
        """One line: the script, how many goals are met, and which are not."""
        missed = [goal.claim for goal in self.goals if not goal.met]
        told = f"{self.name}: {len(self.goals) - len(missed)} of {len(self.goals)} goals met"
        return told + ("" if self.met else "; MISSED: " + "; ".join(missed))

    def tables(self) -> list[str]:
        """The goals, then the further table, as Markdown that reads well as plain text too."""
        goals = _table(("claim", "found", "goal", "", "beside it"), [goal.cells() for goal in self.goals])
        return [goals, _table(self.header, self.rows)] if self.rows else [goals]

    def page(self) -> str:
        """The page of docs/evidence."""
        made = f"Made by `python benchmarks/{self.name}.py --write`."
        return "\n\n".join([f"# {self.title}", self.method, *self.tables(), f"{self.summary()}. {made}"]) + "\n"


def conclude(measure: Callable[[bool], Evidence]) -> None:
    """Measure, print, write when asked to, and exit: 0 when all goals are met, else 1."""
    options = _options()
    evidence = measure(options.quick)
    print("\n\n".join([evidence.title, *evidence.tables(), evidence.summary()]))
    if options.write:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{evidence.name}.md").write_text(evidence.page(), encoding="utf-8")
    sys.exit(0 if evidence.met else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(sys.modules["__main__"].__doc__ or "").strip().split("\n")[0])
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--quick", action="store_true", help="fewer repetitions, where the script repeats anything")
    either.add_argument("--write", action="store_true", help="renew the page in docs/evidence")
    return parser.parse_args()


def _figure(value: float) -> str:
    if 0 < abs(value) < SMALL:
        return f"{value:.1e}"
    return f"{value:.0f}" if float(value).is_integer() and abs(value) >= 1 else f"{value:.3f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with its columns padded to one width."""
    widths = [max(3, *(len(row[column]) for row in (header, *rows))) for column in range(len(header))]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )
