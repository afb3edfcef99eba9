"""Real surveys that lie beside the repository, or where RESEARCH_DATA says; tests that need them skip without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("RESEARCH_DATA") or Path(__file__).parents[2] / "shared" / "data")


def needs(relative: str) -> pytest.MarkDecorator:
    """Skip a test where the file `relative` to the data folder is absent."""
    return pytest.mark.skipif(not (DATA / relative).exists(), reason=f"{relative} of the real surveys is not here")
