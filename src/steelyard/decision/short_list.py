"""The long list screened: what stays to be ranked, and what each other option left for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.joining import joining_of
from steelyard.decision.mcda.rank_aggregation import MOST_ORDERED
from steelyard.decision.pathway_class import pathway_name
from steelyard.decision.performance import value_table
from steelyard.decision.readings import dimension_values, mean_standing, settle
from steelyard.decision.robustness.dominance import screen
from steelyard.dossier.schema import Aggregation, Reading
from steelyard.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.frame import Frame
    from steelyard.decision.reading_result import MoneyAnchors
    from steelyard.decision.readings import Rules
    from steelyard.options.model import UseCaseAppraisal
    from steelyard.quantities.arrays import BoolArray

DOMINANCE_SHARE: Final = 0.95
"""Share of draws in which an option of the same pathway must dominate. [1]"""
SHORT_LIST: Final = 12
"""Options that stay at most, the best of each pathway aside. [1]"""
SCREENING_DRAWS: Final = 1000
"""Draws on which the long list is screened. [1]"""
LIMIT: Final = "limit"


def short_list(
    frame: Frame,
    appraisal: UseCaseAppraisal,
    feasible: tuple[int, ...],
    protected: BoolArray,
    *,
    anchors: MoneyAnchors,
    rules: Mapping[Reading, Rules],
) -> tuple[Sequence[int], dict[int, str]]:
    """Return which feasible options are ranked, and what the others left for.

    Parameters
    ----------
    frame
        Of the study.
    appraisal
        Of the use case.
    feasible
        Positions of the options that no gate excludes, do_minimum first.
    protected
        Which of these stay wherever they stand, shape ``(feasible,)``.
    anchors
        Of net cost.
    rules
        What orders the options, by reading.

    Returns
    -------
    tuple
        Positions of the options that stay, and by position of each other one the id of the option
        that dominates it, or ``limit``.

    Raises
    ------
    DomainError
        If the dossier joins orders in a way that takes fewer options.

    Notes
    -----
    Section "Screening" of ``docs/method/decision.md``.
    """
    table = value_table(
        appraisal,
        feasible,
        criteria=frame.criteria,
        anchors=anchors,
        sample=frame.sample,
        n_draws=SCREENING_DRAWS,
    )
    known = frame.preferences
    means = dimension_values(table.values, known.within_mean, known.dimension_of)
    stays = protected.copy()
    stays[0] = True
    electors = joining_of(frame.rules.aggregation, known).weights
    for reading in Reading:
        for weights in electors:
            own = mean_standing(settle(table, means, reading, weights))
            stays[rules[reading].best(own)[0]] = True
    expected = mean_standing(settle(table, means, frame.rules.reading, known.decided))
    merit = rules[frame.rules.reading].utility(expected)[:, 0]
    names = [pathway_name(appraisal.options[position]) for position in feasible]
    groups = sorted(set(names))
    found = screen(
        values=table.values,
        merit=np.where(np.isfinite(merit), merit, np.nanmin(merit[1:], initial=0.0) - 1.0),
        group_of=np.array([groups.index(name) for name in names]),
        is_protected=stays,
        least_share=DOMINANCE_SHARE,
        limit=SHORT_LIST,
    )
    dropped_for = {
        feasible[entry.option]: LIMIT
        if entry.dominated_by is None
        else appraisal.options[feasible[entry.dominated_by]].id
        for entry in found.dropped
    }
    kept = [feasible[row] for row in found.kept]
    # Options that are kept come from a plan of several dossiers, which joins no orders.
    if not protected.any():
        _require_orderable(frame, appraisal, len(kept))
    return kept, dropped_for


def _require_orderable(frame: Frame, appraisal: UseCaseAppraisal, n_options: int) -> None:
    if frame.rules.aggregation is not Aggregation.KEMENY or n_options <= MOST_ORDERED:
        return
    message = (
        f"rules.aggregation: expected at most {MOST_ORDERED} options for kemeny, found "
        f"{n_options} in use case '{appraisal.use_case}'. Choose borda or mean_of_weights."
    )
    raise DomainError(message)
