"""What the instruments say: every assessment of the dossier, added up by its own rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steelyard.dossier.assessment_checks import answers_with_dossier
from steelyard.instruments import Subject, evaluate, evaluation_json, load_instrument

if TYPE_CHECKING:
    from steelyard.dossier.assessments import Assessment
    from steelyard.dossier.schema import Dossier
    from steelyard.instruments import Assessed, Evaluation


@dataclass(frozen=True, slots=True)
class Finding:
    """One assessment and what its instrument makes of it.

    Attributes
    ----------
    kind, name
        What was assessed.
    assessment
        The dossier's entry.
    evaluation
        Results, open questions and obligations.
    """

    kind: Subject
    name: str
    assessment: Assessment
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Assessments:
    """All findings of a study; where one thing was assessed twice, the newest counts.

    Attributes
    ----------
    findings
        In the order of the dossier.
    """

    findings: tuple[Finding, ...] = ()

    def find(self, instrument: str, kind: Subject, name: str) -> Finding | None:
        """Return the newest finding of an instrument about one thing.

        Parameters
        ----------
        instrument
            Id of the instrument.
        kind, name
            What was assessed.

        Returns
        -------
        Finding or None
            Of one day the last in the dossier. None where nobody assessed it.
        """
        found = [
            entry
            for entry in reversed(self.findings)
            if entry.evaluation.instrument.id == instrument
            and (entry.kind, entry.name) == (kind, name)
        ]
        return max(found, key=lambda entry: entry.assessment.date, default=None)

    def reaches(self, wanted: Assessed, kind: Subject, name: str) -> bool | None:
        """Return whether a thing reaches a level of an instrument.

        Parameters
        ----------
        wanted
            Instrument, result and lowest level that counts.
        kind, name
            What was assessed.

        Returns
        -------
        bool or None
            None where nobody assessed it, or where open answers decide it.
        """
        found = self.find(wanted.instrument, kind, name)
        return None if found is None else reaches(found.evaluation, wanted)


NOTHING_ASSESSED: Final = Assessments()
"""Where nobody has answered any instrument."""


def reaches(evaluation: Evaluation, wanted: Assessed) -> bool | None:
    """Return whether an evaluation reaches a level.

    Parameters
    ----------
    evaluation
        Of the instrument that is asked for.
    wanted
        Result and lowest level that counts.

    Returns
    -------
    bool or None
        None while open answers decide it, or where the result is no level.
    """
    outcome = evaluation.level_range(wanted.result)
    if outcome is None:
        return None
    levels = [level.id for level in evaluation.instrument.scales[outcome.scale]]
    least = levels.index(wanted.at_least)
    if outcome.low >= least:
        return True
    return False if outcome.high < least else None


def assessments_of(dossier: Dossier) -> Assessments:
    """Evaluate every assessment that was made by the study's date.

    Parameters
    ----------
    dossier
        With its assessments; their answers have passed the checks of the loader.

    Returns
    -------
    Assessments
        One finding for every thing named and instrument, the newest; an assessment later than the
        study is left out, as ``check`` warns.
    """
    newest: dict[tuple[str, Subject, str], Assessment] = {}
    for entry in dossier.assessments:
        for name in entry.about.names if entry.date <= dossier.as_of else ():
            key = (entry.instrument, entry.about.kind, name)
            if key not in newest or entry.date >= newest[key].date:
                newest[key] = entry
    return Assessments(
        tuple(
            Finding(kind, name, entry, _evaluated(entry, name, dossier))
            for (_, kind, name), entry in newest.items()
        )
    )


def _evaluated(entry: Assessment, name: str, dossier: Dossier) -> Evaluation:
    instrument = load_instrument(entry.instrument)
    said = answers_with_dossier(entry, instrument, dossier, name)
    return evaluate(instrument, said, floors=entry.floors)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data.

    Parameters
    ----------
    finding
        An assessment and what its instrument makes of it.

    Returns
    -------
    dict
        The evaluation, with what was assessed, by whom and when.
    """
    entry = finding.assessment
    return {
        "about": {str(finding.kind): finding.name},
        "assessor": entry.assessor,
        "role": entry.role,
        "date": entry.date.isoformat(),
        **evaluation_json(finding.evaluation),
    }
