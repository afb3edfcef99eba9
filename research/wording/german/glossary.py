"""The glossary in German: what the words of the report mean, and the rules behind its comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.comparison import RULES, ComparisonRules, Gate
from research.wording.german.rules import RulesDe
from research.wording.glossary_en import MethodTerm, Term


class GlossaryDe(RulesDe):
    """The glossary in German."""

    method_terms_title = "Die Begriffe der Methode zeigen"
    rules_title = "Die Regeln hinter den Vergleichen"

    def rules(self, min_base: int, rules: ComparisonRules = RULES) -> list[tuple[str, str]]:
        """Each comparative word with its rule."""
        n = self.numbers
        level = f"{n.figure(rules.level)}{n.percent}"
        same = n.figure(100 * rules.same_points)
        return [
            ("deutlich mehr, deutlich weniger", self._gate(rules.far)),
            ("mehr, weniger", self._gate(rules.plain)),
            ("etwas mehr, etwas weniger", f"ein kleinerer Unterschied, aber mit {level} Sicherheit vorhanden"),
            (
                "etwa gleich",
                f"das {n.figure(rules.same_level)}-%-Intervall des Unterschieds liegt innerhalb von {same} Punkten "
                f"(Mittelwerte: {n.figure(rules.same_sd, 2)} Standardabweichungen) nach beiden Seiten",
            ),
            ("kein klarer Unterschied", "nichts davon: Die Befragung kann es nicht sagen"),
            ("zu wenige", f"weniger als {n.figure(min_base)} Interviews"),
            (
                "in jedem Fall",
                f"mehr und weniger verlangen auch einen Unterschied zu allen übrigen, der mit {level} Sicherheit "
                "besteht; Antworten, aus denen die Segmente gebildet wurden, werden nicht getestet und tragen den "
                "Vermerk „definiert das Segment“",
            ),
        ]

    meanings: Mapping[Term, tuple[str, str]] = {
        "market_weighted": ("Markt", "alle Befragten, so gewichtet, dass sie für die Menschen stehen, um die es geht"),
        "market_unweighted": ("Markt", "alle Befragten, wobei jedes Interview gleich zählt"),
        "segment": ("Segment", "Menschen, deren Antworten einander mehr ähneln als denen der anderen"),
        "segment_by_rules": ("Segment", "Menschen, die eine Bedingung erfüllen, die diese Studie vorab festgelegt hat"),
        "share": (
            "Anteil",
            "am Markt, mit dem Bereich, der ihn in 95 von 100 Befragungen wie dieser enthält",
        ),
        "base": ("Basis", "Interviews, auf denen eine Zahl beruht"),
        "effective_base": (
            "Effektive Basis",
            "wie viele ungewichtete Interviews ebenso viel aussagen würden: weniger, da die Gewichte verschieden sind",
        ),
        "top_two": ("Top-2-Box", "alle, die eine der zwei günstigsten Antworten einer Skala gaben"),
        "top_one": ("Top-Box", "alle, die die günstigste Antwort einer Skala gaben"),
        "theme": (
            "Thema",
            "was mehreren Aussagen gemeinsam ist (ein Faktor); 0 ist der Markt, 1 eine Standardabweichung darüber",
        ),
        "stability": (
            "Stabilität",
            "wie weit zwei Aufteilungen neu gezogener Interviews übereinstimmen (angepasster Rand-Index): 1 identisch, "
            "0 Zufall",
        ),
        "certainty": ("Sicherheit", "wie klar ein Mitglied zu diesem Segment gehört und nicht zu einem anderen"),
        "own_words": (
            "In ihren eigenen Worten",
            "Antworten von Mitgliedern, die am klarsten dazugehören; was jemanden erkennbar machen könnte, ist "
            "geschwärzt […]",
        ),
    }
    """What the other words mean; a page explains those that it uses."""

    method_meanings: Mapping[MethodTerm, tuple[str, str]] = {
        "loading": (
            "Ladung",
            "wie stark eine Aussage mit einem Thema zusammenhängt, die anderen Themen gleich gehalten; von −1 bis 1",
        ),
        "communality": (
            "Kommunalität",
            "Anteil der Unterschiede zwischen den Antworten auf eine Aussage, den die Themen erklären",
        ),
        "polychoric": (
            "Polychorische Korrelation",
            "wie stark zusammenhängt, was hinter zwei Fragen mit geordneten Antworten liegt, wo die Antworten eher "
            "Stufen als ein Maß sind; tetrachorisch bei zwei Antworten, polyseriell mit einem Maß",
        ),
        "eigenvalue": (
            "Eigenwert",
            "wie viel von allen Antworten ein Thema bündelt; 1 ist so viel, wie in einer einzigen Aussage steckt",
        ),
        "parallel_analysis": (
            "Parallelanalyse",
            "behält Themen, solange sie stärker sind als 95 von 100, die sich in ebenso vielen zufälligen Antworten "
            "finden",
        ),
        "empirical_kaiser": (
            "Empirisches Kaiser-Kriterium",
            "behält Themen, solange sie stärker sind, als der Zufall das nächste machen würde, gegeben die vorigen und "
            "die Zahl der Aussagen und der Befragten",
        ),
        "kmo": (
            "KMO und MSA",
            "wie weit alle Aussagen, oder eine, zu den anderen gehören und nicht nur zu einer davon (Eignung der "
            "Stichprobe): 1 ist am besten, unter 0,5 untragbar",
        ),
        "fit": (
            "RMSEA, SRMR, TLI, CFI, BIC",
            "wie gut die Themen die Korrelationen der Antworten wiedergeben: RMSEA, SRMR und BIC sind umso besser, je "
            "niedriger, TLI und CFI, je näher an 1",
        ),
        "rotation": (
            "Extraktion und Rotation",
            "wie Themen gefunden und dann so gedreht werden, dass jede Aussage mit möglichst wenigen von ihnen "
            "zusammenhängt",
        ),
        "complexity": (
            "Komplexität",
            "wie viele Themen es braucht, um eine Aussage zu erklären (Hofmann); 1 ist am klarsten",
        ),
        "alpha": (
            "Cronbachs Alpha",
            "wie weit die Aussagen eines Themas dasselbe messen (Reliabilität), höchstens 1; es wächst mit ihrer Zahl",
        ),
        "ordinal_alpha": ("Ordinales Alpha", "dasselbe aus polychorischen Korrelationen"),
        "omega": (
            "Omega",
            "Anteil an der Summe einiger Aussagen, der ihnen gemeinsam ist (total; bei weniger als neun Aussagen, was "
            "ein Thema erklärt) oder der auf einen allgemeinen Faktor zurückgeht (hierarchisch)",
        ),
        "determinacy": ("Determiniertheit der Werte", "Korrelation der Werte mit dem Thema, für das sie stehen"),
        "congruence": (
            "Kongruenz",
            "wie ähnlich die Ladungen zweier Themen sind (Tucker): gleich ab 0,95, ähnlich ab 0,85, höchstens 1",
        ),
        "acquiescence": (
            "Anteil des Zustimmens",
            "wie viel eines Themas damit einhergeht, allem zuzustimmen, was gefragt wird (Akquieszenz); nur bekannt, "
            "wo Aussagen in beiden Richtungen gefragt sind (Ausgewogenheit 1: in beiden gleich viele)",
        ),
        "invariance": (
            "Messinvarianz",
            "ob Aussagen die Themen in jeder Gruppe gleich messen: dieselben Themen (konfigural), gleich stark "
            "(metrisch), vom selben Ausgangspunkt (skalar), mit derselben Streuung (strikt); Mittelwerte lassen sich "
            "ab skalar vergleichen",
        ),
    }
    """What the words of the method pages mean; a page explains those that it uses."""

    def _gate(self, gate: Gate) -> str:
        n = self.numbers
        return (
            f"Anteile: Index von mindestens {n.figure(gate.index)} (höchstens {n.figure(gate.index_less)}) und "
            f"mindestens {n.figure(100 * gate.points)} Punkte oder mindestens {n.figure(100 * gate.points_alone)} "
            f"Punkte; Mittelwerte: {n.figure(gate.sd, 2)} Standardabweichungen"
        )
