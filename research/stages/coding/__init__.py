"""Coding: raw columns become answers that mean something."""

from research.stages.coding.code import code

__all__ = ["code"]
