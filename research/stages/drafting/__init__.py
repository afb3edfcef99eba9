"""Drafting: a bare data file becomes a questionnaire and a study to correct."""

from research.stages.drafting.draft import draft

__all__ = ["draft"]
