"""German has a word for everything that English has, and its sentences are German."""

from __future__ import annotations

import ast
import dis
import inspect
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from research.domain.caveats import Assumption, Caveat
from research.domain.personas import Statement
from research.wording import answering_en, factor_codes_en, glossary_en, notes_en, tables_en
from research.wording.english import English
from research.wording.german import answering, factor_codes, names, tables
from research.wording.german.assumptions import ASSUMPTIONS
from research.wording.german.caveats import CAVEATS
from research.wording.german.words import German
from research.wording.languages import speak

FOLDER = Path(__file__).parents[2] / "research" / "wording" / "german"
WORDS = speak("de")
WITHOUT_WORDS = {
    "value": "a figure by the number style of the language",
    "cell": "a figure by the number style of the language",
    "over_time": "figures by the number style of the language",
    "probability": "a figure by the number style of the language",
    "true_of": "figures by the number style of the language",
    "share_format": "office programs show it with the decimal mark of their own language",
    "mean_format": "office programs show it with the decimal mark of their own language",
    "sized": "a name with figures",
    "people_and_interviews": "puts together what others say",
    "share_line": "puts together what others say",
    "statement_note": "puts together what others say",
    "size_note": "puts together what others say",
    "bars_alt": "names with figures",
    "mark": "a figure by the number style of the language, or a word of its own",
    "row_label": "puts together what others say",
    "answer_target": "puts together what others say",
    "answer_first": "a name before a statement",
    "target_line": "a heading before a statement",
    "pursue": "chooses among what others say",
    "deed": "chooses among what others say",
    "_target": "puts together what others say",
    "_left": "a name with what the study says",
    "_as_large": "compares two figures",
    "_joined": "joins sentences with blanks",
    "missed": "a figure by the number style of the language",
    "verdict_of": "chooses among what others say",
    "_because": "quotes what the study says",
}
"""Names of English that need no German, and why."""
SAME = {
    "segment",
    "segment_head",
    "interviews",
    "interviews_head",
    "version",
    "chi2",
    "degrees",
    "p_value",
    "rmsea",
} | {
    *("tli", "srmr", "bic", "cfi", "kmo", "bartlett_chi2", "rotation_head", "msa", "sd", "alpha", "omega_total"),
    "calinski_harabasz",
}
"""Words that German spells as English does."""


def owner(name: str) -> type:
    """The class that German has `name` from."""
    return next(made for made in German.__mro__ if name in vars(made))


def is_german(name: str) -> bool:
    return owner(name).__module__.startswith("research.wording.german")


def english_names() -> list[str]:
    return sorted({name for made in English.__mro__[:-1] for name in vars(made) if not name.startswith("_")})


def test_every_word_of_english_has_a_german_one() -> None:
    missing = [name for name in english_names() if not is_german(name) and name not in WITHOUT_WORDS]
    assert not missing, f"research/wording/german lacks: {', '.join(missing)}"


def test_what_needs_no_words_is_still_there() -> None:
    lost = [name for name in WITHOUT_WORDS if not hasattr(English, name)]
    assert not lost, f"no longer in English: {', '.join(lost)}"


def used_names(code: CodeType) -> Iterator[str]:
    """Names of attributes that code reads, with those of the functions inside it."""
    yield from (str(step.argval) for step in dis.get_instructions(code) if step.opname in ("LOAD_ATTR", "LOAD_METHOD"))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from used_names(constant)


def test_german_sentences_call_no_english_ones() -> None:
    """Helpers with an underscore in front are English unless German has its own."""
    made = [member for kind in German.__mro__ for member in vars(kind).values() if isinstance(member, FunctionType)]
    own = [member for member in made if member.__module__.startswith("research.wording.german")]
    used = {name for member in own for name in used_names(member.__code__) if hasattr(English, name)}
    english = sorted(name for name in used if not is_german(name) and name not in WITHOUT_WORDS)
    assert not english, f"German sentences use English ones: {', '.join(english)}"


ENGLISH_WORDS = re.compile(
    r"\b(?:the|of|and|than|with|more|market|respondents|which|that|this|are|were|from|by|for|to)\b"
)
ANSWERS = "answering.py"
"""Knows the words of English answers, which a German report may be about."""


