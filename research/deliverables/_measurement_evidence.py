"""How well items and scales measure, and whether factors hold elsewhere, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from research.deliverables._evidence import NAN, Cell, Column, EvidenceSection, EvidenceTable, evidence_table, section
from research.deliverables._loadings import factor_code, factor_label, items_by_factor, items_of_no_factor
from research.domain.factors import BatteryFactors
from research.domain.measurement import GroupComparison, ItemDiagnosis
from research.wording.english import English


def items(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Every item's diagnosis, in the order of the loadings; items that need attention stand out."""
    by_name = {one.item: one for one in battery.diagnosis}
    groups = [group for group in (*items_by_factor(battery), items_of_no_factor(battery)) if group]
    ordered = [by_name[battery.items[i]] for group in groups for i in group]
    runs = [0, *accumulate(len(group) for group in groups[:-1])]
    columns = (
        Column(words.item, "words"),
        Column(words.theme, "words"),
        Column(words.loading, "two"),
        Column(words.next_theme, "words"),
        Column(words.cross_loading, "two"),
        Column(words.communality, "two"),
        Column(words.complexity, "two"),
        Column(words.msa, "two"),
        Column(words.item_rest, "two"),
        Column(words.alpha_without, "two"),
        Column(words.mean, "two"),
        Column(words.sd, "two"),
        Column(words.floor, "share"),
        Column(words.ceiling, "share"),
        Column(words.advice_head, "words"),
    )
    strong = (i for i, one in enumerate(ordered) if one.advice != "keep")
    return evidence_table(columns, (tuple(_item(battery, one, words)) for one in ordered), strong, runs)


def scales(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Reliability of every factor's items, and how well its scores stand for it."""
    columns = (
        Column(words.theme, "words"),
        Column(words.items_head, "count"),
        Column(words.alpha, "two"),
        Column(words.ordinal_alpha, "two"),
        Column(words.omega_total, "two"),
        Column(words.omega_hierarchical, "two"),
        Column(words.determinacy, "two"),
        Column(words.variance, "share"),
    )
    rows = (
        (
            factor_label(battery, j),
            len(scale.items),
            scale.alpha,
            scale.ordinal_alpha,
            scale.omega_total,
            scale.omega_hierarchical,
            float(battery.determinacy[j]),
            float(battery.variance[j]),
        )
        for j, scale in enumerate(battery.reliability)
    )
    return evidence_table(columns, rows)


def themes_together(battery: BatteryFactors, words: English) -> EvidenceTable:
    """The correlations of two factors or more."""
    if battery.k < 2:
        return EvidenceTable((), ())
    codes = [factor_code(key) for key in battery.keys]
    columns = (Column(words.phi_title, "words"), *(Column(code, "two") for code in codes))
    rows: list[list[Cell]] = [[factor_label(battery, j), *battery.phi[j].tolist()] for j in range(battery.k)]
    return evidence_table(columns, rows)


def holding(battery: BatteryFactors, words: English) -> EvidenceTable:
    """Every factor in halves of the sample, its share of style, and the other way of weighting."""
    columns = (
        Column(words.theme, "words"),
        Column(words.halves_median, "two"),
        Column(words.halves_low, "two"),
        Column(words.halves_verdict, "words"),
        Column(words.balance, "two"),
        Column(words.style_share, "share"),
        Column(words.weighted_congruence, "three"),
    )
    return evidence_table(columns, (tuple(_held(battery, j, words)) for j in range(battery.k)))


def comparison_section(battery: BatteryFactors, comparison: GroupComparison, words: English) -> EvidenceSection:
    """The factors between groups of respondents: congruence and levels of equality."""
    return section(
        words.groups_title(comparison),
        (words.groups_text(comparison), words.comparison_text(battery, comparison)),
        (_congruence(battery, comparison, words), _levels(battery, comparison, words)),
    )


def _item(battery: BatteryFactors, one: ItemDiagnosis, words: English) -> Iterator[Cell]:
    i = battery.items.index(one.item)
    label = battery.item_labels[i]
    yield f"{label} {words.reversed_mark}" if battery.reversed[i] else label
    theme, other = factor_code(one.factor), factor_code(one.second_factor)
    yield from (theme, one.loading, other, one.cross_loading)
    yield from (one.communality, one.complexity, one.msa, one.item_rest, one.alpha_if_dropped)
    yield from (one.mean, one.sd, one.floor, one.ceiling)
    yield words.advice_text(one, theme, other)


def _held(battery: BatteryFactors, j: int, words: English) -> Iterator[Cell]:
    yield factor_label(battery, j)
    if battery.replication is None:
        yield from (NAN, NAN, "")
    else:
        found = battery.replication.factors[j]
        yield from (found.median, found.low, words.verdict_name(found.verdict))
    yield from (battery.style[j].balance, battery.style[j].share)
    yield float(battery.weighted_congruence[j]) if len(battery.weighted_congruence) else NAN


def _congruence(battery: BatteryFactors, comparison: GroupComparison, words: English) -> EvidenceTable:
    """One row a factor, one column a group after the reference."""
    found = {(one.factor, one.group): one.congruence for one in comparison.congruence}
    later = comparison.groups[1:]
    columns = (Column(words.theme, "words"), *(Column(words.in_group(group), "two") for group in later))
    rows: list[list[Cell]] = [
        [factor_label(battery, j), *(found.get((key, group), NAN) for group in later)]
        for j, key in enumerate(battery.keys)
    ]
    return evidence_table(columns, rows)


def _levels(battery: BatteryFactors, comparison: GroupComparison, words: English) -> EvidenceTable:
    labels = dict(zip(battery.items, battery.item_labels, strict=True))
    columns = (
        Column(words.level, "words"),
        Column(words.chi2, "one"),
        Column(words.degrees, "count"),
        Column(words.cfi, "three"),
        Column(words.delta_cfi, "three"),
        Column(words.rmsea, "three"),
        Column(words.delta_rmsea, "three"),
        Column(words.srmr, "three"),
        Column(words.p_of_change, "p"),
        Column(words.level_holds, "words"),
        Column(words.breaking, "words"),
    )
    rows = (
        (
            words.level_name(level.level),
            level.chi2,
            level.df,
            level.cfi,
            level.delta_cfi,
            level.rmsea,
            level.delta_rmsea,
            level.srmr,
            level.p,
            words.level_verdict(level.verdict),
            "; ".join(labels.get(item, item) for item in level.breaking),
        )
        for level in comparison.levels
    )
    return evidence_table(columns, rows)
