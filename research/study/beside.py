"""Files beside study.yaml that the reports carry, the client's logo and template: read once, reports open none."""

from __future__ import annotations

from dataclasses import dataclass

from research.errors import Fault, ResearchError
from research.study.opening import Study


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that a setting under `report` may name.

    Attributes:
        setting: its key; `called` what it is in a fault.
        largest: bytes it may have; `smaller`: how to have fewer.
    """

    setting: str
    called: str
    largest: int
    smaller: str

    def name(self, study: Study) -> str:
        """What the study calls it; empty where it names none."""
        return str(getattr(study.plan.report, self.setting))

    def where(self, study: Study) -> str:
        """The line that names it."""
        return study.source.where("report", self.setting)

    def read(self, study: Study) -> bytes:
        """Its content; nothing where the study names none, ResearchError where it is not there or too large."""
        name = self.name(study)
        if not name:
            return b""
        path = study.folder / name
        if not path.is_file():
            remedy = f"put the {self.called} beside study.yaml, or take `{self.setting}` out"
            raise ResearchError(Fault(f"there is no file `{name}`", self.where(study), remedy=remedy))
        size = path.stat().st_size
        if size > self.largest:
            raise ResearchError(
                Fault(
                    f"`{name}` is larger than {self.largest / 1e6:g} MB",
                    self.where(study),
                    found=f"it has {size / 1e6:.1f} MB",
                    remedy=self.smaller,
                )
            )
        return path.read_bytes()
