from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.horizon.limits import Limits
from steelyard.decision.horizon.plans import plans_of
from steelyard.decision.horizon.reading import PlanReader
from steelyard.decision.horizon.restarts import restarts_of
from steelyard.decision.horizon.shared import shared_columns
from steelyard.decision.horizon.tables import TableMaker
from steelyard.decision.plan_worth import price_of_value
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.options.years import Cash, Node

N_DRAWS = 80
BENEFIT = {
    "addressable_share": 0.6,
    "uptake": 0.8,
    "minutes_saved": 5,
    "staff_cost_per_hour": 40,
    "realised_share": 0.5,
    "cost_of_wrong_result": 5,
}


class Planned:
    """A made-up study laid out over the years."""

    def __init__(self, synthetic, contests, at_hand=None, **changes):
        changes.setdefault("use_cases", self.use_cases(synthetic))
        self.study = synthetic.study(**changes)
        if at_hand is not None:
            stated = {
                name: np.full(N_DRAWS, amount)
                for name, amount in at_hand.items()
                if name != "staff"
            }
            capacity = replace(self.study.needs.capacity, staff=at_hand.get("staff", {}), **stated)
            needs = replace(self.study.needs, capacity=capacity)
            self.study = replace(self.study, needs=needs)
        self.contests = tuple(contests(**changes).values())
        self.price = price_of_value(self.contests).price
        self.rules = self.study.dossier.portfolio
        appraisal = self.study.appraisal
        self.restarts = restarts_of(
            self.contests, appraisal, self.study.needs.years, n_draws=N_DRAWS, rate=0.03
        )
        self.plans = plans_of(self.contests, self.rules.tiers, price=self.price)
        names = sorted({
            name
            for contest in self.contests
            for position in contest.table.options
            for name in contest.appraisal.capabilities[position]
        })
        self.shared = shared_columns(self.restarts, names, self.rules)
        self.limits = Limits(
            self.study.needs, self.rules, appraisal.exposures, are_weights_stated=False
        )
        weights = np.full(len(self.contests), 1 / len(self.contests))
        self.maker = TableMaker(
            self.restarts, self.plans, self.shared, self.limits, weights, self.price
        )
        self.tables = self.maker.tables()

    @staticmethod
    def use_cases(synthetic):
        spread = synthetic.spread
        return [
            synthetic.use_case("small", spread(2e3, 1e4, 5e4), benefit=BENEFIT),
            synthetic.use_case("large", spread(5e5, 1e6, 2e6), benefit=BENEFIT),
        ]

    def solved(self):
        return solve_portfolio(problem=self.tables.problem)

    def reader(self):
        alone = {contest.appraisal.use_case: contest.ids[1] for contest in self.contests}
        selection = self.solved().selection
        assert selection is not None
        return PlanReader(self.tables, selection, self.study.needs, alone)


@pytest.fixture(scope="session")
def planned(synthetic, contests):
    """Return a function that lays a made-up study out over the years."""
    known = {}

    def lay_out(**changes):
        key = repr(sorted(changes.items()))
        if key not in known:
            known[key] = Planned(synthetic, contests, **changes)
        return known[key]

    return lay_out


@pytest.fixture
def clustered(planned):
    """Lay the made-up study out with its cluster bought in whole nodes."""
    found = planned()
    n = found.restarts.sample.n
    yearly = Cash(np.array([30.0, 0, 0, 0, 0]), np.full(5, 4.0))
    node = Node(
        size=8,
        bought=yearly,
        in_place=Cash(np.zeros(5), yearly.running),
        bought_cash=np.tile((yearly.capital + yearly.running)[:, None], (1, n)),
        in_place_cash=np.tile(yearly.running[:, None], (1, n)),
        n_in_place=1,
    )
    shared = tuple(
        replace(
            column,
            openings=tuple(entry and replace(entry, node=node) for entry in column.openings),
        )
        if column.id == "cluster:test"
        else column
        for column in found.shared
    )
    maker = TableMaker(
        found.restarts, found.plans, shared, found.limits, np.array([0.5, 0.5]), found.price
    )
    return maker.tables()
