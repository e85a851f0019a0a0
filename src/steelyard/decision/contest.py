"""The short list of one use case with everything that ranking it needs, computed once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.joining import joining_of
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.pathway_class import pathway_name
from steelyard.decision.performance import SHARED, money_anchors, raw_delta, value_table
from steelyard.decision.preferences import COST, preferences_at
from steelyard.decision.readings import (
    Standing,
    dimension_values,
    mean_standing,
    replace_cost_dimension,
    settle,
    standing_of,
)
from steelyard.decision.short_list import short_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steelyard.decision.frame import Frame
    from steelyard.decision.joining import Joining
    from steelyard.decision.performance import ValueTable
    from steelyard.decision.reading_result import MoneyAnchors
    from steelyard.decision.readings import Rules
    from steelyard.dossier.schema import Reading
    from steelyard.options.model import Option, UseCaseAppraisal
    from steelyard.quantities.arrays import FloatArray, IntArray


STANDING: Final = "standing"
EXPECTED: Final = "expected"


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
    money
        Value of net cost, shape ``(option, draw)``. [1]
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
    money: FloatArray
    rules: Mapping[Reading, Rules]
    _kept: dict[tuple[str, Reading, bytes], Standing] = field(default_factory=dict, init=False)

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

    @property
    def joining(self) -> Joining:
        """What makes one answer of the deciding stakeholders."""
        return joining_of(self.frame.rules.aggregation, self.frame.preferences)

    def best(self, reading: Reading, settled: Callable[[FloatArray], Standing]) -> IntArray:
        """Return the option that the deciding stakeholders put first, in each draw or case.

        Parameters
        ----------
        reading
            One under which an order follows.
        settled
            Value and money at given weights of the dimensions, shape ``(dimension,)``.

        Returns
        -------
        IntArray
            Row of the option, shape ``(draw,)``.
        """
        return self.joining.best(self.rules[reading], settled)

    def leading(self, reading: Reading) -> int:
        """Return the option that leads by expected value and money.

        Parameters
        ----------
        reading
            One under which an order follows.

        Returns
        -------
        int
            Its row.
        """
        return int(self.best(reading, lambda weights: self.expected(reading, weights))[0])

    def leading_by_mean(self, reading: Reading) -> int:
        """Return the option of the highest expected utility at the mean weights.

        Parameters
        ----------
        reading
            One under which an order follows.

        Returns
        -------
        int
            Its row; another one than the leading option only where orders are joined.
        """
        return int(self.rules[reading].best(self.expected(reading))[0])

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
        decided = self.frame.preferences.decided
        if weights is not None and weights is not decided:
            return settle(self.table, self.means, reading, weights)
        # Asked for by every part of an answer.
        key = (STANDING, reading, b"")
        if key not in self._kept:
            self._kept[key] = _locked(settle(self.table, self.means, reading, decided))
        return self._kept[key]

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
        decided = self.frame.preferences.decided
        key = (EXPECTED, reading, (decided if weights is None else weights).tobytes())
        if key not in self._kept:
            self._kept[key] = _locked(mean_standing(self.standing(reading, weights)))
        return self._kept[key]

    def lightened(self) -> Contest:
        """Return the contest without what only its own ranking needs.

        Returns
        -------
        Contest
            Without values of criteria and of dimensions: most of its memory. Of expected value and
            money it knows only what was asked for before.
        """
        nothing = np.empty((len(self.ids), 0, 0))
        table = replace(self.table, values=nothing)
        light = replace(self, table=table, means=nothing, drawn=nothing)
        self.expected(self.deciding.reading)
        expected = {key: found for key, found in self._kept.items() if key[0] == EXPECTED}
        light._kept.update(expected)
        return light

    def on_basis(self, basis: str, weights: FloatArray | None = None) -> Standing:
        """Return expected value and money with shared capabilities paid another way.

        Parameters
        ----------
        basis
            ``alone``, ``shared`` or ``marginal``.
        weights
            Of the dimensions, shape ``(dimension,)``; the decided ones if omitted. [1]

        Returns
        -------
        Standing
            Under the deciding reading, shape ``(option, 1)``.
        """
        reading = self.deciding.reading
        used = self.frame.preferences.decided if weights is None else weights
        if basis == SHARED:
            return self.expected(reading, used)
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
        time = self.means[:, COST] - share * self.money
        dimensions = replace_cost_dimension(self.means, share * money, time)
        settled = np.where(self.table.met, delta, self.table.sunk)
        return mean_standing(standing_of(reading, dimensions, used, settled, self.table.met))


def _locked(standing: Standing) -> Standing:
    for part in standing:
        part.flags.writeable = False
    return standing


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
    listed, dropped_for = short_list(
        frame, appraisal, feasible, protected, anchors=anchors, rules=rules
    )
    table = value_table(
        appraisal, listed, criteria=frame.criteria, anchors=anchors, sample=frame.sample
    )
    known = frame.preferences
    means = dimension_values(table.values, known.within_mean, known.dimension_of)
    drawn = dimension_values(table.values, known.within, known.dimension_of)
    at = [criterion.id for criterion in frame.criteria].index(NET_COST)
    money = table.values[:, at].copy()
    return Contest(
        frame, appraisal, feasible, dropped_for, anchors, table, means, drawn, money, rules
    )


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
