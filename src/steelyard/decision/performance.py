"""From performance in natural units to values between 0 and 1, and money against today's service.

Money is counted draw by draw as the difference to today's service (``delta``): an option's net cost
less that of do_minimum under the same volume, prices and wages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.reading_result import MoneyAnchors
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.criteria import Criterion
    from steelyard.dossier.schema import DecisionRules
    from steelyard.options.model import UseCaseAppraisal
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample

BASES: Final = ("alone", "shared", "marginal")
"""How shared capabilities are paid for."""

ALONE: Final = "alone"
SHARED: Final = "shared"
STATED: Final = "stated"


@dataclass(frozen=True, slots=True, eq=False)
class ValueTable:
    """Values and money of some options of one use case.

    Attributes
    ----------
    options
        Positions in the appraisal's long list; do_minimum, position 0, is always among them.
    values
        Values, shape ``(option, criterion, draw)``. [1]
    clipped
        Share of draws beyond an anchor, shape ``(option, criterion)``. [1]
    delta
        Net cost less that of today's service at an even share, unknown ones drawn between the
        anchors, shape ``(option, draw)``. [CUR]
    sunk
        What is lost where a quantitative gate is missed, shape ``(option, draw)``. [CUR]
    met
        Whether every quantitative gate is met, or how likely, shape ``(option, draw)``. [1]
    """

    options: tuple[int, ...]
    values: FloatArray
    clipped: FloatArray
    delta: FloatArray
    sunk: FloatArray
    met: BoolArray | FloatArray

    def delta_with_misses(self) -> FloatArray:
        """Return the money of each draw, a missed gate leaving today's service and a sunk cost.

        Returns
        -------
        FloatArray
            Shape ``(option, draw)``. [CUR]
        """
        if self.met.dtype == np.bool_:
            return np.where(self.met, self.delta, self.sunk)
        return np.asarray(self.met * self.delta + (1.0 - self.met) * self.sunk, dtype=np.float64)


def raw_delta(appraisal: UseCaseAppraisal, option: int, basis: str = SHARED) -> FloatArray:
    """Return an option's net cost less that of today's service.

    Parameters
    ----------
    appraisal
        The use case.
    option
        Position in the long list.
    basis
        ``alone``, ``shared`` or ``marginal``.

    Returns
    -------
    FloatArray
        Shape ``(draw,)``; nan where the benefit is unknown. [CUR]
    """
    return _net(appraisal, option, basis) - _net(appraisal, 0, basis)


def _net(appraisal: UseCaseAppraisal, option: int, basis: str) -> FloatArray:
    costs = appraisal.costs[option]
    paid = {"alone": costs.alone, "shared": costs.shared, "marginal": costs.marginal}[basis]
    return np.asarray(paid + costs.today - costs.benefit, dtype=np.float64)


def money_anchors(
    appraisal: UseCaseAppraisal, feasible: Sequence[int], rules: DecisionRules
) -> MoneyAnchors:
    """Return the net costs worth 1 and 0, against today's service.

    Parameters
    ----------
    appraisal
        The use case.
    feasible
        Positions of the options that no gate excludes.
    rules
        The dossier's ceiling, if it states one.

    Returns
    -------
    MoneyAnchors
        Best: today's service, or the feasible option of the largest median saving where one
        saves. Worst: the stated ceiling, else the dearest feasible option, today's service
        included.

    Raises
    ------
    DossierError
        If the stated ceiling leaves no room above the best anchor.

    Notes
    -----
    Equation D-1 of ``docs/method/decision.md``.
    """
    names = {0: appraisal.options[0].id}
    medians = {0: 0.0}
    for option in feasible:
        names[option] = appraisal.options[option].id
        delta = raw_delta(appraisal, option)
        if not np.isnan(delta).any():
            medians[option] = float(np.median(delta))
    best = min(medians, key=lambda option: (medians[option], option))
    if rules.net_cost_ceiling is None:
        worst = max(medians, key=lambda option: (medians[option], -option))
        span = medians[worst] if medians[worst] > medians[best] else medians[best] + 1.0
        return MoneyAnchors(medians[best], span, names[best], names[worst])
    today = float(np.median(_net(appraisal, 0, SHARED)))
    ceiling = rules.net_cost_ceiling.statement.p50 - today
    if ceiling <= medians[best]:
        raise DossierError([
            _low_ceiling(appraisal.use_case, medians[best] + today, ceiling + today)
        ])
    return MoneyAnchors(medians[best], ceiling, names[best], STATED)


def _low_ceiling(use_case: str, least: float, ceiling: float) -> Problem:
    return Problem(
        "rules.net_cost_ceiling",
        f"above the cheapest net cost of use case '{use_case}', {least:.4g} [CUR]",
        f"{ceiling:.4g}",
        "Raise the ceiling, or leave it out.",
    )


def value_table(
    appraisal: UseCaseAppraisal,
    options: Sequence[int],
    *,
    criteria: Sequence[Criterion],
    anchors: MoneyAnchors,
    sample: Sample,
    n_draws: int | None = None,
) -> ValueTable:
    """Return the values and the money of some options.

    Parameters
    ----------
    appraisal
        The use case.
    options
        Positions in its long list, do_minimum first.
    criteria
        The criteria, in the order wanted.
    anchors
        Anchors of net cost.
    sample
        Gives the streams from which unknown performances are drawn over their full range.
    n_draws
        Only the first so many draws; all if omitted. [1]

    Returns
    -------
    ValueTable
        Values and money.

    Notes
    -----
    Equations D-1 and D-2 of ``docs/method/decision.md``. ``ValueError`` where the appraisal lacks a
    criterion.
    """
    draws = slice(n_draws)
    column = {name: position for position, name in enumerate(appraisal.criteria)}
    n = len(appraisal.met[0][draws])
    values = np.empty((len(options), len(criteria), n))
    clipped = np.empty((len(options), len(criteria)))
    delta = np.empty((len(options), n))
    for index, criterion in enumerate(criteria):
        is_money = criterion.id == NET_COST
        worst, best = (anchors.worst, anchors.best) if is_money else _anchors_of(criterion)
        cells = []
        for row, option in enumerate(options):
            key = _unknown_key(appraisal, option, criterion.id)
            if is_money:
                found = raw_delta(appraisal, option)[draws]
            else:
                found = appraisal.performance[option, column[criterion.id], draws]
            cells.append(_known(found, worst, best, sample, key))
            if is_money:
                delta[row] = cells[row]
        _value_cells(cells, worst, best, values[:, index], clipped[:, index])
    sunk = np.array([appraisal.costs[option].shared[draws] for option in options])
    met = np.array([appraisal.met[option][draws] for option in options])
    return ValueTable(tuple(options), values, clipped, delta, sunk, met)


def _value_cells(
    cells: Sequence[FloatArray], worst: float, best: float, values: FloatArray, clipped: FloatArray
) -> None:
    # Cells of one number are valued once each, the others together: most levels are certain.
    are_thin = [cell.strides == (0,) for cell in cells]
    for wanted in (True, False):
        rows = [row for row, is_thin in enumerate(are_thin) if is_thin is wanted]
        if rows:
            kept = np.array([thin(cells[row]) for row in rows])
            valued = linear_value(performance=kept, worst=worst, best=best)
            values[rows] = valued.values
            clipped[rows] = valued.clipped_share


def thin(values: FloatArray) -> FloatArray:
    """Return one draw where all draws are one number, held once.

    Parameters
    ----------
    values
        Shape ``(draw,)``.

    Returns
    -------
    FloatArray
        Shape ``(1,)``, or as it was.
    """
    return values[:1] if values.strides == (0,) else values


def _anchors_of(criterion: Criterion) -> tuple[float, float]:
    if criterion.worst is None or criterion.best is None:
        message = f"criterion '{criterion.id}': its anchors come from the dossier"
        raise ValueError(message)
    return criterion.worst, criterion.best


def _unknown_key(appraisal: UseCaseAppraisal, option: int, criterion: str) -> str:
    # Options of one model, fitted one way, share the stream of what is unknown of it.
    wanted = appraisal.options[option]
    first = next(
        position
        for position, other in enumerate(appraisal.options)
        if (other.model, other.adaptation) == (wanted.model, wanted.adaptation)
    )
    return f"decision:unknown/{appraisal.use_case}/{criterion}/{first}"


def _known(found: FloatArray, worst: float, best: float, sample: Sample, key: str) -> FloatArray:
    if not np.isnan(thin(found)).any():
        return found
    missing = np.isnan(found)
    anywhere = worst + sample.uniform(key)[: len(found)] * (best - worst)
    return np.where(missing, anywhere, found)
