"""The first portfolio: one option per use case, shared capabilities paid once, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.findings import Verdict
from steelyard.decision.plan_budget import budget_checks, budget_notes
from steelyard.decision.plan_worth import (
    credit_of,
    may_take,
    own_cost,
    own_delta,
    price_of_value,
    value_of,
)
from steelyard.decision.portfolio.enumeration import LARGEST_SHARED, enumerate_portfolios
from steelyard.decision.portfolio_choice import FirstPortfolio, PortfolioChoice
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
    money = price_of_value(contests)
    capabilities, dropped = _capabilities(contests, money.price)
    width = max(len(contest.ids) for contest in contests)
    value = np.zeros((len(contests), width))
    credit = np.zeros((len(contests), width))
    own = np.zeros((len(contests), width))
    requires = np.zeros((len(contests), width, len(capabilities)), dtype=np.bool_)
    available = np.zeros((len(contests), width), dtype=np.bool_)
    for index, contest in enumerate(contests):
        n = len(contest.ids)
        value[index, :n] = value_of(contest)
        own[index, :n] = own_cost(contest)
        available[index, :n] = may_take(contest)
        credit[index, :n] = credit_of(contest)
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


def _savings(contests: tuple[Contest, ...], own: FloatArray) -> FloatArray | None:
    # Under six dimensions what is opened must pay; nobody can say it where no benefit is stated.
    if contests[0].deciding.reading is Reading.VALUE_AND_COST:
        return None
    has_benefit = np.array([contest.has_benefit for contest in contests])
    return np.where(has_benefit[:, np.newaxis], -own, np.nan)


def _capabilities(
    contests: tuple[Contest, ...], price: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # The capabilities that the best options need; beyond ten the least useful are left out.
    worth: dict[str, float] = {}
    for contest in contests:
        merit = price * POINTS * credit_of(contest) - own_cost(contest)
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
    parts = [own_delta(contest, row) for contest, row in taken]
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
