"""Titles, heads and notes of the tables behind the themes, in English."""

from __future__ import annotations

from research.wording.factor_groups_en import FactorGroupsEn


class FactorTablesEn(FactorGroupsEn):
    """The labels of the evidence in English."""

    show_loadings = "Show which statements make up each theme"
    loadings_note = (
        "Loadings: how strongly a statement goes with a theme, from −1 to 1. Below 0.30 they are left blank, from 0.50 "
        "on they are bold. Statements stand under the theme that they go with most."
    )
    no_theme = "Statements that belong to no theme"
    item = "Statement"
    theme = "Theme"
    communality = "Communality"
    reversed_mark = "(reversed)"

    scree_note = (
        "Eigenvalues of the correlations (principal components); band: 5th to 95th percentile of random answers; "
        "filled dots: themes that were kept."
    )
    factor_scree_note = (
        "The same for common factors: the diagonal holds what the statements share, so values may fall below zero."
    )
    observed = "these answers"
    random_band = "random answers"

    how_many_title = "How many themes"
    fit_of_factors = "Indices of fit are those of so many common factors; components have none."
    rule = "Rule"
    keeps = "Themes"
    number_head = "Number"
    components_observed = "Eigenvalue"
    random_05 = "Random, 5th perc."
    random_95 = "Random, 95th perc."
    factors_observed = "Factor eigenvalue"
    factors_random_05 = "Factor random, 5th perc."
    factors_random_95 = "Factor random, 95th perc."
    eigenvalues_title = "Eigenvalues beside those of random answers"
    chi2 = "χ²"
    degrees = "df"
    p_value = "p"
    rmsea = "RMSEA"
    rmsea_interval = "RMSEA (90\u202f% interval)"
    tli = "TLI"
    srmr = "SRMR"
    bic = "BIC"
    cfi = "CFI"

    correlations_title = "The correlations behind the themes"
    correlation_head = "Correlations"
    missing_head = "Answers used"
    respondents_head = "Respondents"
    effective_head = "Effective number"
    smallest_pair = "Smallest pair (effective)"
    empty_cells = "Pairs with empty cells"
    correction = "Added to empty cells"
    smoothed = "Largest change by smoothing"
    kmo = "KMO"
    kmo_word = "In Kaiser’s words"
    bartlett_chi2 = "Bartlett χ²"
    extraction_head = "Extraction"
    rotation_head = "Rotation"
    share_best = "Starts that reached the best"
    scoring_head = "Scores"
    variance_explained = "Variance explained"

    items_title = "Every statement"
    loading = "Loading"
    next_theme = "Next theme"
    cross_loading = "Its loading"
    complexity = "Complexity"
    msa = "MSA"
    item_rest = "Item–rest corr."
    alpha_without = "Alpha without"
    mean = "Mean"
    sd = "SD"
    floor = "At lowest point"
    ceiling = "At highest point"
    advice_head = "Advice"
    items_note = (
        "Statements marked as reversed are turned round in every figure: a mean of 5 on a scale from 1 to 5 says that "
        "everyone rejects them as they were asked, and floor and ceiling change places. Statements with a negative "
        "loading are turned round for item–rest correlation and alpha only."
    )

    scales_title = "How well each theme is measured"
    items_head = "Statements"
    variance = "Variance"
    alpha = "Alpha"
    ordinal_alpha = "Ordinal alpha"
    omega_total = "Omega total"
    omega_hierarchical = "Omega hierarchical"
    determinacy = "Score determinacy"
    scales_note = (
        "Intervals hold the figure in 95 of 100 samples. Omega total of fewer than nine statements is that of one "
        "theme."
    )

    phi_title = "Correlations of the themes"

    holding_title = "Whether each theme holds up"
    halves_median = "Congruence in halves, median"
    halves_low = "5th percentile"
    halves_verdict = "Verdict"
    balance = "Balance of directions"
    style_share = "Share of agreeing"
    weighted_congruence = "Congruence weighted, unweighted"

    level = "Equality"
    delta_cfi = "Change of CFI"
    delta_rmsea = "Change of RMSEA"
    level_holds = "Verdict"
    p_of_change = "p of the change"
    breaking = "Items that stand against it"
