"""Titles, heads and notes of the tables behind the themes, in German."""

from __future__ import annotations

from research.wording.german.factor_groups import FactorGroupsDe


class FactorTablesDe(FactorGroupsDe):
    """The labels of the evidence in German."""

    show_loadings = "Zeigen, aus welchen Aussagen die Themen bestehen"
    loadings_note = (
        "Ladungen: wie stark eine Aussage mit einem Thema zusammenhängt, von −1 bis 1. Unter 0,30 bleiben sie leer, ab "
        "0,50 sind sie fett. Aussagen stehen unter dem Thema, mit dem sie am stärksten zusammenhängen."
    )
    no_theme = "Aussagen, die zu keinem Thema gehören"
    item = "Aussage"
    theme = "Thema"
    communality = "Kommunalität"
    reversed_mark = "(umgepolt)"

    scree_note = (
        "Eigenwerte der Korrelationen (Hauptkomponenten); Band: 5. bis 95. Perzentil zufälliger Antworten; gefüllte "
        "Punkte: behaltene Themen."
    )
    factor_scree_note = (
        "Dasselbe für gemeinsame Faktoren: In der Diagonalen steht, was die Aussagen teilen, daher können Werte unter "
        "null fallen."
    )
    observed = "diese Antworten"
    random_band = "zufällige Antworten"

    how_many_title = "Wie viele Themen"
    fit_of_factors = "Anpassungsmaße gelten für so viele gemeinsame Faktoren; Komponenten haben keine."
    rule = "Regel"
    keeps = "Themen"
    number_head = "Nummer"
    components_observed = "Eigenwert"
    random_05 = "Zufällig, 5. Perz."
    random_95 = "Zufällig, 95. Perz."
    factors_observed = "Eigenwert der Faktoren"
    factors_random_05 = "Faktoren zufällig, 5. Perz."
    factors_random_95 = "Faktoren zufällig, 95. Perz."
    eigenvalues_title = "Eigenwerte neben denen zufälliger Antworten"
    chi2 = "χ²"
    degrees = "df"
    p_value = "p"
    rmsea = "RMSEA"
    rmsea_interval = "RMSEA (90-%-Intervall)"
    tli = "TLI"
    srmr = "SRMR"
    bic = "BIC"
    cfi = "CFI"

    correlations_title = "Die Korrelationen hinter den Themen"
    correlation_head = "Korrelationen"
    missing_head = "Verwendete Antworten"
    respondents_head = "Befragte"
    effective_head = "Effektive Zahl"
    smallest_pair = "Kleinstes Paar (effektiv)"
    empty_cells = "Paare mit leeren Zellen"
    correction = "Zu leeren Zellen addiert"
    smoothed = "Größte Änderung durch Glättung"
    kmo = "KMO"
    kmo_word = "In Kaisers Worten"
    bartlett_chi2 = "Bartlett χ²"
    extraction_head = "Extraktion"
    rotation_head = "Rotation"
    share_best = "Anfänge, die das Beste erreichten"
    scoring_head = "Faktorwerte"
    variance_explained = "Erklärte Varianz"

    items_title = "Jede Aussage"
    loading = "Ladung"
    next_theme = "Nächstes Thema"
    cross_loading = "Ladung darauf"
    complexity = "Komplexität"
    msa = "MSA"
    item_rest = "Trennschärfe"
    alpha_without = "Alpha ohne sie"
    mean = "Mittelwert"
    sd = "SD"
    floor = "Am niedrigsten Punkt"
    ceiling = "Am höchsten Punkt"
    advice_head = "Empfehlung"
    items_note = (
        "Als umgepolt gekennzeichnete Aussagen sind in jeder Zahl umgedreht: Ein Mittelwert von 5 auf einer Skala von "
        "1 bis 5 heißt, dass alle sie so, wie sie gefragt wurden, ablehnen, und niedrigster und höchster Punkt "
        "tauschen den Platz. Aussagen mit negativer Ladung werden nur für Trennschärfe und Alpha umgedreht."
    )

    scales_title = "Wie gut jedes Thema gemessen ist"
    items_head = "Aussagen"
    variance = "Varianz"
    alpha = "Alpha"
    ordinal_alpha = "Ordinales Alpha"
    omega_total = "Omega total"
    omega_hierarchical = "Omega hierarchisch"
    determinacy = "Determiniertheit der Werte"
    scales_note = (
        "Intervalle enthalten den Wert in 95 von 100 Stichproben. Omega total gilt bei weniger als neun Aussagen für "
        "ein einziges Thema."
    )

    phi_title = "Korrelationen der Themen"

    holding_title = "Ob jedes Thema Bestand hat"
    halves_median = "Kongruenz in Hälften, Median"
    halves_low = "5. Perzentil"
    halves_verdict = "Urteil"
    balance = "Ausgewogenheit der Richtungen"
    style_share = "Anteil des Zustimmens"
    weighted_congruence = "Kongruenz gewichtet, ungewichtet"

    level = "Gleichheit"
    delta_cfi = "Änderung des CFI"
    delta_rmsea = "Änderung des RMSEA"
    level_holds = "Urteil"
    p_of_change = "p der Änderung"
    breaking = "Aussagen, die dagegen sprechen"
