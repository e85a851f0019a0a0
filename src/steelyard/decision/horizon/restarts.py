"""The appraisal taken once for every year in which a new service may start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.performance import value_table
from steelyard.uncertainty import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.performance import ValueTable
    from steelyard.options.model import Appraisal, OptionCosts
    from steelyard.options.years import SharedCapability
    from steelyard.quantities.arrays import BoolArray
    from steelyard.uncertainty import Sample


@dataclass(frozen=True, slots=True, eq=False)
class Restarts:
    """Short-listed options of every use case, started in every year.

    Attributes
    ----------
    contests
        One per use case.
    years
        Calendar years of the horizon.
    sample
        Draws of the plan, fewer than those of the study.
    appraisals
        One per year, with every use case started in it.
    rate
        Real discount rate. [1/year]
    """

    contests: tuple[Contest, ...]
    years: tuple[int, ...]
    sample: Sample
    appraisals: tuple[Appraisal, ...]
    rate: float

    def costs(self, use_case: int, option: str, start: int) -> OptionCosts:
        """Return what an option costs and brings if started in a year.

        Parameters
        ----------
        use_case
            Position in ``contests``.
        option
            Id.
        start
            Position in ``years``.

        Returns
        -------
        OptionCosts
            With ``yearly`` where it could be priced.
        """
        entry = self.appraisals[start].use_cases[use_case]
        return entry.costs[self._position(use_case, option)]

    def met(self, use_case: int, option: str, start: int) -> BoolArray:
        """Return in which draws an option meets its gates if started in a year.

        Parameters
        ----------
        use_case
            Position in ``contests``.
        option
            Id.
        start
            Position in ``years``.

        Returns
        -------
        BoolArray
            Shape ``(draw,)``.
        """
        entry = self.appraisals[start].use_cases[use_case]
        return np.asarray(entry.met[self._position(use_case, option)], dtype=np.bool_)

    def table(self, use_case: int) -> ValueTable:
        """Return the values of the short list, on the draws of the plan.

        Parameters
        ----------
        use_case
            Position in ``contests``.

        Returns
        -------
        ValueTable
            In the order of the short list; its money is not that of the plan.
        """
        contest = self.contests[use_case]
        return value_table(
            self.appraisals[0].use_cases[use_case],
            [self._position(use_case, name) for name in contest.ids],
            criteria=contest.frame.criteria,
            anchors=contest.anchors,
            sample=self.sample,
        )

    def capability(self, name: str, start: int) -> SharedCapability | None:
        """Return a shared capability open from a year on.

        Parameters
        ----------
        name
            Its id.
        start
            Position in ``years``.

        Returns
        -------
        SharedCapability or None
            None where no option that needs it could be priced.
        """
        return self.appraisals[start].capabilities.get(name)

    def _position(self, use_case: int, option: str) -> int:
        entry = self.appraisals[0].use_cases[use_case]
        return next(row for row, known in enumerate(entry.options) if known.id == option)


def restarts_of(
    contests: Sequence[Contest],
    appraisal: Appraisal,
    years: tuple[int, ...],
    *,
    n_draws: int,
    rate: float,
) -> Restarts:
    """Take the appraisal once for every year in which a new service may start.

    Parameters
    ----------
    contests
        One per use case.
    appraisal
        Its ``model`` is asked again.
    years
        Calendar years of the horizon.
    n_draws
        Draws of the plan. [1]
    rate
        Real discount rate. [1/year]

    Returns
    -------
    Restarts
        Every short-listed option, started in every year.
    """
    names = tuple(contest.appraisal.use_case for contest in contests)
    wanted = frozenset(name for contest in contests for name in contest.ids)
    sample = draw((), n=n_draws, seed=contests[0].frame.sample.seed)
    appraisals = tuple(
        appraisal.model(sample, names, wanted, dict.fromkeys(names, year)) for year in years
    )
    return Restarts(tuple(contests), years, sample, appraisals, rate)
