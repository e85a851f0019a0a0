"""What sensitivity is asked about: the lead of the leading option, and its money and value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.decisive import utilities_of
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.readings import Standing
    from steelyard.quantities.arrays import FloatArray

NAMES: Final = ("lead", "money", "value")
"""The measures, in the order of their rows."""


class Duel(NamedTuple):
    """The leading option and the one it has to beat."""

    leading: int
    """Row of the leading option."""
    rival: int
    """Row of the next best by expected utility."""
    subject: int
    """Row of the one whose money and value are told: the leading option, or the rival where the
    leading one is today's service, against which all money is counted."""
    unit: str
    """Unit of the lead: ``1`` for value, ``CUR`` for money."""

    def measured(self, contest: Contest, standing: Standing) -> FloatArray:
        """Return the measures.

        Parameters
        ----------
        contest
            The use case.
        standing
            Value and money, over draws or cases.

        Returns
        -------
        FloatArray
            Lead, money and value, shape ``(measure, draw)``. [CUR or 1]

        Notes
        -----
        Equation SN-14 of ``docs/method/sensitivity.md``. Under six dimensions today's service is
        placed by money, so the lead over it, or its lead, is in money.
        """
        money = standing.delta[self.rival] - standing.delta[self.leading]
        value = standing.value[self.leading] - standing.value[self.rival]
        if contest.deciding.reading is Reading.VALUE_AND_COST:
            utilities = contest.deciding.utility(standing)
            lead = utilities[self.leading] - utilities[self.rival]
        else:
            lead = money if self.unit == "CUR" else value
        return np.vstack([lead, standing.delta[self.subject], standing.value[self.subject]])


def duel_of(contest: Contest, leading: int) -> Duel | None:
    """Return the leading option and its rival.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.

    Returns
    -------
    Duel or None
        None where there is no other option that is placed.
    """
    means = utilities_of(contest).mean(axis=1)
    others = [row for row in range(len(means)) if row != leading and np.isfinite(means[row])]
    if not others:
        return None
    rival = max(others, key=lambda row: (means[row], -row))
    by_money = contest.deciding.reading is Reading.VALUE_AND_COST or 0 in {leading, rival}
    return Duel(leading, rival, leading or rival, "CUR" if by_money else "1")


def standings_in_spread(measures: FloatArray, reference: FloatArray) -> FloatArray:
    """Return where in a reference spread each result lies.

    Parameters
    ----------
    measures
        Results, shape ``(measure, draw)``. [CUR or 1]
    reference
        Results that make up the spread, shape ``(measure, draw)``. [CUR or 1]

    Returns
    -------
    FloatArray
        Share of the reference below, equal ones half, shape ``(measure, draw)``. [1]

    Notes
    -----
    Equation SN-16 of ``docs/method/sensitivity.md``. Money is so skewed that a handful of draws
    make up most of its variance; shares of the spread of places are steady, whatever the scale.
    """
    found = np.empty_like(measures)
    for row, (values, known) in enumerate(zip(measures, reference, strict=True)):
        ordered = np.sort(known)
        below = np.searchsorted(ordered, values, side="left")
        found[row] = 0.5 * (below + np.searchsorted(ordered, values, side="right"))
    return np.asarray(found / reference.shape[1], dtype=np.float64)
