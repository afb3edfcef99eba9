"""Tabulate: a sample by a banner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import sealed
from research.domain.responses import Responses
from research.domain.sample import Sample
from research.domain.tables import SEGMENT, Row, Table, Tables
from research.errors import Fault, raise_faults
from research.stages.tables._association import associations
from research.stages.tables._banner import Columns, build_columns
from research.stages.tables._construction import by_construction, defining_variables, with_derived
from research.stages.tables._counting import Counting
from research.stages.tables._figures import Figures, intervals, measure
from research.stages.tables._filtering import Filter, empty_filters, filter_faults, filter_for, filters_of
from research.stages.tables._groups import Division, group_faults, segment_division, unknown
from research.stages.tables._hiding import hidden
from research.stages.tables._letters import letters, versus_rest
from research.stages.tables._plan import TablePlan
from research.stages.tables._relabelling import size_notes
from research.stages.tables._side_by_side import side_by_side
from research.stages.tables._source import OUT, Coded
from research.stages.tables._stub import ShareRow, Stub
from research.stages.tables._stubs import names_of_stubs, stubs
from research.stages.tables._testing import Testing, rules_of, testing_of
from research.stages.tables._wanted import wanted, wanted_faults
from research.wording import tables_en as words


def tabulate(
    sample: Sample,
    allocation: Allocation | None,
    segment_labels: tuple[str, ...],
    basis: frozenset[str],
    plan: TablePlan,
) -> Tables:
    """Every table that `plan` asks for, by total, segments and banner.

    Args:
        segment_labels: names of the segments 1 … k; without an allocation there are no segment columns.
        basis: variables that the segments were cut on; between segments they are shown and not tested.

    Raises:
        ResearchError: names that the questionnaire does not have, or levels and bases that do not fit together.
    """
    own = () if allocation is None else (segment_division(allocation, segment_labels),)
    return tabulate_divisions(sample, own, basis, plan)


def tabulate_divisions(sample: Sample, divisions: Sequence[Division], basis: frozenset[str], plan: TablePlan) -> Tables:
    """Every table that `plan` asks for, by total, the segments of every division, and banner.

    Raises:
        ResearchError: as `tabulate`.
    """
    shared = prepare(sample, divisions, basis, plan)
    with threadpool_limits(1):
        tables = tuple(side_by_side(shared.table, stubs_of(sample, divisions, plan)))
    least, small = shared.testing.min_base, plan.significance.small_base
    return Tables(
        banner=shared.columns.banner,
        tables=tables,
        min_base=least,
        small_base=small,
        rules=rules_of(plan.significance),
        weighted=bool(np.ptp(sample.weights) > 0),
        caveats=tuple(size_notes(shared.columns.banner.columns, shared.columns.sizes, least, small)),
        hidden_below=plan.hide_below,
        show=plan.show,
        sizes=shared.columns.sizes,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Tabulation:
    """What all tables of a plan have in common.

    Attributes:
        defining: per group of the banner the variables that its columns differ in by construction.
        formed_on: those that segments among the columns were formed on.
        filters: whom a table counts, by name of a table with a filter of its own; counting the same.
    """

    columns: Columns
    defining: Mapping[str, frozenset[str]]
    formed_on: frozenset[str]
    filters: Mapping[str, Filter]
    counting: Mapping[str, Counting]
    testing: Testing
    hide_below: int

    def filter_of(self, stub: Stub) -> Filter:
        """Whom the table of `stub` counts."""
        return self.filters[filter_for(stub, self.filters)]

    def _base_text(self, stub: Stub, figures: Figures) -> str:
        """Who is in the table: not everyone, where some of those counted gave no answer."""
        within = self.filter_of(stub).within
        counted = len(self.columns.people.of) if within is None else int(within.sum())
        some = stub.base_text == words.EVERYONE and bool((figures.bases[:, 0] < counted).any())
        return words.ANSWERED if some else stub.base_text

    def table(self, stub: Stub) -> Table:
        """The table of `stub` on the banner."""
        counting, testing = self.counting[filter_for(stub, self.filters)], self.testing
        rows = tuple(replace(part.row, basis=part.row.variable in self.formed_on) for part in stub.rows)
        measured = measure(stub.rows, counting, testing.preset.overlaps)
        figures = measured.columns
        silent = by_construction(rows, self.columns.banner, self.defining)
        low, high = intervals(figures, stub.rows)
        table = Table(
            name=stub.name,
            title=stub.title,
            wording=stub.wording,
            base_text=self._base_text(stub, figures),
            role=stub.role,
            kind=stub.kind,
            rows=rows,
            values=sealed(figures.values),
            standard_errors=sealed(figures.standard_errors),
            low=sealed(low),
            high=sealed(high),
            counts=sealed(figures.counts),
            weighted_counts=sealed(figures.weighted_counts),
            bases=sealed(figures.bases),
            weighted_bases=sealed(figures.weighted_bases),
            effective_bases=sealed(figures.effective_bases),
            letters=sealed(letters(measured, rows, self.columns, silent, testing)),
            versus_rest=sealed(versus_rest(measured, rows, self.columns, silent, testing)),
            since=sealed(np.full(figures.values.shape, "", dtype=object)),
            since_covariances=sealed(np.full(figures.values.shape, np.nan)),
            basis=any(row.basis for row in rows),
            unit=stub.unit,
            decimals=stub.decimals,
            filter_text=self.filter_of(stub).text,
            associations=tuple(associations(stub, self.columns, counting, self.defining, testing.min_base)),
        )
        return hidden(table, self.hide_below)


def prepare(sample: Sample, divisions: Sequence[Division], basis: frozenset[str], plan: TablePlan) -> Tabulation:
    """What all tables of `plan` have in common.

    Raises:
        ResearchError: as `tabulate`.
    """
    responses = sample.responses
    raise_faults(table_faults(responses, plan))
    filters = filters_of(plan, responses)
    raise_faults(empty_filters(filters))
    columns = build_columns(sample, divisions, plan.banner)
    return Tabulation(
        columns=columns,
        defining=defining_variables(columns.banner, basis, responses.questionnaire),
        formed_on=with_derived(basis, responses.questionnaire) if columns.banner.of_segments else frozenset(),
        filters=filters,
        counting={name: Counting(columns.people, one.within) for name, one in filters.items()},
        testing=testing_of(plan.significance),
        hide_below=plan.hide_below,
    )


def stubs_of(sample: Sample, divisions: Sequence[Division], plan: TablePlan) -> Iterator[Stub]:
    """The stubs of the tables, in their order, each made when it is asked for."""
    yield from (_segment_stub(division, sample.responses) for division in divisions)
    for stub in stubs(sample.responses, plan.summaries):
        if plan.rows == "all" or stub.known_as & set(plan.rows):
            yield wanted(stub, plan, sample.responses)


def _segment_stub(division: Division, responses: Responses) -> Stub:
    placed = division.allocation.aligned(responses.ids)
    segments, market = placed.segments, placed.market
    base = words.DECIDED if (market & (segments == NOT_ASSIGNED)).any() else words.ASSIGNED
    codes = np.where(market, segments, OUT).astype(np.int16)
    source = Coded(f"{division.key}/size", codes, (NOT_ASSIGNED, *range(1, len(division.names) + 1)))
    rows = tuple(
        ShareRow(Row(str(number), name, "category", division.key, (number,)), source, (number,))
        for number, name in enumerate(division.names, start=1)
    )
    title = words.segment_sizes(division.label)
    return Stub(division.key, title, title, base, "system", "single", rows)


def table_faults(responses: Responses, plan: TablePlan) -> Iterator[Fault]:
    """Names in the plan that the questionnaire does not have; levels and bases that do not fit together."""
    yield from plan.faults()
    questionnaire = responses.questionnaire
    yield from group_faults(plan.banner, questionnaire)
    yield from filter_faults(plan, questionnaire)
    known = (SEGMENT, *names_of_stubs(questionnaire))
    named = {
        "rows": () if plan.rows == "all" else plan.rows,
        "filters": plan.filters,
        "nets": plan.nets,
        "summaries": plan.summaries,
        "statistics": plan.statistics,
        "show_missing": plan.show_missing,
    }
    lost = [(setting, name) for setting, names in named.items() for name in names if name not in known]
    yield from (unknown(setting, name, known, questionnaire) for setting, name in lost)
    yield from wanted_faults(plan, questionnaire)
