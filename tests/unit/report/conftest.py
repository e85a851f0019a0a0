"""One real study, small, shared by all tests of the report: every stage result is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steelyard.report import build_report, render_html
from steelyard.report.catalogue import load_catalogue
from steelyard.report.figures import Figures
from steelyard.report.inputs_list import input_list_of
from steelyard.report.names import names_of
from steelyard.report.page_voice import PageVoice
from steelyard.study import run_study

if TYPE_CHECKING:
    from pathlib import Path

    from steelyard.report import Report, Study
    from steelyard.report.inputs_list import InputList

DRAWS = 100


@pytest.fixture(scope="session")
def study(root: Path) -> Study:
    """Return the Guangxi study at few draws."""
    return run_study(root / "examples" / "guangxi-2024" / "dossier.yaml", draws=DRAWS, seed=3)


@pytest.fixture(scope="session")
def report(study: Study) -> Report:
    """Return its report."""
    return build_report(study)


@pytest.fixture(scope="session")
def inputs(study: Study) -> InputList:
    """Return its numbered inputs."""
    return input_list_of(study)


@pytest.fixture(scope="session")
def pages(report: Report) -> dict[str, str]:
    """Return its pages by language."""
    return {code: render_html(report, code) for code in ("en", "zh")}


@pytest.fixture(scope="session", params=["en", "zh"])
def voice(request: pytest.FixtureRequest, study: Study) -> PageVoice:
    """Return the voice of each language."""
    catalogue = load_catalogue(request.param)
    return PageVoice(catalogue, Figures(catalogue, "CNY"), names_of(study))


@pytest.fixture(scope="session")
def english(study: Study) -> PageVoice:
    """Return the English voice."""
    catalogue = load_catalogue("en")
    return PageVoice(catalogue, Figures(catalogue, "CNY"), names_of(study))
