"""The interview: id, weight, duration, date and status; columns that are no answers; and what remains."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from research.domain.caveats import Assumption
from research.domain.draft import Guess
from research.domain.plain_words import plain
from research.domain.questionnaire import SystemColumns
from research.domain.survey_file import Code
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.identity import blank_or_repeated, find_id, is_unique
from research.stages.drafting.leaving_out import is_personal, reason_to_leave_out
from research.stages.drafting.words import words

_WEIGHT = re.compile(r"(?:\w+ )?(?:\w*weight\w*|\w*wgh?t\w*|wt|gew|gewicht\w*|poids|peso)(?: (?:\w+|factor))?")
_LARGEST_MEAN_WEIGHT = 20.0
_DURATION = re.compile(
    r"(?:\w+ ){0,2}(?:duration|loi|length of interview|interview length|interview time|elapsed|time taken|"
    r"completion time|qtime|interviewdauer|dauer)(?: \w+){0,3}"
)
_DATES = ("record", "submit", "end", "complet", "finish", "interview", "field", "date", "start", "begin")
_STATUS = re.compile(
    r"terminated?|(?:over ?)?quota(?: full)?|qualified|partial|(?:in|not )?completed?|disqualified|screen(?:ed)? ?out|"
    r"in progress|complete and in quota|excluded from quota|(?:not )?(?:started|finished)|overquota"
)
_COMPLETE = re.compile(r"completed?|qualified|complete and in quota|finished")
_SHOWN = 5
"""How many respondents an assumption names."""
_UNITS = {"milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0}


@dataclass(frozen=True, slots=True, eq=False)
class Interview:
    """What is about the interview, and what remains.

    Attributes:
        remaining: columns that may hold answers.
        skipped: reason by column that is left out.
    """

    system: SystemColumns
    remaining: tuple[Evidence, ...]
    skipped: Mapping[str, str]
    guesses: tuple[Guess, ...]
    assumptions: tuple[Assumption, ...]


def read_interview(columns: Sequence[Evidence], members: frozenset[str]) -> Interview:
    """Sort out the columns about the interview; `members` of declared sets always remain."""
    sorting = _Sorting([column for column in columns if column.name not in members])
    sorting.personal()
    sorting.id()
    sorting.weight()
    sorting.duration()
    sorting.status()
    sorting.date()
    sorting.rest()
    left = {column.name for column in sorting.columns} | members
    system = SystemColumns(
        sorting.found.get("id"),
        sorting.found.get("weight"),
        sorting.found.get("duration"),
        sorting.duration_seconds,
        sorting.found.get("date"),
        sorting.found.get("status"),
        sorting.complete,
        tuple(sorting.drop),
    )
    remaining = tuple(column for column in columns if column.name in left)
    return Interview(system, remaining, sorting.skipped, tuple(sorting.guesses), tuple(sorting.assumptions))


@dataclass(slots=True)
class _Sorting:
    """Columns on their way into the system's places."""

    columns: list[Evidence]
    found: dict[str, str] = field(default_factory=dict)
    duration_seconds: float = 1.0
    complete: tuple[Code, ...] = ()
    drop: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    def personal(self) -> None:
        for column in [column for column in self.columns if is_personal(column)]:
            self.drop.append(column.name)
            self._skip(column, "identifies people")

    def id(self) -> None:
        column, others = find_id(self.columns)
        if column is not None:
            self._take("id", column, "every respondent has one of their own")
        else:
            self.assumptions.append(_why_rows_are_ids(others))
        for other in others:
            self._skip(
                other, "another id" if is_unique(other) else "looks like an id, but some are blank or stand twice"
            )

    def weight(self) -> None:
        called = [column for column in self.columns if _is_called(column, _WEIGHT) and _may_weigh(column)]
        usable = [column for column in called if min(column.numbers) > 0 and column.answered == column.rows]
        if usable:
            chosen = min(usable, key=lambda column: abs(np.log(_mean(column))))
            self._take("weight", chosen, f"positive, {_mean(chosen):.3g} on average, and called a weight")
            self.assumptions.append(Assumption("weight_guessed", {"column": chosen.name}))
        for column in called:
            if column in self.columns:
                self._skip(column, "another weight" if usable else "a weight that is blank or zero for some")
                if not usable:
                    self.assumptions.append(Assumption("weight_unusable", {"column": column.name}))

    def duration(self) -> None:
        called = [column for column in self.columns if _is_called(column, _DURATION) and _may_last(column)]
        for column in called[:1]:
            unit = _unit_of(column)
            self.duration_seconds = _UNITS[unit]
            self._take("duration", column, f"called so; {unit} by its name or its size")
        for column in called[1:]:
            self._skip(column, "another duration")

    def status(self) -> None:
        for column in self.columns:
            complete = _complete_values(column)
            if complete:
                self.complete = complete
                self._take("status", column, "its answers say how interviews ended")
                kept = sum(column.counts[value] for value in complete)
                self.assumptions.append(
                    Assumption("complete_only", {"column": column.name, "kept": kept, "rows": column.rows})
                )
                return

    def date(self) -> None:
        dates = [column for column in self.columns if column.column.kind == "date" and column.counts]
        dates.sort(key=_date_rank)
        for column in dates[:1]:
            self._take("date", column, "holds dates")
        for column in dates[1:]:
            self._skip(column, "another date")

    def rest(self) -> None:
        for column in list(self.columns):
            reason = reason_to_leave_out(column)
            if reason:
                self._skip(column, reason)

    def _take(self, place: str, column: Evidence, reason: str) -> None:
        self.found[place] = column.name
        self.columns.remove(column)
        self.guesses.append(Guess(f"system.{place}", reason))

    def _skip(self, column: Evidence, reason: str) -> None:
        self.skipped[column.name] = reason
        self.columns.remove(column)


