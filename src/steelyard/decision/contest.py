"""The short list of one use case with everything that ranking it needs, computed once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.performance import SHARED, money_anchors, raw_delta, value_table
from steelyard.decision.preferences import COST, preferences_at, without_cost
from steelyard.decision.readings import (
    Rules,
    Standing,
    dimension_values,
    mean_standing,
    replace_cost_dimension,
    settle,
    standing_of,
)
from steelyard.decision.robustness.dominance import screen
from steelyard.dossier.parameters import parameter_of
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.criteria import Criterion
    from steelyard.decision.performance import ValueTable
    from steelyard.decision.preferences import Preferences
    from steelyard.decision.reading_result import MoneyAnchors
    from steelyard.dossier.schema import DecisionRules, Dossier
    from steelyard.options.model import Option, UseCaseAppraisal
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Sample

DOMINANCE_SHARE: Final = 0.95
"""Share of draws in which an option of the same pathway must dominate. [1]"""
SHORT_LIST: Final = 12
"""Options that stay at most, the best of each pathway aside. [1]"""
SCREENING_DRAWS: Final = 1000
"""Draws on which the long list is screened. [1]"""
LIMIT: Final = "limit"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all use cases of a study have in common.

    Attributes
    ----------
    criteria
        In the order of every criterion axis.
    preferences
        Weights.
    sample
        Draws.
    rules
        The dossier's.
    price
        Money per value point, shape ``(draw,)``, or none. [CUR/point]
    """

    criteria: tuple[Criterion, ...]
    preferences: Preferences
    sample: Sample
    rules: DecisionRules
    price: FloatArray | None

    def reading_rules(self, has_benefit: bool) -> dict[Reading, Rules]:
        """Return what orders the options of a use case under each reading.

        Parameters
        ----------
        has_benefit
            Whether its benefit is stated.

        Returns
        -------
        dict
            Rules by reading.
        """
        price = None if self.price is None else float(self.price.mean())
        return {reading: Rules(reading, has_benefit, price) for reading in Reading}


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """The ranked options of one use case.

    Attributes
    ----------
    frame
        Of the study.
    appraisal
        Of the use case.
    feasible
        Positions of the options that no gate excludes, do_minimum first.
    dropped_for
        Why a feasible option is not ranked, by position.
    anchors
        Of net cost.
    table
        Values and money of the short list.
    means, drawn
        Values of its dimensions at equal weights within them, and at drawn ones, shape
        ``(option, dimension, draw)``. [1]
    rules
        What orders the options, by reading.
    """

    frame: Frame
    appraisal: UseCaseAppraisal
    feasible: tuple[int, ...]
    dropped_for: Mapping[int, str]
    anchors: MoneyAnchors
    table: ValueTable
    means: FloatArray
    drawn: FloatArray
    rules: Mapping[Reading, Rules]

    @property
    def options(self) -> tuple[Option, ...]:
        """The short list."""
        return tuple(self.appraisal.options[position] for position in self.table.options)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the short list."""
        return tuple(option.id for option in self.options)

    @property
    def pathways(self) -> tuple[str, ...]:
        """Pathways of the short list, composites joined."""
        return tuple(pathway_name(option) for option in self.options)

    @property
    def deciding(self) -> Rules:
        """The rules of the deciding reading."""
        return self.rules[self.frame.rules.reading]

    @property
    def has_benefit(self) -> bool:
        """Whether today's service can be placed."""
        return self.deciding.has_benefit

    def standing(self, reading: Reading, weights: FloatArray | None = None) -> Standing:
        """Return value and money over the draws, at equal weights within dimensions.

        Parameters
        ----------
        reading
            Which.
        weights
            Of the dimensions, shape ``(dimension,)``; the decided ones if omitted. [1]

        Returns
        -------
        Standing
            Shape ``(option, draw)``.
        """
        used = self.frame.preferences.decided if weights is None else weights
        return settle(self.table, self.means, reading, used)

    def expected(self, reading: Reading, weights: FloatArray | None = None) -> Standing:
        """Return expected value and money.

        Parameters
        ----------
        reading
            Which.
        weights
            Of the dimensions, shape ``(dimension,)``; the decided ones if omitted. [1]

        Returns
        -------
        Standing
            Shape ``(option, 1)``.
        """
        return mean_standing(self.standing(reading, weights))

    def today_value(self) -> FloatArray:
        """Return the value of today's service over five dimensions at the decided weights.

        Returns
        -------
        FloatArray
            Shape ``(draw,)``. [1]
        """
        weights = without_cost(self.frame.preferences.decided)
        found: FloatArray = additive_value(values=self.means[:1], weights=weights)[0]
        return found

    def on_basis(self, basis: str) -> Standing:
        """Return expected value and money with shared capabilities paid another way.

        Parameters
        ----------
        basis
            ``alone``, ``shared`` or ``marginal``.

        Returns
        -------
        Standing
            Under the deciding reading at the decided weights, shape ``(option, 1)``.
        """
        reading = self.deciding.reading
        if basis == SHARED:
            return self.expected(reading)
        moved = np.array([
            raw_delta(self.appraisal, position, basis) - raw_delta(self.appraisal, position)
            for position in self.table.options
        ])
        delta = self.table.delta + np.where(np.isnan(moved), 0.0, moved)
        names = [criterion.id for criterion in self.frame.criteria]
        at = names.index(NET_COST)
        share = self.frame.preferences.within_mean[at]
        money = linear_value(
            performance=delta, worst=self.anchors.worst, best=self.anchors.best
        ).values
        time = self.means[:, COST] - share * self.table.values[:, at]
        dimensions = replace_cost_dimension(self.means, share * money, time)
        settled = np.where(self.table.met, delta, self.table.sunk)
        weights = self.frame.preferences.decided
        return mean_standing(standing_of(reading, dimensions, weights, settled, self.table.met))


