"""A real browser for tests of pages: offline, with all that a page complains of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
OPEN = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
LONG = (
    "with a label that goes on and on, far longer than any table was made for, and Donaudampfschiffahrtsgesellschaften"
)
IN_A_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, closed in the end."""
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


def visit(browser: Browser, path: Path, width: int, scheme: str, scripts: bool = True) -> tuple[Page, list[str]]:
    """The page with everything that it complained of or asked the network for."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        offline=True,
        java_script_enabled=scripts,  # type: ignore[arg-type]
    )
    page = context.new_page()
    troubles: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        troubles.append(message.text)

    page.on("console", complain)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else troubles.append(request.url))
    page.goto(path.as_uri())
    return page, [trouble for trouble in troubles if not trouble.startswith("data:")]
