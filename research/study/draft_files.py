"""The two files of a study, written from a draft: what was guessed stands beside it as a comment."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.draft import Draft
from research.domain.questionnaire import Battery, Question, Questionnaire, Variable, readable
from research.domain.scales import Scale
from research.study.draft_yaml import Entry, comment, entry_lines, flow, flow_list, label, scalar, section, told

_UNITS = {0.001: "milliseconds", 1.0: "seconds", 60.0: "minutes"}
_FACTORED_FROM = 8
"""With fewer items in all, segments are cut on the items themselves: factors of so few say little more."""


def questionnaire_yaml(draft: Draft) -> str:
    """The questionnaire of `draft` as the text of questionnaire.yaml."""
    questionnaire = draft.questionnaire
    reasons = {guess.subject: guess.reason for guess in draft.guesses}
    sections = [
        "\n".join(
            [
                *comment(f"What was asked in {questionnaire.name}, as far as the data file tells.", 0),
                *comment("Every line with `guess:` is a guess: correct it, or delete the comment when it is right.", 0),
                f"language: {scalar(questionnaire.language)}",
            ]
        ),
        section("scales", {scale.name: _scale(scale) for scale in _scales(questionnaire)}, reasons),
        _system(questionnaire, reasons),
        section(
            "batteries",
            {battery.name: _battery(battery, questionnaire) for battery in questionnaire.batteries},
            reasons,
        ),
        section(
            "questions",
            {question.name: _question(question, questionnaire) for question in questionnaire.questions},
            reasons,
        ),
        section("derived", _derived(questionnaire), reasons),
        _left_out(draft.skipped),
    ]
    return "\n\n".join(text for text in sections if text) + "\n"


def study_yaml(draft: Draft, data_file: str) -> str:
    """The study of `draft` as the text of study.yaml; `data_file` is where the data lie, seen from the file."""
    reasons = {guess.subject: guess.reason for guess in draft.guesses}
    parts = [
        [
            *comment(f"How {draft.questionnaire.name} is analysed. Everything but `waves` has a default.", 0),
            "# objective: what is to be decided with the segments",
        ],
        ["waves:", f"  w1: {flow({'file': scalar(data_file)})}"],
        [*told("basis", reasons), *_basis(draft)],
        [*told("outcomes", reasons), f"outcomes: {flow_list(draft.outcomes)}"] if draft.outcomes else [],
        [f"tables: {{banner: {flow_list(draft.banner)}}}"] if draft.banner else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


# --- the study ---


def _basis(draft: Draft) -> list[str]:
    """What segments are cut on, and that nothing else is."""
    batteries = [battery for battery in draft.questionnaire.batteries if battery.name in draft.basis]
    questions = [question.name for question in draft.questionnaire.questions if question.name in draft.basis]
    names = flow_list(battery.name for battery in batteries)
    if not draft.basis:
        return []
    if questions:
        return ["factors: {batteries: []}", f"basis: {{batteries: [], questions: {flow_list(questions)}}}"]
    few = sum(len(battery.items) for battery in batteries) < _FACTORED_FROM
    use = "use: standardised, " if few else ""
    return [f"factors: {{batteries: {names}}}", f"basis: {{{use}batteries: {names}}}"]


# --- the questionnaire ---


def _scales(questionnaire: Questionnaire) -> list[Scale]:
    used = [variable.scale for variable in questionnaire.variables.values() if variable.scale is not None]
    return list({scale.name: scale for scale in used}.values())


def _scale(scale: Scale) -> Entry:
    entry: Entry = _points(scale) or {"labels": _labels(scale.labels)}
    entry["top"] = scalar(scale.top)
    if scale.off_scale:
        entry["off_scale"] = _labels(scale.off_scale)
    if scale.missing:
        entry["missing"] = _labels(scale.missing)
    return entry


def _points(scale: Scale) -> Entry:
    """The short form of a scale whose codes from 1 on are its labels, with or without words at the ends."""
    points = len(scale.labels)
    codes = {code: str(code) for code in range(1, points + 1)}
    if tuple(scale.labels) != tuple(codes):
        return {}
    if dict(scale.labels) == codes:
        return {"points": scalar(points)}
    low, high = scale.labels[1].removeprefix("1 "), scale.labels[points].removeprefix(f"{points} ")
    if dict(scale.labels) != {**codes, 1: f"1 {low}", points: f"{points} {high}"}:
        return {}
    return {"points": scalar(points), "ends": flow_list([low, high])}


def _system(questionnaire: Questionnaire, reasons: Mapping[str, str]) -> str:
    system = questionnaire.system
    entry: Entry = {}
    if system.id is not None:
        entry["id"] = scalar(system.id)
    if system.weight is not None:
        entry["weight"] = scalar(system.weight)
    if system.duration is not None:
        entry["duration"] = flow({"column": scalar(system.duration), "unit": _UNITS[system.duration_seconds]})
    if system.date is not None:
        entry["date"] = scalar(system.date)
    if system.status is not None:
        entry["status"] = flow({"column": scalar(system.status), "complete": flow_list(system.complete)})
    if system.drop:
        entry["drop"] = flow_list(system.drop)
    lines = []
    for key, value in entry.items():
        lines += entry_lines(key, value, f"system.{key}", reasons, 2)
    return "\n".join(["system:", *lines]) if lines else ""


def _battery(battery: Battery, questionnaire: Questionnaire) -> Entry:
    entry: Entry = {"role": battery.role, "scale": scalar(battery.scale.name)}
    if battery.wording:
        entry["wording"] = scalar(battery.wording)
    entry["items"] = {item: scalar(questionnaire.variables[item].label) for item in battery.items}
    return entry


def _question(question: Question, questionnaire: Questionnaire) -> Entry:
    entry: Entry = {"kind": question.kind, "role": question.role}
    first = questionnaire.variables[question.variables[0]]
    if question.kind == "multiple":
        return {**entry, "wording": scalar(question.wording), **_multiple(question, questionnaire)}
    if question.columns[0] != question.name:
        entry["column"] = scalar(question.columns[0])
    if question.wording != readable(question.name):
        entry["label"] = scalar(question.wording)
    if question.kind == "numeric":
        entry.update(_numeric(first))
    elif first.scale is not None:
        entry["scale"] = scalar(first.scale.name)
    elif question.kind == "single":
        entry["codes"] = _labels(first.categories)
    if first.missing and first.scale is None:
        entry["missing"] = _labels(first.missing)
    return entry


def _multiple(question: Question, questionnaire: Questionnaire) -> Entry:
    variables = {name: questionnaire.variables[name] for name in question.variables}
    entry: Entry = {}
    if question.encoding == "categories":
        codes = {int(name.rsplit(".", 1)[1]): variable.label for name, variable in variables.items()}
        entry["columns"] = flow_list(question.columns)
        entry["encoding"] = "categories"
        entry["codes"] = _labels(codes)
        if question.none is not None:
            entry["none"] = question.none.rsplit(".", 1)[1]
    else:
        if question.counted != 1:
            entry["counted"] = scalar(question.counted)
        if question.none is not None:
            entry["none"] = scalar(question.none)
        entry["columns"] = {name: scalar(variable.label) for name, variable in variables.items()}
    missing = next(iter(variables.values())).missing
    return {**entry, "missing": _labels(missing)} if missing else entry


def _numeric(variable: Variable) -> Entry:
    entry: Entry = {}
    if variable.valid_range is not None:
        entry["range"] = flow_list(variable.valid_range)
    if variable.unit:
        entry["unit"] = scalar(variable.unit)
    if variable.decimals:
        entry["decimals"] = scalar(variable.decimals)
    return entry


def _derived(questionnaire: Questionnaire) -> Entry:
    entries: Entry = {}
    for bands in questionnaire.bands:
        variable = questionnaire.variables[bands.variable]
        edges: dict[object, str] = {
            text: flow_list(pair) for text, pair in zip(variable.categories.values(), bands.edges, strict=True)
        }
        entries[bands.variable] = {
            "from": scalar(bands.source),
            "role": variable.role,
            "label": scalar(variable.label),
            "bands": flow(edges),
        }
    return entries


def _left_out(skipped: Mapping[str, str]) -> str:
    if not skipped:
        return ""
    by_reason: dict[str, list[str]] = {}
    for name, reason in skipped.items():
        by_reason.setdefault(reason, []).append(name)
    lines = ["# Columns of the file that were left out:"]
    for reason, names in by_reason.items():
        lines += comment(f"- {reason}: {', '.join(names)}", 0, "  ")
    return "\n".join(lines)


def _labels(labels: Mapping[int, str]) -> Entry:
    return {code: label(text) for code, text in labels.items()}
