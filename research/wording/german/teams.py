"""The teams that act on segments, in German, by the keys that studies use."""

from __future__ import annotations

from collections.abc import Mapping

TEAMS: Mapping[str, str] = {
    "product": "Produkt",
    "brand": "Marke",
    "media": "Medien",
    "sales": "Vertrieb",
    "service": "Service",
}
