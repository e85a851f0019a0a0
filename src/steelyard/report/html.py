"""One self-contained HTML file: inline style and charts, no script, no request to anybody."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from steelyard.decision.findings import InputStatus
from steelyard.errors import OutputError
from steelyard.options.audit_documents import Standing
from steelyard.options.sovereignty import SOVEREIGNTIES
from steelyard.report.annex_words import AnnexWords
from steelyard.report.answers import (
    answer_in_words,
    bar_cell_in_words,
    cost_in_words,
    few_in_words,
    sureness_in_words,
    whole_in_words,
)
from steelyard.report.catalogue import load_catalogue, upper_first
from steelyard.report.charts import bar, shares_chart, split_bar, volumes_chart
from steelyard.report.depth_words import discovery_words
from steelyard.report.figures import Figures
from steelyard.report.horizon import Things, headline, horizon_page
from steelyard.report.instrument_words import InstrumentWords
from steelyard.report.map_chart import map_chart, map_title
from steelyard.report.names import CLASSES
from steelyard.report.page_voice import PageVoice
from steelyard.report.precedents import NEAR
from steelyard.report.trigger_words import path_words, trigger_row

if TYPE_CHECKING:
    from jinja2 import Environment

    from steelyard.decision.two_way import SwitchingMap
    from steelyard.report.annex import AnnexCase
    from steelyard.report.model import Report

HTML_LANG: Final = {"en": "en", "zh": "zh-CN"}
CONTENTS: Final[tuple[tuple[str, str], ...]] = (
    ("volumes", "volumes.title"),
    ("plan", "horizon.title"),
    ("first-year", "first.title"),
    ("sheets", "sheets.title"),
    ("stress", "stress.title"),
    ("exclusions", "exclusions.title"),
    ("rules", "section.rules.title"),
    ("precedents", "precedents.title"),
    ("claims", "claims.title"),
    ("assumptions", "assumptions.title"),
    ("annex", "annex.title"),
    ("provenance", "provenance.title"),
)
FILLS: Final = "shares"
"""Chart of page one, whose fills the maps of the annex share."""
STATED: Final = (
    ("assumed", InputStatus.ASSUMED),
    ("expert", InputStatus.EXPERT),
    ("derived", InputStatus.DERIVED),
    ("given", InputStatus.GIVEN),
)


def render_html(report: Report, language: str) -> str:
    """Put a report into words, as one HTML file.

    Parameters
    ----------
    report
        The report.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        UTF-8 text of the file; the same report gives the same text.

    Notes
    -----
    Raises ``OutputError`` for a language in which the report is not written, and where the package
    of the extra ``report`` is not installed.
    """
    catalogue = load_catalogue(language)
    voice = PageVoice(catalogue, Figures(catalogue, report.names.currency), report.names)
    environment = page_environment()
    style = files("steelyard.report").joinpath("templates/style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    safe = page_markup(environment)
    things = None if report.horizon is None else Things(report.horizon, voice)
    context: dict[str, Any] = {
        "report": report,
        "v": voice,
        "html_lang": HTML_LANG[language],
        "style": safe(style),
        "style_digest": f"sha256-{digest}",
        "answer": lambda case: answer_in_words(case, voice),
        "bar_cell": lambda case: bar_cell_in_words(case, voice),
        "sure": lambda case: sureness_in_words(case, voice),
        "whole": lambda plan: whole_in_words(plan, voice),
        "money_sentence": lambda plan: cost_in_words(plan, voice),
        "horizon": None if things is None else horizon_page(things),
        "headline": "" if things is None else headline(things),
        "few": few_in_words(report.front.cases, voice),
        "fiscal": lambda year: voice.fiscal_year(year, report.first_year.starts_in),
        "shares_chart": safe(shares_chart(report.front.cases, voice, name=FILLS)),
        "volumes_chart": safe(volumes_chart(report.volumes, voice, name="volumes")),
        "bar": lambda share: safe(bar(share)),
        "classes": CLASSES,
        "contents": _contents(report),
        "stated": [(key, report.inputs.of_status(status)) for key, status in STATED],
        "dimensions": tuple(report.decided_weights),
        "n_cases": len(report.sheets),
        "anchors": {sheet.use_case.id: number for number, sheet in enumerate(report.sheets, 1)},
        "price_year": str(report.price_year),
        "discount_rate": voice.figures.percent(report.discount_rate),
        "near_points": NEAR,
        "instrument": lambda found: InstrumentWords(found, catalogue),
        "sovereignties": SOVEREIGNTIES,
        "discovered": lambda found: discovery_words(found, voice),
        "trigger": lambda found: trigger_row(found, voice),
        "path": lambda found: path_words(found, voice),
        "standings": tuple(Standing),
        "words": AnnexWords(voice),
        "annex_map": lambda case, drawn, name: safe(_map(case, drawn, name, voice)),
        "annex_title": lambda drawn: map_title(drawn, voice),
        "annex_bar": lambda share: safe(split_bar(share.alone, share.together)),
    }
    return environment.get_template("report.html").render(context)


def _map(case: AnnexCase, drawn: SwitchingMap, name: str, voice: PageVoice) -> str:
    letters = {entry.option: entry.letter for entry in case.options}
    return map_chart(drawn, voice, letters=letters, name=name, fills=FILLS, legend=f"{name}-legend")


def _contents(report: Report) -> list[tuple[str, str]]:
    missing = {"claims"} if not report.claims else set()
    missing |= {"plan"} if report.horizon is None else set()
    found = [entry for entry in CONTENTS if entry[0] not in missing]
    if not report.volumes.leads:
        # The volumes then follow the plan and its first twelve months.
        found.insert(1 if "plan" in missing else 2, found.pop(0))
    return found


def page_environment() -> Environment:
    """Return what fills the templates of pages.

    Returns
    -------
    jinja2.Environment
        Everything is escaped, and what a template names must be there.

    Raises
    ------
    OutputError
        If the package of the extra ``report`` is not installed.
    """
    try:
        import jinja2  # noqa: PLC0415 - only the extra `report` brings it
    except ImportError as error:
        message = (
            "the HTML report needs the package jinja2, which is not installed. "
            "Run `pip install 'steelyard[report]'`, or leave out --format html."
        )
        raise OutputError(message) from error
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("steelyard.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cap"] = upper_first
    return environment


def page_markup(environment: Environment) -> Any:
    """Return what marks a text as HTML already.

    Parameters
    ----------
    environment
        Of the templates.

    Returns
    -------
    Callable
        As the environment's own filter makes it.
    """
    return environment.filters["safe"]
