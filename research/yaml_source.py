"""A YAML file as checked, frozen dataclasses; every fault with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from research.errors import Fault, ResearchError

T = TypeVar("T")

Place = tuple[int | str, ...]
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character: no page or workbook can show it."""


STRICT = ConfigDict(extra="forbid", coerce_numbers_to_str=True)
"""What every plan carries as `__pydantic_config__: ClassVar[ConfigDict] = STRICT`: unknown keys are refused."""


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A checked value and the file that it came from."""

    value: T
    name: str
    tree: Any

    def where(self, *loc: int | str) -> str:
        """`file.yaml:41`, the line of the deepest part of `loc` that the file holds."""
        return f"{self.name}:{_line_of(self.tree, loc)}"


def load(path: Path, kind: type[T], name: str | None = None) -> Sourced[T]:
    """Read the YAML file `path` as a `kind`; raise ResearchError with every fault and its line."""
    shown = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ResearchError(Fault("there is no such file", shown)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ResearchError(Fault("the file is not UTF-8 text", f"{shown}:{line}", remedy="save it as UTF-8")) from None
    except OSError as error:
        raise ResearchError(Fault(f"the file cannot be read: {error.strerror}", shown)) from None
    return parse(text, kind, shown)


def parse(text: str, kind: type[T], name: str) -> Sourced[T]:
    """Read YAML `text` as a `kind`; `name` stands for the file in faults."""
    tree = _tree(text, name)
    try:
        return Sourced(TypeAdapter(kind).validate_python(tree), name, tree)
    except ValidationError as error:
        raise ResearchError(_faults(error, tree, kind, name)) from None


def checked(values: Mapping[str, Any], kind: type[T], name: str) -> T:
    """`values` given in Python as a `kind`; ResearchError with every fault, `name` before each."""
    plain = {key: asdict(value) if is_dataclass(value) else value for key, value in values.items()}  # type: ignore[arg-type]
    try:
        return TypeAdapter(kind).validate_python(plain)
    except ValidationError as error:
        places = {str(entry["loc"][0]): str(entry["msg"]) for entry in reversed(error.errors()) if entry["loc"]}
        raise ResearchError(
            Fault(f"`{place}` cannot be read: {told[:1].lower()}{told[1:]}", name, found=repr(plain.get(place)))
            for place, told in places.items()
        ) from None


def _tree(text: str, name: str) -> Any:
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = str(error.problem or error.context or error).splitlines()[0]
        raise ResearchError(
            Fault(
                f"the YAML cannot be read: {problem}",
                f"{name}:{line}",
                found=_line_text(text, line),
                remedy="look for a missing colon, quote or bracket, or an indentation that differs, here or just above",
            )
        ) from None
    except (YAMLError, ValueError) as error:
        raise ResearchError(Fault(f"the YAML cannot be read: {str(error).splitlines()[0]}", name)) from None
    return {} if tree is None else _whole(tree)


def _whole(node: Any) -> Any:
    """`node` with whole characters: halves that escapes such as "\\ud83d" make are joined, or shown as missing."""
    if isinstance(node, dict):
        for key in list(node):
            whole = _whole(node[key])
            if whole is not node[key]:
                node[key] = whole
    elif isinstance(node, list):
        for position, item in enumerate(node):
            whole = _whole(item)
            if whole is not item:
                node[position] = whole
    elif isinstance(node, str) and _HALF.search(node):
        return node.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return node


def _line_text(text: str, line: int) -> str:
    lines = text.splitlines()
    return f"the line reads: {lines[line - 1].strip()}" if 0 < line <= len(lines) else ""


def _faults(error: ValidationError, tree: Any, kind: type[Any], name: str) -> list[Fault]:
    """One fault a place: a place whose parts have faults of their own, as with alternatives, is left to them."""
    entries = [(_path(tree, entry["loc"], str(entry["type"])), entry) for entry in error.errors()]
    paths = [path for path, _ in entries]
    told: dict[tuple[int | str, ...], Fault] = {}
    for path, entry in _alternatives(entries):
        if any(other[: len(path)] == path and len(other) > len(path) for other in paths):
            continue
        told.setdefault(path, _fault(path, dict(entry), tree, kind, name))
    return [told[path] for path in sorted(told, key=lambda path: _line_of(tree, path))]


def _alternatives(entries: Sequence[tuple[Place, Any]]) -> list[tuple[Place, dict[str, Any]]]:
    """One entry a place; where a place may hold several kinds of value, it says what each of them should be."""
    by_path: dict[Place, list[dict[str, Any]]] = {}
    for path, entry in entries:
        by_path.setdefault(path, []).append(dict(entry))
    return [(path, {**given[0], "msg": _either(given)}) for path, given in by_path.items()]


def _either(entries: Sequence[Mapping[str, Any]]) -> str:
    """`Input should be 'auto', or a valid integer` from one message each; kinds that hold keys are left out."""
    messages = dict.fromkeys(str(entry["msg"]) for entry in entries)
    first, *others = [message for message in messages if "dictionary" not in message] or messages
    return ", or ".join([first, *(other.removeprefix("Input should be ") for other in others)])


def _fault(path: tuple[int | str, ...], entry: dict[str, Any], tree: Any, kind: type[Any], name: str) -> Fault:
    where = f"{name}:{_line_of(tree, path)}"
    shown = ".".join(map(str, path))
    if entry["type"] in _UNKNOWN:
        return Fault(f"unknown key `{shown}`", where, remedy=_suggestion(path, kind, entry["loc"]))
    if entry["type"] in _MISSING:
        parent = ".".join(map(str, path[:-1]))
        return Fault(f"`{parent}` lacks the key `{path[-1]}`" if parent else f"the key `{path[-1]}` is missing", where)
    problem = _plain(str(entry["msg"]).removeprefix("Value error, "))
    if not path:
        return Fault("the file should hold keys and values", where, found=_found(entry["input"]))
    return Fault(f"`{shown}`: {problem[:1].lower()}{problem[1:]}", where, found=_found(entry["input"]))


def _plain(problem: str) -> str:
    """pydantic's words as someone who writes YAML says them."""
    for theirs, ours in _WORDS:
        problem = problem.replace(theirs, ours)
    return problem


