"""The first portfolio: one option per use case, shared capabilities paid once, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.criteria import NET_COST
from steelyard.decision.findings import Verdict
from steelyard.decision.performance import raw_delta
from steelyard.decision.plan_budget import budget_checks, budget_notes
from steelyard.decision.portfolio.enumeration import LARGEST_SHARED, enumerate_portfolios
from steelyard.decision.portfolio_choice import FirstPortfolio, PortfolioChoice
from steelyard.decision.preferences import COST
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.uncertainty.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.portfolio.enumeration import Portfolio
    from steelyard.decision.portfolio_choice import BudgetCheck
    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal
    from steelyard.quantities.arrays import BoolArray, FloatArray

RUNNERS_UP: Final = 3
"""Further plans shown. [1]"""
OPEN_VERDICTS: Final = (Verdict.FIND_OUT_FIRST, Verdict.UNDECIDED)
"""Verdicts that leave a choice of the plan conditional; sharing the plan settles itself."""


@dataclass(frozen=True, slots=True, eq=False)
class _Game:
    """The tables of the enumeration: use case x option, padded where a list is shorter."""

    contests: tuple[Contest, ...]
    weights: FloatArray
    price: float
    is_implied: bool
    value: FloatArray
    credit: FloatArray
    own: FloatArray
    savings: FloatArray | None
    requires: BoolArray
    is_available: BoolArray
    capabilities: tuple[str, ...]
    capability_cost: FloatArray
    dropped: tuple[str, ...]

    def objective(self) -> FloatArray:
        worth = self.price * POINTS * self.weights[:, None] * len(self.weights) * self.credit
        return np.asarray(worth - self.own, dtype=np.float64)


class _Money(NamedTuple):
    price: float
    is_implied: bool


def first_portfolio(
    contests: Sequence[Contest],
    appraisal: Appraisal,
    use_case_weights: Sequence[float | None],
    recommended: Mapping[str, str],
    needs: Needs | None = None,
) -> FirstPortfolio:
    """Choose one option for every use case, every shared capability paid once.

    Parameters
    ----------
    contests
        One per use case.
    appraisal
        Its shared capabilities.
    use_case_weights
        Swing weights of the use cases as stated, or none; shape ``(use_case,)``. [1]
    recommended
        The use cases' own verdicts.
    needs
        Budgets at hand; none is looked at if omitted.

    Returns
    -------
    FirstPortfolio
        The best plan, the next best, and where it differs from the verdicts.

    Notes
    -----
    Equations D-13 and D-14 of ``docs/method/decision.md``. All money is expected money; what the
    weight of cost implies takes the place of a stated price of value.
    """
    stated = any(weight is not None for weight in use_case_weights)
    weights = np.array([1.0 if weight is None else weight for weight in use_case_weights])
    weights /= weights.sum()
    game = _game(tuple(contests), appraisal, weights)
    n_shared = len(game.capabilities)
    found = enumerate_portfolios(
        values=game.objective(),
        costs=game.own[:, :, np.newaxis],
        requires=game.requires,
        is_available=game.is_available,
        capability_values=-game.capability_cost,
        capability_costs=game.capability_cost.reshape(n_shared, 1),
        budgets=None,
        n_runners_up=RUNNERS_UP,
        savings=game.savings,
    )
    plans = [plan for plan in (found.best, *found.runners_up) if plan is not None]
    choices = [_choice(game, appraisal, plan, recommended) for plan in plans]
    budgets = () if needs is None else budget_checks(needs, appraisal, choices[0].choices)
    return FirstPortfolio(
        chosen=choices[0],
        runners_up=tuple(choices[1:]),
        money_per_value_point=game.price,
        is_price_implied=game.is_implied,
        use_case_weights={
            contest.appraisal.use_case: float(weight)
            for contest, weight in zip(contests, weights, strict=True)
        },
        are_weights_stated=stated,
        differs=tuple(
            name for name, option in choices[0].choices.items() if recommended[name] != option
        ),
        notes=_notes(game, choices[0], budgets, stated),
        budgets=budgets,
    )


def _game(contests: tuple[Contest, ...], appraisal: Appraisal, weights: FloatArray) -> _Game:
    money = _price(contests)
    capabilities, dropped = _capabilities(contests, money.price)
    width = max(len(contest.ids) for contest in contests)
    value = np.zeros((len(contests), width))
    credit = np.zeros((len(contests), width))
    own = np.zeros((len(contests), width))
    requires = np.zeros((len(contests), width, len(capabilities)), dtype=np.bool_)
    available = np.zeros((len(contests), width), dtype=np.bool_)
    for index, contest in enumerate(contests):
        n = len(contest.ids)
        value[index, :n] = _value(contest)
        own[index, :n] = _own_cost(contest)
        available[index, :n] = _may_take(contest)
        credit[index, :n] = _credit(contest)
        for row, position in enumerate(contest.table.options):
            needed = contest.appraisal.capabilities[position]
            requires[index, row] = [name in needed for name in capabilities]
            available[index, row] &= not needed & set(dropped)
    cost = np.array([float(appraisal.capabilities[name].cost.mean()) for name in capabilities])
    return _Game(
        contests,
        weights,
        money.price,
        money.is_implied,
        value,
        credit,
        own,
        _savings(contests, own),
        requires,
        available,
        capabilities,
        np.maximum(cost, 0.0),
        dropped,
    )


def _price(contests: tuple[Contest, ...]) -> _Money:
    # Money per value point: stated, or what the weight of cost implies, averaged.
    rules = contests[0].deciding
    if rules.reading is Reading.VALUE_AND_COST:
        return _Money(rules.price or 0.0, is_implied=rules.price is None)
    # Where nothing but today's service is feasible the scale of money is a dummy.
    real = [contest for contest in contests if contest.anchors.worst_is != contest.anchors.best_is]
    spans = [contest.anchors.worst - contest.anchors.best for contest in real]
    weights = [_money_weight(contest) for contest in real]
    if not spans or min(weights) <= 0:
        return _Money(0.0, is_implied=True)
    return _Money(float(np.mean(np.divide(spans, weights)) / POINTS), is_implied=True)


def _money_weight(contest: Contest) -> float:
    known = contest.frame.preferences
    at = [criterion.id for criterion in contest.frame.criteria].index(NET_COST)
    return float(known.decided[COST] * known.within_mean[at])


def _value(contest: Contest) -> FloatArray:
    # Expected value without money: the objective counts money itself.
    expected = contest.expected(contest.deciding.reading).value[:, 0]
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return expected
    money = _money_weight(contest) * (contest.money * contest.table.met).mean(axis=1)
    found = np.asarray(expected - money, dtype=np.float64)
    found[0] = 0.0
    return found


def _credit(contest: Contest) -> FloatArray:
    # Value that counts. Today's service has no value under six dimensions, so value is counted
    # above the least valuable way that may be taken: only differences between ways of doing it.
    found = _value(contest)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return found
    ways = np.flatnonzero(_may_take(contest)[1:]) + 1
    if len(ways) == 0:
        return np.zeros(len(found))
    counted: FloatArray = found - found[ways].min()
    counted[0] = 0.0
    return counted


def _savings(contests: tuple[Contest, ...], own: FloatArray) -> FloatArray | None:
    # Under six dimensions what is opened must pay; nobody can say it where no benefit is stated.
    if contests[0].deciding.reading is Reading.VALUE_AND_COST:
        return None
    has_benefit = np.array([contest.has_benefit for contest in contests])
    return np.where(has_benefit[:, np.newaxis], -own, np.nan)


def _own_delta(contest: Contest, row: int) -> FloatArray:
    # Net cost against today's service with every capability open; a missed gate sinks the cost.
    position = contest.table.options[row]
    delta = raw_delta(contest.appraisal, position, "marginal")
    delta = np.where(np.isnan(delta), contest.table.delta[row], delta)
    sunk = contest.appraisal.costs[position].marginal
    return np.where(contest.table.met[row], delta, sunk)


def _own_cost(contest: Contest) -> FloatArray:
    return np.array([float(_own_delta(contest, row).mean()) for row in range(len(contest.ids))])


def _may_take(contest: Contest) -> BoolArray:
    # Today's service is no plan where no benefit is stated, unless nothing else is feasible. Under
    # six dimensions an option must pay once its capabilities are open.
    available = np.ones(len(contest.ids), dtype=np.bool_)
    if not contest.has_benefit:
        available[0] = len(contest.ids) == 1
        return available
    if contest.deciding.reading is Reading.SIX_DIMENSIONS:
        available = _own_cost(contest) <= 0
        available[0] = True
    return available


def _capabilities(
    contests: tuple[Contest, ...], price: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # The capabilities that the best options need; beyond ten the least useful are left out.
    worth: dict[str, float] = {}
    for contest in contests:
        merit = price * POINTS * _credit(contest) - _own_cost(contest)
        for row, position in enumerate(contest.table.options):
            for name in contest.appraisal.capabilities[position]:
                worth[name] = max(worth.get(name, -np.inf), float(merit[row] - merit.min()))
    by_worth = sorted(worth, key=lambda name: (-worth[name], name))
    return tuple(sorted(by_worth[:LARGEST_SHARED])), tuple(sorted(by_worth[LARGEST_SHARED:]))


def _choice(
    game: _Game, appraisal: Appraisal, plan: Portfolio, recommended: Mapping[str, str]
) -> PortfolioChoice:
    rows = list(plan.choice)
    opened = tuple(game.capabilities[index] for index in plan.capabilities)
    everyone = np.arange(len(rows))
    taken = list(zip(game.contests, rows, strict=True))
    conditional = [
        contest.appraisal.use_case
        for contest, row in taken
        if row and recommended[contest.appraisal.use_case] in OPEN_VERDICTS
    ]
    known = [entry for entry in taken if entry[0].has_benefit]
    unknown = [entry for entry in taken if not entry[0].has_benefit]
    firm = [entry for entry in taken if entry[0].appraisal.use_case not in conditional]
    by_known = _needed(known, opened)
    saved = -_money(known, by_known, appraisal)
    extra = _money(unknown, set(opened) - by_known, appraisal)
    today = sum(contest.appraisal.costs[0].today for contest in game.contests)
    return PortfolioChoice(
        choices={contest.appraisal.use_case: contest.ids[row] for contest, row in taken},
        capabilities=opened,
        objective=float(plan.value),
        value=float((game.weights * game.value[everyone, rows]).sum()),
        net_cost=summarise(extra - saved + today, "CUR"),
        own_cost=float(game.own[everyone, rows].sum()),
        capability_cost=float(sum(game.capability_cost[list(plan.capabilities)])),
        conditional=tuple(conditional),
        conditional_capabilities=tuple(
            name for name in opened if name not in _needed(firm, opened)
        ),
        without_benefit=tuple(contest.appraisal.use_case for contest, _ in unknown),
        saving=summarise(saved, "CUR") if known else None,
        cost_without_benefit=summarise(extra, "CUR") if unknown else None,
    )


def _needed(taken: Sequence[tuple[Contest, int]], opened: tuple[str, ...]) -> set[str]:
    return {
        name
        for contest, row in taken
        for name in opened
        if name in contest.appraisal.capabilities[contest.table.options[row]]
    }


def _money(
    taken: Sequence[tuple[Contest, int]], capabilities: set[str], appraisal: Appraisal
) -> FloatArray:
    # What use cases and capabilities cost on top of today's services, over the draws.
    parts = [_own_delta(contest, row) for contest, row in taken]
    parts += [appraisal.capabilities[name].cost for name in sorted(capabilities)]
    return np.asarray(sum(parts, np.zeros(1)), dtype=np.float64)


def _notes(
    game: _Game, chosen: PortfolioChoice, budgets: tuple[BudgetCheck, ...], stated: bool
) -> tuple[Message, ...]:
    notes = list(budget_notes(budgets))
    if chosen.conditional:
        notes.append(Message("portfolio.note.conditional", {"n": float(len(chosen.conditional))}))
    if chosen.cost_without_benefit is not None:
        values = {
            "n": float(len(chosen.without_benefit)),
            "worth": chosen.cost_without_benefit.p50,
        }
        notes.append(Message("portfolio.note.without_benefit", values))
    if not stated:
        notes.append(Message("portfolio.note.equal_weights"))
    if game.is_implied:
        notes.append(Message("portfolio.note.implied_price", {"price": game.price}))
    if game.dropped:
        notes.append(Message("portfolio.note.dropped", {"names": ", ".join(game.dropped)}))
    return tuple(notes)
