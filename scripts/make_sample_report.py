"""Makes reports/sample/ again: the page, sheet, deck and book of the bundled study's second wave, as a run writes them.

python scripts/make_sample_report.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from research import demo

SAMPLE = Path(__file__).parents[1] / "reports" / "sample"
FILES = ("personas.html", "decision.html", "deck.pptx", "crosstabs.xlsx")


def main() -> None:
    """Run the bundled study and keep what a reader opens."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as out:
        demo(out=out)
        for name in FILES:
            shutil.copyfile(Path(out) / "plant_snacks" / "w2" / name, SAMPLE / name)


if __name__ == "__main__":
    main()
