"""Which data files a command is about: those of the waves up to the one asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from research.errors import Fault, raise_faults
from research.study.opening import Study


def data_files(study: Study, wave: str | None, data: Path | None) -> dict[str, Path]:
    """The data file of every wave up to the one asked for; ResearchError where one is missing, or it is unclear."""
    raise_faults(asked_faults(study, wave, data))
    files = wanted_files(study, wave, data)
    raise_faults(missing_faults(study, files))
    return files


def wanted_files(study: Study, wave: str | None, data: Path | None) -> dict[str, Path]:
    """Where the data of every wave up to the one asked for should lie, `data` instead of that one's; all without."""
    keys = list(study.plan.waves)
    wanted = keys[: keys.index(wave) + 1] if wave else keys
    named = wave or next(iter(wanted), None)
    return {key: data if data is not None and key == named else study.data_file(key) for key in wanted}


def asked_faults(study: Study, wave: str | None, data: Path | None) -> Iterator[Fault]:
    """A wave that the study does not have, and data of which nobody can tell whose they are."""
    keys = list(study.plan.waves)
    if wave is not None and wave not in keys:
        yield Fault(
            f"the study has no wave `{wave}`",
            study.source.where("waves"),
            remedy="known here: " + ", ".join(keys),
        )
    if data is not None and wave is None and len(keys) > 1:
        yield Fault("--data does not say which wave it is", remedy="add --wave, one of " + ", ".join(keys))


def missing_faults(study: Study, files: Mapping[str, Path]) -> Iterator[Fault]:
    """Files that are not where they should lie."""
    for wave, path in files.items():
        if not path.is_file():
            yield Fault(
                f"the data of wave `{wave}` are not there",
                study.source.where("waves", wave, "file"),
                found=f"looked for {path}",
                remedy=f"put the file there, or name it: --wave {wave} --data FILE",
            )
