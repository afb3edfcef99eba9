"""What goes wrong because of the input: told whole, told once, told so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

_LIKE, _LISTED = 3, 10
"""Names that a remedy offers: like the one given, or of all there are."""


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


def unknown_names(setting: str, given: Iterable[str], known: Sequence[str], what: str) -> Iterator[Fault]:
    """The faults of names that a `setting` gives and that are not `known`; `what` says what they are not."""
    for name in given:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            yield Fault(
                f"`{setting}` names `{name}`, which {what}",
                found=f"found these: {', '.join(known) or 'none'}",
                remedy=f"did you mean `{close[0]}`?" if close else f"name one of these, or take `{name}` out",
            )


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """The remedy for a name that is not `known`: up to three that are like it, or some of those there are."""
    close = get_close_matches(name, known, n=_LIKE)
    listed = ", ".join(f"`{one}`" for one in close or known[:_LISTED])
    listed += f" and {len(known) - _LISTED} more" if not close and len(known) > _LISTED else ""
    return f"did you mean {listed}?" if close else f"known here: {listed}"


def raise_faults(faults: Iterable[Fault]) -> None:
    """Raise one ResearchError with all `faults`, or do nothing when there is none."""
    found = tuple(faults)
    if found:
        raise ResearchError(found)
