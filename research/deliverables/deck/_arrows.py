"""Arrows behind what changed since the wave before."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.waves import Change

ARROWS: Mapping[Change, str] = {"up": " ▲", "down": " ▼"}
