"""What a reader is, the register of readers, and the one door through which files come in."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Protocol

from research.domain.survey_file import SurveyFile
from research.errors import Fault, ResearchError
from research.registry import Registry


class Reader(Protocol):
    """Reads the files of one format.

    `suffixes` are in lower case with the dot. `read` gets the path and the bytes' sha256 and returns the SurveyFile,
    or raises ResearchError with every fault of the file.
    """

    suffixes: ClassVar[tuple[str, ...]]

    def read(self, path: Path, digest: str) -> SurveyFile: ...


READERS: Registry[Reader] = Registry("reader", "research.readers")


def read(path: Path) -> SurveyFile:
    """Read the survey file `path` with the reader of its suffix.

    Raises:
        ResearchError: no such file, no reader for it, an empty file, or what the reader finds wrong.
    """
    path = Path(path)
    digest = _digest(path)
    suffixes = {suffix: reader for reader in READERS.values() for suffix in reader.suffixes}
    reader = suffixes.get(path.suffix.lower())
    if reader is None:
        raise ResearchError(
            Fault(
                f"files ending in `{path.suffix}` cannot be read",
                path.name,
                remedy="known here: " + ", ".join(sorted(suffixes)),
            )
        )
    file = reader().read(path, digest)
    if file.rows == 0:
        raise ResearchError(Fault("the file has a header and no respondents", path.name))
    return file


def _digest(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ResearchError(Fault("there is no such file", str(path))) from None
    except IsADirectoryError:
        raise ResearchError(Fault("this is a folder, not a survey file", str(path))) from None
    except OSError as error:
        raise ResearchError(Fault(f"the file cannot be read: {error.strerror}", str(path))) from None
    if not content.strip():
        raise ResearchError(Fault("the file is empty", str(path)))
    return sha256(content).hexdigest()
