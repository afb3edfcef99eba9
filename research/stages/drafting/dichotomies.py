"""Columns that say chosen or not: 0/1, Yes/No, selected or blank."""

from __future__ import annotations

from collections.abc import Sequence

from research.domain.plain_words import plain
from research.domain.survey_file import Code
from research.stages.drafting.answers import is_missing, is_off_scale
from research.stages.drafting.evidence import Evidence

_YES = frozenset(
    (
        *(
            "yes",
            "y",
            "true",
            "t",
            "selected",
            "checked",
            "ticked",
            "quoted",
            "mentioned",
            "chosen",
            "marked",
            "applies",
        ),
        *("x", "1", "ja", "wahr", "ausgewählt", "angekreuzt", "genannt", "oui", "coché", "si", "sí", "sim"),
    )
)
_NO = frozenset(
    (
        *(
            "no",
            "n",
            "false",
            "f",
            "unselected",
            "unchecked",
            "unticked",
            "unquoted",
            "unmarked",
            "0",
            "nein",
            "falsch",
        ),
        *("nicht", "non", "nao", "não"),
    )
)
_NOT = ("not ", "un", "no ", "nicht ")


def counted_value(evidence: Evidence) -> Code | None:
    """The value of a dichotomy that means "chosen"; None for any other column."""
    if evidence.column.kind == "date":
        return None
    answers = _answers(evidence)
    if len(answers) == 2:
        (first, text), (second, other) = answers.items()
        if _is_yes(text, other):
            return first
        return second if _is_yes(other, text) else None
    if len(answers) == 1 and evidence.answered < evidence.rows:
        (only, text), *_ = answers.items()
        return only if plain(text) in _YES else None
    return None


def is_one_or_two(evidence: Evidence) -> bool:
    """Whether a column of bare numbers holds 1 and 2 and nothing else."""
    return evidence.is_number and not evidence.labels and evidence.numbers == (1.0, 2.0)


def is_label_or_blank(evidence: Evidence) -> bool:
    """Whether a column of text holds one label or nothing: how some platforms store chosen answers."""
    return evidence.column.kind == "text" and len(evidence.counts) == 1 and evidence.answered < evidence.rows


def affirmative(columns: Sequence[Evidence]) -> Code | None:
    """The value that means "chosen" in all `columns`, where they agree; columns in which nobody chose anything
    may leave it open."""
    values = {counted_value(column) for column in columns}
    return values.pop() if len(values) == 1 else None


def _answers(evidence: Evidence) -> dict[Code, str]:
    """Label per substantive answer, given or labelled."""
    labels = {
        code: text
        for code, text in evidence.labels.items()
        if (not is_off_scale(text) and not is_missing(text)) or code in evidence.counts
    }
    bare = {code: f"{code:g}" if isinstance(code, float) else code for code in evidence.counts if code not in labels}
    if evidence.is_number and len(labels) == 1 and bare.keys() <= {0.0}:
        bare = {0.0: "no"}
        labels = dict.fromkeys(labels, "yes") if labels.keys() == {1.0} else labels
    return {**labels, **bare}


def _is_yes(text: str, other: str) -> bool:
    """Whether `text` is the affirmative of the pair."""
    first, second = plain(text), plain(other)
    if second in {prefix + first for prefix in _NOT}:
        return True
    return first in _YES and (second in _NO or any(second.startswith(prefix) for prefix in _NOT))
