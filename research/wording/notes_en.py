"""Caveats and assumptions in English: one sentence a code, with the figures' names in braces."""

from __future__ import annotations

CAVEATS: dict[str, str] = {
    # coding
    "incomplete_left_out": "Incomplete interviews in the file: {respondents} of {rows}; they were left out.",
    "outside_range": "{question}: answers outside {low:g} to {high:g} count as no answer: {respondents}.",
    "outside_bands": "{question}: respondents who fall into none of the bands: {respondents}.",
    "answered_unasked": (
        "{question}: respondents who answered although the routing leaves them out, and are not in the base: "
        "{respondents}."
    ),
    "item_without_answers": "{item}: nobody answered.",
    "blank_as_not_chosen": (
        "{question}: the file does not tell skipping from choosing nothing; respondents without an answer count as "
        "choosing nothing: {respondents}."
    ),
    "concept_not_rotated": (
        "{concept} was seen first by {share} % of respondents, where {fair} % would be its turn; compare its scores "
        "with care."
    ),
    "changed_item": (
        "One statement is asked differently than in the wave before: {item} ({change}). Compare it with care."
    ),
    # reports that are made again
    "data_changed": "Wave {wave}: {file} holds other data now than the run read; the figures are those of the run.",
    "data_gone": "Wave {wave}: {file} is no longer where study.yaml looks for it; the figures are those of the run.",
    # screening and weighting
    "flagged_kept": "Interviews with signs of careless answering: {respondents} ({share:g} %); they are kept.",
    "flagged_dropped": "Interviews with signs of careless answering: {respondents} ({share:g} %); they were left out.",
    "low_weighting_efficiency": (
        "The weights differ so much that the {n} respondents tell as much as {efficiency} in 100 of them would."
    ),
    # no basis
    "no_basis": (
        "The survey asks nothing that consumers could be segmented on: no battery of needs or attitudes, no "
        "multiple-response question of that kind, no ordered questions but those that segments should be judged by, "
        "such as purchase intent."
    ),
    "no_structure": (
        "The survey asks about needs or attitudes, but the answers have too little in common to segment on: cutting "
        "them would make up groups."
    ),
    "nothing_to_factor": (
        "The survey asks about needs or attitudes, but too few of the items can be analysed to segment on; the notes "
        "below name them, and why."
    ),
    # factors
    "unanswered_items": "{battery}: left out of the factors, as nobody answered: {items}.",
    "constant_items": "{battery}: left out of the factors, as everyone gave the same answer: {items}.",
    "duplicate_items": "{battery}: left out of the factors, as the answers repeat those to an earlier item: {items}.",
    "unpaired_items": (
        "{battery}: left out of the factors, as too few respondents answered them together with the other items, or "
        "all who did gave the same answer: {items}."
    ),
    "dependent_items": (
        "{battery}: the answers to some items follow exactly from the others, as when points are shared out; "
        "the battery has no factors: {items}."
    ),
    "too_few_items": "{battery}: only {items} items can be used, and factors need three; the battery has no factors.",
    "too_few_respondents": (
        "{battery}: {respondents} respondents answered, and too few of them the same items; factors need {needed}, so "
        "the battery has none."
    ),
    "too_few_effective": (
        "{battery}: the weights differ so much that the {respondents} respondents who answered tell as much as "
        "{effective:.0f} of one weight; factors need {needed}, so the battery has none."
    ),
    "too_few_complete": (
        "{battery}: {complete} of the {answered} respondents who answered any of its {items} items answered all; "
        "factors need {needed}, so the battery has none."
    ),
    "too_short_to_centre_items": (
        "{battery}: left out of the factors, as answers can be taken against everyone’s own average only where three "
        "items or more share a scale: {items}."
    ),
    "placed_without_scores": (
        "{respondents} respondents have a segment and no theme scores: scores take answers to {scored:g} % of a "
        "battery, a segment to {placed:g} %."
    ),
    "scored_without_place": (
        "{respondents} respondents have theme scores and no segment: a segment takes answers to {placed:g} % of a "
        "battery, scores to {scored:g} %."
    ),
    "few_complete": (
        "{battery}: the factors rest on the {complete} respondents who answered every item, of {answered} who "
        "answered any."
    ),
    "correlation_fallback": (
        "{battery}: such answers ask for {wanted} correlations and are too thin for them; ordinary (Pearson) "
        "correlations were taken, which come out somewhat too low here."
    ),
    "empty_cells": (
        "{battery}: in {pairs} pairs of items some combination of answers never occurs; it was counted as if "
        "{correction:g} respondents had given it, or the correlation would have come out too strong."
    ),
    "bounded_correlations": (
        "{battery}: in {pairs} pairs of items the answers go together as closely as answers can; their correlation is "
        "taken to be just below perfect."
    ),
    "smoothed_correlations": (
        "{battery}: its correlations, each found by itself, do not fit together; they were changed by up to "
        "{change:.2g} so that they do."
    ),
    "no_common_factor": (
        "{battery}: its {items} items have no more in common than random answers; the battery has no factors."
    ),
    "improper_solution": (
        "{battery}: the factors seem to explain all there is in some answers, which is too good to be true; read with "
        "care: {items}."
    ),
    "factors_not_converged": "{battery}: the search for the factors stopped early; read them with care.",
    "not_compared": (
        "{battery}: its themes were not compared by {by}: fewer than two groups have {needed} respondents whose "
        "answers can be analysed by themselves."
    ),
    "factors_differ": ("{battery}: compared by {by}, these themes differ: {factors}. Compare with care."),
    "no_own_items": (
        "{battery}: its {items} items hang together a little, but no three of them share a theme; none was formed."
    ),
    "wrongly_keyed_items": (
        "{battery}: items that run against the others of their factor; check whether the questionnaire reverses what "
        "it should: {items}."
    ),
    "weak_items": "{battery}: items that do not go with the others, and might be left out: {items}.",
    "weights_change_factors": (
        "{battery}: with the respondents weighted the other way, these factors would be others: {factors}."
    ),
    "factors_not_replicated": (
        "{battery}: found in all respondents together, but not again in random halves of them, so do not rely on: "
        "{factors}."
    ),
    "no_factor_batteries": "No battery asks about needs, attitudes or values, so there are no factors.",
    # response style
    # basis
    "constant_columns": "Left out of the basis, as everyone gave the same answer or nobody any: {items}.",
    "gaps_kept": (
        "{respondents} of {of} respondents left out answers of the basis; they are placed by those that they gave."
    ),
    "method_cannot_cut_gaps": "The method `{method}` took no part: it cannot place respondents who left out answers.",
    "method_cannot_cut_names": "The method `{method}` took no part: it cannot cut answers without an order.",
    "method_cannot_cut_codes": "The method `{method}` took no part: it needs measurements, not answer codes.",
    "no_null_data_of_names": (
        "The segments rest on answers without an order. There are no made-up surveys to hold them against, so whether "
        "they are more than chance was not tried."
    ),
    "gaps_filled": (
        "{respondents} of {of} respondents left gaps in the basis, which were filled with the answers that were to be "
        "expected of them."
    ),
    "centred_basis": (
        "Each respondent's answers were taken relative to their own average, so segments differ in what they prefer "
        "and not in how high they answer: {batteries}."
    ),
    "too_short_to_centre": (
        "Fewer than {needed} items can be used, too few to take answers relative to the respondent's average; they "
        "stay as they are: {batteries}."
    ),
    "small_sample_per_dimension": (
        "{respondents} respondents for {columns} basis columns are few: segments are likely to be found again from "
        "about {needed} on."
    ),
    # segmentation and allocation
    "method_ignores_weights": "The method {method} cannot use weights: every respondent counted the same.",
    "k_beyond_data": (
        "Up to {asked} segments were to be tried; the answers are too few or too much alike for more than {largest}."
    ),
    "k_fixed_objections": (
        "The study asks for {k} segments, and that was done, although {objections} of the five checks speak against it."
    ),
    "no_eligible_k": (
        "No number of segments passed all five checks. {k} segments have the least against them: {objections} failed."
    ),
    "unstable_solution": (
        "With other respondents the {k} segments would have come out differently: on a scale from 0 (unrelated) to 1 "
        "(the same) two draws of the sample agree by {stability:.2f}, and below 0.75 is little. Many people stand near "
        "a border: read the segments by their core, and do not count on who is at the edge."
    ),
    "only_two_segments": (
        "Two segments come back easily even where there are no groups, and say little beyond more or less of the same."
    ),
    "smallest_too_small": (
        "The smallest segment holds {share:.1f} % of respondents; {least:g} % were to be the least."
    ),
    "largest_dominates": "The largest segment holds {share:.1f} % of respondents; {most:g} % were to be the most.",
    "search_not_settled": (
        "{searches} searches for the best cut into {k} segments found {searches} different ones; there may be a "
        "better one."
    ),
    "segments_do_not_return": (
        "On resampled interviews these segments come back only in part (Jaccard below {least:g}): {segments}."
    ),
    "segments_frozen": (
        "The segments were fixed as {frozen}; cut anew, the data give the same to {agreement:.2f} (1 is identical)."
    ),
    "personas_of_other_segments": (
        "The segments are those fixed as {frozen}. The names and actions of study.yaml were written for other segments "
        "and are withheld; number them for these, and write `personas: hang` in segments.yaml."
    ),
    "names_withheld": (
        "The segments were fixed as {frozen}, and the data no longer give them (agreement {agreement:.2f}, 0.80 is "
        "needed): names and actions of the study are withheld. Look at what has changed, or fix the segments anew."
    ),
    "segments_are_style": (
        "The segments follow how people use the answer scales ({habit}: {share:.0f} % of its differences) more than "
        "what they prefer. Cut on answers relative to everyone’s own average, little of the division would stay "
        "(agreement {agreement:.2f}, where 1 is all and 0 nothing)."
    ),
    "segments_are_style_however_cut": (
        "The segments follow how people use the answer scales ({habit}: {share:.0f} % of its differences) more than "
        "what they prefer, although everyone’s own average was taken out before they were cut."
    ),
    "no_null_data": "Whether chance alone would give such segments could not be tried: an item hardly varies.",
    "segment_below_100": (
        "Segments of fewer than 100 respondents, whose figures are rough: {segments} (the smallest has {smallest})."
    ),
    "rules_overlap": (
        "Respondents who fit the conditions of several segments: {respondents} of {of}; each is in the first that fits."
    ),
    "rules_undecided": (
        "Respondents in no segment, as they left unanswered what a condition needs to know: {respondents} of {of}."
    ),
    "rules_left_over": (
        "Respondents in no segment, as they fit none of the conditions: {respondents} of {of}. They belong to the "
        "market, so the segments do not add up to all of it."
    ),
    "unsure_not_assigned": "{respondents} of {of} respondents lie between segments: they belong to none with "
    "a certainty of {least:g}% or more, as the study asks (`segments.assign_from`), and are in no segment.",
    "not_assigned": "{respondents} of {of} respondents answered too little to be in a segment.",
    # tables
    "columns_not_tested": "Fewer than {min_base} respondents, so nothing is tested in the columns: {columns}.",
    "columns_small": "Fewer than {small_base} respondents, read with care, in the columns: {columns}.",
    # names and personas
    "persona_without_segment": (
        "The study has a persona “{persona}” for segment {segment}, but there are only {segments} segments; it is left "
        "out."
    ),
    "names_suggested": (
        "Names that are suggested from the figures, as the study gives none: {segments}. Find better ones."
    ),
    "persona_too_small": (
        "{name}: with {base} interviews (fewer than {min_base}) too little is known to compare it with the market."
    ),
    "action_open": "{name}: it is still open what we will do in {teams}.",
}

