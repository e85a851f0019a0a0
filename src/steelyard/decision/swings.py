"""The swing of the result with each input, from its low to its high end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtri

from steelyard.decision.grids import Scan
from steelyard.decision.input_groups import uncertain_inputs
from steelyard.decision.json_form import number
from steelyard.decision.measures import NAMES
from steelyard.decision.robustness.tornado import swings

if TYPE_CHECKING:
    from steelyard.decision.influence import Influence
    from steelyard.decision.json_form import Json
    from steelyard.decision.measures import Duel
    from steelyard.decision.profiles import Profile
    from steelyard.uncertainty import Parameter

ENDS: Final = np.asarray(ndtri(np.array([0.05, 0.95])), dtype=np.float64)
"""Low and high end of every input, as standard normal quantiles. [1]"""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does from its low to its high end, all others at the median.

    Attributes
    ----------
    parameter
        Parameter id.
    unit
        Of the parameter.
    p05, p50, p95
        What is believed about it.
    lead, money, value
        The measure at the low and at the high end: lead of the leading option over its rival
        [1 or CUR], net cost of the subject against today's service [CUR], its value [1].
    best
        Best option at the low and at the high end.
    """

    parameter: str
    unit: str
    p05: float
    p50: float
    p95: float
    lead: tuple[float, float]
    money: tuple[float, float]
    value: tuple[float, float]
    best: tuple[str, str]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "parameter": self.parameter,
            "unit": self.unit,
            **{name: number(getattr(self, name)) for name in ("p05", "p50", "p95")},
            **{name: [number(end) for end in getattr(self, name)] for name in NAMES},
            "best": list(self.best),
        }


@dataclass(frozen=True, slots=True)
class Swings:
    """The swings of one use case.

    Attributes
    ----------
    middle
        Lead, money and value with every input at its median. [1 or CUR]
    swings
        By size of the swing of the lead, the largest first, followed by those that are among the
        largest for money or value only.
    n_tried
        Inputs tried. [1]
    """

    middle: tuple[float, float, float]
    swings: tuple[Swing, ...]
    n_tried: int

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            ``middle`` by measure, ``swings`` and ``n_tried``.
        """
        return {
            "middle": {name: number(found) for name, found in zip(NAMES, self.middle, strict=True)},
            "swings": [entry.as_json() for entry in self.swings],
            "n_tried": self.n_tried,
        }


def swings_of(
    profile: Profile, duel: Duel, influence: Influence, *, n_tried: int, n_listed: int
) -> Swings:
    """Move every input that matters from its low to its high end.

    Parameters
    ----------
    profile
        The anchored median case.
    duel
        Whose lead, money and value are told.
    influence
        Which inputs the measures follow; the strongest are tried.
    n_tried
        Inputs tried at most. [1]
    n_listed
        Inputs listed at most for each measure. [1]

    Returns
    -------
    Swings
        One evaluation of the model.

    Notes
    -----
    Equation SN-11 of ``docs/method/sensitivity.md``.
    """
    contest = profile.contest
    standing = contest.standing(contest.deciding.reading)
    names = [parameter.id for parameter in uncertain_inputs(contest)]
    chosen = influence.strongest(names, duel.measured(contest, standing), n_tried)
    known = [contest.frame.sample.known[name] for name in chosen]
    wanted = [Scan(entry.id, (entry,), ENDS, is_factor=False) for entry in known]
    points = profile.along([(scan, ENDS) for scan in wanted])
    middle = duel.measured(contest, profile.base.standing)[:, 0]
    if not points:
        return Swings(_three(middle), (), 0)
    ends = np.array([duel.measured(contest, found.standing) for found in points])
    found = swings(at_low=ends[:, :, 0], at_high=ends[:, :, 1], at_middle=middle)
    moves = np.abs(found.swing) > 0
    rows = [
        int(row)
        for measure in range(len(NAMES))
        for row in found.order[:n_listed, measure]
        if moves[row, measure]
    ]
    listed = tuple(
        _swing(known[row], ends[row], [contest.ids[best] for best in points[row].best])
        for row in dict.fromkeys(rows)
    )
    return Swings(_three(middle), listed, len(known))


def _swing(parameter: Parameter, ends: np.ndarray, best: list[str]) -> Swing:
    stated = parameter.statement
    lead, money, value = ((float(low), float(high)) for low, high in ends)
    return Swing(
        parameter.id,
        parameter.unit,
        stated.p05,
        stated.p50,
        stated.p95,
        lead,
        money,
        value,
        (best[0], best[1]),
    )


def _three(measures: np.ndarray) -> tuple[float, float, float]:
    lead, money, value = (float(found) for found in measures)
    return lead, money, value
