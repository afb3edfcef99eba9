"""Every caveat and assumption that the code knows has a sentence, and every sentence is used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from research.wording.notes_en import ASSUMPTIONS, CAVEATS

SOURCES = sorted((Path(__file__).parents[2] / "research").rglob("*.py"))


def literal_codes(call: str) -> set[str]:
    """First arguments of calls such as Caveat("code", ...), and of methods called `caveat`."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) == call:
                found |= {leaf.value for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)}
    return {str(code) for code in found}


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


@pytest.mark.parametrize(
    ("calls", "sentences"),
    [(("Caveat", "caveat"), CAVEATS), (("Assumption",), ASSUMPTIONS)],
    ids=["caveats", "assumed"],
)
def test_every_literal_code_has_a_sentence(calls: tuple[str, ...], sentences: dict[str, str]) -> None:
    codes = set().union(*(literal_codes(call) for call in calls))
    assert codes <= set(sentences), codes - set(sentences)


@pytest.mark.parametrize("sentences", [CAVEATS, ASSUMPTIONS], ids=["caveats", "assumed"])
def test_no_sentence_is_left_over(sentences: dict[str, str]) -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if "wording" not in path.parts)
    unused = {code for code in sentences if f'"{code}"' not in text}
    assert not unused