ASSUMPTIONS: dict[str, str] = {
    "drafted": "Questionnaire and study were drafted from {file}; the folder `draft` holds both for correction.",
    # drafting
    "rows_are_ids": "No column identifies the respondents, so they are numbered by their row in the file.",
    "id_not_unique": (
        "{column} looks like the respondents' id but is blank or repeats (rows {respondents}); respondents are "
        "numbered by their row in the file."
    ),
    "weight_guessed": "The column {column} is taken for the weight.",
    "weight_unusable": (
        "The column {column} looks like the weight but is blank or zero for some: figures are not weighted."
    ),
    "complete_only": "Only complete interviews count, as the column {column} says: {kept} of {rows}.",
    "top_guessed": (
        "No word tells which end of the scale from {low} to {high} is the favourable one: {top} is taken for it."
    ),
    "off_scale_guessed": (
        "{answers} lies outside the scale from {low} to {high}: it stays in the base and out of means and factors."
    ),
    "codes_as_missing": (
        "The codes {codes} lie outside the scale from {low} to {high} and have no label: they count as no answer."
    ),
    "unlabelled_codes": "{question}: the file does not say what the codes {codes} mean; they are shown as they are.",
    "chosen_guessed": "{question}: the file does not say which value means chosen: {value} is taken for it.",
    "basis_batteries": "Segments are cut on every battery about needs or attitudes: {parts}.",
    "basis_ordinal_batteries": (
        "No battery asks about needs or attitudes, so segments are cut on the batteries there are: {parts}."
    ),
    "basis_multiple": "There is no battery, so segments are cut on the multiple-response questions: {parts}.",
    "basis_ordinal_questions": (
        "There is neither a battery nor a multiple-response question, so segments are cut on the ordered questions: "
        "{parts}."
    ),
    "outcomes_guessed": (
        "No question asks for purchase, recommendation or liking, so segments are compared on what people do: "
        "{questions}."
    ),
}
