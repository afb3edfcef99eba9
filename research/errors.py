"""What goes wrong because of the input: told whole, told once, told so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input.

    Attributes:
        message: what is wrong, in one clause.
        where: `file.yaml:41`, a file name, or empty.
        found: what the input holds, with respondents or values as examples.
        why: why it matters.
        remedy: what to try.
    """

    message: str
    where: str = ""
    found: str = ""
    why: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return "\n  ".join([head, *(part for part in (self.found, self.why, self.remedy) if part)])


class ResearchError(Exception):
    """Every fault found in the input, all at once; the command line prints them and exits 2."""

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def raise_faults(faults: Iterable[Fault]) -> None:
    """Raise one ResearchError with all `faults`, or do nothing when there is none."""
    found = tuple(faults)
    if found:
        raise ResearchError(found)
