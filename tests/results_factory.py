"""A small wave's Results for tests of deliverables: three segments, a needs battery, concepts, two waves.

Tables and the wave comparison are the real stages' work; factors, segmentation and personas are made by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.basis import Basis, BasisRecipe
from research.domain.caveats import Caveat
from research.domain.evidence import Evidence, FitEvidence
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.naming import SegmentName, SegmentNames
from research.domain.personas import FactorMean, Persona, Personas, Statement, Verbatim
from research.domain.questionnaire import Questionnaire, Variable
from research.domain.responses import NO_ANSWER, NOT_ASKED, Responses
from research.domain.results import Branding, Brief, Provenance, Results, Universe
from research.domain.rules import RuleSegmentation, SegmentRule
from research.domain.sample import Sample, Weighting
from research.domain.screening import Screening
from research.domain.segmentation import (
    Candidate,
    FrozenSolution,
    Segmentation,
    Shortlisted,
    SolutionFlows,
)
from research.domain.tables import Tables
from research.domain.validation import SplitHalves, StyleShare, Validation
from research.domain.workshop import Proposal, Workshop
from research.stages.exploring import explore
from research.stages.item_pairs import compare_items
from research.stages.mapping import map_segments
from research.stages.styles import measure_style
from research.stages.tables import Division, TablePlan, tabulate, tabulate_divisions
from research.stages.targeting import TargetPlan, weigh
from research.stages.waves import compare_waves
from research.study.questionnaire_reading import parse_questionnaire
from tests.factors_factory import make_factors

N = 300
K = 3
NAMES = ("Planet Firsts", "Busy Fuellers", "Treat Keepers")
NEEDS = ("n1", "n2", "n3", "n4", "n5", "n6")
FACTORS = ("Planet first", "Fuel")
TARGET = TargetPlan(criteria={"share": 1, "concepts.intent": 3, "max_price": 1}, knock_out={"share": ">= 10 %"})

_QUESTIONNAIRE = """
scales:
  importance7: {points: 7, ends: [Not at all important, Extremely important], top: 7, missing: {99: Not answered}}
  agree5:
    labels: {1: Disagree strongly, 2: Disagree slightly, 3: Neither, 4: Agree slightly, 5: Agree strongly}
    top: 5
    off_scale: {98: Don't know}
    missing: {99: Not answered}
  intent5: {labels: {1: Definitely, 2: Probably, 3: Might or might not, 4: Probably not, 5: Definitely not}, top: 1}
system: {id: resp_id, weight: wt}
batteries:
  needs:
    role: needs
    scale: importance7
    wording: How important is each of these when you choose a snack?
    items:
      n1: Is good for the planet
      n2: Comes without plastic
      n3: Is grown nearby
      n4: Keeps me full until the next meal
      n5: Is quick to eat on the way
      n6: Gives me protein
  attitudes:
    role: psychographic
    scale: agree5
    wording: How far do you agree or disagree?
    items: {p1: I read the label before I buy, p2: I love to try new foods before others do}
questions:
  sex: {kind: single, role: demographic, codes: {1: Male, 2: Female, 9: Prefer not to say}, missing: [9], label: Sex}
  age: {kind: numeric, role: demographic, range: [18, 75], unit: years, label: Age}
  aware:
    kind: multiple
    role: behavioural
    wording: Which of these brands have you heard of?
    columns: {aw_1: Greenbite, aw_2: Podsnap, aw_3: Oat Crisp, aw_97: None of these}
    none: aw_97
  media:
    kind: multiple
    role: media
    wording: Where do you see things about food?
    columns: {md_1: Instagram, md_2: YouTube, md_3: TV}
    asked_if: "aware not none"
    base: Aware of any brand
  max_price: {kind: numeric, role: outcome, unit: GBP, range: [0, 10], decimals: 2, label: Most they would pay}
  why: {kind: open_end, role: open_end, wording: "What would make you eat more plant-based snacks?"}
concepts:
  design: {type: sequential_monadic, shown: "c{n}_shown"}
  list: {1: {name: Pea Puffs, price: 1.79}, 2: {name: Lentil Crunch, price: 1.99}}
  measures: {intent: {columns: "c{n}_pi", scale: intent5, role: outcome, label: Purchase intent}}
derived:
  age_band: {from: age, bands: {18-34: [18, 34], 35-54: [35, 54], 55+: [55, 75]}, role: demographic, label: Age group}
  buyer: {yes_if: "max_price >= 2", role: outcome, label: Would pay two pounds}
"""

Text = Callable[[str], str]


@dataclass(frozen=True, slots=True, eq=False)
class MadeWave:
    """One wave: its sample, who is in which segment, its tables."""

    sample: Sample
    allocation: Allocation
    tables: Tables


def make_results(text: Text = str, n: int = N) -> Results:
    """Results of the second of two waves. `text` is applied to every word that comes from the study or its data."""
    questionnaire = make_questionnaire(text)
    names = tuple(text(name) for name in NAMES)
    first, second = (make_wave(questionnaire, wave, names, n) for wave in ("w1", "w2"))
    labels = (text("w1 (2025-03)"), text("w2 (2025-09)"))
    waves = compare_waves(
        [("w1", labels[0], first.tables), ("w2", labels[1], second.tables)], ("concepts.intent", "buyer")
    )
    factors = make_factors(questionnaire, second.sample.responses, NEEDS, FACTORS, text)
    basis, personas = make_basis(second.sample.responses, factors), make_personas(second, names, factors, text)
    return Results(
        brief=make_brief(text),
        n=n,
        screening=make_screening(second.sample.responses),
        weighting=second.sample.weighting,
        tables=second.tables,
        style=measure_style(second.sample),
        factors=factors,
        basis=basis,
        segmentation=make_segmentation(factors),
        validation=make_validation(),
        allocation=second.allocation,
        names=SegmentNames(
            tuple(SegmentName(s, f"segment_{s}", name, "study") for s, name in enumerate(names, start=1))
        ),
        personas=personas,
        waves=waves,
        workshop=make_workshop(second, names),
        study_caveats=(Caveat("columns_small", {"columns": text("Podsnap"), "small_base": 100}),),
        assumptions=(),
        provenance=make_provenance(text),
        item_pairs=compare_items(second.sample, second.allocation),
        exploration=explore(second.tables),
        portfolio=weigh(second.tables, personas.personas, questionnaire, (), TARGET, 1),
        map=map_segments(basis, second.allocation, names, {}, 1),
    )


def make_unsegmented_results(text: Text = str, n: int = N) -> Results:
    """Results of a study without a basis: no factors, segments, personas or waves."""
    results = make_results(text, n)
    responses = make_responses(make_questionnaire(text), "w1", n)
    sample = make_sample(responses)
    tables = tabulate(sample, None, (), frozenset(), TablePlan(banner=("sex", "age_band")))
    return replace(
        results,
        tables=tables,
        screening=make_screening(responses),
        style=None,
        factors=None,
        basis=None,
        segmentation=None,
        validation=None,
        allocation=None,
        names=None,
        personas=None,
        waves=None,
        workshop=None,
        item_pairs=compare_items(sample, None),
        exploration=None,
        portfolio=None,
        map=None,
    )


def make_ruled_results(text: Text = str, n: int = N) -> Results:
    """The same results with segments by rules: no basis, segmentation or validation."""
    results = make_results(text, n)
    sizes = results.allocation.tidy()["respondents"].tolist() if results.allocation else []
    written = ("max_price >= 2", "sex == 2 and age < 40", "")
    rules = tuple(
        SegmentRule(s, name, condition, text(condition and f"In words: {condition}"), size + 12, size)
        for s, (name, condition, size) in enumerate(zip(map(text, NAMES), written, sizes, strict=True), start=1)
    )
    caveats = (
        Caveat("rules_overlap", {"respondents": 36, "of": n}),
        Caveat("rules_undecided", {"respondents": 1, "of": n}),
    )
    made = RuleSegmentation("w1", rules, ("age", "buyer", "max_price", "sex"), n, 36, 1, 0, caveats)
    return replace(results, basis=None, segmentation=None, validation=None, workshop=None, rules=made, map=None)


def make_questionnaire(text: Text = str) -> Questionnaire:
    """The questionnaire, every word of it through `text`."""
    made = parse_questionnaire(_QUESTIONNAIRE, "questionnaire.yaml", "plant_snacks")
    test = made.concept_test
    assert test is not None
    return replace(
        made,
        variables={name: _reworded(variable, text) for name, variable in made.variables.items()},
        batteries=tuple(replace(battery, wording=text(battery.wording)) for battery in made.batteries),
        questions=tuple(
            replace(question, wording=text(question.wording), base=question.base and text(question.base))
            for question in made.questions
        ),
        concept_test=replace(
            test, measures=tuple(replace(measure, label=text(measure.label)) for measure in test.measures)
        ),
    )


def make_wave(questionnaire: Questionnaire, wave: str, names: tuple[str, ...], n: int = N) -> MadeWave:
    """A wave tabulated by segments, sex and age group."""
    sample = make_sample(make_responses(questionnaire, wave, n))
    allocation = make_allocation(sample.responses, wave)
    plan = TablePlan(banner=("sex", "age_band"))
    return MadeWave(sample, allocation, tabulate(sample, allocation, names, frozenset(NEEDS), plan))


def make_responses(questionnaire: Questionnaire, wave: str, n: int = N) -> Responses:
    """Answers that depend on the segment, with some who said nothing and some whom the routing left out."""
    rng = _rng(wave, 1)
    segments = _planted(wave, n)
    codes = {name: _needs(rng, name, segments) for name in NEEDS}
    codes |= {
        name: rng.choice([1, 2, 3, 4, 5, 98, NO_ANSWER], n, p=[0.1, 0.2, 0.2, 0.2, 0.2, 0.08, 0.02])
        for name in ("p1", "p2")
    }
    codes["sex"] = np.where(rng.random(n) < 0.02, NO_ANSWER, rng.integers(1, 3, n))
    age = np.clip(rng.normal(38 + 5 * (segments == 2), 13, n).round(), 18, 75)
    codes["age_band"] = 1 + (age > 34) + (age > 54)
    for j, name in enumerate(("aw_1", "aw_2", "aw_3")):
        codes[name] = (rng.random(n) < 0.3 + 0.1 * j).astype(int)
    unaware = (codes["aw_1"] + codes["aw_2"] + codes["aw_3"]) == 0
    codes["aw_97"] = unaware.astype(int)
    for j, name in enumerate(("md_1", "md_2", "md_3")):
        codes[name] = np.where(unaware, NOT_ASKED, (rng.random(n) < 0.5 - 0.1 * j * (segments == 1)).astype(int))
    price = np.round(1.2 + 0.5 * segments + rng.gamma(2.0, 0.3, n), 2)
    codes["buyer"] = (price >= 2).astype(int)
    for number in (1, 2):
        intent = np.clip(rng.normal(3.4 - 0.7 * (segments == number), 1.0, n).round(), 1, 5)
        codes[f"c{number}_pi"] = np.where(rng.random(n) < 0.7, intent, NOT_ASKED)
    said = [f"Cheaper, and easier to find ({i})" if rng.random() < 0.4 else None for i in range(n)]
    return Responses(
        wave,
        questionnaire,
        np.array([f"{wave}-{i:04d}" for i in range(1, n + 1)]),
        {name: sealed(values.astype(np.int16)) for name, values in codes.items()},
        {"age": sealed(age.astype(np.float32)), "max_price": sealed(price.astype(np.float32))},
        {"why": np.array(said, dtype=object)},
    )


def make_sample(responses: Responses) -> Sample:
    """Weights between 0.5 and 1.5 or so."""
    weights = _rng(responses.wave, 2).gamma(9.0, 1.0, responses.n)
    weights /= weights.mean()
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    weighting = Weighting("wt", responses.n, weights.min(), weights.max(), effective / responses.n, effective)
    return Sample(responses, sealed(weights), weighting)


def make_allocation(responses: Responses, wave: str) -> Allocation:
    """The planted segments, the last respondent not assigned."""
    segments = _planted(wave, responses.n).astype(np.int16)
    segments[-1] = 0
    memberships = np.full((responses.n, K), 0.05)
    memberships[np.arange(responses.n), np.maximum(segments, 1) - 1] = 0.9
    memberships[-1] = np.nan
    return Allocation(responses.ids, sealed(segments), sealed(memberships), K)


def make_screening(responses: Responses) -> Screening:
    """One respondent more than is analysed, who was dropped."""
    rng = _rng(responses.wave, 3)
    n = responses.n + 1
    speeding = rng.random(n) < 0.05
    kept = np.arange(n) > 0
    ids = np.concatenate([["dropped"], responses.ids])
    indices = {"duration_seconds": rng.gamma(9.0, 80.0, n), "missing_share": rng.random(n) / 20}
    return Screening(ids, indices, {"speeding": speeding}, speeding & ~kept, kept, "drop")


def make_basis(responses: Responses, factors: FactorSolution) -> Basis:
    """Factor scores."""
    battery = factors.batteries[0]
    recipe = BasisRecipe(
        use="factor_scores",
        items=battery.items,
        fill=battery.means,
        centre=battery.means,
        spread=battery.sds,
        weights=battery.score_weights,
        columns=battery.keys,
        labels=battery.names,
        kinds=("numeric",) * battery.k,
        min_answered=0.8,
    )
    return Basis(responses.ids, factors.scores, sealed(np.ones(responses.n)), recipe)


def make_segmentation(factors: FactorSolution) -> Segmentation:
    """Three candidates, the middle one chosen."""
    battery = factors.batteries[0]
    recipe = make_basis_recipe(battery)
    solution = FrozenSolution(
        "w1", recipe, "kmeans", {"centres": np.array([[1.1, -0.2], [-0.6, 0.9], [-0.5, -0.8]])}, (0, 1, 2)
    )
    return Segmentation(
        (
            make_candidate(2, 0.71, (0.55, 0.45), ("two_segments",)),
            make_candidate(3, 0.86, (0.37, 0.34, 0.29), ()),
            make_candidate(4, 0.58, (0.31, 0.28, 0.24, 0.17), ("unstable",)),
        ),
        1,
        "most_stable",
        solution,
        N - 1,
        1,
        evidence=make_evidence(),
        starts=20,
        solutions=(solution,),
        shortlist=(Shortlisted(1, "chosen"), Shortlisted(2, "finer")),
        flows=make_flows(),
    )


def make_flows() -> SolutionFlows:
    """Two segments, three and four; of the three one gathers people from both of the two."""
    shares = tuple(np.array(own) for own in ((0.55, 0.45), (0.37, 0.34, 0.29), (0.31, 0.28, 0.24, 0.17)))
    halves = np.array([[0.37, 0.0, 0.18], [0.0, 0.34, 0.11]])
    quarters = np.array([[0.20, 0.0, 0.0, 0.17], [0.11, 0.23, 0.0, 0.0], [0.0, 0.05, 0.24, 0.0]])
    entropies = (np.array([0.0, 0.0, 0.96]), np.array([0.59, 0.43, 0.0, 0.0]))
    orders = tuple(np.arange(k) for k in (2, 3, 4))
    lines = (np.array([0, 1]), np.array([0, 1, 2]), np.array([0, 1, 2, 3]))
    return SolutionFlows((2, 3, 4), shares, (halves, quarters), entropies, orders, lines)


def make_evidence() -> Evidence:
    """Three clouds explain the most beyond chance."""
    null = np.array([[-900.0, -880.0, -865.0], [-910.0, -885.0, -866.0], [-905.0, -882.0, -861.0]])
    fit = np.array([-890.0, -840.0, -830.0])
    excess, strength = np.array([15.0, 42.3, 34.0]), np.array([3.0, 16.8, 12.9])
    view = FitEvidence("factor_scores", (2, 3, 4), sealed(fit), sealed(null), sealed(excess), sealed(strength), 0.05)
    return Evidence((view,), 19, N - 1, 0.0, "factor_scores", 0.05)


def make_validation() -> Validation:
    """Segments that are natural, with a habit of answering that goes with them a little."""
    style = (StyleShare("acquiescence", 0.31), StyleShare("extremity", 0.08), StyleShare("midpoint", 0.02))
    return Validation("natural", 0.05, 0.05, 0.46, SplitHalves(0.91, 0.84, 0.95, 10), style, False, 0.72, 0.88)


def make_candidate(k: int, stability: float, shares: tuple[float, ...], objections: tuple[str, ...]) -> Candidate:
    """A candidate with round figures."""
    return Candidate(
        method="kmeans",
        k=k,
        stability=stability,
        stability_low=stability - 0.1,
        stability_high=stability + 0.08,
        null_stability=0.4,
        within_ss=900.0 / k,
        calinski_harabasz=100.0 + k,
        shares=np.array(shares),
        shares_low=np.array(shares) - 0.04,
        shares_high=np.array(shares) + 0.04,
        best_reached=0.8,
        jaccard=np.linspace(stability, stability - 0.1, k),
        resamples=100,
        distinctness=0.6 + k / 100,
        view="factor_scores",
        null_low=0.3,
        null_high=0.5,
        agreement=0.7,
        objections=objections,  # type: ignore[arg-type]
    )


def make_basis_recipe(battery: BatteryFactors) -> BasisRecipe:
    """The recipe of `make_basis`."""
    return BasisRecipe(
        "factor_scores",
        battery.items,
        battery.means,
        battery.means,
        battery.sds,
        battery.score_weights,
        battery.keys,
        battery.names,
        ("numeric",) * battery.k,
        0.8,
    )


def make_personas(wave: MadeWave, names: tuple[str, ...], factors: FactorSolution, text: Text = str) -> Personas:
    """One persona a segment: two needs, a band of age and a concept each."""
    sizes = wave.tables.table("segment")
    return Personas(
        tuple(
            Persona(
                segment=s,
                key=f"segment_{s}",
                name=names[s - 1],
                named_by="study" if s == 1 else "suggested",
                share=float(sizes.values[s - 1, 0]),
                share_low=float(sizes.values[s - 1, 0]) - 0.05,
                share_high=float(sizes.values[s - 1, 0]) + 0.05,
                people=38.2e6 * float(sizes.values[s - 1, 0]),
                base=int(sizes.counts[s - 1, 0]),
                certainty=0.9,
                core=0.84,
                factor_means=tuple(
                    FactorMean(key, name, round(0.9 - 0.55 * (s + j), 2))
                    for j, (key, name) in enumerate(zip(factors.keys, factors.names, strict=True))
                ),
                statements=make_statements(wave.tables, s),
                verbatims=(Verbatim(text("What would make you eat more?"), text("Cheaper, and easier to find")),),
                action={"product": text("Compostable bag"), "media": text("Instagram")} if s == 1 else {},
                pursue=True if s == 1 else None,
                because=text("It is the largest") if s == 1 else "",
            )
            for s in range(1, len(names) + 1)
        )
    )


def make_statements(tables: Tables, segment: int) -> tuple[Statement, ...]:
    """Statements that stand on cells of `tables`."""
    wanted = (
        ("wants", "needs:top2", "n1", True),
        ("wants", "needs:top2", "n4", True),
        ("thinks", "attitudes:top2", "p1", False),
        ("does", "aware", "aw_1", False),
        ("is", "age_band", "1", False),
        ("reached", "media", "md_1", False),
        ("concepts", "concepts.intent:top2", "c1_pi", False),
    )
    return tuple(_statement(tables, section, name, row, defines, segment) for section, name, row, defines in wanted)


def make_brief(text: Text = str) -> Brief:
    """The second wave of a study of snackers."""
    return Brief(
        study="plant_snacks",
        title=text("Plant-based snacks"),
        objective=text("Which snackers should Greenbite win first, and with what?"),
        wave="w2",
        fielded="2025-09",
        defines_segments=False,
        universe=Universe(text("Adults 18-75 who snack weekly"), "UK", 38.2e6, text("ONS 2024")),
        branding=Branding(text("Greenbite"), ("#1b7f5c",), "en", text("Confidential")),
        changes={"n6": text("Gives me plenty of protein")},
    )


def make_provenance(text: Text = str) -> Provenance:
    """Two files."""
    inputs: Mapping[str, str] = {text("wave1.csv"): "ab" * 32, text("wave2.csv"): "cd" * 32}
    return Provenance(inputs, {"research": "0.1.0", "numpy": "2.0"}, 20250301, "{}")


def _statement(tables: Tables, section: str, name: str, row: str, defines: bool, segment: int) -> Statement:
    table = tables.table(name)
    i, j = table.row(row), tables.banner.position(f"segment:{segment}")
    value, market = float(table.values[i, j]), float(table.values[i, 0])
    return Statement(
        section=section,  # type: ignore[arg-type]
        table=name,
        row=row,
        subject=table.rows[i].label,
        question=table.title,
        statistic="share",
        value=value,
        market=market,
        rest=2 * market - value,
        difference=value - market,
        comparison="more" if value > market + 0.05 else "less" if value < market - 0.05 else "same",
        defines=defines,
        base=int(table.bases[i, j]),
        effective_base=float(table.effective_bases[i, j]),
        true_own=value if value > market + 0.05 else 1 - value if value < market - 0.05 else float("nan"),
        true_rest=0.5 if abs(value - market) > 0.05 else float("nan"),
    )


def _needs(rng: np.random.Generator, name: str, segments: np.ndarray) -> np.ndarray:
    wanting = 1 if name in NEEDS[:3] else 2
    answers = np.clip(rng.normal(4.2 + 1.6 * (segments == wanting), 1.2).round(), 1, 7)
    return np.where(rng.random(len(segments)) < 0.01, NO_ANSWER, answers)


def _planted(wave: str, n: int) -> np.ndarray:
    return 1 + _rng(wave, 0).choice(K, n, p=(0.4, 0.35, 0.25))


def _rng(wave: str, purpose: int) -> np.random.Generator:
    return np.random.default_rng([int(wave[1:]), purpose])


def _reworded(variable: Variable, text: Text) -> Variable:
    scale = variable.scale
    if scale is not None:
        scale = replace(
            scale,
            labels={code: text(label) for code, label in scale.labels.items()},
            off_scale={code: text(label) for code, label in scale.off_scale.items()},
        )
    categories = {code: text(label) for code, label in variable.categories.items()}
    return replace(variable, label=text(variable.label), categories=categories, scale=scale)


def make_workshop(wave: MadeWave, names: tuple[str, ...]) -> Workshop:
    """Two solutions side by side: the wave's own segments, and two of them joined."""
    joined = np.minimum(wave.allocation.segments, 2)
    likely = np.column_stack([wave.allocation.memberships[:, 0], wave.allocation.memberships[:, 1:].sum(axis=1)])
    coarse = Allocation(wave.allocation.ids, sealed(joined), sealed(likely), 2)
    divisions = [
        Division("segments_2", "2 segments", coarse, names[:2]),
        Division("segments_3", "3 segments (chosen)", wave.allocation, names),
    ]
    proposals = (Proposal("segments_2", 2, names[:2], False), Proposal("segments_3", 3, names, True))
    return Workshop(proposals, tabulate_divisions(wave.sample, divisions, frozenset(NEEDS), TablePlan()))
