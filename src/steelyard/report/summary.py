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
from steelyard.report.model import today_of
from steelyard.report.names import names_of
from steelyard.report.page_voice import PageVoice

if TYPE_CHECKING:
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
    front = front_page_of(study, today_of(study))
    lines = [voice.local(front.title)]
    if front.is_illustration:
        lines.append(voice.text("doc.illustration"))
    lines += [upper_first(whole_in_words(front.whole, voice)), cost_in_words(front.whole, voice)]
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
