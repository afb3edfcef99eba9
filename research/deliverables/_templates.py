"""The HTML templates: whatever comes from the data is escaped, and what a template lacks is an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup


def template(name: str) -> Template:
    """The template called `name`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["drawn"] = Markup
    return environment


def _source(name: str) -> str | None:
    path = files("research.deliverables") / "templates" / name
    return path.read_text(encoding="utf-8") if path.is_file() else None
