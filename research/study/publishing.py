"""Publishing: a wave's files are written to the side and moved into place, run.json last."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from research.errors import Fault, ResearchError

MANIFEST = "run.json"
_UNFINISHED = ".unfinished-"


def publish(files: Mapping[str, bytes], record: Mapping[str, object], folder: Path) -> list[Path]:
    """Move `files` into `folder`, each whole, and then `record` with their hashes as run.json; return the paths.

    Files that an earlier run wrote and this one does not are taken away; files of others stay.

    Raises:
        ResearchError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        earlier = published(folder)
        _move_in(files, record, folder)
        for stale in sorted(earlier - set(files)):
            (folder / stale).unlink(missing_ok=True)
            _prune(folder / stale, folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    return [folder / name for name in (*files, MANIFEST)]


def check_writable(folder: Path) -> None:
    """ResearchError when nothing can be written into `folder`: told before the work, not after it. Makes nothing."""
    there = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise _unwritable(folder, error) from None


def published(folder: Path) -> set[str]:
    """Names of the files that the run.json in `folder` lists; empty where there is none to read."""
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    inside = folder.resolve()
    return {name for name in listed if (folder / name).resolve().is_relative_to(inside)}


def _clear(folder: Path) -> None:
    """Take away what a run that was killed left half-written."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _move_in(files: Mapping[str, bytes], record: Mapping[str, object], folder: Path) -> None:
    listed = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = json.dumps({**record, "files": listed}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as scratch:
        for name, content in {**files, MANIFEST: manifest.encode()}.items():
            target = Path(scratch, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for name in [*sorted(files), MANIFEST]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Path(scratch, name).replace(folder / name)


def _prune(gone: Path, folder: Path) -> None:
    """Take away the folders that a stale file leaves empty."""
    for parent in gone.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()


def _unwritable(folder: Path, error: OSError) -> ResearchError:
    return ResearchError(
        Fault(
            f"the folder cannot be written: {error.strerror}",
            str(folder),
            remedy="choose another with --out, and close files of it that are open in Excel",
        )
    )
