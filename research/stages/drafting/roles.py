"""What a question is about, from the words of its text and the family of its scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from research.domain.plain_words import plain
from research.domain.questionnaire import Role
from research.stages.drafting.words import words

_WORDS: dict[Role, tuple[str, ...]] = {
    "geographic": (
        *(r"c?regions?", r"states?", "country", "county", "city", "town", r"villages?", "urban", "rural", "locality"),
        *("zip", "zipcode", r"post(?:al)? ?code", "population density", "province", "census region", r"geograph\w*"),
        *("place of residence", "live in", "reside", "bundesland", "wohnort", "plz"),
    ),
    "demographic": (
        *("sex", r"genders?", r"(?:rec)?ages?(?:gr\w*|cat|bands?)?", "how old", r"birth\w*", "born"),
        *(r"(?:rec)?educ\w*", "degree", "highest qualification", "grade level", "schooling", r"students?"),
        *(r"incomes?", "salary", "earnings", "earn", "wage", r"marital\w*", "married", "relationship status"),
        *("children", "kids", "siblings", "only child", r"households?", "living arrangements?", r"employ\w*"),
        *("occupation", "profession", r"work(?:ing)? status", "job status", r"ethnic\w*", "race", "racial"),
        *(r"racethn\w*", r"religi\w*", "nationality", r"health conditions?", r"disabilit\w*", r"handed\w*"),
        *("^height$", "how tall", "weigh", "^(?:body )?weight$", "geschlecht", "alter", "bildung", "einkommen"),
        *("familienstand", "beruf", "sexe", "âge", "edad", "sexo"),
    ),
    "outcome": (
        *(r"(?:purchase|buying|switch\w*) intent\w*", r"intent(?:ion)? to", r"would (?:you )?(?:\w+ )?buy"),
        *(r"likel\w* to (?:\w+ )?(?:buy|purchase|recommend|use|switch|try|renew)", "likelihood (?:to|of)"),
        *(r"recommend\w*", "nps", "net promoter", r"willing\w* to pay", "max(?:imum)? price", "brand fit"),
        *("overall (?:satisfaction|liking|rating)", "uniqueness", r"believab\w*", "appeal", "brand preference"),
    ),
    "needs": ("importance", "how important", "needs", r"priorit\w*", "criteria", r"wichtig\w*", "when choosing"),
    "media": (
        *("media", "tv", "television", "radio", r"newspapers?", r"magazines?", r"podcasts?", "instagram"),
        *("facebook", "tiktok", "youtube", "streaming", "news"),
    ),
    "technographic": (r"smartphones?", r"devices?", "operating system", r"laptops?", r"tablets?"),
    "behavioural": (
        *("how often", r"frequen\w*", "bought", "buy", r"purchas\w*", r"shop\w*", "usage", "use", "used", "using"),
        *(r"drink\w*", r"eat\w*", r"visit\w*", r"spend\w*", r"consum\w*", r"smok\w*", "alcohol", "exercise"),
        *(r"brands?", r"aware\w*", "provider", r"main (?:\w+ )?company", r"participat\w*", "own", "diet", r"cook\w*"),
        r"kauf\w*",
    ),
    "psychographic": (
        *(r"satisf\w*", r"attitud\w*", r"personalit\w*", r"opinions?", r"feel\w*", r"believ\w*", r"values?"),
        *("lifestyle", r"motivat\w*", r"interests?", "image", "self", "agree", "describes? (?:me|you)"),
        r"einstellung\w*",
    ),
}
_PATTERNS = {role: re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") for role, found in _WORDS.items()}
_PERSONAL: tuple[Role, ...] = ("geographic", "demographic")
_SUBJECTS: tuple[Role, ...] = ("media", "technographic", "behavioural", "psychographic")
_BY_FAMILY: dict[str, Role] = {
    "importance": "needs",
    "frequency": "behavioural",
    "liking": "outcome",
    "intent": "outcome",
    "agreement": "psychographic",
    "satisfaction": "psychographic",
    "ease": "psychographic",
}
_SEXES = ({"male", "female"}, {"man", "woman"}, {"men", "women"}, {"männlich", "weiblich"}, {"m", "f"})
_STATEMENT_WORDS = 9
"""Longer texts are statements; only those put to "you" are searched for demographic words."""


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """A role, and the word or the scale that suggested it; no reason where nothing did."""

    role: Role
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.role}: {self.reason}" if self.reason else f"taken as {self.role}, as no word says otherwise"


def role_of_battery(wording: str, items: Sequence[str], family: str) -> RoleGuess:
    """The role of a battery: by its wording, the family of its scale, or the words of most items."""
    outcome = _by_words(wording, ("outcome",))
    if family in ("likelihood", "intent", "liking") and outcome:
        return outcome
    if family == "liking":
        return RoleGuess("psychographic", "a scale of liking")
    needs = _by_words(wording, ("needs",))
    if family in _BY_FAMILY and not (needs and family == "agreement"):
        return RoleGuess(_BY_FAMILY[family], f"a scale of {family}")
    found = needs or _by_words(wording, _SUBJECTS) or _by_most(items)
    return found or RoleGuess("psychographic")


def role_of_question(
    text: str, name: str, answers: Iterable[str], *, family: str = "", default: Role = "behavioural"
) -> RoleGuess:
    """The role of a question: by its words and answers, the family of its scale, else `default`."""
    subject = text or " ".join(words(name))
    if is_sex(answers):
        return RoleGuess("demographic", "its answers")
    personal = _by_words(subject, _PERSONAL) if _may_be_about_the_person(subject) else None
    found = personal or _by_words(subject, ("outcome",))
    if found:
        return found
    if family in _BY_FAMILY:
        return RoleGuess(_BY_FAMILY[family], f"a scale of {family}")
    return _by_words(subject, _SUBJECTS) or RoleGuess(default)


def is_sex(answers: Iterable[str]) -> bool:
    """Whether the answers are those to the question for one's sex."""
    said = {plain(answer) for answer in answers}
    return any(pair <= said for pair in _SEXES)


def _by_words(text: str, roles: tuple[Role, ...]) -> RoleGuess | None:
    searched = plain(text)
    for role in roles:
        match = _PATTERNS[role].search(searched)
        if match:
            return RoleGuess(role, f"“{match[0]}”")
    return None


def _by_most(items: Sequence[str]) -> RoleGuess | None:
    """The role that the words of at least half the items suggest."""
    found = Counter(guess.role for item in items if (guess := _by_words(item, _SUBJECTS)))
    role, count = found.most_common(1)[0] if found else (None, 0)
    return RoleGuess(role, "the words of most items") if role and 2 * count >= len(items) else None


def _may_be_about_the_person(text: str) -> bool:
    searched = plain(text).split()
    return len(searched) <= _STATEMENT_WORDS or bool({"you", "your"} & set(searched))
