"""Caveats in German: one sentence a code, with the figures' names in braces."""

from __future__ import annotations

from collections.abc import Mapping

CAVEATS: Mapping[str, str] = {
    # coding
    "incomplete_left_out": "Unvollständige Interviews in der Datei: {respondents} von {rows}; sie zählen nicht.",
    "outside_range": (
        "{question}: Antworten außerhalb von {low:g} bis {high:g} gelten als keine Antwort: {respondents}."
    ),
    "outside_bands": "{question}: Befragte, die in keine der Klassen fallen: {respondents}.",
    "answered_unasked": (
        "{question}: Befragte, die antworteten, obwohl die Filterführung sie auslässt, und nicht in der Basis sind: "
        "{respondents}."
    ),
    "item_without_answers": "{item}: Niemand hat geantwortet.",
    "blank_as_not_chosen": (
        "{question}: Die Datei unterscheidet nicht, ob übersprungen oder nichts gewählt wurde; Befragte ohne Antwort "
        "zählen als solche, die nichts gewählt haben: {respondents}."
    ),
    "concept_not_rotated": (
        "{concept} wurde von {share} % der Befragten zuerst gesehen, wo {fair} % an der Reihe wären; die Werte sind "
        "mit Vorsicht zu vergleichen."
    ),
    "changed_item": "Diese Welle fragte eine Aussage anders als zuvor: {item} ({change}). Mit Vorsicht zu vergleichen.",
    # reports that are made again
    "data_changed": (
        "Welle {wave}: {file} enthält andere Daten, als der Lauf gelesen hat; die Zahlen sind die des Laufs."
    ),
    "data_gone": (
        "Welle {wave}: {file} liegt nicht mehr, wo study.yaml die Datei sucht; die Zahlen sind die des Laufs."
    ),
    # screening and weighting
    "flagged_kept": (
        "Interviews mit Anzeichen nachlässigen Antwortens: {respondents} ({share:g} %); sie sind enthalten."
    ),
    "flagged_dropped": (
        "Interviews mit Anzeichen nachlässigen Antwortens: {respondents} ({share:g} %); sie sind ausgeschlossen."
    ),
    "low_weighting_efficiency": (
        "Die Gewichte sind so verschieden, dass die {n} Befragten nur so viel aussagen wie {efficiency} von je 100."
    ),
    # no basis
    "no_basis": (
        "Die Befragung enthält nichts, wonach sich Menschen segmentieren ließen: keine Batterie zu Bedürfnissen oder "
        "Einstellungen, keine Mehrfachfrage dieser Art und keine geordneten Fragen außer denen, an denen Segmente zu "
        "messen wären, wie der Kaufabsicht."
    ),
    "no_structure": (
        "Die Befragung fragt nach Bedürfnissen oder Einstellungen, aber die Antworten haben zu wenig gemeinsam, um sie "
        "zu segmentieren: Jede Aufteilung würde Gruppen erfinden."
    ),
    "nothing_to_factor": (
        "Die Befragung fragt nach Bedürfnissen oder Einstellungen, aber zu wenige der Aussagen lassen sich auswerten, "
        "um danach zu segmentieren; die Hinweise unten nennen sie und den Grund."
    ),
    # factors
    "unanswered_items": "{battery}: nicht in den Faktoren, da niemand antwortete: {items}.",
    "constant_items": "{battery}: nicht in den Faktoren, da alle dieselbe Antwort gaben: {items}.",
    "duplicate_items": (
        "{battery}: nicht in den Faktoren, da die Antworten die auf eine frühere Aussage wiederholen: {items}."
    ),
    "unpaired_items": (
        "{battery}: nicht in den Faktoren, da zu wenige Befragte sie zusammen mit den anderen Aussagen beantworteten "
        "oder alle, die es taten, dieselbe Antwort gaben: {items}."
    ),
    "dependent_items": (
        "{battery}: Die Antworten auf einige Aussagen folgen genau aus den übrigen, wie beim Verteilen von Punkten; "
        "die Batterie hat keine Faktoren: {items}."
    ),
    "too_few_items": (
        "{battery}: Verwendbare Aussagen: {items}; Faktoren brauchen drei, die Batterie hat daher keine Faktoren."
    ),
    "too_few_respondents": (
        "{battery}: {respondents} Befragte antworteten, und zu wenige davon auf dieselben Aussagen; Faktoren brauchen "
        "{needed}, die Batterie hat daher keine."
    ),
    "too_few_effective": (
        "{battery}: Die Gewichte sind so verschieden, dass die {respondents} Befragten, die antworteten, so viel "
        "aussagen wie {effective:.0f} mit gleichem Gewicht; Faktoren brauchen {needed}, die Batterie hat daher keine."
    ),
    "too_few_complete": (
        "{battery}: Von {answered} Befragten, die eine der {items} Aussagen beantworteten, beantworteten {complete} "
        "alle; Faktoren brauchen {needed}, die Batterie hat daher keine."
    ),
    "too_short_to_centre_items": (
        "{battery}: nicht in den Faktoren, da sich Antworten nur dort auf den persönlichen Durchschnitt beziehen "
        "lassen, wo mindestens drei Aussagen eine Skala teilen: {items}."
    ),
    "placed_without_scores": (
        "{respondents} Befragte haben ein Segment, aber keine Werte der Themen: Diese verlangen Antworten auf "
        "{scored:g} % einer Batterie, ein Segment auf {placed:g} %."
    ),
    "scored_without_place": (
        "{respondents} Befragte haben Werte der Themen, aber kein Segment: Ein Segment verlangt Antworten auf "
        "{placed:g} % einer Batterie, Werte auf {scored:g} %."
    ),
    "few_complete": (
        "{battery}: Die Faktoren beruhen auf den {complete} Befragten, die jede Aussage beantworteten, von {answered}, "
        "die eine davon beantworteten."
    ),
    "correlation_fallback": (
        "{battery}: Solche Antworten verlangen andere Korrelationen ({wanted}) und sind dafür zu dünn; genommen wurden "
        "gewöhnliche (Pearson), die hier etwas zu niedrig ausfallen."
    ),
    "empty_cells": (
        "{battery}: Paare von Aussagen, in denen manche Kombination von Antworten nie vorkommt: {pairs}; sie wurde "
        "gezählt, als hätten {correction:g} Befragte sie gegeben, sonst fiele die Korrelation zu stark aus."
    ),
    "bounded_correlations": (
        "{battery}: Paare von Aussagen, deren Antworten so eng zusammenhängen, wie Antworten es können: {pairs}; ihre "
        "Korrelation wird knapp unter vollkommen angesetzt."
    ),
    "smoothed_correlations": (
        "{battery}: Die Korrelationen, jede für sich ermittelt, passen nicht zusammen; damit sie es tun, wurden sie um "
        "bis zu {change:.2g} geändert."
    ),
    "no_common_factor": (
        "{battery}: Die {items} Aussagen haben nicht mehr gemeinsam als zufällige Antworten; die Batterie hat keine "
        "Faktoren."
    ),
    "improper_solution": (
        "{battery}: Die Faktoren scheinen manche Antworten ganz zu erklären, was zu gut ist, um wahr zu sein; mit "
        "Vorsicht zu lesen: {items}."
    ),
    "factors_not_converged": (
        "{battery}: Die Suche nach den Faktoren endete vorzeitig; sie sind mit Vorsicht zu lesen."
    ),
    "not_compared": (
        "{battery}: Die Themen wurden nicht verglichen nach: {by}. Weniger als zwei Gruppen haben {needed} Befragte, "
        "deren Antworten sich für sich auswerten lassen."
    ),
    "factors_differ": "{battery}: Verglichen nach {by}, unterscheiden sich: {factors}. Mit Vorsicht zu vergleichen.",
    "no_own_items": (
        "{battery}: Die {items} Aussagen hängen ein wenig zusammen, aber keine drei davon teilen ein Thema; keines "
        "wurde gebildet."
    ),
    "wrongly_keyed_items": (
        "{battery}: Aussagen, die den anderen ihres Faktors entgegenlaufen; zu prüfen ist, ob der Fragebogen umpolt, "
        "was er soll: {items}."
    ),
    "weak_items": "{battery}: Aussagen, die nicht zu den anderen passen und wegbleiben könnten: {items}.",
    "weights_change_factors": ("{battery}: Mit anders gewichteten Befragten wären diese Faktoren andere: {factors}."),
    "factors_not_replicated": (
        "{battery}: In allen Befragten zusammen gefunden, aber nicht wieder in zufälligen Hälften, also nicht "
        "verlässlich: {factors}."
    ),
    "no_factor_batteries": (
        "Keine Batterie fragt nach Bedürfnissen, Einstellungen oder Werten, daher gibt es keine Faktoren."
    ),
    # basis
    "constant_columns": ("Nicht in der Basis der Segmente, da alle dieselbe Antwort gaben oder niemand eine: {items}."),
    "gaps_kept": (
        "{respondents} von {of} Befragten ließen Antworten aus, auf denen die Segmente beruhen; sie sind nach denen "
        "zugeordnet, die sie gaben."
    ),
    "method_cannot_cut_gaps": (
        "Das Verfahren `{method}` nahm nicht teil: Es kann Befragte, die Antworten ausließen, nicht zuordnen."
    ),
    "method_cannot_cut_names": (
        "Das Verfahren `{method}` nahm nicht teil: Es kann Antworten ohne Reihenfolge nicht teilen."
    ),
    "method_cannot_cut_codes": (
        "Das Verfahren `{method}` nahm nicht teil: Es braucht Messwerte, keine Codes von Antworten."
    ),
    "no_null_data_of_names": (
        "Die Segmente beruhen auf Antworten ohne Reihenfolge. Dafür gibt es keine künstlichen Umfragen zum Vergleich; "
        "ob sie mehr sind als Zufall, wurde daher nicht geprüft."
    ),
    "gaps_filled": (
        "{respondents} von {of} Befragten ließen Lücken in dem, worauf die Segmente beruhen; sie wurden mit den "
        "Antworten gefüllt, die von ihnen zu erwarten waren."
    ),
    "centred_basis": (
        "Die Antworten wurden auf den persönlichen Durchschnitt bezogen; die Segmente unterscheiden sich daher in dem, "
        "was sie vorziehen, und nicht darin, wie hoch sie antworten: {batteries}."
    ),
    "too_short_to_centre": (
        "Weniger als {needed} Aussagen sind verwendbar, zu wenige, um Antworten auf den persönlichen Durchschnitt zu "
        "beziehen; sie bleiben, wie sie sind: {batteries}."
    ),
    "small_sample_per_dimension": (
        "{respondents} Befragte sind wenige für {columns} Merkmale, auf denen die Segmente beruhen: Dass sich Segmente "
        "wiederfinden, ist ab etwa {needed} wahrscheinlich."
    ),
    # segmentation and allocation
    "method_ignores_weights": ("Das Verfahren {method} kann keine Gewichte verwenden: Alle Befragten zählten gleich."),
    "k_beyond_data": (
        "Bis zu {asked} Segmente sollten geprüft werden; für mehr als {largest} sind die Antworten zu wenige oder "
        "einander zu ähnlich."
    ),
    "k_fixed_objections": (
        "Die Studie verlangt {k} Segmente, und so geschah es; von den fünf Prüfungen sprechen dagegen: {objections}."
    ),
    "no_eligible_k": (
        "Keine Zahl von Segmenten bestand alle fünf Prüfungen. Gegen {k} Segmente spricht am wenigsten; nicht "
        "bestanden: {objections}."
    ),
    "unstable_solution": (
        "Mit anderen Befragten wären die {k} Segmente anders ausgefallen: Auf einer Skala von 0 (unabhängig) bis 1 "
        "(gleich) stimmen zwei Ziehungen der Stichprobe zu {stability:.2f} überein, und unter 0,75 ist wenig. Viele "
        "Menschen stehen nahe an einer Grenze: Die Segmente sind von ihrem Kern her zu lesen; wer am Rand steht, ist "
        "nicht verlässlich."
    ),
    "only_two_segments": (
        "Zwei Segmente ergeben sich leicht auch dort wieder, wo es keine Gruppen gibt, und sagen wenig mehr als ein "
        "Mehr oder Weniger vom Gleichen."
    ),
    "smallest_too_small": (
        "Das kleinste Segment umfasst {share:.1f} % der Befragten; mindestens {least:g} % sollten es sein."
    ),
    "largest_dominates": (
        "Das größte Segment umfasst {share:.1f} % der Befragten; höchstens {most:g} % sollten es sein."
    ),
    "search_not_settled": (
        "{searches} Suchen nach der besten Aufteilung in {k} Segmente fanden {searches} verschiedene; es mag eine "
        "bessere geben."
    ),
    "segments_do_not_return": (
        "Bei neu gezogenen Interviews ergeben sich diese Segmente nur teilweise wieder (Jaccard unter {least:g}): "
        "{segments}."
    ),
    "segments_frozen": (
        "Die Segmente wurden als {frozen} festgelegt; neu geteilt, ergeben die Daten dasselbe zu {agreement:.2f} (1 "
        "ist identisch)."
    ),
    "personas_of_other_segments": (
        "Die Segmente sind die als {frozen} festgelegten. Die Namen und Maßnahmen in study.yaml wurden für andere "
        "Segmente geschrieben und bleiben weg; für diese sind sie neu zu nummerieren, mit `personas: hang` in "
        "segments.yaml."
    ),
    "names_withheld": (
        "Die Segmente wurden als {frozen} festgelegt, und die Daten ergeben sie nicht mehr (Übereinstimmung "
        "{agreement:.2f}, nötig sind 0,80): Namen und Maßnahmen der Studie bleiben weg. Zu klären ist, was sich "
        "geändert hat; sonst sind die Segmente neu festzulegen."
    ),
    "segments_are_style": (
        "Die Segmente folgen eher der Art, wie Menschen die Antwortskalen nutzen ({habit}: {share:.0f} % der "
        "Unterschiede), als dem, was sie vorziehen. Auf den persönlichen Durchschnitt bezogen, bliebe von der "
        "Aufteilung wenig (Übereinstimmung {agreement:.2f}; 1 ist alles, 0 nichts)."
    ),
    "segments_are_style_however_cut": (
        "Die Segmente folgen eher der Art, wie Menschen die Antwortskalen nutzen ({habit}: {share:.0f} % der "
        "Unterschiede), als dem, was sie vorziehen, obwohl der persönliche Durchschnitt vorher herausgerechnet wurde."
    ),
    "no_null_data": ("Ob schon der Zufall solche Segmente ergäbe, ließ sich nicht prüfen: Eine Aussage schwankt kaum."),
    "segment_below_100": (
        "Segmente mit weniger als 100 Befragten, deren Zahlen nur grob sind: {segments} (das kleinste hat {smallest})."
    ),
    "rules_overlap": (
        "Befragte, die die Bedingungen mehrerer Segmente erfüllen: {respondents} von {of}; sie sind im ersten, das "
        "passt."
    ),
    "rules_undecided": (
        "Befragte in keinem Segment, da sie nicht beantworteten, was eine Bedingung wissen muss: {respondents} von "
        "{of}."
    ),
    "rules_left_over": (
        "Befragte in keinem Segment, da sie keine der Bedingungen erfüllen: {respondents} von {of}. Sie gehören zum "
        "Markt, die Segmente ergeben daher zusammen nicht den ganzen."
    ),
    "unsure_not_assigned": (
        "{respondents} von {of} Befragten liegen zwischen Segmenten: Sie gehören zu keinem mit mindestens {least:g} % "
        "Sicherheit, wie es die Studie verlangt (`segments.assign_from`), und sind in keinem Segment."
    ),
    "not_assigned": "{respondents} von {of} Befragten antworteten zu wenig, um in einem Segment zu sein.",
    # tables
    "columns_not_tested": "Weniger als {min_base} Befragte, daher nichts getestet, in den Spalten: {columns}.",
    "columns_small": "Weniger als {small_base} Befragte, mit Vorsicht zu lesen, in den Spalten: {columns}.",
    # names and personas
    "persona_without_segment": (
        "Die Studie hat eine Persona „{persona}“ für Segment {segment}, aber es gibt nur {segments} Segmente; sie "
        "bleibt weg."
    ),
    "names_suggested": (
        "Namen, die aus den Zahlen vorgeschlagen sind, da die Studie keine gibt: {segments}. Bessere sind willkommen."
    ),
    "persona_too_small": (
        "{name}: Mit {base} Interviews (weniger als {min_base}) ist zu wenig bekannt, um das Segment mit dem Markt zu "
        "vergleichen."
    ),
    "action_open": "{name}: Noch offen ist, was hier geschehen soll: {teams}.",
}
