"""The evidence for the factors of a battery: their number, the correlations, items, scales, other samples, groups."""

from __future__ import annotations

import math
from collections.abc import Iterator

from research.deliverables._evidence import NAN, Column, EvidenceSection, EvidenceTable, evidence_table, section
from research.deliverables._measurement_evidence import comparison_section, holding, items, scales, themes_together
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import Estimate
from research.wording.english import English


def evidence(factors: FactorSolution, battery: BatteryFactors, words: English) -> Iterator[EvidenceSection]:
    """Every section that there is evidence for, from the number of factors to groups of respondents."""
    retention = battery.retention
    yield section(
        words.how_many_title,
        (
            words.decision_text(retention),
            words.random_text(retention),
            words.fit_of_factors if battery.extraction == "components" else "",
        ),
        (votes(battery, words), fits(battery, words)),
    )
    yield section(
        words.correlations_title,
        (words.correlations_text(battery.correlations),),
        (correlations(battery, words), adequacy(battery, words), analysis(factors, battery, words)),
    )
    yield section(words.items_title, (words.items_note,), (items(battery, words),))
    yield section(
        words.scales_title,
        (words.scales_note, words.general_text(battery)),
        (scales(battery, words), themes_together(battery, words)),
    )
    yield section(words.holding_title, (words.halves_text(battery.replication),), (holding(battery, words),))
    for comparison in factors.comparisons:
        if comparison.battery == battery.battery:
            yield comparison_section(battery, comparison, words)


def votes(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Every rule's number of factors; those that say what was kept stand out, unless the study said it."""
    given = battery.retention.votes
    kept = None if battery.retention.reason == "study" else battery.retention.number
    return evidence_table(
        (Column(words.rule, "words"), Column(words.keeps, "count")),
        ((words.rule_name(vote.rule), vote.number) for vote in given),
        (i for i, vote in enumerate(given) if vote.number == kept),
    )


def fits(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Fit indices by number of factors; the number that was kept stands out."""
    given = battery.retention.fits
    columns = (
        Column(words.keeps, "count"),
        Column(words.chi2, "one"),
        Column(words.degrees, "count"),
        Column(words.p_value, "p"),
        Column(words.rmsea_interval, "three"),
        Column(words.tli, "three"),
        Column(words.srmr, "three"),
        Column(words.bic, "one"),
    )
    rows = (
        (
            fit.factors,
            fit.chi2,
            fit.df if math.isfinite(fit.chi2) else NAN,
            fit.p,
            Estimate(fit.rmsea, fit.rmsea_low, fit.rmsea_high),
            fit.tli,
            fit.srmr,
            fit.bic,
        )
        for fit in given
    )
    return evidence_table(columns, rows, (i for i, fit in enumerate(given) if fit.factors == battery.retention.number))


def eigenvalues(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Eigenvalues beside those of random data; those of the factors that were kept stand out."""
    components, factors = battery.retention.components, battery.retention.factors
    columns = (
        Column(words.number_head, "count"),
        Column(words.components_observed, "two"),
        Column(words.random_05, "two"),
        Column(words.random_95, "two"),
        Column(words.factors_observed, "two"),
        Column(words.factors_random_05, "two"),
        Column(words.factors_random_95, "two"),
    )
    figures = (
        components.observed,
        components.random_05,
        components.random_95,
        factors.observed,
        factors.random_05,
        factors.random_95,
    )
    rows = ((i + 1, *(float(column[i]) for column in figures)) for i in range(len(components.observed)))
    return evidence_table(columns, rows, range(battery.k))


def correlations(battery: BatteryFactors, words: English) -> EvidenceTable:
    """How the one matrix behind everything was made; what did not have to be mended is left out."""
    made = battery.correlations
    columns = (
        Column(words.correlation_head, "words"),
        Column(words.missing_head, "words"),
        Column(words.respondents_head, "count"),
        Column(words.effective_head, "one"),
        Column(words.smallest_pair, "one"),
        Column(words.empty_cells, "count"),
        Column(words.correction, "two"),
        Column(words.smoothed, "three"),
    )
    row = (
        words.correlation_name(made),
        words.missing_name(made),
        made.n,
        made.base,
        made.smallest_pair,
        made.empty_cells or NAN,
        made.correction or NAN,
        made.smoothed or NAN,
    )
    return evidence_table(columns, (row,))


def adequacy(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Whether the items are worth factoring."""
    found = battery.adequacy
    columns = (
        Column(words.kmo_word, "words"),
        Column(words.kmo, "two"),
        Column(words.bartlett_chi2, "one"),
        Column(words.degrees, "count"),
        Column(words.p_value, "p"),
    )
    df = found.bartlett_df if math.isfinite(found.bartlett_chi2) else NAN
    row = (words.kaiser(found.kmo), found.kmo, found.bartlett_chi2, df, found.bartlett_p)
    return evidence_table(columns, (row,))


def analysis(factors: FactorSolution, battery: BatteryFactors, words: English) -> EvidenceTable:
    """How factors and scores were made, and what they explain together."""
    glance = factors.glance().set_index("battery")["variance"]
    columns = (
        Column(words.extraction_head, "words"),
        Column(words.rotation_head, "words"),
        Column(words.scoring_head, "words"),
        Column(words.share_best, "share"),
        Column(words.variance_explained, "share"),
    )
    row = (
        words.extraction_name(battery.extraction),
        words.rotation_name(battery.rotation),
        words.scoring_name(battery.scoring),
        battery.share_best,
        float(glance[battery.battery]),
    )
    return evidence_table(columns, (row,))
