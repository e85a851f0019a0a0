"""The result of every option of the long list: gates, performance, money and rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.option_result import CostResult, CriterionResult, OptionResult, Ranking
from steelyard.decision.performance import raw_delta, thin
from steelyard.decision.preferences import DIMENSIONS, without_cost
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.options.model import GateState
from steelyard.uncertainty.summary import Spread, summarise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.contest import Contest
    from steelyard.decision.criteria import Criterion
    from steelyard.quantities.arrays import FloatArray

MONEY = "CUR"
QUALITY = "task_quality"
QUANTILES = np.array([0.05, 0.5, 0.95])


def option_results(
    contest: Contest,
    rankings: Mapping[str, tuple[Ranking, ...]],
    spreads: Spreads | None = None,
) -> tuple[OptionResult, ...]:
    """Return the result of every option of the long list.

    Parameters
    ----------
    contest
        The use case.
    rankings
        Rankings of the short list by reading, each in its order.
    spreads
        Those known from other use cases of the study; none if omitted.

    Returns
    -------
    tuple of OptionResult
        In the order of the long list.
    """
    values, known = _values(contest), Spreads() if spreads is None else spreads
    return tuple(
        _option(contest, position, rankings, values, known)
        for position in range(len(contest.appraisal.options))
    )


class Spreads:
    """Spreads of draws, each array summarised once: options and use cases have many in common."""

    def __init__(self) -> None:
        # Arrays are held, so that no other takes the place in memory that names one of them.
        self._kept: dict[tuple[int, str], tuple[FloatArray, Spread | None]] = {}

    def of(self, values: FloatArray, unit: str) -> Spread | None:
        """Return the spread of some draws.

        Parameters
        ----------
        values
            Shape ``(draw,)``; not to be changed afterwards. [unit]
        unit
            Its unit.

        Returns
        -------
        Spread or None
            None where a draw is missing: what a rule excluded before it was priced has no figure,
            and must not pass for nothing.
        """
        key = (id(values), unit)
        if key not in self._kept:
            is_known = not np.isnan(thin(values)).any()
            self._kept[key] = (values, _summary(values, unit) if is_known else None)
        return self._kept[key][1]


def _values(contest: Contest) -> dict[int, Spread]:
    # Value where the gates are met: what the option is worth, not how likely it comes about.
    weights = contest.frame.preferences.decided
    is_six = contest.deciding.reading is Reading.SIX_DIMENSIONS
    value = additive_value(
        values=contest.means, weights=weights if is_six else without_cost(weights)
    )
    found = {
        position: summarise(value[row][contest.table.met[row]], "1")
        for row, position in enumerate(contest.table.options)
        if contest.table.met[row].any()
    }
    if is_six:
        del found[0]
    return found


def _no_value(position: int, *, ranked: bool, value: Spread | None) -> Message | None:
    if value is not None:
        return None
    if position == 0:
        return Message("value.placed_by_money")
    return Message("value.gates_never_met" if ranked else "value.not_ranked")


def _option(
    contest: Contest,
    position: int,
    rankings: Mapping[str, tuple[Ranking, ...]],
    values: Mapping[int, Spread],
    spreads: Spreads,
) -> OptionResult:
    appraisal = contest.appraisal
    gates = appraisal.gates[position]
    excluded = any(
        gate.state is GateState.EXCLUDED and gate.probability in {0.0, None} for gate in gates
    )
    ranked = position in contest.table.options
    row = contest.table.options.index(position) if ranked else 0
    criteria = {
        criterion.id: _criterion(contest, position, criterion, spreads)
        for criterion in contest.frame.criteria
    }
    is_feasible = position in contest.feasible
    quality, cell = appraisal.quality[position], _cell(contest, position, QUALITY)
    quality = cell if np.array_equal(cell, quality) else quality
    return OptionResult(
        option=appraisal.options[position],
        is_feasible=is_feasible,
        gate_probability=0.0 if excluded else float(appraisal.met[position].mean()),
        gates=gates,
        is_short_listed=ranked,
        dropped_for=contest.dropped_for.get(position, ""),
        criteria=criteria,
        dimension_values=_dimensions(contest, row) if ranked else {},
        cost=_costs(contest, position, spreads),
        months_to_service=spreads.of(appraisal.costs[position].months_to_service, "month"),
        quality=spreads.of(quality, "1"),
        value=values.get(position),
        rankings={name: found[row] for name, found in rankings.items()} if ranked else {},
        capabilities=tuple(sorted(appraisal.capabilities[position])),
        no_value=_no_value(position, ranked=ranked, value=values.get(position)),
    )


def _dimensions(contest: Contest, row: int) -> dict[str, float]:
    means = contest.means[row].mean(axis=1)
    return {
        dimension.value: float(value) for dimension, value in zip(DIMENSIONS, means, strict=True)
    }


def _criterion(
    contest: Contest, position: int, criterion: Criterion, spreads: Spreads
) -> CriterionResult:
    appraisal = contest.appraisal
    provenance = appraisal.provenance.get((appraisal.options[position].id, criterion.id))
    found = _cell(contest, position, criterion.id)
    worst, best, judged = criterion.worst, criterion.best, thin(found)
    shown = spread = spreads.of(found, criterion.unit)
    if criterion.id == NET_COST or worst is None or best is None:
        worst, best = contest.anchors.worst, contest.anchors.best
        judged = raw_delta(appraisal, position)
        spread = None if np.isnan(judged).any() else _summary(judged, criterion.unit)
    if shown is None or spread is None:
        return CriterionResult(None, Spread(0.05, 0.5, 0.95, "1"), 0.0, provenance)
    # A value function keeps order, so quantiles of values are values of quantiles.
    ends = linear_value(
        performance=np.array([[spread.p05], [spread.p50], [spread.p95]]), worst=worst, best=best
    ).values[:, 0]
    low, middle, high = sorted(float(end) for end in ends)
    outside = 0.0
    if not min(worst, best) <= judged.min() <= judged.max() <= max(worst, best):
        outside = float(((judged < min(worst, best)) | (judged > max(worst, best))).mean())
    return CriterionResult(shown, Spread(low, middle, high, "1"), outside, provenance)


def _cell(contest: Contest, position: int, criterion: str) -> FloatArray:
    column = contest.appraisal.criteria.index(criterion)
    return contest.appraisal.performance[position, column]


def _summary(values: FloatArray, unit: str) -> Spread:
    # Most levels are certain: no need to sort equal numbers.
    first = float(values[0])
    if np.all(thin(values) == first):
        return Spread(first, first, first, unit)
    # Six places are put in order, not all: a study asks this five thousand times.
    place = QUANTILES * (len(values) - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, len(values) - 1)
    ordered = np.partition(values, np.concatenate([below, above]))
    low, high = ordered[below], ordered[above]
    p05, p50, p95 = low + (place - below) * (high - low)
    return Spread(float(p05), float(p50), float(p95), unit)


def _costs(contest: Contest, position: int, spreads: Spreads) -> CostResult:
    costs = contest.appraisal.costs[position]
    unknown = bool(np.isnan(_cell(contest, position, NET_COST)).any())
    met = contest.appraisal.met[position]
    settled = np.where(met, raw_delta(contest.appraisal, position), costs.shared)
    saves = None if unknown else float((met & (settled <= 0)).mean())
    return CostResult(
        alone=spreads.of(costs.alone, MONEY),
        shared=spreads.of(costs.shared, MONEY),
        marginal=spreads.of(costs.marginal, MONEY),
        benefit=spreads.of(costs.benefit, MONEY),
        today=spreads.of(costs.today, MONEY),
        net=spreads.of(_cell(contest, position, NET_COST), MONEY),
        saves=saves,
        against_today=None if unknown else _summary(settled, MONEY),
    )
