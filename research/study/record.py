"""run.json: what went in, what was assumed, what came out in brief. No clock, no absolute path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from research.domain.caveats import Assumption, Caveat
from research.domain.results import Results


def record(results: Results) -> Mapping[str, object]:
    """The run in brief, as JSON holds it."""
    provenance = results.provenance
    return {
        "study": results.brief.study,
        "wave": results.brief.wave,
        "respondents": results.n,
        "inputs": dict(provenance.inputs),
        "versions": dict(provenance.versions),
        "seed": provenance.seed,
        "plan": json.loads(provenance.plan),
        "assumptions": [_note(note) for note in results.assumptions],
        "caveats": [_note(note) for note in results.caveats],
        "results": _key_results(results),
    }


def _note(note: Caveat | Assumption) -> dict[str, object]:
    return {"code": note.code, **note.figures}


def _key_results(results: Results) -> dict[str, object]:
    found: dict[str, object] = {
        "flagged": int(results.screening.flagged.sum()),
        "effective_base": _rounded(results.weighting.effective_base),
    }
    if results.factors:
        found["factors"] = [
            {
                "battery": battery.battery,
                "n": battery.n,
                "kmo": _rounded(battery.adequacy.kmo),
                "factors": dict(zip(battery.keys, battery.names, strict=True)),
            }
            for battery in results.factors.batteries
        ]
    if results.segmentation:
        found["segments"] = {
            "method": results.segmentation.choice.method,
            "k": results.segmentation.choice.k,
            "stability": _rounded(results.segmentation.choice.stability),
            "reason": results.segmentation.reason,
            "view": results.segmentation.choice.view,
            "verdict": results.validation.verdict if results.validation else None,
        }
    if results.rules:
        found["segments"] = {
            "method": "rules",
            "k": results.rules.k,
            "rules": {rule.name: rule.condition for rule in results.rules.rules},
            "undecided": results.rules.undecided,
        }
    if results.personas:
        found["sizes"] = [
            {
                "segment": persona.segment,
                "name": persona.name,
                "share": _rounded(persona.share),
                "share_low": _rounded(persona.share_low),
                "share_high": _rounded(persona.share_high),
                "base": persona.base,
            }
            for persona in results.personas.personas
        ]
    return found


def _rounded(value: float) -> Any:
    """Six significant digits: enough to read, few enough to agree between machines."""
    return float(f"{value:.6g}")
