"""One instrument alone: from a file of answers to what it says of them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steelyard.dossier.assessment_file import load_assessment
from steelyard.instruments import (
    evaluate,
    evaluation_json,
    instrument_ids,
    load_instrument,
    open_instrument,
    with_others,
)
from steelyard.report.answer_template import answer_template
from steelyard.report.assessment_text import assessment_in_words, instrument_line

if TYPE_CHECKING:
    import os

    from steelyard.dossier.assessments import Assessment
    from steelyard.instruments import Evaluation


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """One assessment and what the instrument makes of it.

    Attributes
    ----------
    assessment
        Who answered, of what, when.
    evaluation
        What the instrument says.
    """

    assessment: Assessment
    evaluation: Evaluation

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data.

        Returns
        -------
        dict
            The evaluation, with ``about``, ``assessor``, ``role`` and ``date``.
        """
        entry = self.assessment
        return {
            **evaluation_json(self.evaluation),
            "about": {str(entry.about.kind): list(entry.about.names)},
            "assessor": entry.assessor,
            "role": entry.role,
            "date": entry.date.isoformat(),
        }

    def as_text(self, language: str) -> str:
        """Return it in words.

        Parameters
        ----------
        language
            ``en`` or ``zh``.

        Returns
        -------
        str
            For the terminal.
        """
        return assessment_in_words(self.evaluation, self.assessment, language)


def run_assessment(name: str, answers: str | os.PathLike[str]) -> AssessmentResult:
    """Evaluate an instrument on a file of answers.

    Parameters
    ----------
    name
        Id of a shipped instrument, or the YAML file of one's own.
    answers
        The file, as :func:`blank_answers` writes it.

    Returns
    -------
    AssessmentResult
        Settled results, or the range that open answers leave.

    Notes
    -----
    Raises ``DomainError`` for an unknown instrument and ``DossierError`` for answers that cannot
    be used, with every problem at once.
    """
    instrument = open_instrument(name)
    entry = load_assessment(answers, instrument)
    said = with_others(instrument, entry.values, entry.others)
    return AssessmentResult(entry, evaluate(instrument, said, floors=entry.floors))


def blank_answers(name: str, language: str) -> str:
    """Return an answers file in which every question is still open.

    Parameters
    ----------
    name
        Id of a shipped instrument, or the YAML file of one's own.
    language
        ``en`` or ``zh``.

    Returns
    -------
    str
        YAML with the permitted answers as comments.
    """
    return answer_template(open_instrument(name), language)


def dossier_entry(answers: str | os.PathLike[str]) -> str:
    """Return an answers file as the entry of a dossier that holds it.

    Parameters
    ----------
    answers
        A file that :func:`run_assessment` accepts.

    Returns
    -------
    str
        YAML to be put under ``assessments:`` of the dossier, comments kept.
    """
    text = Path(answers).read_text(encoding="utf-8-sig").rstrip("\n")
    indented = textwrap.indent(text, "    ")
    return f"assessments:\n  -\n{indented}"


def instrument_list(language: str) -> list[dict[str, str]]:
    """Return the shipped instruments.

    Parameters
    ----------
    language
        ``en`` or ``zh``.

    Returns
    -------
    list of dict
        Id, name, edition, jurisdiction, standing, what it assesses and what it is for.
    """
    return [instrument_line(load_instrument(name), language) for name in instrument_ids()]
