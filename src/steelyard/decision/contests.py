"""The short lists of all use cases of one dossier, in one frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steelyard.decision.contest import contest_of
from steelyard.decision.criteria import load_criteria
from steelyard.decision.frame import frame_of
from steelyard.decision.horizon.floor_checks import floor_problems
from steelyard.decision.preferences import preferences_of
from steelyard.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.contest import Contest
    from steelyard.decision.frame import Frame
    from steelyard.dossier.schema import Dossier
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.uncertainty import Sample


def frame_in(dossier: Dossier, sample: Sample) -> Frame:
    """Return what all use cases of a dossier have in common.

    Parameters
    ----------
    dossier
        Its rules and stakeholders.
    sample
        The draws of the study.

    Returns
    -------
    Frame
        Criteria, weights, draws, rules.

    Raises
    ------
    DossierError
        If a floor, or a statement about weights or money, cannot be met.
    """
    impossible = tuple(floor_problems(dossier))
    if impossible:
        raise DossierError(impossible)
    criteria = load_criteria()
    return frame_of(dossier, criteria, preferences_of(dossier, criteria, sample), sample)


def contests_in(
    frame: Frame,
    needs: Needs,
    appraisal: Appraisal,
    *,
    kept: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Contest, ...]:
    """Return the short list of every use case.

    Parameters
    ----------
    frame
        Of the dossier.
    needs
        Says which use cases state a benefit.
    appraisal
        Options of every use case.
    kept
        Ids of options that stay on the short list wherever they are feasible, by use case.

    Returns
    -------
    tuple of Contest
        In the order of the dossier.
    """
    wanted = kept or {}
    return tuple(
        contest_of(
            frame,
            entry,
            has_benefit=needs.of(entry.use_case).has_benefit,
            kept=wanted.get(entry.use_case, frozenset()),
        )
        for entry in appraisal.use_cases
    )
