"""`code`: a data file and a questionnaire become Responses."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Codes, Flags, Floats, Strings, Texts, sealed
from research.domain.caveats import Caveat
from research.domain.questionnaire import Bands, Battery, ConceptTest, Flag, Question, Questionnaire, Score, Variable
from research.domain.responses import LARGEST_CODE, NO_ANSWER, NOT_ASKED, Responses
from research.domain.routing import Answers
from research.domain.survey_file import Column, SurveyFile
from research.errors import Fault, raise_faults
from research.stages.coding import columns as raw
from research.stages.coding import interviews
from research.stages.coding.faults import undefined
from research.stages.coding.needed import missing_columns, nobody_complete


def code(file: SurveyFile, questionnaire: Questionnaire, wave: str) -> Responses:
    """Coded answers of one wave.

    Blanks are told apart by the routing: who was not asked is NOT_ASKED, who was asked and said nothing NO_ANSWER.
    Rows that are no complete interview are left out.

    Raises:
        ResearchError: columns that the file lacks, answers that the questionnaire does not define, numbers that
            are text, ids that are blank or stand twice, weights that are not positive; all at once.
    """
    faults = missing_columns(file, questionnaire)
    raise_faults(faults)
    keep = interviews.complete(file, questionnaire.system)
    if not keep.any():
        raise_faults([nobody_complete(file, questionnaire)])
    ids, faults = interviews.ids_of(file, questionnaire.system, keep)
    coding = _Coding(file, questionnaire, keep, ids, faults)
    for battery in questionnaire.batteries:
        coding.battery(battery)
    for question in questionnaire.questions:
        coding.question(question)
    if questionnaire.concept_test:
        coding.concepts(questionnaire.concept_test)
    weights, durations = coding.system()
    raise_faults([*coding.faults, *undefined(coding.strange)])
    coding.derive_bands()
    coding.route()
    coding.derive_scores()
    coding.derive_flags()
    coding.check()
    if file.rows > len(ids):
        coding.caveat("incomplete_left_out", respondents=file.rows - len(ids), rows=file.rows)
    return Responses(
        wave,
        questionnaire,
        sealed(ids),
        {name: sealed(codes) for name, codes in coding.codes.items()},
        {name: sealed(numbers) for name, numbers in coding.numbers.items()},
        {name: sealed(texts) for name, texts in coding.texts.items()},
        weights,
        durations,
        file.rows - len(ids),
        tuple(coding.caveats),
    )


@dataclass(slots=True)
class _Coding:
    """Answers on their way: what is coded so far and what was found strange."""

    file: SurveyFile
    questionnaire: Questionnaire
    keep: Flags
    ids: Strings
    faults: list[Fault]
    codes: dict[str, Codes] = field(default_factory=dict)
    numbers: dict[str, Floats] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    strange: list[tuple[Variable, raw.Strange]] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    blank_means_no: list[Question] = field(default_factory=list)

    def caveat(self, caveat_code: str, **figures: str | int | float) -> None:
        self.caveats.append(Caveat(caveat_code, figures))

    def column(self, name: str) -> Column:
        """The column `name`, kept rows only."""
        column = self.file.column(name)
        return Column(
            column.name,
            column.kind,
            column.values[self.keep],
            column.label,
            column.value_labels,
            column.missing,
            column.measure,
        )

    def battery(self, battery: Battery) -> None:
        for name in (*battery.items, *battery.traps):
            self.codes[name] = self._coded(name, name)

    def question(self, question: Question) -> None:
        if question.kind == "multiple":
            self._multiple(question)
        elif question.kind == "ranking":
            for name, column in zip(question.variables, question.columns, strict=True):
                self.codes[name] = self._ranks(column)
        elif question.kind == "numeric":
            self._number(question)
        elif question.kind == "open_end":
            self.texts[question.variables[0]] = raw.texts(self.column(question.columns[0]))
        else:
            self.codes[question.variables[0]] = self._coded(question.variables[0], question.columns[0])

    def concepts(self, test: ConceptTest) -> None:
        for measure in test.measures:
            for name in measure.variables.values():
                self.codes[name] = self._coded(name, name)

    def system(self) -> tuple[Floats | None, Floats | None]:
        """Weights and durations, where the questionnaire names their columns."""
        system = self.questionnaire.system
        weights = durations = None
        if system.weight is not None:
            column = self.file.column(system.weight)
            weights, faults = interviews.weights_of(column, self.keep, self.ids, system.where)
            self.faults += faults
        if system.duration is not None:
            durations, faults = interviews.durations_of(self.file.column(system.duration), self.keep, system)
            self.faults += faults
        return weights, durations

    # --- one kind each ---

    def _coded(self, name: str, column: str) -> Codes:
        variable = self.questionnaire.variables[name]
        codes, strange = raw.coded(self.column(column), variable, self.ids)
        self.strange += [(variable, one) for one in strange]
        return codes

    def _number(self, question: Question) -> None:
        name = question.variables[0]
        variable = self.questionnaire.variables[name]
        numbers, strange = raw.numbers(self.column(question.columns[0]), variable, self.ids)
        self.strange += [(variable, one) for one in strange]
        if variable.valid_range is not None:
            low, high = variable.valid_range
            outside = (numbers < low) | (numbers > high)
            if outside.any():
                self.caveat(
                    "outside_range", question=variable.label, respondents=int(outside.sum()), low=low, high=high
                )
            numbers = np.where(outside, np.nan, numbers)
        self.numbers[name] = numbers

    def _ranks(self, column: str) -> Codes:
        values, strange = raw.numbers(self.column(column), self.questionnaire.variables[column], self.ids)
        self.strange += [(self.questionnaire.variables[column], one) for one in strange]
        ranked = ~np.isnan(values) & (values > 0) & (values <= LARGEST_CODE)
        return np.where(ranked, np.where(ranked, values, 0), NO_ANSWER).astype(np.int16)

    def _multiple(self, question: Question) -> None:
        chosen, blank = self._mentions(question) if question.encoding == "categories" else self._dichotomies(question)
        if blank.any() and question.encoding == "dichotomies" and not self._tells_blanks(question):
            self.blank_means_no.append(question)
            blank = np.zeros(len(self.ids), dtype=bool)
        for name, flags in chosen.items():
            self.codes[name] = np.where(blank, NO_ANSWER, flags).astype(np.int16)

    def _dichotomies(self, question: Question) -> tuple[dict[str, Flags], Flags]:
        chosen = {}
        blank = np.ones(len(self.ids), dtype=bool)
        for name, column_name in zip(question.variables, question.columns, strict=True):
            column = self.column(column_name)
            chosen[name] = _is_value(column, question.counted)
            blank &= ~self._answered(column, self.questionnaire.variables[name])
        return chosen, blank

    def _tells_blanks(self, question: Question) -> bool:
        """Whether someone who chose nothing can be told from someone who did not answer."""
        if question.none is not None:
            return True
        for column_name in question.columns:
            column = self.column(column_name)
            answered = self._answered(column, self.questionnaire.variables[question.variables[0]])
            if (answered & ~_is_value(column, question.counted)).any():
                return True
        return False

    def _answered(self, column: Column, variable: Variable) -> Flags:
        answered = np.array([value is not None and value == value for value in column.values], dtype=bool)
        missing = [
            value
            for value in set(column.values[answered])
            if value in variable.missing or column.is_missing_code(value)
        ]
        return answered & ~np.isin(column.values, missing) if missing else answered

    def _mentions(self, question: Question) -> tuple[dict[str, Flags], Flags]:
        """Mentions are codes in several columns; each code becomes a variable of its own."""
        variables = self.questionnaire.variables
        categories = {int(name.rsplit(".", 1)[1]): variables[name].label for name in question.variables}
        first = variables[question.variables[0]]
        any_code = Variable(question.name, question.wording, "nominal", question.role, categories, first.missing,
                            where=question.where)  # fmt: skip
        mentioned = []
        for column in question.columns:
            codes, strange = raw.coded(self.column(column), any_code, self.ids)
            self.strange += [(any_code, one) for one in strange]
            mentioned.append(codes)
        mentions = np.column_stack(mentioned)
        chosen = {f"{question.name}.{one}": (mentions == one).any(axis=1) for one in categories}
        return chosen, (mentions == NO_ANSWER).all(axis=1)

    def derive_bands(self) -> None:
        for bands in self.questionnaire.bands:
            self._band(bands)

    def derive_scores(self) -> None:
        for score in self.questionnaire.scores:
            self._score(score)

    def derive_flags(self) -> None:
        for flag in self.questionnaire.flags:
            self._flag(flag)

    def _band(self, bands: Bands) -> None:
        numbers = self.numbers[bands.source]
        whole = all(float(edge).is_integer() for pair in bands.edges for edge in pair)
        codes = np.full(len(self.ids), NO_ANSWER, dtype=np.int16)
        for number, (low, high) in enumerate(bands.edges, start=1):
            inside = (numbers >= low) & ((numbers < high + 1) if whole else (numbers <= high))
            codes[inside & (codes == NO_ANSWER)] = number
        outside = ~np.isnan(numbers) & (codes == NO_ANSWER)
        if outside.any():
            label = self.questionnaire.variables[bands.variable].label
            self.caveat("outside_bands", question=label, respondents=int(outside.sum()))
        self.codes[bands.variable] = codes

    def _score(self, score: Score) -> None:
        """Means of whoever answered at least half of the items, sums of whoever answered all."""
        so_far = Responses("", self.questionnaire, np.array(self.ids), self.codes, self.numbers)
        values = so_far.keyed(score.items)
        answered = (~np.isnan(values)).sum(axis=1)
        least = len(score.items) / 2 if score.statistic == "mean" else len(score.items)
        total = np.nansum(values, axis=1)
        figure = total / np.maximum(answered, 1) if score.statistic == "mean" else total
        self.numbers[score.variable] = np.where(answered >= least, figure, np.nan)

    def _flag(self, flag: Flag) -> None:
        answers = self._answers()
        holds = answers.holds(flag.condition)
        unknown = ~holds & answers.unanswered(flag.condition)
        self.codes[flag.variable] = np.where(unknown, NO_ANSWER, holds).astype(np.int16)

    # --- routing ---

    def route(self) -> None:
        """Tell "not asked" from "no answer", on the answers as they stand in the data."""
        answers = self._answers()
        asked: list[tuple[str, Flags]] = []
        for battery in self.questionnaire.batteries:
            if battery.asked_if is not None:
                holds = answers.holds(battery.asked_if)
                asked += [(name, holds) for name in (*battery.items, *battery.traps)]
        for question in self.questionnaire.questions:
            if question.asked_if is not None:
                holds = answers.holds(question.asked_if)
                asked += [(name, holds) for name in question.variables]
        test = self.questionnaire.concept_test
        for number, column in (test.shown if test else {}).items():
            shown = self._truth(column)
            asked += [(measure.variables[number], shown) for measure in (test.measures if test else ())]
        for name, who in asked:
            self._route(name, who)
        banded = {bands.source: bands.variable for bands in self.questionnaire.bands}
        for name, who in asked:
            if name in banded:
                self.codes[banded[name]] = np.where(who, self.codes[banded[name]], NOT_ASKED).astype(np.int16)

    def _route(self, name: str, asked: Flags) -> None:
        if name in self.texts:
            self.texts[name] = self.texts[name].copy()
            self.texts[name][~asked] = None
            return
        if name in self.numbers:
            said = ~np.isnan(self.numbers[name])
            self.numbers[name] = np.where(asked, self.numbers[name], np.nan)
        else:
            codes = self.codes[name]
            said = codes == 1 if self.questionnaire.variables[name].kind == "binary" else codes > NOT_ASKED
            self.codes[name] = np.where(asked, codes, NOT_ASKED).astype(np.int16)
        if (said & ~asked).any():
            label = self.questionnaire.variables[name].label
            self.caveat("answered_unasked", question=label, respondents=int((said & ~asked).sum()))

    def _answers(self) -> Answers:
        questions = {question.name: question for question in self.questionnaire.questions}
        return Answers(len(self.ids), self.questionnaire.variables, questions, self.codes, self.numbers)

    def _truth(self, column_name: str) -> Flags:
        """Whether a column of the data says yes: a number other than zero, or a word for it."""
        column = self.column(column_name)
        if column.kind == "number":
            return np.asarray(np.nan_to_num(column.values) != 0, dtype=bool)
        return np.array([str(value).strip().casefold() in _YES for value in column.values], dtype=bool)

    # --- what the reader must know ---

    def check(self) -> None:
        """What the coded answers show that a reader must know."""
        for battery in self.questionnaire.batteries:
            for name in battery.items:
                self._check_answered(name)
        for question in self.blank_means_no:
            codes = np.column_stack([self.codes[name] for name in question.variables])
            self.caveat(
                "blank_as_not_chosen", question=question.wording, respondents=int((codes == 0).all(axis=1).sum())
            )
        if self.questionnaire.concept_test:
            self._check_positions(self.questionnaire.concept_test)

    def _check_answered(self, name: str) -> None:
        codes = self.codes[name]
        if (codes != NOT_ASKED).any() and not (codes > NOT_ASKED).any():
            self.caveat("item_without_answers", item=self.questionnaire.variables[name].label)

    def _check_positions(self, test: ConceptTest) -> None:
        """Concepts should be rotated: none seen first much more often than another."""
        if not test.position:
            return
        firsts = {
            concept.name: float(
                np.mean(raw.numbers(self.column(test.position[concept.number]), _PLACE, self.ids)[0] == 1)
            )
            for concept in test.concepts
        }
        fair = sum(firsts.values()) / len(firsts)
        for name, share in firsts.items():
            if abs(share - fair) > _UNEVEN:
                self.caveat("concept_not_rotated", concept=name, share=round(100 * share), fair=round(100 * fair))


_YES = frozenset({"1", "yes", "y", "true", "shown", "selected"})
_UNEVEN = 0.10
"""A concept seen first ten points more or less often than its turn is worth a word."""
_PLACE = Variable("position", "position", "numeric", "system")


def _is_value(column: Column, counted: float | str) -> Flags:
    """Where a dichotomy holds its counted value; labels count as well as codes, in any case."""
    if column.kind == "number":
        if isinstance(counted, str):
            codes = [code for code, text in column.value_labels.items() if text.casefold() == counted.casefold()]
            return np.isin(column.values, codes)
        return np.asarray(column.values == counted, dtype=bool)
    wanted = f"{counted:g}" if not isinstance(counted, str) else counted.strip().casefold()
    return np.array([value is not None and str(value).strip().casefold() == wanted for value in column.values], bool)
