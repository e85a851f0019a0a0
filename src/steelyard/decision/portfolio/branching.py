"""Search over the opening years of shared capabilities, with bounds at every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.choices import remaining_choices
from steelyard.decision.portfolio.first_prices import first_relaxation
from steelyard.decision.portfolio.incumbent import better_of, swapped
from steelyard.decision.portfolio.opening_bounds import NeedPatterns
from steelyard.decision.portfolio.opening_boxes import Box, BoxRelaxation
from steelyard.decision.portfolio.opening_list import OpeningList

if TYPE_CHECKING:
    from steelyard.decision.portfolio.incumbent import Incumbent
    from steelyard.decision.portfolio.model_rows import PortfolioRows
    from steelyard.decision.portfolio.opening_list import Candidate
    from steelyard.decision.portfolio.problem import Selection
    from steelyard.decision.portfolio.programme import Answer, Programme
    from steelyard.decision.portfolio.solution import Relaxed
    from steelyard.decision.portfolio.stopping import Stopping
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

LARGEST_BOX: Final = 50_000
"""Openings that are bounded one by one rather than halved further. [1]"""
FIRST_NODES: Final = 50
"""Nodes of the first search below given openings. [1]"""
MORE_NODES: Final = 4
"""How much further each later search below the same openings goes. [1]"""
THRESHOLDS: Final = (0.5, 0.25, 0.75, 0.05)
"""Parts open in the relaxation at which probes take a capability for open. [1]"""
IMPOSSIBLE: Final = 1e-5
"""Least overuse that proves openings impossible, in units of a row. [1]"""


class Searched(NamedTuple):
    """What a search found and what it proved."""

    best: Incumbent | None
    """The best selection; none where there is none or none was found."""
    bound: float
    """No selection is worth more; minus infinity where there is none. [unit of worth]"""


class OpeningSearch:
    """One search over opening years, from the relaxation to the stop."""

    def __init__(
        self, *, rows: PortfolioRows, stopping: Stopping, best: Incumbent | None = None
    ) -> None:
        self.best = best
        self._rows, self._stopping = rows, stopping
        self._choices = remaining_choices(rows=rows)
        self._patterns = NeedPatterns(choices=self._choices)
        self._linear = self._choices.programme(is_whole=False)
        self._whole: Programme | None = None
        self._elastic: Programme | None = None
        self._relaxation: BoxRelaxation | None = None
        self._boxes: list[Box] = []
        self._probed: set[bytes] = set()
        self._list = OpeningList(n_capabilities=len(self._choices.may_open))
        # Highest bound of what was left out because it could not be better by more than the gap.
        self._left_out = -np.inf

    @property
    def n_openings(self) -> float:
        """Combinations of opening years. [1]."""
        return Box(np.inf, self._choices.may_open).n_openings

    @property
    def _worth(self) -> float:
        return -np.inf if self.best is None else self.best.worth

    def search(self) -> Searched:
        """Return the best selection and a bound.

        Returns
        -------
        Searched
            Exact up to the gap unless nodes or time run out.
        """
        self._begin()
        while True:
            goal = self._stopping.goal(self._worth)
            self._left_out = max(self._left_out, self._list.drop_below(goal))
            top = self._list.top()
            box = max(self._boxes, key=lambda box: box.bound, default=None)
            bound = top.bound if box is None else max(top.bound, box.bound)
            if bound <= goal or self._stopping.is_over():
                return Searched(self.best, max(bound, self._left_out, self._worth))
            if box is not None and box.bound >= top.bound:
                self._cut(box)
            elif top.n_looks == 0:
                self._look(top)
            else:
                self._search_below(top)

    def _begin(self) -> None:
        box = Box(np.inf, self._choices.may_open)
        if box.n_openings > LARGEST_BOX:
            self._cut(box)
            return
        relaxed = first_relaxation(choices=self._choices)
        self._stopping.spend(1)
        if relaxed.is_feasible:
            self._probe(relaxed)
            self._take_in(box._replace(bound=relaxed.bound), relaxed)

    def _probe(self, relaxed: Relaxed) -> None:
        # The openings to which a relaxation points, and those of the best so far.
        n_years = self._rows.problem.n_years
        tried = [_first_open(relaxed.opened, threshold) for threshold in THRESHOLDS]
        if self.best is not None:
            opening = self.best.selection.opening
            tried.append(np.where(opening < 0, n_years, opening))
        capability = np.arange(len(self._choices.may_open))
        for opening in np.unique(np.array(tried), axis=0):
            key = opening.tobytes()
            if key not in self._probed and self._choices.may_open[capability, opening].all():
                self._probed.add(key)
                self._bound_of(opening)

    def _cut(self, box: Box) -> None:
        # The most promising box is relaxed; what is left of it is gone through or halved.
        self._boxes = [other for other in self._boxes if other is not box]
        if self._relaxation is None:
            self._relaxation = BoxRelaxation(rows=self._rows)
        relaxed = self._relaxation.solved(allowed=box.allowed)
        self._stopping.spend(1)
        if relaxed.is_feasible:
            self._take_in(box._replace(bound=min(box.bound, relaxed.bound)), relaxed)

    def _look(self, top: Candidate) -> None:
        bound = self._bound_of(top.opening)
        self._list.look(position=top.position, bound=bound)
        if bound == -np.inf:
            self._rule_out(top.opening)

    def _take_in(self, box: Box, relaxed: Relaxed) -> None:
        if box.n_openings > LARGEST_BOX:
            self._probe(relaxed)
            self._boxes += box.halved(relaxed.opened)
            return
        openings = box.openings()
        prices = self._patterns.priced(prices=relaxed.shadow[self._rows.enforced])
        bounds = np.minimum(prices.bounds(openings=openings), box.bound)
        self._list.extend(openings=openings, bounds=bounds)

    def _bound_of(self, opening: IntArray) -> float:
        # The linear programme of the remaining choice; its prices bound other openings too.
        worth, answer = self._relaxed_choice(opening)
        if answer.values is None:
            return -np.inf
        prices = self._choices.prices(answer)
        self._list.price(self._patterns.priced(prices=prices))
        self._offer(
            swapped(choices=self._choices, opening=opening, values=answer.values, prices=prices)
        )
        return answer.bound + worth

    def _relaxed_choice(self, opening: IntArray) -> tuple[float, Answer]:
        worth = self._set(self._linear, opening, self._choices.is_served(opening))
        self._stopping.spend(1)
        return worth, self._linear.solved()

    def _set(self, programme: Programme, opening: IntArray, may_start: BoolArray) -> float:
        # Openings leave room for starts and modules; their own worth is returned.
        choices = self._choices
        worth, room = choices.opened(opening)
        most = choices.at_most.copy()
        most[: choices.n_starts] = may_start
        programme.limited(row_most=room / choices.scale)
        programme.bounded(least=np.zeros(len(most)), most=most)
        return worth

    def _offer(self, selection: Selection | None) -> None:
        problem = self._rows.problem
        self.best = better_of(problem=problem, found=selection, best=self.best)

    def _rule_out(self, opening: IntArray) -> None:
        # Prices under which the last openings overuse what is scarce rule out others as well.
        choices = self._choices
        if self._elastic is None:
            self._elastic = choices.elastic_programme()
        self._set(self._elastic, opening, choices.is_served(opening))
        prices = choices.prices(self._elastic.solved())
        self._list.drop_impossible(
            prices=self._patterns.priced(prices=prices, is_worth_counted=False),
            tolerance=IMPOSSIBLE * (1.0 + float(prices @ np.abs(choices.limit))),
        )

    def _search_below(self, top: Candidate) -> None:
        # Items that cannot be part of anything better than the goal are left out first.
        choices, goal = self._choices, self._stopping.goal(self._worth)
        worth, answer = self._relaxed_choice(top.opening)
        if self._whole is None:
            self._whole = choices.programme(is_whole=True)
        self._set(self._whole, top.opening, self._can_better(top.opening, goal, answer))
        allowed = FIRST_NODES * MORE_NODES ** (top.n_looks - 1)
        found = self._whole.solved(
            gap=self._stopping.gap if self.best is None else 0.0,
            distance=0.0 if self.best is None else 0.9 * (goal - self.best.worth),
            n_nodes=min(allowed, self._stopping.nodes_left),
            seconds=self._stopping.seconds_left,
        )
        self._stopping.spend(found.n_nodes)
        before = self._worth
        if found.values is not None:
            self._offer(choices.selection_of(top.opening, found.values))
        bound = max(min(top.bound, answer.bound + worth, found.bound + worth), goal)
        self._list.look(position=top.position, bound=bound)
        if found.is_proven and self._worth == before:
            # Nothing more can be learnt here, whether or not our arithmetic confirms the answer.
            self._left_out = max(self._left_out, self._list.leave(position=top.position))

    def _can_better(self, opening: IntArray, goal: float, answer: Answer) -> BoolArray:
        # A start that loses more against the best of its use case than the goal leaves is out.
        choices, prices = self._choices, self._choices.prices(answer)
        worth, room = choices.opened(opening)
        value = choices.worth - choices.use @ prices
        starts, lots = value[: choices.n_starts], value[choices.n_starts :]
        served = choices.is_served(opening)
        best = np.zeros(choices.problem.n_use_cases)
        np.maximum.at(best, choices.use_case[served], starts[served])
        most = float(room @ prices + best.sum() + worth)
        most += float(np.maximum(lots, 0.0) @ choices.at_most[choices.n_starts :])
        can: BoolArray = served & (most - (best[choices.use_case] - starts) > goal)
        return can


def _first_open(opened: FloatArray, threshold: float) -> IntArray:
    is_open = opened >= threshold
    first: IntArray = np.where(is_open.any(axis=1), is_open.argmax(axis=1), opened.shape[1])
    return first
