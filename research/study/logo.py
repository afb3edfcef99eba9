"""The client's logo: a picture beside study.yaml, read once so that reports open no file."""

from __future__ import annotations

import io

from PIL import Image

from research.errors import Fault, ResearchError
from research.study.beside import Beside
from research.study.opening import Study, gather

KINDS = ("PNG", "JPEG")
LOGO = Beside("logo", "picture", 2_000_000, "save it smaller: it is printed 60 pixels high at most")
"""Every book carries it."""


def logo_of(study: Study) -> bytes:
    """The picture that `report.logo` names; nothing where it names none, ResearchError where it is no such picture."""
    picture = LOGO.read(study)
    if LOGO.name(study) and _kind(picture) not in KINDS:
        fault = Fault(
            f"`{LOGO.name(study)}` is neither PNG nor JPEG", LOGO.where(study), remedy="save it as one of these"
        )
        raise ResearchError(fault)
    return picture


def logo_faults(study: Study) -> list[Fault]:
    """What is wrong with it."""
    return gather(lambda: logo_of(study))


def _kind(picture: bytes) -> str:
    """What kind of picture the bytes are; empty where they are none, or a broken one."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            opened.verify()
            return opened.format or ""
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""
