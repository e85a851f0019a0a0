"""How sure the group's first option is where orders are joined: in draws, and against rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class FirstShares(NamedTuple):
    """How often the joined orders put each option first."""

    shares: FloatArray
    """Share of the draws, equal parts where several share the place, shape ``(option,)``. [1]"""
    errors: FloatArray
    """Their standard errors, shape ``(option,)``. [1]"""
    central: FloatArray
    """Mean weights of the deciding stakeholders in these draws, shape ``(option, dimension)``;
    missing where an option is never first. [1]"""


class OwnLeads(NamedTuple):
    """What each elector expects options to be worth, and how sure it is of the differences."""

    utilities: FloatArray
    """Expected utility, shape ``(option, elector)``. [1 or CUR]"""
    errors: FloatArray
    """Standard errors of the differences, shape ``(option, option, elector)``. [1 or CUR]"""

    def of(self, rows: IntArray) -> OwnLeads:
        """Return the same for some of the options.

        Parameters
        ----------
        rows
            Which, shape ``(option,)``.

        Returns
        -------
        OwnLeads
            In the order of the rows.
        """
        return OwnLeads(self.utilities[rows], self.errors[np.ix_(rows, rows)])

    @property
    def means(self) -> FloatArray:
        """Lead of the row over the column, shape ``(option, option, elector)`` [1 or CUR]."""
        return self.utilities[:, np.newaxis] - self.utilities[np.newaxis]


class Gap(NamedTuple):
    """The opinion that keeps a rival from the first place."""

    in_errors: float
    """Its lead over its standard error; infinite where nothing brings the rival there. [1]"""
    mean: float
    """The lead. [1 or CUR]"""
    error: float
    """Its standard error. [1 or CUR]"""


def first_shares(
    contest: Contest, utilities: Sequence[FloatArray], weights: Sequence[FloatArray], size: float
) -> FirstShares:
    """Return how often the joined orders put each option first.

    Parameters
    ----------
    contest
        The use case.
    utilities
        Of the ranked options, by deciding stakeholder at its own drawn weights, shape
        ``(option, draw)`` each. [1 or CUR]
    weights
        The drawn weights, shape ``(dimension, draw)`` each. [1]
    size
        Independent draws that the sample is worth. [1]

    Returns
    -------
    FirstShares
        In each draw every deciding stakeholder orders the options by weights of its own.

    Notes
    -----
    Equation O-14 of ``docs/method/voices.md``.
    """
    leaders = contest.joining.leaders(np.stack(utilities, axis=1))
    parts = leaders / leaders.sum(axis=0)
    shares = parts.mean(axis=1)
    with np.errstate(invalid="ignore"):
        central = parts @ np.mean(weights, axis=0).T / parts.sum(axis=1, keepdims=True)
    errors = np.sqrt(np.maximum(shares * (1.0 - shares), 0.0) / size)
    return FirstShares(shares, errors, central)


def own_leads(contest: Contest, reading: Reading, rows: IntArray) -> OwnLeads:
    """Return by how much each elector expects one option to be better than another.

    Parameters
    ----------
    contest
        The use case.
    reading
        One under which an order follows.
    rows
        Options to be compared by value, shape ``(option,)``.

    Returns
    -------
    OwnLeads
        Of these options, in value under six dimensions, else in money.
    """
    middles, errors = [], []
    for weights in contest.joining.weights:
        standing = contest.standing(reading, weights)
        utilities = standing.value[rows]
        if reading is Reading.VALUE_AND_COST:
            utilities = contest.rules[reading].utility(standing, contest.frame.price)[rows]
        middles.append(utilities.mean(axis=1))
        errors.append(np.sqrt(variance_of_leads(utilities)))
    return OwnLeads(np.stack(middles, axis=1), np.stack(errors, axis=2))


def variance_of_leads(utilities: FloatArray) -> FloatArray:
    """Return how unsure the mean difference of each two options is.

    Parameters
    ----------
    utilities
        Shape ``(option, draw)``. [1 or CUR]

    Returns
    -------
    FloatArray
        Variance of the mean of the differences, shape ``(option, option)``.
        [square of the unit of the utilities]
    """
    centred = utilities - utilities.mean(axis=1, keepdims=True)
    covariance = centred @ centred.T / utilities.shape[1]
    own = covariance.diagonal()
    found = own[:, np.newaxis] + own[np.newaxis] - 2.0 * covariance
    return np.asarray(np.maximum(found, 0.0) / utilities.shape[1], dtype=np.float64)


def tied_with(
    contest: Contest, reading: Reading, best: int, rows: IntArray, n_errors: float
) -> set[int]:
    """Return which options cannot be told apart from the group's first.

    Parameters
    ----------
    contest
        The use case.
    reading
        One under which an order follows.
    best
        Row of the group's first option.
    rows
        Options ranked by value, ``best`` among them, shape ``(option,)``.
    n_errors
        Standard errors within which a lead is no lead. [1]

    Returns
    -------
    set of int
        Rows, ``best`` included.

    Notes
    -----
    Equation O-15 of ``docs/method/voices.md``.
    """
    leads = own_leads(contest, reading, rows)
    least = np.maximum(n_errors * leads.errors, materiality(contest, reading))
    utilities = leads.utilities[:, :, np.newaxis]
    joining = contest.joining
    first = joining.leaders(utilities) | joining.leaders(utilities, least)
    own = int(np.flatnonzero(rows == best)[0])
    same = (np.abs(leads.means[own]) <= least[own]).all(axis=1)
    return {best, *(int(row) for row in rows[first[:, 0] | same])}


def materiality(contest: Contest, reading: Reading) -> float:
    """Return the difference in utility below which two options count as tied.

    Parameters
    ----------
    contest
        The use case.
    reading
        One under which an order follows.

    Returns
    -------
    float
        In value under six dimensions, else in money. [1 or CUR]
    """
    stated = contest.frame.rules.materiality
    if reading is Reading.SIX_DIMENSIONS:
        return stated
    return stated * POINTS * (contest.rules[reading].price or 0.0)


def gap_of(contest: Contest, leads: OwnLeads, rival: int) -> Gap:
    """Return what keeps a rival from the first place where orders are joined.

    Parameters
    ----------
    contest
        The use case.
    leads
        Of the options that are ranked by value.
    rival
        Its place among them.

    Returns
    -------
    Gap
        The weakest opinion such that the rival comes first if it and all weaker ones about the
        rival are turned in its favour.

    Notes
    -----
    Equation O-16 of ``docs/method/voices.md``. What an elector thinks of two other options is left
    alone: that would have to go wrong as well.
    """
    behind = leads.means[:, rival]
    error = np.where(behind > 0, leads.errors[:, rival], 1.0)
    with np.errstate(divide="ignore"):
        ratios = np.maximum(behind, 0.0) / error
    steps = np.unique(ratios[np.isfinite(ratios)])
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if _comes_first(contest, leads.means, rival, ratios <= steps[middle]):
            high = middle
        else:
            low = middle + 1
    if low == len(steps):
        return Gap(float("inf"), 0.0, 0.0)
    other, elector = np.argwhere(ratios == steps[low])[0]
    return Gap(
        float(steps[low]),
        max(float(behind[other, elector]), 0.0),
        float(leads.errors[other, rival, elector]),
    )


def _comes_first(contest: Contest, means: FloatArray, rival: int, turned: BoolArray) -> bool:
    others = np.arange(len(means)) != rival
    above = means > 0
    above[rival, others] |= turned[others]
    above[others, rival] &= ~turned[others]
    beats = above.sum(axis=2, dtype=np.float64)[:, :, np.newaxis]
    return bool(contest.joining.leaders_of(beats)[rival, 0])
