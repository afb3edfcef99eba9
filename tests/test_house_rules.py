"""Lint, types and floors: the rules of the house are tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = "from importlinter.cli import lint_imports as f; raise SystemExit(f(no_cache=True, show_timings=False))"
HEAVY = ("factor_analyzer", "matplotlib", "numpy", "openpyxl", "pandas", "pptx", "pydantic", "scipy", "sklearn")


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [sys.executable, "-m", "mypy"],
        [sys.executable, "-c", FLOORS],
    ],
    ids=["ruff", "format", "mypy", "floors"],
)
def test_house_rule(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_front_door_is_light() -> None:
    code = f"import sys, research, research.cli; late = set({HEAVY!r}) & set(sys.modules); assert not late, late"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "research", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in ("init", "check", "run", "demo"):
        assert f" {command} " in done.stdout
