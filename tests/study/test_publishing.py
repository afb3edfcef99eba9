"""A wave's folder is replaced file by file, run.json last; a failure leaves the earlier report whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from research.errors import ResearchError
from research.study.publishing import check_writable, publish, published

FIRST = {"a.txt": b"one", "tidy/b.csv": b"two"}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_and_manifest_are_there(tmp_path: Path) -> None:
    paths = publish(FIRST, {"seed": 1}, tmp_path / "w1")
    assert [path.name for path in paths] == ["a.txt", "b.csv", "run.json"]
    record = json.loads((tmp_path / "w1" / "run.json").read_text("utf-8"))
    assert record["seed"] == 1
    assert set(record["files"]) == set(FIRST)
    assert published(tmp_path / "w1") == set(FIRST)


def test_stale_files_go_and_foreign_files_stay(tmp_path: Path) -> None:
    publish(FIRST, {}, tmp_path)
    (tmp_path / "notes.docx").write_bytes(b"mine")
    (tmp_path / "tidy" / "own.csv").write_bytes(b"mine too")
    publish({"a.txt": b"new"}, {}, tmp_path)
    found = contents(tmp_path)
    assert found["a.txt"] == b"new"
    assert "tidy/b.csv" not in found
    assert found["notes.docx"] == b"mine"
    assert found["tidy/own.csv"] == b"mine too"


def test_a_failure_while_writing_leaves_the_earlier_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(FIRST, {}, tmp_path)
    before = contents(tmp_path)
    write = Path.write_bytes

    def interrupted(path: Path, content: bytes) -> int:
        if path.name == "b.csv":
            raise KeyboardInterrupt
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish({"a.txt": b"changed", "tidy/b.csv": b"changed"}, {}, tmp_path)
    assert contents(tmp_path) == before


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / ".unfinished-abc"
    left.mkdir()
    (left / "a.txt").write_bytes(b"half")
    publish(FIRST, {}, tmp_path)
    assert not left.exists()


def test_a_manifest_cannot_reach_outside_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep me")
    folder = tmp_path / "w1"
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps({"files": {"../outside.txt": "x"}}))
    publish({"a.txt": b"one"}, {}, folder)
    assert outside.read_text() == "keep me"


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for call in (lambda: publish(FIRST, {}, blocked / "w1"), lambda: check_writable(blocked / "w1")):
        with pytest.raises(ResearchError, match="cannot be written"):
            call()


def test_looking_whether_a_folder_can_be_written_makes_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "deep" / "down")
    assert not list(tmp_path.iterdir())
