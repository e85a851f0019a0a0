"""A dozen lines for the terminal: the answer, how sure, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.report.answers import (
    answer_in_words,
    cost_in_words,
    few_in_words,
    sureness_in_words,
    whole_in_words,
)
from steelyard.report.catalogue import load_catalogue, upper_first
from steelyard.report.figures import Figures
from steelyard.report.front_page import front_page_of
from steelyard.report.horizon import Things, horizon_section_of, summary_lines
from steelyard.report.model import today_of
from steelyard.report.names import names_of
from steelyard.report.page_voice import PageVoice

if TYPE_CHECKING:
    from steelyard.report.front_page import FrontPage
    from steelyard.report.horizon import HorizonSection
    from steelyard.report.inputs import Study


def plain_summary(study: Study, language: str) -> str:
    """Return the gist of a study in plain text.

    Parameters
    ----------
    study
        A finished study.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        A line per use case, and what page one says beside them.
    """
    catalogue = load_catalogue(language)
    voice = PageVoice(catalogue, Figures(catalogue, study.dossier.money.currency), names_of(study))
    today = today_of(study)
    front = front_page_of(study, today)
    lines = [voice.local(front.title)]
    if front.is_illustration:
        lines.append(voice.text("doc.illustration"))
    lines += _plan(front, horizon_section_of(study, today), voice)
    lines += [
        "- "
        + voice.text(
            "summary.case",
            name=voice.use_case(case.use_case),
            what=answer_in_words(case, voice),
            how=sureness_in_words(case, voice),
        )
        for case in front.cases
    ]
    lines += [few] if (few := few_in_words(front.cases, voice)) else []
    if front.n_decisive:
        share = {"n": float(front.n_decisive), "assumed": float(front.n_assumed)}
        lines.append(voice.text("front.sure.short", **share))
    if front.flips:
        near = front.flips[0]
        change = voice.text(
            "front.flip", use_case=near.use_case, sentence=voice.flip(near.flip, is_brief=True)
        )
        lines.append(voice.text("summary.change", what=change))
    return "\n".join(lines)


def _plan(front: FrontPage, section: HorizonSection | None, voice: PageVoice) -> list[str]:
    # The plan over the years takes the place of the plan that starts all at once.
    over_years = [] if section is None else summary_lines(Things(section, voice))
    if section is not None and section.plan.is_feasible:
        return over_years
    whole = front.whole
    # Where no plan keeps all limits that comes first, and what follows leaves them aside.
    aside = [] if section is None else [voice.text("horizon.none.else")]
    first = upper_first(whole_in_words(whole, voice))
    return [*over_years, *aside, first, cost_in_words(whole, voice)]
