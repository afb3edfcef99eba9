"""`init`: a data file becomes the two files of a study, for an analyst to correct."""

from __future__ import annotations

import os
from pathlib import Path

from research.errors import Fault, ResearchError
from research.readers._contract import read
from research.stages.drafting import draft
from research.study.draft_files import questionnaire_yaml, study_yaml
from research.study.locating import QUESTIONNAIRE_FILE, STUDY_FILE


def init(file: str | Path, *, out: str | Path | None = None) -> tuple[Path, Path]:
    """Write questionnaire.yaml and study.yaml for the data file `file`; return their paths.

    Args:
        out: the study's folder; `questionnaires/<name of the file>` unless said.

    Raises:
        ResearchError: the file cannot be read, or one of the two files is there already.
    """
    path = Path(file)
    drafted = draft(read(path))
    folder = Path(out) if out is not None else Path("questionnaires") / path.stem
    targets = (folder / QUESTIONNAIRE_FILE, folder / STUDY_FILE)
    there = [str(target) for target in targets if target.exists()]
    if there:
        raise ResearchError(
            [Fault("the file is there already", name, remedy="choose another folder with --out") for name in there]
        )
    texts = (questionnaire_yaml(drafted), study_yaml(drafted, _seen_from(path, folder)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, text in zip(targets, texts, strict=True):
            target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResearchError(Fault(f"the folder cannot be written: {error.strerror}", str(folder))) from None
    return targets


def _seen_from(path: Path, folder: Path) -> str:
    """How study.yaml in `folder` names the data file: by its name alone beside it, else by the way there."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
