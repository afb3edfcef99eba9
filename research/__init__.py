"""Consumer segmentation from survey data: factors, segments, crosstabs and personas from one command."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from research.domain.crosstab import Crosstab as Crosstab
    from research.domain.results import Results as Results
    from research.errors import ResearchError as ResearchError
    from research.readers._contract import read as read
    from research.stages.tables import SignificancePlan as SignificancePlan
    from research.study import plot as plot
    from research.study.checking import Check as Check
    from research.study.checking import check as check
    from research.study.crosstabs import crosstab as crosstab
    from research.study.crosstabs import trace as trace
    from research.study.drafting import init as init
    from research.study.freezing import freeze as freeze
    from research.study.reporting import report as report
    from research.study.running import Run as Run
    from research.study.running import demo as demo
    from research.study.running import run as run
    from research.study.writing import write as write

_HOMES = {
    "Check": "research.study.checking",
    "Crosstab": "research.domain.crosstab",
    "ResearchError": "research.errors",
    "Results": "research.domain.results",
    "Run": "research.study.running",
    "SignificancePlan": "research.stages.tables",
    "check": "research.study.checking",
    "crosstab": "research.study.crosstabs",
    "demo": "research.study.running",
    "freeze": "research.study.freezing",
    "init": "research.study.drafting",
    "read": "research.readers._contract",
    "report": "research.study.reporting",
    "run": "research.study.running",
    "trace": "research.study.crosstabs",
    "write": "research.study.writing",
}


_MODULES = {"plot": "research.study.plot"}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name not in _HOMES:
        raise AttributeError(f"module 'research' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted((*_HOMES, *_MODULES))
