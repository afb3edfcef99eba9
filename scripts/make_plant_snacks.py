"""Makes the data of the bundled study and the truth behind them: python scripts/make_plant_snacks.py

Writes questionnaires/plant_snacks/wave1.sav and wave2.csv, and tests/truth/plant_snacks/. The seed is fixed: it may
be run again at any time and gives the same files.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from sklearn.metrics import adjusted_rand_score

from scripts.plant_snacks.files import Codebook, write_csv, write_sav
from scripts.plant_snacks.truth import ATTITUDES, NEEDS, SEGMENTS
from scripts.plant_snacks.wave import Wave, make_wave

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "questionnaires" / "plant_snacks"
TRUTH = ROOT / "tests" / "truth" / "plant_snacks"


def loadings() -> pd.DataFrame:
    """One row an item: battery, factor (empty for the item that belongs nowhere) and loading as the item is worded."""
    rows = [
        {"battery": battery, "item": item.name, "factor": item.factor or "", "loading": item.loading}
        for battery, items in (("needs", NEEDS), ("attitudes", ATTITUDES))
        for item in items
    ]
    return pd.DataFrame(rows)


def sizes(waves: dict[str, Wave]) -> pd.DataFrame:
    """One row a wave and segment: complete interviews, their share, and their weighted share."""
    frames = []
    for key, wave in waves.items():
        complete = wave.truth["complete"] == 1
        segment, weights = wave.truth.loc[complete, "segment"], wave.data.loc[complete, "wt"]
        counts, weighted = segment.value_counts().sort_index(), weights.groupby(segment).sum()
        frames.append(
            pd.DataFrame(
                {
                    "wave": key,
                    "segment": counts.index,
                    "name": SEGMENTS,
                    "respondents": counts.to_numpy(),
                    "share": (counts / counts.sum()).round(4).to_numpy(),
                    "weighted_share": (weighted / weighted.sum()).round(4).to_numpy(),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def bayes(waves: dict[str, Wave]) -> pd.DataFrame:
    """One row a wave: what the best possible rule reaches on the true factor scores of the complete interviews."""
    rows = []
    for key, wave in waves.items():
        complete = wave.truth["complete"].to_numpy() == 1
        found = adjusted_rand_score(wave.segments.labels[complete], wave.segments.bayes()[complete])
        rows.append({"wave": key, "adjusted_rand_index": round(found, 4)})
    return pd.DataFrame(rows)


def main(study: Path = STUDY, truth: Path = TRUTH) -> None:
    """Write everything."""
    waves = {"w1": make_wave(1), "w2": make_wave(2)}
    write_sav(waves["w1"].data, Codebook(STUDY / "questionnaire.yaml"), study / "wave1.sav")
    write_csv(waves["w2"].data, study / "wave2.csv")
    write_csv(waves["w1"].truth, truth / "wave1.csv")
    write_csv(waves["w2"].truth, truth / "wave2.csv")
    write_csv(loadings(), truth / "loadings.csv")
    write_csv(sizes(waves), truth / "sizes.csv")
    write_csv(bayes(waves), truth / "bayes.csv")


if __name__ == "__main__":
    main()
