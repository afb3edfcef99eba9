"""Portray the segments: what can be said of each, every statement with the cell it stands on."""

from __future__ import annotations

from research.stages.personas.acting import act
from research.stages.personas.portraying import portray
from research.stages.personas.renaming import rename

__all__ = ["act", "portray", "rename"]