_WORDS = (
    (", unable to parse string as a number", ""),
    (", unable to parse string as an integer", ""),
    ("a valid tuple", "a list such as [a, b]"),
    ("a valid list", "a list such as [a, b]"),
    ("a valid dictionary", "keys with values"),
    ("a valid integer", "a whole number"),
    ("a valid number", "a number"),
    ("a valid string", "text"),
    ("a valid boolean", "true or false"),
)
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
_MISSING = ("missing", "missing_argument")


def _path(tree: Any, loc: tuple[int | str, ...], problem: str) -> tuple[int | str, ...]:
    """The steps of `loc` that the file holds, without the names of alternatives that pydantic puts between."""
    path: list[int | str] = []
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        try:
            tree = tree[step]
            path.append(step)
        except (KeyError, IndexError, TypeError):
            if last and problem in (*_UNKNOWN, *_MISSING):
                path.append(step)
    return tuple(path)


def _found(value: object) -> str:
    text = repr(value) if isinstance(value, (str, int, float, bool, type(None))) else type(value).__name__
    if isinstance(value, dict):
        text = "a mapping with the keys " + ", ".join(map(str, list(value)[:5]))
    elif isinstance(value, list):
        text = "a list"
    return f"found {text[:120]}"


def _suggestion(path: Place, kind: type[Any], loc: Place) -> str:
    allowed = _keys_at(kind, path[:-1], loc)
    close = difflib.get_close_matches(str(path[-1]), allowed, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return "known here: " + ", ".join(allowed) if allowed else ""


def _keys_at(kind: Any, path: Place, loc: Place) -> list[str]:
    """The keys of the dataclass that `path` leads to, as far as the type hints tell; `loc` names alternatives."""
    for step in path:
        kind = _inner(kind, step)
    found = _dataclasses(kind)
    meant = [one for one in found if one.__name__ in loc] or found
    return [_key(one, field.name) for one in meant for field in fields(one)]


def _key(kind: Any, name: str) -> str:
    """The field `name` of a dataclass as the file writes it, where that is otherwise: `if` for `condition`."""
    notes = getattr(get_type_hints(kind, include_extras=True)[name], "__metadata__", ())
    return next((note.alias for note in notes if isinstance(note, FieldInfo) and note.alias), name)


def _inner(kind: Any, step: int | str) -> Any:
    for found in _dataclasses(kind):
        hints = get_type_hints(found)
        if step in hints:
            return hints[str(step)]
    arguments = [argument for argument in get_args(kind) if argument not in (type(None), Ellipsis)]
    containers = [argument for argument in arguments if get_args(argument)]
    return (containers or arguments or [kind])[-1]


def _dataclasses(kind: Any) -> list[Any]:
    if is_dataclass(kind):
        return [kind]
    return [found for argument in get_args(kind) for found in _dataclasses(argument)]


def _line_of(tree: Any, loc: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `loc` that the file holds, from 1."""
    line = 1
    for step in loc:
        try:
            marks = tree.lc
            position = marks.item(step) if isinstance(step, int) and isinstance(tree, list) else marks.key(step)
            tree = tree[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
        line = position[0] + 1
    return line
