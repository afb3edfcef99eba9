"""What the codes of the factor analysis mean in German; codes without words are read out as they are."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.factor_evidence import (
    CorrelationMethod,
    CorrelationReason,
    Extraction,
    MissingAnswers,
    Rotation,
    Scoring,
)
from research.domain.measurement import Advice, InvarianceLevelName, InvarianceVerdict, ReplicationVerdict
from research.wording.factor_codes_en import ItemReason, RuleWords

RULES: Mapping[str, RuleWords] = {
    "parallel_components": RuleWords(
        "Parallelanalyse der Hauptkomponenten", "jedes Thema, das sich von zufälligen Antworten abhebt"
    ),
    "parallel_factors": RuleWords(
        "Parallelanalyse der Faktoren",
        "jedes Thema, das mehr vom Gemeinsamen der Aussagen bündelt, als zufällige Antworten es täten",
    ),
    "minimum_average_partial": RuleWords(
        "Minimum-Average-Partial-Test (MAP)",
        "so viele Themen, dass die Aussagen darüber hinaus am wenigsten gemeinsam haben",
    ),
    "empirical_kaiser": RuleWords(
        "Empirisches Kaiser-Kriterium",
        "jedes Thema, das stärker ist, als es der Zufall in einer Stichprobe dieser Größe ergäbe",
    ),
    "kaiser": RuleWords("Eigenwert über eins (Kaiser)", "jedes Thema, das mehr sagt als eine einzelne Aussage"),
    "acceleration_factor": RuleWords(
        "Knick im Scree-Plot (Beschleunigungsfaktor)", "die Themen, bevor ihre Stärke abflacht"
    ),
}

LIMITS: Mapping[str, str] = {
    "stands_out": "jedes hat mindestens drei eigene Aussagen, zwei davon mit Ladungen ab 0,30",
    "own_items": "bei mehr Themen hätten einige keine drei eigenen Aussagen, zwei davon mit Ladungen ab 0,30",
    "determined": "so wenige Aussagen legen nicht mehr Themen fest",
}
"""Why no more factors were kept of those that stand out."""

CORRELATIONS: Mapping[CorrelationMethod, str] = {
    "pearson": "Pearson",
    "spearman": "Spearman",
    "polychoric": "polychorisch",
    "tetrachoric": "tetrachorisch",
    "mixed": "gemischt (Pearson, polychorisch und polyseriell)",
}
CORRELATION_REASONS: Mapping[CorrelationReason, str] = {
    "study": "wie es die Studie verlangt",
    "centred": "weil die Antworten zuerst auf den persönlichen Durchschnitt bezogen wurden",
    "binary": "weil jede Aussage nur zwei Antworten hat",
    "few_categories": "weil die Aussagen so wenige Antworten haben, dass diese eher Stufen als ein Maß sind",
    "skewed": "weil sich die Antworten an einem Punkt oder an einem Ende der Skala drängen",
    "mixed_kinds": "weil die Aussagen auf Skalen verschiedener Art beantwortet werden",
    "many_categories": "weil die Aussagen genug Antworten haben, um als Maß zu gelten",
    "symmetric": "weil sich die Antworten gleichmäßig genug über die Skala verteilen, um als Maß zu gelten",
}
MISSING: Mapping[MissingAnswers, str] = {
    "pairwise": "alle, die beide Aussagen eines Paares beantworteten",
    "complete": "alle, die jede Aussage beantworteten",
}
RANDOM: Mapping[str, str] = {
    "normal": "Ziehungen aus Normalverteilungen",
    "permutation": "die Antworten selbst, durchmischt",
}
EXTRACTIONS: Mapping[Extraction, str] = {
    "minres": "kleinste Residuen (Minres)",
    "ml": "Maximum-Likelihood",
    "principal_axis": "Hauptachsen",
    "components": "Hauptkomponenten",
}
ROTATIONS: Mapping[Rotation, str] = {
    "oblimin": "Oblimin (schiefwinklig)",
    "geomin": "Geomin (schiefwinklig)",
    "promax": "Promax (schiefwinklig)",
    "varimax": "Varimax (rechtwinklig)",
    "bifactor": "Bifaktor (rechtwinklig)",
    "none": "keine",
}
SCORINGS: Mapping[Scoring, str] = {
    "regression": "Regression (Thurstone)",
    "bartlett": "Bartlett",
    "tenberge": "ten Berge",
    "unit": "Mittelwert der Aussagen",
}

ADVICE: Mapping[Advice, str] = {
    "keep": "behalten",
    "drop": "weglassen",
    "reverse": "umpolen",
    "reword": "umformulieren",
}
ITEM_REASONS: Mapping[str, ItemReason] = {
    "not_reversed": ItemReason(
        "sie läuft den anderen Aussagen ihres Themas entgegen, als wäre sie umgekehrt gefragt",
        "sie laufen den anderen Aussagen ihrer Themen entgegen, als wären sie umgekehrt gefragt",
        "läuft dem Rest von {theme} entgegen",
        "Trennschärfe",
    ),
    "reversed_wrongly": ItemReason(
        "sie gilt als umgekehrt gefragt, läuft aber den anderen Aussagen ihres Themas entgegen",
        "sie gelten als umgekehrt gefragt, laufen aber den anderen Aussagen ihrer Themen entgegen",
        "gilt als umgepolt, läuft aber dem Rest von {theme} entgegen",
        "Trennschärfe",
    ),
    "inadequate": ItemReason(
        "sie hat mit den anderen Aussagen zu wenig gemeinsam, um mit ihnen ausgewertet zu werden",
        "sie haben mit den anderen Aussagen zu wenig gemeinsam, um mit ihnen ausgewertet zu werden",
        "zu wenig gemeinsam mit den übrigen",
        "MSA",
    ),
    "loads_nowhere": ItemReason(
        "sie gehört zu keinem Thema", "sie gehören zu keinem Thema", "gehört zu keinem Thema", ""
    ),
    "lowers_alpha": ItemReason(
        "sie passt kaum zu ihrem Thema, das ohne sie besser zusammenhält",
        "sie passen kaum zu ihren Themen, die ohne sie besser zusammenhalten",
        "passt kaum zu {theme}",
        "Anstieg von Alpha ohne sie",
    ),
    "floor": ItemReason(
        "mehr als vier von fünf Menschen geben die niedrigste Antwort",
        "mehr als vier von fünf Menschen geben die niedrigste Antwort",
        "die meisten Antworten am niedrigsten Punkt",
        "share",
    ),
    "ceiling": ItemReason(
        "mehr als vier von fünf Menschen geben die höchste Antwort",
        "mehr als vier von fünf Menschen geben die höchste Antwort",
        "die meisten Antworten am höchsten Punkt",
        "share",
    ),
    "loads_twice": ItemReason(
        "sie spricht zwei Themen zugleich an",
        "sie sprechen zwei Themen zugleich an",
        "gehört zu {theme} und {other}",
        "",
    ),
    "loads_all_over": ItemReason(
        "sie spricht mehrere Themen zugleich an",
        "sie sprechen mehrere Themen zugleich an",
        "gehört zu mehreren Themen",
        "Komplexität",
    ),
    "weak": ItemReason(
        "sie hat mit den anderen Aussagen wenig gemeinsam",
        "sie haben mit den anderen Aussagen wenig gemeinsam",
        "wenig gemeinsam mit den übrigen",
        "Kommunalität",
    ),
    "stands_apart": ItemReason(
        "ihr Thema hält ohne sie besser zusammen",
        "ihre Themen halten ohne sie besser zusammen",
        "{theme} hält ohne sie besser zusammen",
        "Anstieg von Alpha",
    ),
    "sound": ItemReason(
        "sie gehört zu einem Thema", "sie gehören jeweils zu einem Thema", "gehört zu {theme}", "Ladung"
    ),
}
SHARE_NAME = "Anteil"
"""How the figure is called that is a share (`share` among the reasons)."""

VERDICTS: Mapping[ReplicationVerdict, str] = {
    "replicated": "wiedergefunden",
    "similar": "ähnlich",
    "not_replicated": "nicht wiedergefunden",
}
LEVELS: Mapping[InvarianceLevelName, str] = {
    "configural": "Konfigural: dieselben Aussagen bilden die Themen",
    "metric": "Metrisch: mit denselben Ladungen",
    "scalar": "Skalar: und vom selben Ausgangspunkt",
    "strict": "Strikt: und mit derselben Streuung",
}
LEVEL_VERDICTS: Mapping[InvarianceVerdict, str] = {
    "fits": "passt",
    "misfits": "passt nicht",
    "holds": "hält",
    "fails": "hält nicht",
    "unresolved": "keine Lösung gefunden",
    "not_tested": "nicht getestet",
}
OBSTACLES: Mapping[str, str] = {
    "": "",
    "centred": "die Antworten wurden auf den persönlichen Durchschnitt bezogen",
    "too_few_items": "zu wenige Aussagen gehören zu einem Thema",
    "not_fitted": "kein Messmodell ließ sich anpassen",
}
