"""How a run tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, str], None]
"""Called with the wave and the stage that begins."""


def silent(wave: str, stage: str) -> None:
    """Tell nothing."""
