"""Every chart of the reports by itself, as `research.plot.sizes(results)`, in the client's colours.

Each function takes the Results of a wave, as `run(...).results["w1"]`, and gives a Drawing. All raise ResearchError
where they are given something else, or where there is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from research.charts import excess as _excess
from research.charts import portfolio as _portfolio
from research.charts import recurrence as _recurrence
from research.charts import scree as _scree
from research.charts import segment_map as _segment_map
from research.charts import sizes as _sizes
from research.charts import solution_flows as _solution_flows
from research.charts import stability as _stability
from research.charts import statements as _statements
from research.charts import themes as _themes
from research.charts import waves as _waves
from research.charts.colours import palette
from research.charts.drawing import Drawing
from research.domain.personas import SECTIONS, Persona, Personas, Section
from research.domain.results import Results
from research.domain.segmentation import Segmentation
from research.errors import Fault, ResearchError
from research.study.running import Run
from research.wording.english import English
from research.wording.in_words import in_words
from research.wording.languages import speak

T = TypeVar("T")

__all__ = [
    "factor_eigenvalues",
    "flows",
    "map",
    "more_than_chance",
    "portfolio",
    "profile",
    "recurrence",
    "sizes",
    "stability",
    "statements",
    "themes",
    "waves",
]


def sizes(results: Results) -> Drawing:
    """How big each segment is, with intervals."""
    return _drawn(results, _sizes.sizes(_personas(results), _words(results)))


def themes(results: Results) -> Drawing:
    """Where every segment stands on every theme."""
    return _drawn(results, _themes.overview(_personas(results), _words(results)))


def profile(results: Results, segment: int) -> Drawing:
    """One segment, by its number from 1, on every theme, the others as rings."""
    persona = _persona(results, segment)
    return _drawn(results, _themes.profile(_personas(results), persona, _words(results)))


def statements(results: Results, segment: int, section: Section) -> Drawing:
    """What is said of a segment in one section, each figure beside that of the market.

    Args:
        segment: its number from 1.
        section: `wants`, `thinks`, `does`, `is`, `reached` or `concepts`.
    """
    persona = _persona(results, segment)
    told = _held(
        persona.section(section),
        f"there is nothing on `{section}` of segment {segment}" if section in SECTIONS else f"no section `{section}`",
        _known(one for one in SECTIONS if persona.section(one)),
    )
    small_base, key = results.tables.small_base, f"{section}-{segment}"
    return _drawn(results, _statements.statement_dots(persona, told, small_base, key, _words(results)))


def map(results: Results) -> Drawing:
    """Where the segments lie on the two directions that separate them best."""
    found = _held(in_words(results, _words(results)).map, "there is no map of these segments")
    return _drawn(results, _segment_map.segment_map(found, _words(results)))


def portfolio(results: Results) -> Drawing:
    """Size against worth."""
    found = _held(_of_one_wave(results).portfolio, "nothing but the size of these segments is known")
    return _drawn(results, _portfolio.portfolio(found, _words(results)))


def waves(results: Results) -> Drawing:
    """Sizes wave by wave."""
    found = _held(_of_one_wave(results).waves, "there is no earlier wave")
    return _drawn(results, _waves.wave_sizes(found, _words(results)))


def stability(results: Results) -> Drawing:
    """How surely every number of segments comes back."""
    return _drawn(results, _stability.stability(_segmentation(results), _words(results)))


def recurrence(results: Results) -> Drawing:
    """How surely every segment of every number comes back."""
    return _drawn(results, _recurrence.recurrence(_segmentation(results), _words(results)))


def flows(results: Results) -> Drawing:
    """How segments split as there are more of them."""
    segmentation = _segmentation(results)
    found = _held(segmentation.flows, "one number of segments alone was tried")
    return _drawn(results, _solution_flows.solution_flows(segmentation, found, _words(results)))


def more_than_chance(results: Results) -> Drawing:
    """How much better every number of segments describes the answers than it describes data without segments."""
    evidence = _held(_segmentation(results).evidence, "no data without segments were made")
    choice = _segmentation(results).choice
    return _drawn(results, _excess.excess(evidence.of(choice.view), choice.k, _words(results)))


def factor_eigenvalues(results: Results, battery: str) -> Drawing:
    """Eigenvalues of a battery, by its name in the questionnaire, beside those of random answers."""
    factors = _of_one_wave(results).factors
    batteries = factors.batteries if factors else ()
    found = _held(
        next((one for one in batteries if one.battery == battery), None),
        f"no battery `{battery}` was factored",
        _known(one.battery for one in batteries),
    )
    return _drawn(results, _scree.scree(found, battery, _words(results)))


def _drawn(results: Results, inline: str) -> Drawing:
    return Drawing(inline, palette(results.brief.branding.colours, "light"))


def _words(results: Results) -> English:
    return speak(_of_one_wave(results).brief.branding.language)


def _personas(results: Results) -> Personas:
    return _held(in_words(results, _words(results)).personas, "there are no segments")


def _persona(results: Results, segment: int) -> Persona:
    personas = _personas(results).personas
    return _held(
        next((persona for persona in personas if persona.segment == segment), None),
        f"there is no segment {segment}",
        _known(f"{persona.segment} ({persona.name})" for persona in personas),
    )


def _segmentation(results: Results) -> Segmentation:
    return _held(_of_one_wave(results).segmentation, "these segments were not cut")


def _of_one_wave(results: object) -> Results:
    """`results` where they are those of a wave; ResearchError that says what to give instead."""
    if isinstance(results, Results):
        return results
    raise ResearchError(
        Fault(
            f"a chart is drawn of the results of one wave, and this is {_called(results)}",
            remedy=f"give it {_instead(results)}",
        )
    )


def _called(given: object) -> str:
    if isinstance(given, Run):
        return "a run"
    return f"`{given}`" if given is None or isinstance(given, str) else f"a {type(given).__name__}"


def _instead(given: object) -> str:
    waves = given.results if isinstance(given, Run) else given
    if isinstance(waves, Mapping) and waves:
        return " or ".join(f'`run.results["{wave}"]`' for wave in waves)
    return '`research.run("my_study").results["w1"]`, with the names of your study and wave'


def _known(names: Iterable[str]) -> str:
    """What may be asked for instead; empty where nothing may."""
    listed = ", ".join(names)
    return f"known here: {listed}" if listed else ""


def _held(found: T | None, otherwise: str, remedy: str = "") -> T:
    """What is there to be drawn; ResearchError where it is not."""
    if not found:
        raise ResearchError(Fault(otherwise, why="so there is nothing to draw", remedy=remedy))
    return found
