"""What is at stake in the choice of one use case: what a choice made with more knowledge gains.

Value and cost: one stake, the utility in money. Six dimensions: two stakes in money. *Whether* the
leading service pays at all, against today's service; and *which* of the services that pay is best,
its value turned into money through the swing of net cost. Weights and the price of value are held
fixed: preferences are not learned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.information.perfect_information import gains_from_choosing
from steelyard.decision.preferences import COST
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.information.conditional_means import ConditionalMeans
    from steelyard.decision.information.perfect_information import Gains
    from steelyard.decision.readings import Standing
    from steelyard.quantities.arrays import FloatArray, IntArray

OPTION: Final = "option"
WHETHER: Final = "whether"
WHICH: Final = "which"


class Stake(NamedTuple):
    """One question of money that a choice answers."""

    name: str
    """``option``, ``whether`` or ``which``."""
    rows: IntArray
    """Outputs that say how far another answer is ahead, shape ``(rival,)``."""
    scale: float
    """Money per unit of these outputs, negative where less is better. [CUR or 1]"""


@dataclass(frozen=True, slots=True, eq=False)
class Learning:
    """The choice of one use case, ready to be made again with more knowledge.

    Attributes
    ----------
    leading
        Row of the option that is best on average.
    outputs
        What must be known on average to choose, shape ``(output, draw)``: leads over the leading
        option, or values and money of each option. [CUR or 1]
    stakes
        Questions of money; empty where nothing has a price.
    ways
        Index of the pathway of each row of the short list, shape ``(option,)``.
    rows
        Row of the short list to which each output to be compared belongs, shape ``(compared,)``.
    n_compared
        Outputs that are compared; those behind them are money against today's service, and say
        whether an option may be chosen. [1]
    has_today
        Whether today's service is chosen where nothing is ahead of it.
    """

    leading: int
    outputs: FloatArray
    stakes: tuple[Stake, ...]
    ways: IntArray
    rows: IntArray
    n_compared: int
    has_today: bool

    def last(self, n_draws: int) -> Learning:
        """Return the same choice in the last draws only.

        Parameters
        ----------
        n_draws
            How many. [1]

        Returns
        -------
        Learning
            Same leading option, stakes and order of outputs.
        """
        return replace(self, outputs=np.ascontiguousarray(self.outputs[:, -n_draws:]))

    @property
    def rows_at_stake(self) -> IntArray:
        """Outputs on which some stake hangs; all where nothing has a price."""
        if not self.stakes:
            return np.arange(len(self.outputs))
        return np.unique(np.concatenate([stake.rows for stake in self.stakes]))

    def gains(self, known: ConditionalMeans | None = None) -> dict[str, Gains]:
        """Return what choosing by some knowledge brings, stake by stake.

        Parameters
        ----------
        known
            Outputs as that knowledge leads to expect them; everything is known if omitted.

        Returns
        -------
        dict
            By name of the stake. [CUR]
        """
        expected = self.outputs if known is None else known.expected
        unseen = self.outputs if known is None else known.unseen
        return {
            stake.name: gains_from_choosing(
                expected_leads=stake.scale * expected[stake.rows],
                leads=stake.scale * self.outputs[stake.rows],
                unseen_leads=stake.scale * unseen[stake.rows],
            )
            for stake in self.stakes
        }

    def chosen(self, means: FloatArray) -> IntArray:
        """Return the option chosen in each draw.

        Parameters
        ----------
        means
            Outputs as some knowledge leads to expect them, shape ``(output, draw)``.

        Returns
        -------
        IntArray
            Row of the short list, shape ``(draw,)``; the leading option where another is level
            with it.
        """
        compared, money = means[: self.n_compared], means[self.n_compared :]
        if len(money) == 0:
            most = compared.argmax(axis=0)
            ahead = compared[most, np.arange(compared.shape[1])] > 0
            return np.where(ahead, self.rows[most], self.leading)
        allowed = money <= 0 if self.has_today else np.ones(money.shape, dtype=np.bool_)
        merit = np.where(allowed, compared, -np.inf)
        return np.where(allowed.any(axis=0), self.rows[merit.argmax(axis=0)], 0)

    def best_ways(self) -> IntArray:
        """Return the pathway that turns out best in each draw.

        Returns
        -------
        IntArray
            Index of the pathway, shape ``(draw,)``.
        """
        return np.asarray(self.ways[self.chosen(self.outputs)], dtype=np.int64)

    def wrong(self, best_ways: IntArray, means: FloatArray | None = None) -> float:
        """Return how often another way than the one chosen turns out best.

        Parameters
        ----------
        best_ways
            As :meth:`best_ways` gives them.
        means
            Outputs as some knowledge leads to expect them; without them the leading option is
            chosen everywhere.

        Returns
        -------
        float
            Share of draws in which the best option is of another pathway. [1]
        """
        chosen = self.leading if means is None else self.chosen(means)
        return float((best_ways != self.ways[chosen]).mean())


def learning_of(contest: Contest) -> Learning | None:
    """Return what is at stake in the choice of one use case.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    Learning or None
        Under the deciding reading at the decided weights; none where there is nothing to choose
        between, or value has no price.

    Notes
    -----
    Section "In a study" of ``docs/method/information.md``.
    """
    rules = contest.deciding
    if len(contest.ids) - (not contest.has_benefit) < 2 or not rules.is_priced:  # noqa: PLR2004 - a choice needs two
        return None
    leading = contest.leading_by_mean(rules.reading)
    standing = contest.standing(rules.reading)
    if rules.reading is Reading.VALUE_AND_COST:
        return _by_utility(contest, standing, leading)
    return _by_value(contest, standing, leading)


def _by_utility(contest: Contest, standing: Standing, leading: int) -> Learning:
    utilities = contest.deciding.utility(standing)
    first = 0 if contest.has_benefit else 1
    rows = np.array([row for row in range(first, len(utilities)) if row != leading])
    leads = utilities[rows] - utilities[leading]
    stake = Stake(OPTION, np.arange(len(rows)), 1.0)
    return Learning(leading, leads, (stake,), _ways(contest), rows, len(rows), contest.has_benefit)


def _by_value(contest: Contest, standing: Standing, leading: int) -> Learning:
    rows = np.arange(1, len(contest.ids))
    values = standing.value[1:] - standing.value[max(leading, 1)]
    money = standing.delta[1:]
    n = len(rows)
    stakes = []
    if contest.has_benefit:
        rivals = np.array([n + leading - 1]) if leading else n + np.arange(n)
        stakes.append(Stake(WHETHER, rivals, 1.0 if leading else -1.0))
    swing = cost_swing(contest)
    pays = money.mean(axis=1) <= 0 if contest.has_benefit else np.ones(n, dtype=np.bool_)
    others = np.flatnonzero(pays & (rows != leading))
    if leading and swing is not None and len(others):
        stakes.append(Stake(WHICH, others, swing))
    outputs = np.concatenate([values, money])
    return Learning(leading, outputs, tuple(stakes), _ways(contest), rows, n, contest.has_benefit)


def cost_swing(contest: Contest) -> float | None:
    """Return what the whole scale of value is worth in money, as the weight of cost implies.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    float or None
        None where money has no weight, or no scale because all options cost the same. [CUR]

    Notes
    -----
    Equation D-14 of ``docs/method/decision.md``, of this use case alone.
    """
    frame, anchors = contest.frame, contest.anchors
    at = [criterion.id for criterion in frame.criteria].index(NET_COST)
    weight = float(frame.preferences.decided[COST] * frame.preferences.within_mean[at])
    if weight <= 0 or anchors.worst_is == anchors.best_is:
        return None
    return (anchors.worst - anchors.best) / weight


def _ways(contest: Contest) -> IntArray:
    names = sorted(set(contest.pathways))
    return np.array([names.index(name) for name in contest.pathways], dtype=np.int64)
