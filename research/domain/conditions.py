"""Conditions: the small closed grammar of routing, flags and logic checks.

    condition   = conjunction ("or" conjunction)*
    conjunction = term ("and" term)*
    term        = "not" term | "(" condition ")" | test
    test        = NAME ("==" | "!=" | "<" | "<=" | ">" | ">=") NUMBER
                | NAME ["not"] "in" "[" values "]"
                | NAME ["not"] "any" "[" values "]"
                | NAME ["not"] "none"

`any` asks a multiple question whether one of the named answers was chosen; `none` whether nothing but "none of these"
was. Someone without an answer meets no test; "not" applied to a whole test is true for them, "not in", "not any" and
"not none" are not: they ask for an answer that is otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Value = float | str
Comparator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in", "any", "not any", "none", "not none"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One question put to one name."""

    name: str
    comparator: Comparator
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation:
    """The opposite of a condition."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Condition = Clause | Negation | Conjunction | Disjunction

_TOKEN = re.compile(
    r"\s*(?:(?P<op>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)"
    r"|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<quoted>'[^']*'|\"[^\"]*\"|`[^`]*`)"
    r"|(?P<word>[^\W\d][\w.]*))"
)


class ConditionError(ValueError):
    """The text is no condition; the message says where and what was expected."""


def parse_condition(text: str) -> Condition:
    """The condition that `text` writes; ConditionError where it is none."""
    reader = _Reader(_tokens(text), text)
    try:
        condition = reader.alternatives()
    except RecursionError:
        raise ConditionError("the condition has too many brackets inside each other") from None
    if reader.token() is not None:
        raise ConditionError(f"`{reader.token_text()}` was not expected in `{text}`")
    return condition


def names_in(condition: Condition) -> tuple[str, ...]:
    """Every name that `condition` asks about, in order, each once."""
    return tuple(dict.fromkeys(clause.name for clause in clauses_in(condition)))


def clauses_in(condition: Condition) -> tuple[Clause, ...]:
    """Every clause of `condition`, in order."""
    if isinstance(condition, Clause):
        return (condition,)
    parts = (condition.inner,) if isinstance(condition, Negation) else condition.parts
    return tuple(clause for part in parts for clause in clauses_in(part))


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise ConditionError(f"`{text[position:].strip()[:20]}` cannot be read in `{text}`")
        kind = str(match.lastgroup)
        tokens.append((kind, match.group(kind)))
        position = match.end()
    return tokens


class _Reader:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, tokens: list[tuple[str, str]], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._next = 0

    def token(self) -> tuple[str, str] | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def token_text(self) -> str:
        token = self.token()
        return token[1] if token else "the end"

    def alternatives(self) -> Condition:
        parts = [self._conjunction()]
        while self._take("or"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Disjunction(tuple(parts))

    def _conjunction(self) -> Condition:
        parts = [self._term()]
        while self._take("and"):
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else Conjunction(tuple(parts))

    def _term(self) -> Condition:
        if self._take("not"):
            return Negation(self._term())
        if self._take("("):
            inner = self.alternatives()
            self._expect(")")
            return inner
        return self._test()

    def _test(self) -> Condition:
        name = self._name()
        for comparator in ("==", "!=", "<=", ">=", "<", ">"):
            if self._take(comparator):
                return Clause(name, comparator, (self._value(),))
        negated = self._take("not")
        for word in ("in", "any", "none"):
            if self._take(word):
                comparator = f"not {word}" if negated else word
                values = () if word == "none" else self._values()
                return Clause(name, comparator, values)  # type: ignore[arg-type]
        raise ConditionError(
            f"`{self.token_text()}` after `{name}` in `{self._text}`: "
            "expected ==, !=, <, <=, >, >=, in [...], any [...] or none"
        )

    def _name(self) -> str:
        token = self.token()
        if token is None or token[0] not in ("word", "quoted"):
            raise ConditionError(f"expected the name of a question, found `{self.token_text()}` in `{self._text}`")
        self._next += 1
        return token[1].strip("'\"`") if token[0] == "quoted" else token[1]

    def _value(self) -> Value:
        token = self.token()
        if token is None or token[0] == "op":
            raise ConditionError(f"expected a value, found `{self.token_text()}` in `{self._text}`")
        self._next += 1
        if token[0] == "number":
            return float(token[1])
        return token[1].strip("'\"`") if token[0] == "quoted" else token[1]

    def _values(self) -> tuple[Value, ...]:
        self._expect("[")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._expect("]")
        return tuple(values)

    def _take(self, text: str) -> bool:
        token = self.token()
        if token is None or token[1] != text or token[0] not in ("op", "word"):
            return False
        self._next += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise ConditionError(f"expected `{text}`, found `{self.token_text()}` in `{self._text}`")
