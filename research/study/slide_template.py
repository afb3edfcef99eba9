"""The client's template for the deck: a pptx beside study.yaml, read once so that the deck opens no file."""

from __future__ import annotations

import io
from zipfile import BadZipFile

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from research.errors import Fault, ResearchError
from research.study.beside import Beside
from research.study.opening import Study, gather

TEMPLATE = Beside(
    "template",
    "template",
    20_000_000,
    "take pictures and slides out of it: only its master and layouts are used",
)
"""Every deck carries its master and layouts."""


def template_of(study: Study) -> bytes:
    """The file that `report.template` names; nothing where it names none, ResearchError where it is no such file."""
    template = TEMPLATE.read(study)
    if TEMPLATE.name(study) and not _opens(template):
        raise ResearchError(
            Fault(
                f"`{TEMPLATE.name(study)}` is no pptx",
                TEMPLATE.where(study),
                remedy="save the template as .pptx, without a password, with a layout",
            )
        )
    return template


def template_faults(study: Study) -> list[Fault]:
    """What is wrong with it."""
    return gather(lambda: template_of(study))


def _opens(template: bytes) -> bool:
    """Whether it is a presentation with a layout and a size that slides can have."""
    try:
        deck = Presentation(io.BytesIO(template))
        return bool(len(deck.slide_layouts) and deck.slide_width and deck.slide_height)
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, IndexError):
        return False
