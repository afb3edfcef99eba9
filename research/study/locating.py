"""Where a study lies: a folder, a name under questionnaires/, or one that comes with the package."""

from __future__ import annotations

from pathlib import Path

import research
from research.errors import Fault, ResearchError

STUDY_FILE = "study.yaml"
QUESTIONNAIRE_FILE = "questionnaire.yaml"
BUNDLED = "plant_snacks"


def bundled(name: str) -> Path:
    """The folder of a study that comes with the package: in the wheel, or in a checkout."""
    package = Path(research.__file__).parent
    inside = package / "bundled" / name
    return inside if inside.is_dir() else package.parent / "questionnaires" / name


def study_folder(study: str | Path) -> Path | None:
    """The folder of `study`, or None when it is no study (a bare data file, perhaps)."""
    path = Path(study)
    if path.is_dir() and (path / STUDY_FILE).is_file():
        return path
    if path.name == STUDY_FILE and path.is_file():
        return path.parent
    here = Path("questionnaires") / path
    if len(path.parts) == 1 and (here / STUDY_FILE).is_file():
        return here
    if str(study) == BUNDLED:
        return bundled(BUNDLED)
    return None


def nothing_there(study: str | Path) -> ResearchError:
    """The error for a name that is neither a study nor a file."""
    path = Path(study)
    if path.is_dir():
        return ResearchError(
            Fault(
                f"the folder holds no {STUDY_FILE}",
                str(path),
                remedy="`research init FILE` drafts one from a data file",
            )
        )
    here = sorted(folder.parent.name for folder in Path("questionnaires").glob(f"*/{STUDY_FILE}"))
    known = ", ".join(dict.fromkeys([*here, BUNDLED]))
    return ResearchError(
        Fault("there is no such file or study", str(study), remedy=f"give a data file, or a study: {known}")
    )
