"""Writes the wave files as fieldwork delivers them, with the labels of the questionnaire."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
from ruamel.yaml import YAML

TICKS = {0: "Not ticked", 1: "Ticked"}
SHOWN = {0: "Not shown", 1: "Shown"}
STATUS = {3: "Complete", 4: "Broken off"}
SYSTEM = {
    "resp_id": "Respondent",
    "status": "Status of the interview",
    "loi": "Length of interview in seconds",
    "end_date": "Date of the interview",
    "ip": "IP address",
    "wt": "Rim weight: sex, age, region",
}
CLOCK_BYTE, NO_CLOCK = 92, b"01 Jan 0000:00:00"
"""Where an SPSS file keeps the time at which it was written: the same data shall give the same bytes."""


class Codebook:
    """Labels, value labels and missing codes per column, gathered from the questionnaire."""

    def __init__(self, questionnaire: Path) -> None:
        self.labels: dict[str, str] = dict(SYSTEM)
        self.values: dict[str, dict[int, str]] = {"status": STATUS}
        self.missing: dict[str, list[int]] = {}
        self.ordinal: set[str] = set()
        tree = YAML(typ="safe").load(questionnaire)
        self._scales: dict[str, Any] = tree["scales"]
        for battery in tree["batteries"].values():
            for name, item in battery["items"].items():
                self._scaled(name, item if isinstance(item, str) else item["text"], battery["scale"])
        for name, question in tree["questions"].items():
            self._question(name, question, tree["questions"])
        self._concepts(tree["concepts"])

    def _scaled(self, column: str, label: str, scale_name: str) -> None:
        scale = self._scales[scale_name]
        ends = scale.get("ends")
        labels = {1: ends[0], scale["points"]: ends[1]} if ends else scale["labels"]
        self.labels[column] = label
        self.values[column] = {**labels, **scale.get("off_scale", {}), **scale.get("missing", {})}
        self.missing[column] = list(scale.get("missing", {}))
        self.ordinal.add(column)

    def _question(self, name: str, question: dict[str, Any], questions: dict[str, Any]) -> None:
        if question["kind"] == "multiple":
            self._multiple(question, questions)
        elif "scale" in question:
            self._scaled(name, question["label"], question["scale"])
        else:
            self.labels[name] = question["label"]
            if "codes" in question:
                self.values[name] = dict(question["codes"])
            self.missing[name] = list(question.get("missing", []))

    def _multiple(self, question: dict[str, Any], questions: dict[str, Any]) -> None:
        columns = question["columns"]
        if question.get("encoding") == "categories":
            for place, column in enumerate(columns, start=1):
                self.labels[column] = f"{question['label']}: mention {place}"
                self.values[column] = dict(question["codes"])
            return
        source = questions[question["labels_from"]]["columns"] if "labels_from" in question else columns
        for column, answer in zip(columns, source.values(), strict=True):
            self.labels[column] = f"{question['label']}: {answer}"
            self.values[column] = TICKS

    def _concepts(self, concepts: dict[str, Any]) -> None:
        for number, concept in concepts["list"].items():
            shown = concepts["design"]["shown"].format(n=number)
            self.labels[shown] = f"{concept['name']}: shown"
            self.values[shown] = SHOWN
            self.labels[concepts["design"]["position"].format(n=number)] = f"{concept['name']}: position"
            for measure in concepts["measures"].values():
                self._scaled(
                    measure["columns"].format(n=number), f"{concept['name']}: {measure['label']}", measure["scale"]
                )


def write_sav(data: pd.DataFrame, codebook: Codebook, path: Path) -> None:
    """Write an SPSS file with labels, value labels, user-missing codes and measures; the same data, the same bytes."""
    pyreadstat.write_sav(
        _for_spss(data),
        path,
        file_label="Greenbite: plant-based snacks, wave 1",
        column_labels={name: codebook.labels[name] for name in data},
        variable_value_labels={name: codebook.values[name] for name in data if name in codebook.values},
        missing_ranges={name: codes for name, codes in codebook.missing.items() if codes},
        variable_measure={name: _measure(name, data, codebook) for name in data},
        variable_format={name: _format(name) for name in data.select_dtypes("number")},
        row_compress=True,
    )
    with path.open("r+b") as file:
        file.seek(CLOCK_BYTE)
        file.write(NO_CLOCK)


def write_csv(data: pd.DataFrame, path: Path) -> None:
    """Write codes and texts as UTF-8 with commas; blanks stay empty."""
    data.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _for_spss(data: pd.DataFrame) -> pd.DataFrame:
    numbers = data.select_dtypes("number").astype("float64")
    dates = [datetime.date.fromisoformat(day) for day in data["end_date"]]
    return data.assign(**{name: numbers[name] for name in numbers}, end_date=pd.Series(dates, dtype=object))


def _measure(name: str, data: pd.DataFrame, codebook: Codebook) -> str:
    if name in codebook.ordinal:
        return "ordinal"
    numeric = pd.api.types.is_numeric_dtype(data[name])
    return "scale" if numeric and name not in codebook.values else "nominal"


def _format(name: str) -> str:
    return {"max_price": "F5.2", "wt": "F7.4", "loi": "F5.0"}.get(name, "F2.0")
