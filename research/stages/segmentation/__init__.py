"""Segmenting: the basis cut into every number of segments asked for, each with its evidence, and one chosen."""

from research.stages.segmentation.asked import Beside
from research.stages.segmentation.holding import hold
from research.stages.segmentation.plan import SegmentationPlan
from research.stages.segmentation.segment import segment

__all__ = ["Beside", "SegmentationPlan", "hold", "segment"]
