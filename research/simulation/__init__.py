"""Surveys whose truth is known: planted segments, factors, response style, careless respondents, gaps and weights."""

from __future__ import annotations

from research.simulation.answers import acquiescence, even_thresholds, ordinal_items, simple_structure
from research.simulation.carelessness import answer_at_random, straight_line
from research.simulation.choices import choose_each, choose_one, choose_several
from research.simulation.gaps import leave_gaps
from research.simulation.segments import (
    PlantedSegments,
    apportion,
    equidistant_centres,
    plant_segments,
    standardised_centres,
)
from research.simulation.survey import PlantedSurvey, plant_survey
from research.simulation.weights import rim_weights

__all__ = [
    "PlantedSegments",
    "PlantedSurvey",
    "acquiescence",
    "answer_at_random",
    "apportion",
    "choose_each",
    "choose_one",
    "choose_several",
    "equidistant_centres",
    "even_thresholds",
    "leave_gaps",
    "ordinal_items",
    "plant_segments",
    "plant_survey",
    "rim_weights",
    "simple_structure",
    "standardised_centres",
    "straight_line",
]
