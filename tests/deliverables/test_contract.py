"""What every deliverable keeps: same bytes, no network, no code out of data, caveats told, figures that are tidy."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from research.deliverables._contract import DELIVERABLES
from research.domain.results import Results
from research.wording.english import say
from research.wording.workbook_en import closed_up
from tests.results_factory import make_results, make_ruled_results, make_unsegmented_results

ROOT = Path(__file__).parents[2]
DIGITS = 10
"""Significant digits of every figure in a workbook or tidy file."""
FEW = 80
"""Respondents, where the bytes of another process are compared."""
_COMMANDS = ("=", "+", "-", "@")
_SCRIPT = "<script>alert(1)</script>"


def hostile(label: str) -> str:
    """A label that would be a formula, carry a script, and hold a control character."""
    return f"{_COMMANDS[len(label) % len(_COMMANDS)]}{label}{_SCRIPT}\x07"


MADE = {"cut": make_results, "by rules": make_ruled_results}
"""Segments that were found, and segments that were written by hand."""


@pytest.fixture(scope="module", params=MADE)
def made(request: pytest.FixtureRequest) -> Callable[..., Results]:
    return MADE[request.param]


@pytest.fixture(scope="module")
def results(made: Callable[..., Results]) -> Results:
    return made()


@pytest.fixture(scope="module")
def rendered(results: Results) -> dict[str, dict[str, bytes]]:
    return {name: dict(made().render(results)) for name, made in DELIVERABLES.items()}


@pytest.fixture(scope="module")
def attacked(made: Callable[..., Results]) -> dict[str, dict[str, bytes]]:
    results = made(hostile)
    return {name: dict(deliverable().render(results)) for name, deliverable in DELIVERABLES.items()}


def files(rendered: dict[str, dict[str, bytes]], suffix: str) -> list[tuple[str, bytes]]:
    return [(name, content) for made in rendered.values() for name, content in made.items() if name.endswith(suffix)]


def cells(workbook: bytes) -> Iterator[Cell]:
    book = load_workbook(io.BytesIO(workbook))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


class _Text(HTMLParser):
    """The text of a page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def text_of(page: bytes) -> str:
    parser = _Text()
    parser.feed(page.decode())
    return re.sub(r"\s+", " ", " ".join(parser.parts))


def test_the_register_holds_the_deliverables_that_a_run_writes() -> None:
    assert {"crosstabs", "respondents", "tidy"} <= set(DELIVERABLES)


@pytest.mark.parametrize("name", DELIVERABLES)
def test_the_same_results_give_the_same_bytes(
    name: str, made: Callable[..., Results], results: Results, rendered: dict[str, dict[str, bytes]]
) -> None:
    nothing = name == "candidates" and results.workshop is None
    assert bool(rendered[name]) != nothing, "a deliverable writes something, but rules have no candidates"
    again = DELIVERABLES[name]().render(made())
    assert {file: sha256(content).hexdigest() for file, content in again.items()} == {
        file: sha256(content).hexdigest() for file, content in rendered[name].items()
    }


def test_another_process_with_other_hashes_gives_the_same_bytes() -> None:
    code = (
        "from hashlib import sha256\n"
        "from research.deliverables._contract import DELIVERABLES\n"
        "from tests.results_factory import make_results\n"
        f"results = make_results(n={FEW})\n"
        "for name in DELIVERABLES:\n"
        "    for file, content in sorted(DELIVERABLES[name]().render(results).items()):\n"
        "        print(file, sha256(content).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "271", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    few = make_results(n=FEW)
    made = {file: content for name in DELIVERABLES for file, content in DELIVERABLES[name]().render(few).items()}
    here = {file: sha256(content).hexdigest() for file, content in made.items()}
    assert dict(line.rsplit(" ", 1) for line in done.stdout.splitlines()) == here


@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_study_without_segments_is_told_too(name: str) -> None:
    rendered = DELIVERABLES[name]().render(make_unsegmented_results())
    assert bool(rendered) == (name not in ("candidates", "decision_sheet")), "both are about segments"


def test_no_two_deliverables_write_one_file(rendered: dict[str, dict[str, bytes]]) -> None:
    names = [file for made in rendered.values() for file in made]
    assert len(names) == len(set(names))


def test_every_number_of_a_workbook_is_found_in_a_tidy_frame(
    results: Results, rendered: dict[str, dict[str, bytes]]
) -> None:
    known = {
        f"{float(value):.{DIGITS}g}"
        for frame in results.tidies().values()
        for value in frame.select_dtypes("number").to_numpy().ravel()
    }
    for name, workbook in files(rendered, ".xlsx"):
        numbers = [(cell, f"{float(cell.value):.{DIGITS}g}") for cell in cells(workbook) if cell.data_type == "n"]
        strangers = [(cell.parent.title, cell.coordinate, number) for cell, number in numbers if number not in known]
        assert not strangers, (name, strangers[:5])
        assert len(numbers) > 1000


def test_every_tidy_file_holds_its_frame(results: Results, rendered: dict[str, dict[str, bytes]]) -> None:
    for name, frame in results.tidies().items():
        read = pd.read_csv(io.BytesIO(rendered["tidy"][f"tidy/{name}.csv"]), keep_default_na=False)
        assert list(read.columns) == list(frame.columns)
        assert len(read) == len(frame)
        for column in frame.select_dtypes("number"):
            expected = [f"{value:.{DIGITS}g}" if value == value else "" for value in frame[column].astype(float)]
            found = [value if value == "" else f"{float(value):.{DIGITS}g}" for value in read[column]]
            assert found == expected, (name, column)


def test_caveats_are_told_in_the_workbook_and_on_the_page(
    results: Results, rendered: dict[str, dict[str, bytes]]
) -> None:
    sentences = [re.sub(r"\s+", " ", say(caveat)) for caveat in results.caveats]
    assert sentences
    for name, workbook in files(rendered, ".xlsx"):
        told = " ".join(str(cell.value) for cell in cells(workbook))
        assert [sentence for sentence in sentences if closed_up(sentence) not in told] == [], name
    for name, page in files(rendered, "personas.html"):
        told = text_of(page)
        assert [sentence for sentence in sentences if sentence not in told] == [], name


def test_nothing_is_fetched_from_a_network(rendered: dict[str, dict[str, bytes]]) -> None:
    fetched = re.compile(rb"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?\s*(?:https?:)?//|@import""", re.I)
    for name, page in files(rendered, ".html"):
        assert not fetched.search(page), name
    for name, workbook in files(rendered, ".xlsx"):
        with ZipFile(io.BytesIO(workbook)) as parts:
            linked = [part for part in parts.namelist() if b'TargetMode="External"' in parts.read(part)]
        assert not linked, name


def test_labels_never_become_formulas(attacked: dict[str, dict[str, bytes]]) -> None:
    for name, workbook in files(attacked, ".xlsx"):
        found = list(cells(workbook))
        assert not [cell.coordinate for cell in found if cell.data_type in ("f", "e")], name
        assert any(str(cell.value).startswith("=") for cell in found), "the label is shown as it is"
        assert not [cell for cell in found if "\x07" in str(cell.value)], name
    for name, table in files(attacked, ".csv"):
        for row in csv.reader(io.StringIO(table.decode())):
            for field in row:
                harmless = not field.startswith(_COMMANDS) or re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", field)
                assert harmless, (name, field)


def test_labels_never_become_markup(attacked: dict[str, dict[str, bytes]]) -> None:
    for name, page in files(attacked, ".html"):
        assert _SCRIPT.encode() not in page, name
        assert _SCRIPT in text_of(page), f"{name} shows labels as they are"
