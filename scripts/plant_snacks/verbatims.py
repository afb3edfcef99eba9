"""Answers to "What would make you eat more plant-based snacks?", put together from pieces per segment."""

from __future__ import annotations

import numpy as np

BLANK = 0.22
SHRUG = 0.07
TWO_REASONS = 0.30

REASONS = (
    (  # Value Seekers
        "if they cost the same as a normal packet of crisps",
        "bigger bags for the same money",
        "a half-price offer so I can try them without wasting money",
        "lower prices, they are twice as dear as what I buy now",
        "multipacks for the whole family at a sensible price",
        "if my supermarket did its own cheap version",
        "money-off coupons, I only try new things on offer",
        "a price under £1.50 a bag",
        "if the kids would eat them too and the big pack lasted a week",
        "proof that they are worth the extra, my food budget is tight",
        "seeing them in Aisle 1 with the ordinary snacks and not in the posh corner",
        "a small trial size for a few pence",
    ),
    (  # Treat Keepers
        "if they tasted as good as proper chocolate",
        "more flavour, the ones I had were like cardboard",
        "something rich and creamy that feels like a treat",
        "salted caramel or a really cheesy flavour",
        "they need more crunch and more salt to be honest",
        "taste, taste and taste",
        "if I did not notice that anything is missing",
        "a proper indulgent one for a Friday night on the sofa",
        "less worthy, more fun",
        "free samples so I know that I will like the taste",
        "dark chocolate on top of anything",
        "if they stopped telling me how healthy they are",
    ),
    (  # Planet Firsts
        "packaging that I can put on the compost",
        "knowing where the ingredients were grown",
        "a clear carbon label so that I can compare",
        "British peas and beans instead of soya shipped across the world",
        "brands that really treat their growers fairly",
        "no plastic, please",
        "shorter lists of ingredients with nothing I cannot pronounce",
        "new flavours from other countries made with local crops",
        "honest claims about the planet, not just a green leaf on the bag",
        "a refill station in my health-food shop",
        "I already eat them most days, just make more of them organic",
        "being sure that no palm oil is in there",
    ),
    (  # Busy Fuellers
        "more protein, at least 15 g a bag",
        "if they kept me going until lunch",
        "something filling that I can eat at my desk",
        "a bag that fits my gym bag and does not crumble",
        "good protein without all the sugar",
        "if they filled me up like a sandwich does",
        "slow energy for long shifts",
        "having them in the vending machine at work",
        "a nut and seed bar that is big enough to skip a meal",
        "proper numbers on the front: protein, fibre, calories",
        "something for after training that is not a shake",
        "being able to grab one at the petrol station",
    ),
)
OPENERS = (
    "",
    "",
    "",
    "",
    "Honestly, ",
    "Probably ",
    "I would say ",
    "Mostly ",
    "Maybe ",
    "Definitely ",
)
JOINS = (" and ", ", also ", "; ", " plus ")
SHRUGS = (
    "Nothing really",
    "Not sure",
    "Don't know",
    "I eat enough of them already",
    "No idea, sorry",
    "Nothing comes to mind",
)
CARELESS = ("asdf", "good", "nothing", "n/a", "yes", "ok", "-")
ODD = (
    'My daughter says "more crunch, less lentil" & I can only agree',
    "Under £1 & on the bottom shelf <where I can reach it>",
    "= same price as crisps. That's all",
    "- cheaper\n- tastier\n- fewer promises",
)
"""Text that trips careless software: quotes, ampersands, brackets, a leading sign, line breaks."""


def say_why(rng: np.random.Generator, segment: np.ndarray, careless: np.ndarray) -> list[str]:
    """One answer a respondent, empty where nothing was said.

    Args:
        segment: 0 … 3, shape (n,).
        careless: shape (n,).
    """
    said = [_sentence(rng, CARELESS if c else None, s) for s, c in zip(segment, careless, strict=True)]
    places = rng.permutation(np.flatnonzero(~careless))[: len(ODD)]
    for place, odd in zip(places, ODD, strict=True):
        said[place] = odd
    return said


def _sentence(rng: np.random.Generator, scribble: tuple[str, ...] | None, segment: int) -> str:
    kind = rng.random()
    if kind < BLANK:
        return ""
    if scribble is not None:
        return _one(rng, scribble)
    if kind < BLANK + SHRUG:
        return _one(rng, SHRUGS)
    first, second = rng.permutation(len(REASONS[segment]))[:2]
    text = _one(rng, OPENERS) + REASONS[segment][first]
    if rng.random() < TWO_REASONS:
        text += _one(rng, JOINS) + REASONS[segment][second]
    return _written(rng, text)


def _written(rng: np.random.Generator, text: str) -> str:
    """As people type: mostly with a capital, sometimes with a full stop."""
    capital = rng.random() < 0.8
    stop = "." if rng.random() < 0.35 else ""
    return (text[0].upper() + text[1:] if capital else text) + stop


def _one(rng: np.random.Generator, options: tuple[str, ...]) -> str:
    return options[int(rng.integers(len(options)))]
