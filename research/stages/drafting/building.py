"""Guesses become the nouns of a questionnaire: scales, variables, batteries, questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Literal

from research.domain.caveats import Assumption
from research.domain.draft import Guess
from research.domain.questionnaire import Bands, Battery, Question, Role, Variable, readable
from research.domain.scales import Scale
from research.stages.drafting.age_bands import age_bands
from research.stages.drafting.answers import is_none
from research.stages.drafting.batteries import BatteryGuess, item_texts
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.keys import Keys
from research.stages.drafting.multiples import MultipleGuess
from research.stages.drafting.neighbours import shared_ending, stem_of
from research.stages.drafting.questions import QuestionGuess
from research.stages.drafting.roles import RoleGuess, is_sex, role_of_battery, role_of_question
from research.stages.drafting.scales import ScaleGuess

_EXAMPLES, _LONGEST_EXAMPLES = 3, 60
_SAMPLE = 6
"""How many answers help to guess what a question without words is about."""


@dataclass(slots=True)
class Building:
    """A questionnaire on its way.

    Attributes:
        members: columns of batteries and multiple questions: no question may take their names.
        derived: variables of bands, which stand after all others.
    """

    members: frozenset[str]
    keys: Keys = field(init=False)
    variables: dict[str, Variable] = field(default_factory=dict)
    batteries: list[Battery] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    scales: list[Scale] = field(default_factory=list)
    bands: list[Bands] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    derived: dict[str, Variable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = Keys(self.members)

    # --- batteries ---

    def battery(self, guess: BatteryGuess) -> None:
        wording, texts = _wording(guess.columns, guess.declared.label if guess.declared else "")
        role = role_of_battery(wording, texts, guess.scale.family)
        key = self.keys.give(wording, stem_of(guess.columns), _general_name(role.role, guess.scale))
        scale = self._scale(guess.scale)
        for column, text in zip(guess.columns, texts, strict=True):
            self.variables[column.name] = _ordinal(column.name, text, role.role, scale)
        items = tuple(column.name for column in guess.columns)
        self.batteries.append(Battery(key, role.role, scale, wording or _examples(texts), items))
        self._guess(f"batteries.{key}", f"{guess.reason}; {role}")

    # --- multiple response ---

    def multiple(self, guess: MultipleGuess) -> None:
        wording, texts = _wording(guess.columns, guess.declared.label if guess.declared else "")
        options = tuple(guess.codes.values()) or texts
        role = role_of_question(wording or " ".join(options[:_SAMPLE]), stem_of(guess.columns), ())
        key = self.keys.give(wording, stem_of(guess.columns), "answers")
        columns = tuple(column.name for column in guess.columns)
        names = tuple(f"{key}.{code}" for code in guess.codes) or columns
        missing = _missing_of(guess)
        for name, text in zip(names, options, strict=True):
            self.variables[name] = Variable(name, text, "binary", role.role, {1: text}, missing)
        none = next((name for name, text in zip(names, options, strict=True) if is_none(text)), None)
        wording = wording or _examples(options)
        encoding: Literal["dichotomies", "categories"] = "categories" if guess.codes else "dichotomies"
        counted = 1.0 if guess.counted is None else guess.counted
        self.questions.append(Question(key, "multiple", role.role, wording, names, columns, encoding, counted, none))
        self._guess(f"questions.{key}", f"{guess.reason}; {role}")
        if not guess.counted_is_clear:
            self.assumptions.append(Assumption("chosen_guessed", {"question": wording, "value": 1}))

    # --- one column ---

    def question(self, guess: QuestionGuess, set_label: str = "") -> None:
        """Add the question of one column; `set_label` is what the file calls the set that the column belongs to."""
        column = guess.column
        text = ": ".join(part for part in (_without_number(set_label), column.text) if part)
        role = self._role(guess, text)
        give = self.keys.give_sex if is_sex(guess.categories.values()) else self.keys.give_part
        key = give(text, column.code)
        label = text or readable(key)
        self.variables[key] = self._variable(key, label, guess, role.role)
        self.questions.append(Question(key, guess.kind, role.role, label, (key,), (column.name,)))
        why = "" if guess.kind == "open_end" else f"; {role}"
        self._guess(f"questions.{key}", guess.reason + why)
        if guess.unlabelled and guess.scale is None:
            codes = ", ".join(map(str, guess.unlabelled))
            self.assumptions.append(Assumption("unlabelled_codes", {"question": label, "codes": codes}))
        self._band(guess, key)

    def _band(self, guess: QuestionGuess, key: str) -> None:
        found = age_bands(guess)
        if found is None:
            return
        edges, labels = found
        name = self.keys.give("", f"{key}_band")
        variable = self.variables[key]
        self.derived[name] = Variable(name, variable.label, "nominal", variable.role, labels)
        self.bands.append(Bands(name, key, edges))
        self._guess(f"derived.{name}", "the usual bands of age, for the banner")

    def _role(self, guess: QuestionGuess, text: str) -> RoleGuess:
        if guess.kind == "open_end":
            return RoleGuess("open_end", "its text")
        family = guess.scale.family if guess.scale else ""
        default: Role = "psychographic" if guess.scale else "behavioural"
        answers = guess.categories.values()
        return role_of_question(text, guess.column.code, answers, family=family, default=default)

    def _variable(self, key: str, label: str, guess: QuestionGuess, role: Role) -> Variable:
        if guess.scale is not None:
            return _ordinal(key, label, role, self._scale(guess.scale))
        if guess.kind == "open_end":
            return Variable(key, label, "text", role)
        if guess.kind == "numeric":
            return Variable(
                key,
                label,
                "numeric",
                role,
                missing=dict(guess.missing),
                valid_range=guess.valid_range,
                decimals=guess.decimals,
            )
        return Variable(key, label, "nominal", role, dict(guess.categories), dict(guess.missing))

    # --- scales ---

    def _scale(self, guess: ScaleGuess) -> Scale:
        """The scale of a guess: one that is there already, or a new one with a key of its own."""
        for scale in self.scales:
            if _content(scale) == _content(guess):
                return scale
        base = f"{guess.family}{len(guess.labels)}"
        taken = {scale.name for scale in self.scales}
        name = next(name for name in _numbered(base) if name not in taken)
        scale = Scale(name, dict(guess.labels), guess.top, dict(guess.off_scale), dict(guess.missing))
        self.scales.append(scale)
        self._tell_scale(scale, guess)
        return scale

    def _tell_scale(self, scale: Scale, guess: ScaleGuess) -> None:
        favourable = scale.labels[scale.top]
        if guess.top_is_clear:
            self._guess(f"scales.{scale.name}", f"{guess.reason}; by its words, `{favourable}` is the favourable end")
        else:
            self._guess(
                f"scales.{scale.name}", f"{guess.reason}; no word tells the favourable end, so the highest code"
            )
            self._assume("top_guessed", scale, top=favourable)
        if scale.off_scale:
            self._assume("off_scale_guessed", scale, answers=_quoted(scale.off_scale.values()))
        if guess.unlabelled:
            self._assume("codes_as_missing", scale, codes=", ".join(map(str, guess.unlabelled)))

    def _assume(self, code: str, scale: Scale, **figures: str) -> None:
        low, high = scale.labels[min(scale.labels)], scale.labels[max(scale.labels)]
        self.assumptions.append(Assumption(code, {"low": low, "high": high, **figures}))

    def _guess(self, subject: str, reason: str) -> None:
        self.guesses.append(Guess(subject, reason))


def _wording(columns: Sequence[Evidence], declared: str) -> tuple[str, tuple[str, ...]]:
    """The question's words, from the declared set and what the columns share, and the items' own."""
    prefix, texts = item_texts(columns)
    shared = prefix.strip(" -–:.[]()") or shared_ending([column.text for column in columns])
    label = _without_number(declared)
    if not label or shared.casefold().startswith(label.casefold()):
        return shared, texts
    if prefix.startswith("[") and ":" not in label and shared.casefold() not in label.casefold():
        return f"{label}: {shared}", texts
    return label, texts


def _without_number(label: str) -> str:
    """`Q25. Respondent image` without its number."""
    head, _, rest = label.partition(". ")
    return rest.strip() if rest and " " not in head and any(map(str.isdigit, head)) else label


def _general_name(role: Role, scale: ScaleGuess) -> str:
    if scale.family in ("rating", "extent"):
        return "ratings"
    return {"psychographic": "attitudes", "needs": "needs"}.get(role, scale.family)


def _ordinal(name: str, label: str, role: Role, scale: Scale) -> Variable:
    categories = {**scale.labels, **scale.off_scale}
    return Variable(name, label, "ordinal", role, categories, scale.missing, scale)


def _missing_of(guess: MultipleGuess) -> dict[int, str]:
    return {code: text for column in guess.columns for code, text in column.missing.items()}


def _content(scale: Scale | ScaleGuess) -> tuple[object, ...]:
    return dict(scale.labels), scale.top, dict(scale.off_scale), dict(scale.missing)


def _numbered(base: str) -> Iterable[str]:
    yield base
    yield from (f"{base}_{number}" for number in range(2, 1000))


def _examples(texts: Sequence[str]) -> str:
    """The first items, to tell a question that has no words: as many as fit, the first one cut when it is long."""
    shown = [shorten(texts[0], _LONGEST_EXAMPLES, placeholder=" …")]
    for text in texts[1:_EXAMPLES]:
        if len(", ".join([*shown, text])) <= _LONGEST_EXAMPLES:
            shown.append(text)
    more = f" and {len(texts) - len(shown)} more" if len(texts) > len(shown) else ""
    return ", ".join(shown) + more


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)
