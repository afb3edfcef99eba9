"""Assumptions in German: one sentence a code, with the figures' names in braces."""

from __future__ import annotations

from collections.abc import Mapping

ASSUMPTIONS: Mapping[str, str] = {
    "drafted": ("Fragebogen und Studie wurden aus {file} entworfen; der Ordner `draft` enthält beide zum Berichtigen."),
    # drafting
    "rows_are_ids": "Keine Spalte kennzeichnet die Befragten; sie sind nach ihrer Zeile in der Datei nummeriert.",
    "id_not_unique": (
        "{column} sieht aus wie die Kennung der Befragten, ist aber leer oder wiederholt sich (Zeilen {respondents}); "
        "die Befragten sind nach ihrer Zeile in der Datei nummeriert."
    ),
    "weight_guessed": "Die Spalte {column} gilt als Gewicht.",
    "weight_unusable": (
        "Die Spalte {column} sieht aus wie das Gewicht, ist aber für einige leer oder null: Die Zahlen sind nicht "
        "gewichtet."
    ),
    "complete_only": "Nur vollständige Interviews zählen, nach der Spalte {column}: {kept} von {rows}.",
    "top_guessed": ("Kein Wort sagt, welches Ende der Skala von {low} bis {high} das günstige ist: {top} gilt dafür."),
    "off_scale_guessed": (
        "{answers} liegt außerhalb der Skala von {low} bis {high}: in der Basis, aber nicht in Mittelwerten und "
        "Faktoren."
    ),
    "codes_as_missing": (
        "Die Codes {codes} liegen außerhalb der Skala von {low} bis {high} und haben keinen Text: Sie gelten als keine "
        "Antwort."
    ),
    "unlabelled_codes": (
        "{question}: Die Datei sagt nicht, was die Codes {codes} bedeuten; sie sind so gezeigt, wie sie sind."
    ),
    "chosen_guessed": "{question}: Die Datei sagt nicht, welcher Wert „gewählt“ bedeutet: {value} gilt dafür.",
    "basis_batteries": "Die Segmente beruhen auf jeder Batterie zu Bedürfnissen oder Einstellungen: {parts}.",
    "basis_ordinal_batteries": (
        "Keine Batterie fragt nach Bedürfnissen oder Einstellungen; die Segmente beruhen auf den vorhandenen: {parts}."
    ),
    "basis_multiple": "Es gibt keine Batterie; die Segmente beruhen auf den Mehrfachfragen: {parts}.",
    "basis_ordinal_questions": (
        "Es gibt weder eine Batterie noch eine Mehrfachfrage; die Segmente beruhen auf den geordneten Fragen: {parts}."
    ),
    "outcomes_guessed": (
        "Keine Frage gilt Kauf, Empfehlung oder Gefallen; die Segmente werden nach dem verglichen, was Menschen tun: "
        "{questions}."
    ),
}
