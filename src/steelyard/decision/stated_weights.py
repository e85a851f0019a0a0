"""From the words of a dossier about weights to statements that a sampler understands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.mcda.pairwise import pairwise_priorities, worst_judgements
from steelyard.decision.mcda.trade_offs import annuity_years, swing_money
from steelyard.decision.mcda.weight_statements import Interval, Points, Ranking, Ratio
from steelyard.decision.reading_result import JudgedPair, PairwiseConsistency
from steelyard.dossier.voices import Dimension
from steelyard.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from steelyard.decision.criteria import Criterion
    from steelyard.decision.mcda.weight_statements import WeightStatement as Statement
    from steelyard.dossier.schema import Dossier
    from steelyard.dossier.voices import PairwiseJudgement, TradeOff, WeightStatement
    from steelyard.quantities.arrays import FloatArray

_DIMENSIONS: Final = tuple(Dimension)

N_WORST: Final = 3
"""Judgements of pairs that are named where they do not agree. [1]"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What turns money a year into weights.

    Attributes
    ----------
    criteria
        The criteria of the study.
    years
        Present value of one unit of money a year over the horizon. [year]
    money_range
        Distance of the anchors of net cost, none while no use case is looked at. [CUR]
    """

    criteria: tuple[Criterion, ...]
    years: float
    money_range: float | None = None

    def of(self, name: str) -> Criterion | None:
        """Return a criterion that money can be given for.

        Parameters
        ----------
        name
            Its id.

        Returns
        -------
        Criterion or None
            None where there is none of that id outside the dimension of cost.
        """
        for row in self.criteria:
            if row.id == name and row.dimension is not Dimension.COST:
                return row
        return None

    def within(self, criterion: Criterion | str) -> float:
        """Return the mean weight of a criterion within its dimension: equal ones.

        Parameters
        ----------
        criterion
            The criterion, or its id.

        Returns
        -------
        float
            One over the criteria of its dimension. [1]
        """
        name = criterion if isinstance(criterion, str) else criterion.id
        dimension = next(row.dimension for row in self.criteria if row.id == name)
        return 1.0 / sum(row.dimension is dimension for row in self.criteria)


def exchange_of(dossier: Dossier, criteria: Sequence[Criterion]) -> Exchange:
    """Return what turns money a year into weights, before any use case is looked at.

    Parameters
    ----------
    dossier
        Its horizon and discount rate.
    criteria
        The criteria.

    Returns
    -------
    Exchange
        At the median discount rate, the first year not discounted.
    """
    rate = dossier.money.discount_rate.statement.p50
    years = annuity_years(discount_rate=rate, n_years=dossier.horizon.n_years)
    return Exchange(tuple(criteria), years)


def form_of(stated: WeightStatement | None) -> str:
    """Return the form of a statement.

    Parameters
    ----------
    stated
        What was said, if anything.

    Returns
    -------
    str
        ``none``, the name of the only form, or ``several``.
    """
    forms = [] if stated is None else [name for name, part in stated if part]
    return "none" if not forms else forms[0] if len(forms) == 1 else "several"


def statements_of(stated: WeightStatement | None, exchange: Exchange) -> tuple[Statement, ...]:
    """Return what was said as statements about the weights of the dimensions.

    Parameters
    ----------
    stated
        What was said, if anything.
    exchange
        Turns money into weights.

    Returns
    -------
    tuple
        In the order of the forms; empty where nothing was said.

    Notes
    -----
    Section "Forms" of ``docs/method/voices.md``.
    """
    if stated is None:
        return ()
    if stated.points is not None:
        return (Points(tuple(stated.points.get(name, 0.0) for name in _DIMENSIONS)),)
    if stated.pairwise:
        found = pairwise_priorities(judgements=judgement_table(stated.pairwise))
        return (Points(tuple(float(weight) for weight in found.weights)),)
    return (
        *([_ranking(stated.ranking)] if stated.ranking else []),
        *_intervals(stated.intervals or {}),
        *(
            Ratio(
                _DIMENSIONS.index(entry.of),
                _DIMENSIONS.index(entry.to),
                entry.least,
                np.inf if entry.greatest is None else entry.greatest,
            )
            for entry in stated.ratios or ()
        ),
        *_trade_offs(stated.trade_offs or (), exchange),
    )


def judgement_table(judged: Sequence[PairwiseJudgement]) -> FloatArray:
    """Return judgements of pairs as a table.

    Parameters
    ----------
    judged
        Each pair once.

    Returns
    -------
    FloatArray
        Reciprocal, shape ``(dimension, dimension)``. [1]
    """
    table = np.eye(len(_DIMENSIONS))
    for entry in judged:
        row, column = _DIMENSIONS.index(entry.of), _DIMENSIONS.index(entry.over)
        table[row, column], table[column, row] = entry.times, 1.0 / entry.times
    return table


def consistency_of(stated: WeightStatement | None) -> PairwiseConsistency | None:
    """Return how well judgements of pairs agree.

    Parameters
    ----------
    stated
        What was said, if anything.

    Returns
    -------
    PairwiseConsistency or None
        None where no pairs were judged.
    """
    if stated is None or not stated.pairwise:
        return None
    table = judgement_table(stated.pairwise)
    worst = worst_judgements(judgements=table, n_worst=N_WORST)
    return PairwiseConsistency(
        pairwise_priorities(judgements=table).consistency_ratio,
        tuple(
            JudgedPair(
                _DIMENSIONS[pair.item].value,
                _DIMENSIONS[pair.other].value,
                pair.stated,
                pair.implied,
            )
            for pair in worst
        ),
    )


def trade_off_problems(dossier: Dossier, exchange: Exchange) -> Iterator[Problem]:
    """Find trade-offs about criteria that do not exist, or beyond their range.

    Parameters
    ----------
    dossier
        Its stakeholders.
    exchange
        Knows the criteria.

    Yields
    ------
    Problem
        One for each.
    """
    known = [row.id for row in exchange.criteria if row.dimension is not Dimension.COST]
    for number, person in enumerate(dossier.stakeholders):
        for place, entry in enumerate((person.weights and person.weights.trade_offs) or ()):
            where = f"stakeholders[{number}].weights.trade_offs[{place}]"
            row = exchange.of(entry.criterion)
            if row is None:
                expected = f"a criterion outside the dimension of cost ({', '.join(known)})"
                step = "Name one of them."
                yield Problem(f"{where}.criterion", expected, f"'{entry.criterion}'", step)
            elif entry.gain > _range_of(row):
                expected = f"at most the whole range, {_range_of(row):g} [{row.unit}]"
                step = "State a smaller gain and what it is worth."
                yield Problem(f"{where}.gain", expected, f"{entry.gain:g}", step)


class _Swing(NamedTuple):
    dimension: int
    low: float
    high: float
    said: str


def _trade_offs(stated: Sequence[TradeOff], exchange: Exchange) -> tuple[Ratio, ...]:
    swings = [_swing(entry, exchange) for entry in stated]
    if exchange.money_range is not None:
        cost = exchange.money_range / exchange.within(NET_COST)
        at = _DIMENSIONS.index(Dimension.COST)
        return tuple(
            Ratio(swing.dimension, at, swing.low / cost, swing.high / cost, swing.said)
            for swing in swings
        )
    return tuple(
        Ratio(
            one.dimension,
            other.dimension,
            one.low / other.high,
            one.high / other.low if other.low > 0 else np.inf,
            f"{one.said} and {other.said}",
        )
        for one, other in permutations(swings, 2)
        if one.dimension < other.dimension
    )


def _swing(entry: TradeOff, exchange: Exchange) -> _Swing:
    row = exchange.of(entry.criterion)
    if row is None:
        message = f"expected a criterion outside the dimension of cost, found {entry.criterion}"
        raise ValueError(message)
    low, high = swing_money(
        money_per_year=np.array(entry.money_per_year),
        years=exchange.years,
        gain=entry.gain,
        anchor_range=_range_of(row),
        within_weight=exchange.within(row),
    )
    least, greatest = entry.money_per_year
    money = f"{least:,.0f}" if least == greatest else f"{least:,.0f} to {greatest:,.0f}"
    said = f"{money} CUR a year for {entry.gain:g} {row.unit} of {row.id}"
    return _Swing(_DIMENSIONS.index(row.dimension), float(low), float(high), said)


def _range_of(row: Criterion) -> float:
    return abs((row.best or 0.0) - (row.worst or 0.0))


def _ranking(ranked: Sequence[Sequence[Dimension]]) -> Ranking:
    tiers = [tuple(_DIMENSIONS.index(name) for name in place) for place in ranked]
    named = {index for tier in tiers for index in tier}
    rest = tuple(index for index in range(len(_DIMENSIONS)) if index not in named)
    return Ranking((*tiers, rest) if rest else tuple(tiers))


def _intervals(stated: Mapping[Dimension, tuple[float, float]]) -> tuple[Interval, ...]:
    return tuple(
        Interval(_DIMENSIONS.index(dimension), low, high)
        for dimension, (low, high) in stated.items()
    )
