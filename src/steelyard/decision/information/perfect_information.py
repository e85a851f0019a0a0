"""What it is worth to know everything, one parameter, or several, before choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.information.conditional_means import (
    conditional_means,
    conditional_means_of_group,
    shared_terms,
)

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray, IntArray

ERRORS: Final = 2.0
"""Standard errors from which a worth is told apart from nothing. [1]"""
LEAST_OPTIONS: Final = 2
LEAST_DRAWS: Final = 30
"""Fewer draws carry no curve. [1]"""
TIE: Final = 1e-12
"""Difference of utilities, relative to their size, below which none is better. [1]"""


class Worth(NamedTuple):
    """What it is worth to know something, with its standard error."""

    estimate: float
    """As the knowledge promises; never negative. [unit of the utility]"""
    standard_error: float
    """[unit of the utility]"""
    confirmed: float
    """As it turns out in draws that the curves have not seen. [unit of the utility]"""

    @property
    def is_distinguishable(self) -> bool:
        """Whether the worth that is confirmed exceeds two standard errors."""
        return bool(min(self.confirmed, self.estimate) > ERRORS * self.standard_error)

    @property
    def floored(self) -> float:
        """The estimate, or 0 where it cannot be told apart from it [unit of the utility]."""
        return self.estimate if self.is_distinguishable else 0.0


class WorthOfEach(NamedTuple):
    """What each parameter is worth knowing."""

    estimates: FloatArray
    """Shape ``(parameter,)``. [unit of the utility]"""
    standard_errors: FloatArray
    """Shape ``(parameter,)``. [unit of the utility]"""
    confirmed: FloatArray
    """Worth in draws that the curves have not seen, shape ``(parameter,)``.
    [unit of the utility]"""
    wrong_shares: FloatArray
    """Share of draws in which the option chosen knowing the parameter is not the best, shape
    ``(parameter,)``. [1]"""

    def of(self, parameter: int) -> Worth:
        """Return the worth of one parameter.

        Parameters
        ----------
        parameter
            Its position.

        Returns
        -------
        Worth
            With its standard error.
        """
        estimate, error = self.estimates[parameter], self.standard_errors[parameter]
        return Worth(float(estimate), float(error), float(self.confirmed[parameter]))


class Gains(NamedTuple):
    """What a choice made with knowledge brings in each draw, over the choice made without."""

    expected: FloatArray
    """As the knowledge promises, shape ``(draw,)``; never negative. [unit of the utility]"""
    realised: FloatArray
    """As the draw turns out, shape ``(draw,)``. [unit of the utility]"""
    unseen: FloatArray
    """As the draw turns out for a choice by curves that have not seen it, shape ``(draw,)``.
    [unit of the utility]"""
    choice: IntArray
    """Row of the rival chosen, -1 where the choice stays as it was, shape ``(draw,)``."""


def leads_over_best(*, utilities: FloatArray) -> FloatArray:
    """Return how far each other option is ahead of the one that is best on average.

    Parameters
    ----------
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    FloatArray
        Shape ``(option - 1, draw)``, in the order of the options. [unit of the utility]

    Raises
    ------
    ValueError
        If there are fewer than two options or thirty draws, or a utility is missing.

    Notes
    -----
    What all options have in common drops out here, with its noise.
    """
    if utilities.shape[0] < LEAST_OPTIONS or utilities.shape[1] < LEAST_DRAWS:
        message = f"expected at least {LEAST_OPTIONS} options and {LEAST_DRAWS} draws"
        raise ValueError(message)
    if not np.isfinite(utilities).all():
        message = "expected a finite utility of every option in every draw"
        raise ValueError(message)
    best = int(utilities.mean(axis=1).argmax())
    return np.asarray(np.delete(utilities, best, axis=0) - utilities[best], dtype=np.float64)


def gains_from_choosing(
    *, expected_leads: FloatArray, leads: FloatArray, unseen_leads: FloatArray | None = None
) -> Gains:
    """Return what choosing again brings, where leads are expected to be what some knowledge says.

    Parameters
    ----------
    expected_leads
        Expected lead of each rival over the option chosen without knowledge, shape
        ``(rival, draw)``. [unit of the utility]
    leads
        The same leads as each draw turns out, shape ``(rival, draw)``. [unit of the utility]
    unseen_leads
        Expected leads by curves that have not seen the draw, shape ``(rival, draw)``;
        ``expected_leads`` if omitted. [unit of the utility]

    Returns
    -------
    Gains
        Of changing to the rival of the largest positive expected lead, else of staying.

    Notes
    -----
    Equations K-2 and K-9 of ``docs/method/information.md``.
    """
    choice, ahead = _chosen(expected_leads)
    blind = choice if unseen_leads is None else _chosen(unseen_leads)[0]
    return Gains(np.maximum(ahead, 0.0), _leads_of(choice, leads), _leads_of(blind, leads), choice)


def _leads_of(choice: IntArray, leads: FloatArray) -> FloatArray:
    found = leads[np.maximum(choice, 0), np.arange(leads.shape[1])]
    return np.where(choice < 0, 0.0, found)


def _chosen(expected_leads: FloatArray) -> tuple[IntArray, FloatArray]:
    most = expected_leads.argmax(axis=0)
    ahead = expected_leads[most, np.arange(expected_leads.shape[1])]
    return np.where(ahead > 0, most, -1).astype(np.int64), ahead


def worth_of_gains(*, gains: Gains, most_worth: float = np.inf) -> Worth:
    """Return the mean gain of choosing with some knowledge.

    Parameters
    ----------
    gains
        Draw by draw.
    most_worth
        What knowing everything is worth: no part of it is worth more. [unit of the utility]

    Returns
    -------
    Worth
        With the standard error of its mean.

    Notes
    -----
    Equations K-3 and K-9 of ``docs/method/information.md``.
    """
    spread = max(float(gains.realised.std()), float(gains.unseen.std()))
    estimate = max(min(float(gains.expected.mean()), most_worth), 0.0)
    error = spread / float(np.sqrt(len(gains.expected)))
    return Worth(estimate, error, float(gains.unseen.mean()))


def wrong_share(*, choice: IntArray, leads: FloatArray) -> float:
    """Return in what share of draws another option than the chosen one is best.

    Parameters
    ----------
    choice
        Row of the rival chosen, -1 for the option that is best on average, shape ``(draw,)``.
    leads
        Lead of each rival over that option, shape ``(rival, draw)``. [unit of the utility]

    Returns
    -------
    float
        Probability of choosing wrongly; options as good as the best are not wrong. [1]

    Notes
    -----
    Equation K-10 of ``docs/method/information.md``.
    """
    best = np.maximum(leads.max(axis=0), 0.0)
    return float((best - _leads_of(choice, leads) > TIE * np.abs(leads).max(axis=0)).mean())


def wrong_share_now(*, utilities: FloatArray) -> float:
    """Return in what share of draws the option that is best on average is not the best.

    Parameters
    ----------
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    float
        Probability of choosing wrongly without further knowledge. [1]
    """
    leads = leads_over_best(utilities=utilities)
    return wrong_share(choice=np.full(leads.shape[1], -1), leads=leads)


def evpi(*, utilities: FloatArray) -> Worth:
    """Return the expected value of perfect information.

    Parameters
    ----------
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    Worth
        What it is worth to know every parameter before choosing.

    Notes
    -----
    Equation K-1 of ``docs/method/information.md``.

    References
    ----------
    .. [1] Source id ``raiffa-1961-statistical``.
    """
    leads = leads_over_best(utilities=utilities)
    return _everything(leads)


def evppi(*, parameters: FloatArray, utilities: FloatArray) -> WorthOfEach:
    """Return the expected value of perfect information on each parameter alone.

    Parameters
    ----------
    parameters
        Draws behind the utilities, shape ``(parameter, draw)``. [unit of each parameter]
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]

    Returns
    -------
    WorthOfEach
        From the same draws, without evaluating anything again.

    Notes
    -----
    Equations K-2 to K-6 and K-9 of ``docs/method/information.md``; never more than knowing
    everything. Where two options are nearly level, noise alone gives a small worth: it then lies
    below two standard errors.

    References
    ----------
    .. [1] Source id ``strong-2014-evppi``.
    """
    leads = leads_over_best(utilities=utilities)
    most = _everything(leads).estimate
    shared = shared_terms(n_draws=leads.shape[1])
    found = np.zeros((4, len(parameters)))
    for index, parameter in enumerate(parameters):
        known = conditional_means(parameter=parameter, outputs=leads, shared=shared)
        gains = gains_from_choosing(
            expected_leads=known.expected, leads=leads, unseen_leads=known.unseen
        )
        found[:3, index] = worth_of_gains(gains=gains, most_worth=most)
        found[3, index] = wrong_share(choice=gains.choice, leads=leads)
    return WorthOfEach(*found)


def evppi_of_group(
    *, parameters: FloatArray, utilities: FloatArray, rng: np.random.Generator
) -> Worth:
    """Return the expected value of perfect information on several parameters together.

    Parameters
    ----------
    parameters
        Draws of the members, shape ``(parameter, draw)``. [unit of each parameter]
    utilities
        Utility of each option, shape ``(option, draw)``. [unit of the utility]
    rng
        Draws the random waves of the fit.

    Returns
    -------
    Worth
        Never more than knowing everything.

    Notes
    -----
    Equations K-2, K-7 to K-9 of ``docs/method/information.md``.
    """
    leads = leads_over_best(utilities=utilities)
    most = _everything(leads).estimate
    known = conditional_means_of_group(parameters=parameters, outputs=leads, rng=rng)
    gains = gains_from_choosing(
        expected_leads=known.expected, leads=leads, unseen_leads=known.unseen
    )
    return worth_of_gains(gains=gains, most_worth=most)


def _everything(leads: FloatArray) -> Worth:
    return worth_of_gains(gains=gains_from_choosing(expected_leads=leads, leads=leads))