def pathway_name(option: Option) -> str:
    """Return the pathways of an option as one name.

    Parameters
    ----------
    option
        Any option.

    Returns
    -------
    str
        ``rag_purchased+sovereign_cloud``.
    """
    return "+".join(pathway.value for pathway in option.pathways)


def frame_of(
    dossier: Dossier, criteria: tuple[Criterion, ...], preferences: Preferences, sample: Sample
) -> Frame:
    """Return what all use cases of a study have in common.

    Parameters
    ----------
    dossier
        Its rules.
    criteria, preferences, sample
        As they stand.

    Returns
    -------
    Frame
        With the price of a value point drawn where one is stated.
    """
    stated = dossier.rules.money_per_value_point
    price = None
    if stated is not None:
        path = "rules/money_per_value_point"
        price = sample.of(parameter_of(path, stated, "CUR/point"))
    return Frame(criteria, preferences, sample, dossier.rules, price)


def contest_of(
    frame: Frame,
    appraisal: UseCaseAppraisal,
    *,
    has_benefit: bool,
    kept: frozenset[str] = frozenset(),
) -> Contest:
    """Screen the long list of one use case and value what stays.

    Parameters
    ----------
    frame
        Of the study.
    appraisal
        Of the use case; do_minimum is its first option.
    has_benefit
        Whether its benefit is stated.
    kept
        Ids of options that stay wherever they are feasible.

    Returns
    -------
    Contest
        The short list, ready to be ranked.

    Notes
    -----
    Section "Screening" of ``docs/method/decision.md``.
    """
    positions = range(len(appraisal.options))
    feasible = tuple(p for p in positions if p == 0 or appraisal.is_feasible(p))
    anchors = money_anchors(appraisal, feasible, frame.rules)
    frame = _at_money(frame, anchors, appraisal.use_case)
    rules = frame.reading_rules(has_benefit)
    names = [appraisal.options[position].id for position in feasible]
    protected = np.array([name in kept for name in names], dtype=np.bool_)
    listed, dropped_for = _short_list(
        frame, appraisal, feasible, protected, anchors=anchors, rules=rules
    )
    table = value_table(
        appraisal, listed, criteria=frame.criteria, anchors=anchors, sample=frame.sample
    )
    known = frame.preferences
    means = dimension_values(table.values, known.within_mean, known.dimension_of)
    drawn = dimension_values(table.values, known.within, known.dimension_of)
    return Contest(frame, appraisal, feasible, dropped_for, anchors, table, means, drawn, rules)


def _at_money(frame: Frame, anchors: MoneyAnchors, use_case: str) -> Frame:
    # Where nothing but today's service is feasible the scale of money is a dummy.
    if anchors.worst_is == anchors.best_is:
        return frame
    found = preferences_at(
        frame.preferences,
        frame.sample,
        money_range=anchors.worst - anchors.best,
        use_case=use_case,
    )
    return frame if found is frame.preferences else replace(frame, preferences=found)


def _short_list(
    frame: Frame,
    appraisal: UseCaseAppraisal,
    feasible: tuple[int, ...],
    protected: BoolArray,
    *,
    anchors: MoneyAnchors,
    rules: Mapping[Reading, Rules],
) -> tuple[Sequence[int], dict[int, str]]:
    table = value_table(
        appraisal,
        feasible,
        criteria=frame.criteria,
        anchors=anchors,
        sample=frame.sample,
        n_draws=SCREENING_DRAWS,
    )
    known = frame.preferences
    means = dimension_values(table.values, known.within_mean, known.dimension_of)
    protected[0] = True
    merit = np.zeros(len(feasible))
    for reading in Reading:
        expected = mean_standing(settle(table, means, reading, known.decided))
        utility = rules[reading].utility(expected)[:, 0]
        protected[utility.argmax()] = True
        if reading is frame.rules.reading:
            merit = utility
    names = [pathway_name(appraisal.options[position]) for position in feasible]
    groups = sorted(set(names))
    found = screen(
        values=table.values,
        merit=np.where(np.isfinite(merit), merit, np.nanmin(merit[1:], initial=0.0) - 1.0),
        group_of=np.array([groups.index(name) for name in names]),
        is_protected=protected,
        least_share=DOMINANCE_SHARE,
        limit=SHORT_LIST,
    )
    dropped_for = {
        feasible[entry.option]: LIMIT
        if entry.dominated_by is None
        else appraisal.options[feasible[entry.dominated_by]].id
        for entry in found.dropped
    }
    return [feasible[row] for row in found.kept], dropped_for
