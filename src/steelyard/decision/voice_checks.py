"""What the decision stage has to say of stakeholders' statements before any study is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steelyard.decision.criteria import load_criteria
from steelyard.decision.horizon.floor_checks import floor_problems
from steelyard.decision.preferences import statement_problems
from steelyard.decision.stated_weights import consistency_of
from steelyard.dossier.checks import Finding, Level, MoreFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steelyard.decision.reading_result import JudgedPair
    from steelyard.dossier.schema import Dossier

MOST_INCONSISTENT: Final = 0.1
"""Consistency ratio above which judgements of pairs are asked about again. [1]"""


def voices_found(dossier: Dossier) -> MoreFound:
    """Return what cannot be met, and judgements of pairs that disagree.

    Parameters
    ----------
    dossier
        A dossier without problems of its own.

    Returns
    -------
    MoreFound
        Contradictions and impossible floors as problems; judgements that disagree as findings.
    """
    problems = (*statement_problems(dossier, load_criteria()), *floor_problems(dossier))
    return MoreFound(problems) if problems else MoreFound((), tuple(_inconsistent(dossier)))


def _inconsistent(dossier: Dossier) -> Iterator[Finding]:
    for person in dossier.stakeholders:
        found = consistency_of(person.weights)
        if found is None or found.ratio <= MOST_INCONSISTENT:
            continue
        worst = "; ".join(map(_told, found.worst))
        yield Finding(
            f"stakeholders/{person.id}/weights/pairwise",
            Level.WARNING,
            f"the judgements do not agree: consistency ratio {found.ratio:.2f}, above "
            f"{MOST_INCONSISTENT:g}. Worst: {worst}",
            "Ask about these again; the weights are only as good as the judgements.",
        )


def _told(pair: JudgedPair) -> str:
    return (
        f"{pair.of} over {pair.over} {pair.stated:.3g} times, by all other judgements "
        f"{pair.implied:.2g}"
    )