def _why_rows_are_ids(others: Sequence[Evidence]) -> Assumption:
    """That nothing is an id, or that the first of `others`, which look like ids, is none."""
    spoilt = [column for column in others if not is_unique(column)]
    if not spoilt:
        return Assumption("rows_are_ids")
    rows = blank_or_repeated(spoilt[0])
    shown = ", ".join(map(str, rows[:_SHOWN])) + (f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else "")
    return Assumption("id_not_unique", {"column": spoilt[0].name, "respondents": shown})


def _is_called(column: Evidence, pattern: re.Pattern[str]) -> bool:
    texts = (" ".join(words(column.name)), plain(column.name), plain(column.column.label))
    return any(text and pattern.fullmatch(text) for text in texts)


def _may_weigh(column: Evidence) -> bool:
    """Whether numbers can be weights: not negative, not all whole, not large."""
    numbers = column.numbers
    if not column.is_number or column.labels or len(numbers) < 2:
        return False
    return numbers[0] >= 0 and not all(map(float.is_integer, numbers)) and _mean(column) <= _LARGEST_MEAN_WEIGHT


def _may_last(column: Evidence) -> bool:
    return column.is_number and not column.labels and len(column.numbers) > 1 and column.numbers[0] >= 0


def _unit_of(column: Evidence) -> str:
    """The unit that the name says, else the one in which half the interviews last between one minute and two hours."""
    said = {*words(column.name), *plain(column.column.label).split()}
    for unit, names in (
        ("milliseconds", {"milliseconds", "millisecond", "ms"}),
        ("seconds", {"seconds", "second", "sec", "secs", "sekunden"}),
        ("minutes", {"minutes", "minute", "min", "mins", "minuten"}),
    ):
        if said & names:
            return unit
    median = float(np.nanmedian(column.column.values))
    return "minutes" if median < 60 else "seconds" if median < 20_000 else "milliseconds"


def _complete_values(column: Evidence) -> tuple[Code, ...]:
    """The values that mean a complete interview, where the answers speak of how interviews ended."""
    labels = {code: plain(column.labels.get(code, code if isinstance(code, str) else "")) for code in column.counts}
    all_labels = {*labels.values(), *map(plain, column.labels.values())}
    known = [text for text in all_labels if _STATUS.fullmatch(text)]
    complete = tuple(code for code, text in labels.items() if _COMPLETE.fullmatch(text))
    if len(known) >= 2 and len(known) >= 0.6 * len(all_labels) and complete and len(labels) > len(complete):
        return complete
    if _is_called(column, re.compile(r"finished|completed?")) and not column.labels:
        return tuple(code for code in column.counts if str(code).lower() in ("1.0", "true") and len(column.counts) == 2)
    return ()


def _mean(column: Evidence) -> float:
    return sum(float(value) * count for value, count in column.counts.items()) / column.answered


def _date_rank(column: Evidence) -> int:
    text = " ".join((*words(column.name), *plain(column.column.label).split()))
    return next((rank for rank, word in enumerate(_DATES) if word in text), len(_DATES))
