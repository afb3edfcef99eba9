"""The client's logo: a picture beside study.yaml, read once so that reports open no file."""

from __future__ import annotations

import io

from PIL import Image

from research.errors import Fault, ResearchError
from research.study.opening import Study, gather

KINDS = ("PNG", "JPEG")
LARGEST = 2_000_000
"""Bytes: every book carries them."""


def logo_of(study: Study) -> bytes:
    """The picture that `report.logo` names; nothing where it names none, ResearchError where it is no such picture."""
    name = study.plan.report.logo
    if not name:
        return b""
    where = study.source.where("report", "logo")
    path = study.folder / name
    if not path.is_file():
        raise ResearchError(
            Fault(f"there is no file `{name}`", where, remedy="put the picture beside study.yaml, or take `logo` out")
        )
    size = path.stat().st_size
    if size > LARGEST:
        raise ResearchError(
            Fault(
                f"`{name}` is larger than {LARGEST / 1e6:g} MB",
                where,
                found=f"it has {size / 1e6:.1f} MB",
                remedy="save it smaller: it is printed 60 pixels high at most",
            )
        )
    picture = path.read_bytes()
    if _kind(picture) not in KINDS:
        raise ResearchError(Fault(f"`{name}` is neither PNG nor JPEG", where, remedy="save it as one of these"))
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
