"""The book opens and prints where no Excel is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deliverables.books import crosstabs, with_tables
from tests.deliverables.hard_tables import hard_tables

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler"),
]


def printed(book: bytes, folder: Path) -> list[str]:
    """The text of every page."""
    book_file, profile = folder / "book.xlsx", f"-env:UserInstallation=file://{folder / 'profile'}"
    book_file.write_bytes(book)
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(book_file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    read = ["pdftotext", "-layout", str(folder / "book.pdf"), "-"]
    return subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]


def test_hard_tables_print_with_their_heads_and_page_numbers(tmp_path: Path) -> None:
    pages = printed(crosstabs(with_tables(hard_tables(20))), tmp_path)
    tables = [page for page in pages if "Attitudes" in page.split("\n")[0]]
    assert len(tables) > 20
    assert all("Total" in page and "Contents" in page for page in tables), "heads and totals are repeated"
    assert any("=1+1" in page for page in tables)
    assert re.search(rf"Page {len(pages)} of {len(pages)}", pages[-1])
    assert not [page for page in tables if "###" in page], "every figure fits its column"
