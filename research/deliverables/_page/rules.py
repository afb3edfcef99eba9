"""How segments by rules were formed: the conditions in words, and how many each took."""

from __future__ import annotations

from research.deliverables._page.steps import Fold, Grid, Section, Step
from research.domain.rules import RuleSegmentation
from research.wording.english import English


def rules_step(rules: RuleSegmentation, wave: str, words: English) -> Step:
    """The step of the method; `wave` is the one that the page is about."""
    n = words.numbers
    heads = (words.segment, words.rule_head, words.fits_head, words.took_head)
    rows = tuple(
        (f"{rule.segment}  {rule.name}", words.rule_text(rule), n.figure(rule.fits), n.figure(rule.took))
        for rule in rules.rules
    )
    written = tuple((rule.name, rule.condition) for rule in rules.rules if rule.condition)
    fold = Section(grids=(Grid((words.segment, words.as_written_head), written, words=frozenset({1})),))
    return Step(
        words.rules_step,
        (words.rules_verdict(rules), words.rules_text(rules, wave)),
        tables=(Section(grids=(Grid(heads, rows, words=frozenset({1})),), notes=(words.rules_note,)),),
        folds=(Fold(words.show_conditions, (fold,)),),
    )
