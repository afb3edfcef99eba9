"""Caveats and assumptions in English: one sentence a code, with the figures' names in braces."""

from __future__ import annotations

CAVEATS: dict[str, str] = {
    # coding
    "incomplete_left_out": "{respondents} of {rows} interviews in the file are incomplete and were left out.",
    "outside_range": "{question}: {respondents} answers outside {low:g} to {high:g} count as no answer.",
    "outside_bands": "{question}: {respondents} respondents fall into none of the bands.",
    "answered_unasked": (
        "{question}: {respondents} respondents answered although the routing leaves them out; they are not in the base."
    ),
    "item_without_answers": "{item}: nobody answered.",
    "blank_as_not_chosen": (
        "{question}: the file does not tell skipping from choosing nothing; {respondents} respondents without an answer "
        "count as choosing nothing."
    ),
    "concept_not_rotated": (
        "{concept} was seen first by {share} % of respondents, where {fair} % would be its turn; compare its scores "
        "with care."
    ),
    "changed_item": "This wave asked an item otherwise than before: {item} ({change}). Compare it with care.",
    # screening and weighting
    "flagged_kept": "{respondents} respondents ({share:g} %) show signs of careless answering; they are in the results.",
    "flagged_dropped": "{respondents} respondents ({share:g} %) showed signs of careless answering and were left out.",
    "low_weighting_efficiency": (
        "The weights differ so much that the {n} respondents tell as much as {efficiency} in 100 of them would."
    ),
    # no basis
    "no_basis": (
        "The survey asks nothing that consumers could be segmented on: no battery of needs or attitudes, no "
        "multiple-response question of that kind, no ordered questions."
    ),
    # factors
    "unanswered_items": "{battery}: nobody answered {items}; left out of the factors.",
    "constant_items": "{battery}: everyone gave the same answer to {items}; left out of the factors.",
    "duplicate_items": "{battery}: {items} repeat an earlier item almost answer by answer; left out of the factors.",
    "dependent_items": (
        "{battery}: the answers to some items follow exactly from the others, as when points are shared out; "
        "the battery has no factors."
    ),
    "too_few_items": "{battery}: only {items} items can be used, and factors need three; the battery has no factors.",
    "too_few_respondents": (
        "{battery}: only {respondents} respondents answered every item; with fewer than {needed} (or weights that "
        "leave as little) the battery has no factors."
    ),
    "few_complete": (
        "{battery}: the factors rest on the {complete} respondents who answered every item, of {answered} who "
        "answered any."
    ),
    "no_common_factor": (
        "{battery}: its {items} items have no more in common than random answers; the battery has no factors."
    ),
    "fewer_factors": "{battery}: {suggested} factors stand out, but its items can determine no more than {kept}.",
    "improper_solution": (
        "{battery}: the factors explain {items} completely, which is too good to be true; read them with care."
    ),
    "factors_not_converged": "{battery}: the search for the factors stopped early; read them with care.",
    "weak_items": "{battery}: {items} fit none of the factors well; consider leaving them out.",
    "no_factor_batteries": "No battery asks about needs, attitudes or values, so there are no factors.",
    # basis
    "constant_columns": "Everyone gave the same answer to {items}; left out of the basis.",
    "not_placed": "{respondents} of {of} respondents answered too little to be placed in a segment.",
    "gaps_filled": "{respondents} of {of} respondents left gaps in the basis, which were filled with average answers.",
    "small_sample_per_dimension": (
        "{respondents} respondents for {columns} basis columns are few: segments are likely to be found again from "
        "about {needed} on."
    ),
}

ASSUMPTIONS: dict[str, str] = {
    "drafted": "Questionnaire and study were drafted from {file}; the folder `draft` holds both for correction.",
}
