"""How likely the gates are met when the median case is moved.

At one point of the median case a gate is met or missed. What is expected over all draws is between:
the probability that it is met. So the draws are kept, and moved as the median case moves: quality
and its bar in log-odds, the share of people missing as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.special import logit

from steelyard.decision.bar import bar_parameter
from steelyard.options.shortfall import LARGEST_SHORTFALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.options.model import UseCaseAppraisal
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample

DRAWS: Final = 2000
"""Draws on which the probability is taken at most. [1]"""
TINY: Final = 1e-9
"""Keeps log-odds finite. [1]"""
HALF: Final = 0.5
ROUNDED: Final = 9
"""Decimal places to which moves must differ to count as two."""


class Margins(NamedTuple):
    """By how much the gates are met, in draws or at points of the median case."""

    quality: FloatArray
    """Log-odds of acceptance above those of the bar, shape ``(option, case)``; infinite where no
    bar applies."""
    people: FloatArray
    """Largest share of people that may be missing, less the share that is, shape
    ``(option, case)``. [1]"""
    met: BoolArray
    """Whether every gate is met, shape ``(option, case)``."""

    def both(self) -> BoolArray:
        """Return whether the quality bar and the need for people are both met.

        Returns
        -------
        BoolArray
            Shape ``(option, case)``.
        """
        return np.asarray((self.quality >= 0) & (self.people >= 0), dtype=np.bool_)

    def part(self, cases: slice) -> Margins:
        """Return some of the cases.

        Parameters
        ----------
        cases
            Which.

        Returns
        -------
        Margins
            The same for these.
        """
        return Margins(self.quality[:, cases], self.people[:, cases], self.met[:, cases])


def margins_of(
    appraisal: UseCaseAppraisal, options: Sequence[int], sample: Sample, *, n: int | None = None
) -> Margins:
    """Return by how much some options meet their gates.

    Parameters
    ----------
    appraisal
        Of the use case, over the cases of the sample.
    options
        Positions in its long list, do_minimum first.
    sample
        Knows the quality bar, if there is one.
    n
        Only the first so many cases; all if omitted. [1]

    Returns
    -------
    Margins
        Today's service meets everything.
    """
    cases = slice(n)
    met = np.array([appraisal.met[option][cases] for option in options])
    quality, people = (np.full(met.shape, np.inf) for _ in range(2))
    bar = sample.known.get(bar_parameter(appraisal.use_case))
    column = {name: index for index, name in enumerate(appraisal.criteria)}
    for row, option in enumerate(options):
        if appraisal.options[option].is_do_minimum:
            continue
        missing = appraisal.performance[option, column["delivery_shortfall"], cases]
        people[row] = np.nan_to_num(LARGEST_SHORTFALL - missing, nan=np.inf)
        if bar is not None:
            found = appraisal.performance[option, column["task_quality"], cases]
            quality[row] = _log_odds(found) - _log_odds(sample.of(bar)[cases])
    return Margins(np.nan_to_num(quality, nan=np.inf, posinf=np.inf), people, met)


def _log_odds(share: FloatArray) -> FloatArray:
    return np.asarray(logit(np.clip(share, TINY, 1.0 - TINY)), dtype=np.float64)


class GateOdds(NamedTuple):
    """The draws of every gate, ready to be moved with the median case."""

    drawn: Margins
    """Over the draws; infinite where a gate does not bind although it is missed (unknown)."""
    rest: FloatArray
    """Probability that all other gates are met, shape ``(option, draw)``. [1]"""
    base: Margins
    """At the medians, one case."""

    def along(self, points: Margins) -> FloatArray:
        """Return the probability that all gates are met at points of the median case.

        Parameters
        ----------
        points
            Margins there.

        Returns
        -------
        FloatArray
            Shape ``(option, point)``; at the medians the share of draws. [1]

        Notes
        -----
        Equation D-9 of ``docs/method/decision.md``.
        """
        found = np.empty(points.met.shape)
        for row in range(len(found)):
            moves = np.column_stack([
                _move(points.quality[row], self.base.quality[row]),
                _move(points.people[row], self.base.people[row]),
                self._change_of_rest(points, row),
            ])
            kinds, which = np.unique(np.round(moves, ROUNDED), axis=0, return_inverse=True)
            found[row] = self._shares(row, kinds)[which.ravel()]
        return found

    def _change_of_rest(self, points: Margins, row: int) -> FloatArray:
        # Gates that have no margin: 1 or -1 where the medians meet or miss them newly.
        both, here = points.both()[row], points.met[row]
        before = self.base.met[row, 0] if self.base.both()[row, 0] else self._usually(row)
        return np.where(both & (here != before), np.where(here, 1.0, -1.0), 0.0)

    def _usually(self, row: int) -> bool:
        return bool(self.rest[row].mean() >= HALF)

    def _shares(self, row: int, kinds: FloatArray) -> FloatArray:
        quality, people, rest = (column[:, np.newaxis] for column in kinds.T)
        kept = (self.drawn.quality[row] >= -quality) & (self.drawn.people[row] >= -people)
        met = np.where(rest[:, 0] > 0, kept.mean(axis=1), (kept * self.rest[row]).mean(axis=1))
        return np.where(rest[:, 0] < 0, 0.0, met)


def _move(points: FloatArray, base: FloatArray) -> FloatArray:
    # Where no bar applies nothing moves.
    finite = np.isfinite(points) & np.isfinite(base)
    return np.where(finite, np.where(finite, points, 0.0) - np.where(finite, base, 0.0), 0.0)


def gate_odds(drawn: Margins, base: Margins) -> GateOdds:
    """Return what is needed to move the probability that gates are met.

    Parameters
    ----------
    drawn
        Margins over the draws.
    base
        Margins at the medians, one case.

    Returns
    -------
    GateOdds
        Ready to be asked. A gate that is met where its margin is missed does not bind the option
        (what it asks for is unknown). Other gates are seen only where quality and people suffice;
        elsewhere they count as met as often as there.
    """
    quality, people = (
        np.where((drawn.met & (margin < 0)).any(axis=1, keepdims=True), np.inf, margin)
        for margin in (drawn.quality, drawn.people)
    )
    bound = Margins(quality, people, drawn.met)
    seen = bound.both()
    n_seen = seen.sum(axis=1, keepdims=True)
    usual = np.where(
        n_seen > 0, (drawn.met & seen).sum(axis=1, keepdims=True) / np.maximum(n_seen, 1), 1.0
    )
    return GateOdds(bound, np.where(seen, drawn.met, usual), base)
