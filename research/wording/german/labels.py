"""Headings and labels of the page in German."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.waves import Change
from research.wording.german.statements import StatementsDe


class LabelsDe(StatementsDe):
    """Headings and labels in German."""

    language = "de"
    quotes = ("„", "“")
    market = "Markt"
    everyone = "alle Befragten"
    skip = "Zur Antwort springen"
    contents = "Auf dieser Seite"
    verdict_title = "Wie fest die Segmente stehen"
    answer = "Die Antwort"
    segments = "Die Segmente"
    segment = "Segment"
    change = "Veränderung"
    scores = "Werte"
    more_scores = "Weitere Werte"
    interval_head = "95-%-Intervall"
    no_segments_text = "Die Daten dieser Studie wurden nicht in Segmente geteilt."
    no_segments_rest = "Was alle geantwortet haben, steht unten: nach Fragen geordnet, nicht nach Gruppen von Menschen."
    sizes = "Wie groß die Segmente sind"
    sizes_note = "Anteil am Markt mit 95-%-Intervall"
    separates = "Was sie trennt"
    separates_note = "Jeder Punkt ist ein Segment, die Linie ist der Markt"
    waves = "Welle für Welle"
    side_by_side = "Nebeneinander"
    concepts = "Konzepte nach Segment"
    method = "Wie vorgegangen wurde"
    glossary = "Begriffe und Regeln"
    profile = "Was sie abhebt"
    profile_note = (
        "Alle Themen auf einer Skala; die Linie ist der Markt, die kleinen Ringe sind die anderen Segmente. Die Zahlen "
        "sind Standardabweichungen: ab 0,5 liegt das Segment weit darüber oder weit darunter"
    )
    to_say = "Was man sagen sollte: das spricht sie an"
    to_avoid = "Was man nicht sagen sollte: das lässt sie kalt"
    nothing_to_avoid = "Nichts lässt sie deutlich kälter als den Markt."
    messages_note = (
        "Was sie klar mehr oder klar weniger wollen und denken als der Markt. Das sind ihre Antworten; die Worte einer "
        "Botschaft sind noch zu finden."
    )
    nothing_found = "Keine Zeile passt."
    verbatims = "In ihren eigenen Worten"
    action = "Was wir tun werden"
    action_open = "Was wir tun würden"
    sure = "Wie sicher das ist"
    show_numbers = "Zahlen zeigen"
    pursue_yes = "Auf dieses Segment setzen wir"
    pursue_no = "Auf dieses Segment setzen wir nicht"
    pursue_open = "Noch nicht entschieden"
    our_reason = "unser Grund"
    best_concept = "Bestes Konzept"
    of_the_market = "des Marktes"
    people = "Menschen"
    interviews = "Interviews"
    back_to_top = "Zurück zu den Segmenten"
    sort_by = "Sortieren nach"
    find = "Zeile suchen"
    theme_filter = "Thema"
    all_themes = "Alle Themen"
    compare = "Vergleichen"
    compare_with = "mit"
    all_segments = "Alle Segmente"
    show_only = "Zeigen"
    themes = "Was sie trennt"
    theme_ends = ("weniger", "mehr")
    themes_note = "Standardabweichungen vom Markt"
    no_segments = "Warum es hier keine Segmente gibt"
    totals = "Was alle geantwortet haben"
    totals_note = "Anteil an allen, denen die Frage gestellt wurde"
    concepts_note = "Unterschiede zwischen Konzepten innerhalb eines Segments sind nicht getestet."
    waves_note = (
        "Wo nichts vermerkt ist, gibt es keine klare Veränderung. Veränderungen sind gegen die jeweils vorige Welle "
        "getestet, mit 95\u202f% Sicherheit."
    )
    more_tables = "Sämtliche Fragen stehen im Tabellenband (Excel)."
    base = "Basis"
    effective_base = "Effektive Basis"
    question = "Frage"
    answer_column = "Antwort"
    everyone_else = "Alle übrigen"
    true_head = "Trifft zu auf sie / auf andere"
    comparison = "Verglichen mit dem Markt"
    shading_note = (
        "Schattierung: 5, 10 und 20 Prozentpunkte über oder unter dem Markt; was in Standardabweichungen "
        "vom Markt steht, ab 0,25, 0,5 und 1. ▲ ▼ mit 95\u202f% Sicherheit anders als alle übrigen; ◆ die Segmente "
        "wurden aus dieser Antwort gebildet, sie ist daher nicht getestet. * Basis unter {small}, ** unter {least}."
    )
    change_words: Mapping[Change, str] = {
        "up": "gestiegen",
        "down": "gesunken",
        "none": "",
        "first": "",
        "untested": "zu wenige Interviews",
    }
