"""The report of a real study in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from steelyard.report import build_report, render_html
from steelyard.study import run_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def files(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the report of the Guangxi study as files, by language."""
    folder = tmp_path_factory.mktemp("report")
    study = run_study(root / "examples" / "guangxi-2024" / "dossier.yaml", draws=100, seed=3)
    report = build_report(study)
    found = {}
    for code in ("en", "zh"):
        found[code] = folder / f"report.{code}.html"
        found[code].write_text(render_html(report, code), encoding="utf-8")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Return one headless browser for all tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=["en", "zh"])
def page(
    request: pytest.FixtureRequest, browser: Browser, files: dict[str, Path]
) -> Iterator[Page]:
    """Return the opened report, with what it asked for and complained of."""
    context = browser.new_context(viewport={"width": 1000, "height": 1400})
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.goto(files[request.param].as_uri())
    yield opened
    context.close()
