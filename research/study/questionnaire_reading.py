"""questionnaire.yaml becomes a Questionnaire; everything that contradicts itself is told with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from research.domain.conditions import Condition, ConditionError, names_in, parse_condition
from research.domain.questionnaire import (
    Bands,
    Battery,
    Concept,
    ConceptTest,
    Flag,
    Measure,
    Question,
    Questionnaire,
    Score,
    SystemColumns,
    Variable,
    readable,
)
from research.domain.responses import LARGEST_CODE
from research.domain.scales import Scale
from research.errors import Fault, raise_faults
from research.study.questionnaire_file import (
    BatteryEntry,
    ConceptsEntry,
    DerivedEntry,
    ItemEntry,
    QuestionEntry,
    QuestionnaireEntry,
    ScaleEntry,
    SystemEntry,
)
from research.yaml_source import Sourced, load, parse

RESERVED = frozenset({"total", "segment"})
_SECONDS = {"milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0}

_ALLOWED: dict[str, frozenset[str]] = {
    "single": frozenset({"column", "codes", "scale", "off_scale", "missing"}),
    "multiple": frozenset({"columns", "codes", "labels_from", "encoding", "counted", "none", "missing"}),
    "numeric": frozenset({"column", "range", "unit", "decimals", "missing"}),
    "ranking": frozenset({"columns"}),
    "open_end": frozenset({"column"}),
}
"""Keys that a kind of question may use besides those that all may."""

_FEWEST_ITEMS = 2
"""Of a score."""


def read_questionnaire(path: Path, name: str) -> Questionnaire:
    """The questionnaire of the study `name` in the file `path`; ResearchError with every fault."""
    return build(load(path, QuestionnaireEntry, f"{path.resolve().parent.name}/{path.name}"), name)


def parse_questionnaire(text: str, source: str, name: str) -> Questionnaire:
    """The same from YAML text; `source` stands for the file in faults."""
    return build(parse(text, QuestionnaireEntry, source), name)


def build(source: Sourced[QuestionnaireEntry], name: str) -> Questionnaire:
    """The Questionnaire that a checked file means."""
    building = _Building(source)
    entry = source.value
    scales = {key: building.scale(key, scale) for key, scale in entry.scales.items()}
    building.scales = scales
    batteries = tuple(building.battery(key, battery) for key, battery in entry.batteries.items())
    questions = tuple(building.question(key, question) for key, question in entry.questions.items())
    concepts = building.concepts(entry.concepts) if entry.concepts else None
    for key, derived in entry.derived.items():
        building.derive(key, derived)
    building.check_conditions(batteries, questions)
    system = building.system(entry.system)
    raise_faults(building.faults)
    return Questionnaire(
        name,
        entry.language,
        system,
        building.variables,
        batteries,
        questions,
        concepts,
        tuple(building.bands),
        tuple(building.flags),
        tuple(building.scores),
    )


@dataclass(slots=True)
class _Building:
    """A questionnaire on its way: variables so far, and what was found wrong."""

    source: Sourced[QuestionnaireEntry]
    scales: Mapping[str, Scale] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    bands: list[Bands] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, loc: tuple[int | str, ...], message: str, remedy: str = "", why: str = "") -> None:
        self.faults.append(Fault(message, self.source.where(*loc), why=why, remedy=remedy))

    def add(self, variable: Variable, loc: tuple[int | str, ...]) -> None:
        self._check_name(variable.name, loc)
        beyond = [code for code in variable.categories if abs(code) > LARGEST_CODE]
        if beyond:
            self.fault(
                loc,
                f"`{variable.name}` has the code {beyond[0]}, and codes end at {LARGEST_CODE}",
                "make it a numeric question, or recode the file",
            )
        if variable.name in self.variables:
            first = self.variables[variable.name].where
            self.fault(loc, f"`{variable.name}` is used twice, first at {first}", why="a column has one meaning")
            return
        self.variables[variable.name] = variable

    def _check_name(self, name: str, loc: tuple[int | str, ...]) -> None:
        if name in RESERVED:
            self.fault(
                loc,
                f"nothing can be called `{name}`",
                "give it another name, and its column under `column`",
                "the tables use this name themselves",
            )

    # --- scales ---

    def scale(self, name: str, entry: ScaleEntry) -> Scale:
        loc = ("scales", name)
        labels = self._scale_labels(loc, entry)
        if entry.top not in (min(labels), max(labels)):
            self.fault(
                (*loc, "top"),
                f"`top` of the scale `{name}` is {entry.top}, which is neither end ({min(labels)}, {max(labels)})",
                remedy="give the code of the favourable end",
            )
        missing = _labelled(entry.missing)
        for code in (*entry.off_scale, *missing):
            if code in labels:
                self.fault(loc, f"the scale `{name}` defines the code {code} twice")
        return Scale(name, labels, entry.top, dict(entry.off_scale), missing, self.source.where(*loc))

    def _scale_labels(self, loc: tuple[int | str, ...], entry: ScaleEntry) -> dict[int, str]:
        if (entry.labels is None) == (entry.points is None):
            self.fault(loc, f"the scale `{loc[-1]}` needs either `labels` or `points`")
            return {0: "", 1: ""}
        if entry.labels is not None:
            if len(entry.labels) < 2:
                self.fault((*loc, "labels"), f"the scale `{loc[-1]}` has fewer than two answers")
                return {0: "", 1: ""}
            return dict(sorted(entry.labels.items()))
        points = max(int(entry.points or 0), 2)
        if entry.points is None or entry.points < 2:
            self.fault((*loc, "points"), f"the scale `{loc[-1]}` has fewer than two points")
        labels = {code: str(code) for code in range(1, points + 1)}
        if entry.ends:
            labels[1] = f"1 {entry.ends[0]}"
            labels[points] = f"{points} {entry.ends[1]}"
        return labels

    def scale_called(self, name: str, loc: tuple[int | str, ...]) -> Scale:
        if name in self.scales:
            return self.scales[name]
        self.fault(loc, f"there is no scale `{name}`", _did_you_mean(name, self.scales))
        return Scale(name, {0: "", 1: ""}, 1)

    # --- batteries ---

    def battery(self, name: str, entry: BatteryEntry) -> Battery:
        loc = ("batteries", name)
        scale = self.scale_called(entry.scale, (*loc, "scale"))
        items = {key: _item(item) for key, item in entry.items.items()}
        if not items:
            self.fault((*loc, "items"), f"the battery `{name}` has no items")
        for key, item in items.items():
            here = (*loc, "items", key)
            if item.attention is not None and item.attention not in scale.labels:
                self.fault(here, f"`attention: {item.attention}` is no code of the scale `{scale.name}`")
            self.add(self._item_variable(key, item, entry, scale, self.source.where(*here)), here)
        return Battery(
            name,
            entry.role,
            scale,
            entry.wording,
            tuple(key for key, item in items.items() if item.attention is None),
            tuple(key for key, item in items.items() if item.attention is not None),
            entry.order,
            self.condition(entry.asked_if, (*loc, "asked_if")),
            entry.base,
            self.source.where(*loc),
        )

    def _item_variable(self, key: str, item: ItemEntry, entry: BatteryEntry, scale: Scale, where: str) -> Variable:
        return Variable(
            key,
            item.text,
            "ordinal",
            entry.role,
            {**scale.labels, **scale.off_scale},
            scale.missing,
            scale,
            item.reversed,
            item.attention,
            where=where,
        )

    # --- questions ---

    def question(self, name: str, entry: QuestionEntry) -> Question:
        loc = ("questions", name)
        for key in _used(entry) - _ALLOWED[entry.kind]:
            self.fault(
                (*loc, key),
                f"`{key}` means nothing for the {entry.kind} question `{name}`",
                "a question of this kind may have " + ", ".join(sorted(_ALLOWED[entry.kind])),
            )
        make = {
            "single": self._single,
            "multiple": self._multiple,
            "numeric": self._numeric,
            "ranking": self._ranking,
            "open_end": self._open_end,
        }[entry.kind]
        variables, columns, none = make(name, entry)
        for variable in variables:
            self.add(variable, loc)
        return Question(
            name,
            entry.kind,
            entry.role,
            entry.wording or entry.label or readable(name),
            tuple(variable.name for variable in variables),
            columns,
            entry.encoding or "dichotomies",
            1 if entry.counted is None else entry.counted,
            none,
            self.condition(entry.asked_if, (*loc, "asked_if")),
            entry.base,
            self.source.where(*loc),
        )

    def _single(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        loc = ("questions", name)
        where = self.source.where(*loc)
        label = entry.label or entry.wording or readable(name)
        missing = _labelled(entry.missing)
        if (entry.codes is None) == (entry.scale is None):
            self.fault(loc, f"the single question `{name}` needs either `codes` or `scale`")
        if entry.scale is not None:
            scale = self.scale_called(entry.scale, (*loc, "scale"))
            categories = {**scale.labels, **scale.off_scale}
            kind, missing = "ordinal", {**scale.missing, **missing}
        else:
            scale, kind = None, "nominal"
            codes = {code: text for code, text in (entry.codes or {}).items() if code not in missing}
            missing = {code: (entry.codes or {}).get(code, text) for code, text in missing.items()}
            categories = {**codes, **entry.off_scale}
        variable = Variable(name, label, kind, entry.role, categories, missing, scale, where=where)  # type: ignore[arg-type]
        return [variable], (entry.column or name,), None

    def _multiple(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        if entry.encoding == "categories":
            return self._mentions(name, entry)
        loc = ("questions", name)
        where = self.source.where(*loc)
        labels = self._member_labels(name, entry)
        none = str(entry.none) if entry.none is not None else None
        if none is not None and none not in labels:
            self.fault((*loc, "none"), f"`none: {none}` is no column of `{name}`", _did_you_mean(none, labels))
        variables = [
            Variable(column, text, "binary", entry.role, {1: text}, _labelled(entry.missing), where=where)
            for column, text in labels.items()
        ]
        return variables, tuple(labels), none

    def _member_labels(self, name: str, entry: QuestionEntry) -> dict[str, str]:
        loc = ("questions", name)
        if not entry.columns:
            self.fault(loc, f"the multiple question `{name}` needs `columns`")
            return {}
        if isinstance(entry.columns, Mapping):
            return dict(entry.columns)
        if entry.labels_from is None:
            return {column: readable(column) for column in entry.columns}
        other = self.source.value.questions.get(entry.labels_from)
        texts = list(other.columns.values()) if other and isinstance(other.columns, Mapping) else []
        if len(texts) != len(entry.columns):
            self.fault(
                (*loc, "labels_from"),
                f"`{name}` has {len(entry.columns)} columns, and `{entry.labels_from}` has {len(texts)} labels",
                "name a multiple question with as many labelled columns",
            )
            return {column: readable(column) for column in entry.columns}
        return dict(zip(entry.columns, texts, strict=True))

    def _mentions(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        loc = ("questions", name)
        where = self.source.where(*loc)
        if not entry.codes or not entry.columns or isinstance(entry.columns, Mapping):
            self.fault(loc, f"`{name}` is stored as categories and needs a list of `columns` and `codes`")
            return [], (), None
        none = f"{name}.{entry.none}" if entry.none is not None else None
        if none is not None and entry.none not in entry.codes:
            self.fault((*loc, "none"), f"`none: {entry.none}` is no code of `{name}`")
        missing = _labelled(entry.missing)
        variables = [
            Variable(f"{name}.{code}", text, "binary", entry.role, {1: text}, missing, where=where)
            for code, text in entry.codes.items()
            if code not in missing
        ]
        return variables, tuple(entry.columns), none

    def _numeric(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        variable = Variable(
            name,
            entry.label or entry.wording or readable(name),
            "numeric",
            entry.role,
            missing=_labelled(entry.missing),
            valid_range=entry.range,
            unit=entry.unit or "",
            decimals=entry.decimals or 0,
            where=self.source.where("questions", name),
        )
        return [variable], (entry.column or name,), None

    def _ranking(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        labels = self._member_labels(name, entry)
        where = self.source.where("questions", name)
        variables = [Variable(column, text, "rank", entry.role, where=where) for column, text in labels.items()]
        return variables, tuple(labels), None

    def _open_end(self, name: str, entry: QuestionEntry) -> tuple[list[Variable], tuple[str, ...], str | None]:
        label = entry.label or entry.wording or readable(name)
        variable = Variable(name, label, "text", entry.role, where=self.source.where("questions", name))
        return [variable], (entry.column or name,), None

    # --- concepts ---

    def concepts(self, entry: ConceptsEntry) -> ConceptTest:
        numbers = tuple(entry.list)
        concepts = tuple(
            Concept(number, concept) if isinstance(concept, str) else Concept(number, concept.name, concept.price)
            for number, concept in entry.list.items()
        )
        measures = []
        for name, measure in entry.measures.items():
            loc = ("concepts", "measures", name)
            scale = self.scale_called(measure.scale, (*loc, "scale"))
            columns = self._pattern(measure.columns, numbers, (*loc, "columns"))
            for concept in concepts:
                variable = Variable(
                    columns[concept.number],
                    concept.name,
                    "ordinal",
                    measure.role,
                    {**scale.labels, **scale.off_scale},
                    scale.missing,
                    scale,
                    where=self.source.where(*loc),
                )
                self.add(variable, loc)
            label = measure.label or readable(name)
            measures.append(Measure(name, label, measure.role, scale, columns, self.source.where(*loc)))
        design = ("concepts", "design")
        return ConceptTest(
            entry.design.type,
            concepts,
            tuple(measures),
            self._pattern(entry.design.shown, numbers, (*design, "shown")) if entry.design.shown else {},
            self._pattern(entry.design.position, numbers, (*design, "position")) if entry.design.position else {},
            self.source.where("concepts"),
        )

    def _pattern(self, pattern: str, numbers: Iterable[int], loc: tuple[int | str, ...]) -> dict[int, str]:
        if "{n}" not in pattern:
            self.fault(loc, f"`{pattern}` does not say where the number of the concept stands", 'write it as "c{n}_pi"')
            return {number: f"{pattern}{number}" for number in numbers}
        return {number: pattern.replace("{n}", str(number)) for number in numbers}

    # --- derived ---

    def derive(self, name: str, entry: DerivedEntry) -> None:
        loc = ("derived", name)
        where = self.source.where(*loc)
        label = entry.label or readable(name)
        made = [part for part in (entry.yes_if, entry.bands, entry.mean_of, entry.sum_of) if part is not None]
        if len(made) != 1:
            self.fault(loc, f"`{name}` needs one of: `from` and `bands`, `yes_if`, `mean_of`, `sum_of`")
            return
        if entry.mean_of is not None or entry.sum_of is not None:
            self._score(name, entry, label, where)
            return
        if entry.yes_if is not None:
            condition = self.condition(entry.yes_if, (*loc, "yes_if"))
            if condition is not None:
                self.flags.append(Flag(name, condition, where))
                self._check_names(condition, (*loc, "yes_if"))
            self.add(Variable(name, label, "nominal", entry.role, {1: "Yes", 0: "No"}, where=where), loc)
            return
        if entry.bands is None or entry.source is None:
            self.fault(loc, f"`{name}` has `bands` and does not say `from` which numeric question")
            return
        source = self.variables.get(entry.source)
        scored = {score.variable for score in self.scores}
        if source is None or source.kind != "numeric" or entry.source in scored:
            self.fault((*loc, "from"), f"`{entry.source}` is no numeric question", self._known("numeric"))
        self._check_bands(loc, entry.bands)
        self.bands.append(Bands(name, entry.source, tuple(entry.bands.values()), where))
        categories = dict(enumerate(entry.bands, start=1))
        self.add(Variable(name, label, "nominal", entry.role, categories, where=where), loc)

    def _score(self, name: str, entry: DerivedEntry, label: str, where: str) -> None:
        """A mean or sum of items that have a scale or are numbers."""
        setting: Literal["mean", "sum"] = "sum" if entry.mean_of is None else "mean"
        loc, items = ("derived", name, f"{setting}_of"), entry.mean_of or entry.sum_of or ()
        if len(items) < _FEWEST_ITEMS:
            self.fault(loc, f"`{name}` is made of {len(items)} items", "name two or more")
        for item in items:
            found = self.variables.get(item)
            if found is None or (found.kind != "numeric" and found.scale is None):
                remedy = "name items of a battery, questions on a scale, or numeric ones"
                self.fault(loc, f"`{item}` has no scale and is no number", remedy, "it cannot be averaged or added up")
        self.scores.append(Score(name, items, setting, where))
        self.add(Variable(name, label, "numeric", entry.role, decimals=2, where=where), ("derived", name))

    def _check_bands(self, loc: tuple[int | str, ...], bands: Mapping[str, tuple[float, float]]) -> None:
        last = float("-inf")
        for text, (low, high) in bands.items():
            here = (*loc, "bands", text)
            if low > high:
                self.fault(here, f"the band `{text}` ends at {high:g}, before it begins at {low:g}")
            if low < last:
                self.fault(here, f"the band `{text}` begins at {low:g}, inside the band before it")
            last = high

    def _known(self, kind: str) -> str:
        names = [name for name, variable in self.variables.items() if variable.kind == kind]
        return "known here: " + ", ".join(names) if names else ""

    # --- conditions ---

    def condition(self, text: str | None, loc: tuple[int | str, ...]) -> Condition | None:
        if text is None:
            return None
        try:
            return parse_condition(text)
        except ConditionError as error:
            self.fault(loc, str(error))
            return None

    def check_conditions(self, batteries: tuple[Battery, ...], questions: tuple[Question, ...]) -> None:
        groups: tuple[tuple[str, Iterable[Battery | Question]], ...] = (
            ("batteries", batteries),
            ("questions", questions),
        )
        for section, parts in groups:
            for part in parts:
                self._check_name(part.name, (section, part.name))
                if part.asked_if is not None:
                    self._check_names(part.asked_if, (section, part.name, "asked_if"))
                    self._check_itself(part, (section, part.name, "asked_if"))

    def _check_itself(self, part: Battery | Question, loc: tuple[int | str, ...]) -> None:
        own = {part.name, *(part.items if isinstance(part, Battery) else part.variables)}
        if part.asked_if is not None and own & set(names_in(part.asked_if)):
            self.fault(loc, f"whether `{part.name}` was asked depends on its own answer")

    def _check_names(self, condition: Condition, loc: tuple[int | str, ...]) -> None:
        known = {*self.variables, *self.source.value.questions}
        for name in names_in(condition):
            if name not in known:
                self.fault(loc, f"there is no question `{name}`", _did_you_mean(name, known))

    def system(self, entry: SystemEntry) -> SystemColumns:
        duration = entry.duration
        column = duration if isinstance(duration, str) or duration is None else duration.column
        unit = "seconds" if isinstance(duration, str) or duration is None else duration.unit
        complete = entry.status.complete if entry.status else ()
        for name in entry.drop:
            if name in self.variables:
                self.fault(("system", "drop"), f"`{name}` is dropped and asked about", "take it out of one of the two")
        return SystemColumns(
            entry.id,
            entry.weight,
            column,
            _SECONDS[unit],
            entry.date,
            entry.status.column if entry.status else None,
            complete if isinstance(complete, tuple) else (complete,),
            entry.drop,
            self.source.where("system"),
        )


def _item(entry: str | ItemEntry) -> ItemEntry:
    return ItemEntry(text=entry) if isinstance(entry, str) else entry


def _used(entry: QuestionEntry) -> set[str]:
    """The keys of one kind only that the entry fills."""
    kinds = frozenset().union(*_ALLOWED.values())
    return {key for key in kinds if getattr(entry, key) not in (None, (), {})}


def _labelled(missing: Mapping[int, str] | tuple[int, ...]) -> dict[int, str]:
    if isinstance(missing, Mapping):
        return dict(missing)
    return dict.fromkeys(missing, "No answer")


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    known = list(known)
    close = get_close_matches(name, known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return "known here: " + ", ".join(known[:12]) if known else ""