def sentences(path: Path) -> Iterator[str]:
    """The texts of a file without keys, without the figures in them, and without descriptions of the code."""
    tree = ast.parse(path.read_text("utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield "" if node.value.isidentifier() else re.sub(r"{[^}]*}", "", node.value)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_no_sentence_is_left_in_english(path: Path) -> None:
    found = [] if path.name == ANSWERS else [text for text in sentences(path) if ENGLISH_WORDS.search(text)]
    assert not found


def test_labels_differ_from_the_english_ones() -> None:
    labels = {name: getattr(German, name) for name in english_names() if isinstance(getattr(German, name), str)}
    known = {*SAME, *WITHOUT_WORDS}
    same = [name for name, label in labels.items() if label == getattr(English, name) and name not in known]
    assert not same, f"still English: {', '.join(same)}"


@pytest.mark.parametrize("name", ["sections", "nothing_apart", "change_words", "meanings", "method_meanings"])
def test_tables_of_words_have_the_same_keys(name: str) -> None:
    assert set(getattr(German, name)) == set(getattr(English, name))


def test_signatures_are_those_of_english() -> None:
    for name in english_names():
        if inspect.isfunction(getattr(English, name)):
            parameters = list(inspect.signature(getattr(German, name)).parameters)
            assert parameters == list(inspect.signature(getattr(English, name)).parameters), name


@pytest.mark.parametrize(
    "name",
    [name for name in vars(factor_codes_en) if name.isupper()],
)
def test_every_code_of_the_factors_has_words(name: str) -> None:
    assert set(getattr(factor_codes, name)) == set(getattr(factor_codes_en, name))


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(
    ("german", "english"),
    [(CAVEATS, notes_en.CAVEATS), (ASSUMPTIONS, notes_en.ASSUMPTIONS)],
    ids=["caveats", "assumed"],
)
def test_every_note_has_german_words_with_the_same_figures(german: dict[str, str], english: dict[str, str]) -> None:
    assert list(german) == list(english), set(english) ^ set(german)
    differing = [code for code, sentence in english.items() if places(sentence) != places(german[code])]
    assert not differing


def test_notes_have_german_marks() -> None:
    caveat = Caveat("smallest_too_small", {"share": 6.25, "least": 7.5})
    assert (
        WORDS.say(caveat)
        == "Das kleinste Segment umfasst 6,2\u202f% der Befragten; mindestens 7,5\u202f% sollten es sein."
    )
    rows = Assumption("complete_only", {"column": "done", "kept": 1010, "rows": 1200})
    assert WORDS.say(rows) == "Nur vollständige Interviews zählen, nach der Spalte done: 1.010 von 1.200."


def test_codes_within_notes_are_said_in_german() -> None:
    changed = Caveat("changed_item", {"item": "Ist preiswert", "change": "reworded: Ist günstig"})
    assert "(umformuliert: Ist günstig)" in WORDS.say(changed)
    styled = Caveat("segments_are_style", {"habit": "extremity", "share": 40.0, "agreement": 0.31})
    assert "(Neigung zu den Enden: 40\u202f% der Unterschiede)" in WORDS.say(styled)


def test_every_text_that_tables_carry_is_known() -> None:
    constants = [text for name, text in vars(tables_en).items() if name.isupper() and isinstance(text, str)]
    boxes = [make(width) for make in (tables_en.top_box, tables_en.bottom_box) for width in (1, 2, 3)]
    unknown = [text for text in (*constants, *boxes) if text not in tables.TEXTS]
    assert not unknown, f"research/wording/german/tables.py lacks: {', '.join(unknown)}"


@pytest.mark.parametrize(
    ("english", "german", "topic"),
    [
        (tables_en.summary_title("Needs", tables_en.top_box(2)), "Needs: Top-2-Box", "Needs"),
        (tables_en.summary_title("Needs", tables_en.MEAN), "Needs: Mittelwert", "Needs"),
        (tables_en.ranked_title("Reasons", 1), "Reasons: an erster Stelle", "Reasons"),
        (tables_en.ranked_title("Reasons", 3), "Reasons: unter den ersten drei", "Reasons"),
        (tables_en.quantile(25), "25. Perzentil", "25. Perzentil"),
        ("Most they would pay", "Most they would pay", "Most they would pay"),
    ],
)
def test_titles_of_tables_are_carried_over(english: str, german: str, topic: str) -> None:
    assert WORDS.carried(english) == german
    assert WORDS.topic(german) == topic


@pytest.mark.parametrize(
    ("answers", "others", "said"),
    [
        (("Würde ich bestimmt kaufen", "Würde ich eher kaufen"), ("Würde ich nicht kaufen",), ("würden", "kaufen")),
        (("Would definitely buy", "Would probably buy"), ("Would not buy",), ("würden", "kaufen")),
        (("Stimme voll zu", "Stimme eher zu"), ("Stimme nicht zu",), ("stimmen", "zu")),
        (("Äußerst wichtig", "Sehr wichtig"), ("Unwichtig",), ("finden", "wichtig")),
        (("Ja, sehr",), ("Nein",), ("antworten „Ja, sehr“ auf", "")),
        (("7", "6"), ("5", "4"), ("wählen die beiden obersten Punkte bei", "")),
    ],
)
def test_what_an_answer_says(answers: tuple[str, ...], others: tuple[str, ...], said: tuple[str, str]) -> None:
    phrase = answering.saying(answers, others)
    assert (phrase.before, phrase.after) == said


def made_statement(**changes: object) -> Statement:
    fields: dict[str, object] = {
        "section": "wants",
        "table": "needs",
        "row": "n1",
        "subject": "Ist gut für den Planeten",
        "question": "Bedürfnisse: Top-2-Box",
        "statistic": "share",
        "value": 0.684,
        "market": 0.41,
        "rest": 0.33,
        "difference": 0.274,
        "comparison": "far_more",
        "defines": False,
        "base": 1120,
        "effective_base": 980.4,
        "low": 0.64,
        "high": 0.72,
        "answers": ("Äußerst wichtig", "Sehr wichtig"),
        "other_answers": ("Unwichtig",),
    }
    return Statement(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_statement_is_a_german_sentence() -> None:
    told = WORDS.statement(made_statement())
    assert told.plain == (
        "68\u202f% finden „Ist gut für den Planeten“ wichtig, deutlich mehr als im Markt (41\u202f%)."
    )
    assert (
        told.note == "Basis 1.120, effektiv 980; 95-%-Intervall 64–72\u202f%; Markt 41\u202f%, alle übrigen 33\u202f%"
    )


def test_a_mean_has_its_unit_behind_it() -> None:
    price = made_statement(
        section="concepts",
        subject="Höchster Preis",
        statistic="mean",
        value=2.135,
        market=1.9,
        unit="EUR",
        decimals=2,
        comparison="more",
        answers=(),
    )
    assert WORDS.statement(price).plain == "Höchster Preis: im Mittel 2,13\u202f€, über dem Markt (1,90\u202f€)."


@pytest.mark.parametrize(
    ("changes", "headline"),
    [
        ({}, "„Ist gut für den Planeten“ ist ihnen deutlich wichtiger"),
        ({"comparison": "unclear"}, "„Ist gut für den Planeten“: kein klarer Unterschied"),
        (
            {"section": "thinks", "answers": ("Stimme zu",), "other_answers": ("Stimme nicht zu",), "subject": "X"},
            "Deutlich mehr von ihnen stimmen „X“ zu",
        ),
        (
            {"section": "is", "answers": (), "subject": "Frauen", "question": "Geschlecht", "comparison": "less"},
            "Weniger „Frauen“ als im Markt",
        ),
        (
            {
                "section": "does",
                "answers": (),
                "subject": "Ja",
                "question": "Kauft Bio?",
                "comparison": "slightly_more",
            },
            "Kauft Bio? Etwas mehr „Ja“",
        ),
    ],
)
def test_headlines(changes: dict[str, object], headline: str) -> None:
    assert WORDS.finding(made_statement(**changes)) == headline


def test_names_and_themes_that_run_against_their_statement() -> None:
    assert WORDS.theme_name("not: I like to cook") == "nicht: I like to cook"
    assert names.segment_names([("Planet", 0.8)], [("Preis", 0.5)])[0] == "Planet"
    assert "Planet, schwach bei Preis" in names.segment_names([("Planet", 0.8)], [("Preis", 0.5)])
    assert names.segment_names([], []) == ["Nahe am Markt"]


def test_dates_and_large_numbers() -> None:
    assert WORDS.dated("Welle 2 (2025-03)") == "Welle 2 (März 2025)"
    assert WORDS.dated("2025-03-07") == "7. März 2025"
    assert WORDS.numbers.people(12_134_000) == "12,1 Mio."
    assert WORDS.numbers.figure(1200) == "1.200"


def test_answers_are_shortened_where_english_does() -> None:
    assert answering.counted_answers(("x" * 60,)) == f"„{'x' * (answering_en.LONGEST_ANSWER - 1)}…“"
    assert set(German.meanings) == set(glossary_en.GlossaryEn.meanings)
