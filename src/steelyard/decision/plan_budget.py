"""The first portfolio against the stated budgets, year by year, in the middle case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio_choice import BudgetCheck
from steelyard.dossier.text import Message
from steelyard.uncertainty import median_sample

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from steelyard.needs.model import Needs
    from steelyard.options.model import Appraisal, OptionCosts
    from steelyard.quantities.arrays import FloatArray


class _Cash(NamedTuple):
    capital: FloatArray
    running: FloatArray


def budget_checks(
    needs: Needs, appraisal: Appraisal, choices: Mapping[str, str]
) -> tuple[BudgetCheck, ...]:
    """Hold a plan against every budget that the dossier states.

    Parameters
    ----------
    needs
        Budgets at hand, and the years.
    appraisal
        Its ``model`` gives the cost lines of the middle case.
    choices
        Option id by use case.

    Returns
    -------
    tuple of BudgetCheck
        By budget and year; empty where none is stated. Constant prices, each shared capability
        paid once, at its dearest statement.
    """
    at_hand = needs.capacity
    stated = {
        "investment_per_year": at_hand.investment_per_year,
        "running_per_year": at_hand.running_per_year,
        "investment_total": at_hand.investment_total,
    }
    if all(budget is None for budget in stated.values()):
        return ()
    cash = _cash(appraisal, choices, len(needs.years))
    asked = {"investment_per_year": cash.capital, "running_per_year": cash.running}
    found = [
        BudgetCheck(name, year, float(np.median(budget)), float(required))
        for name, budget in stated.items()
        if budget is not None and name in asked
        for year, required in zip(needs.years, asked[name], strict=True)
    ]
    total = at_hand.investment_total
    if total is not None:
        required = float(cash.capital.sum())
        found.append(BudgetCheck("investment_total", None, float(np.median(total)), required))
    return tuple(found)


def _cash(appraisal: Appraisal, choices: Mapping[str, str], n_years: int) -> _Cash:
    # Own lines of every use case, and of each capability those of its dearest statement.
    median = appraisal.model(median_sample(), tuple(choices))
    own = _Cash(np.zeros(n_years), np.zeros(n_years))
    shared: dict[str, _Cash] = {}
    for entry in median.use_cases:
        names = [option.id for option in entry.options]
        costs = entry.costs[names.index(choices[entry.use_case])]
        for capability in dict.fromkeys(line.capability for line in costs.lines):
            part = _lines(costs, {capability}, n_years)
            before = shared.get(capability)
            if not capability:
                own = _Cash(own.capital + part.capital, own.running + part.running)
            elif before is None or _sum(part) > _sum(before):
                shared[capability] = part
    every = [own, *shared.values()]
    return _Cash(
        np.sum([part.capital for part in every], axis=0),
        np.sum([part.running for part in every], axis=0),
    )


def _lines(costs: OptionCosts, capabilities: Collection[str], n_years: int) -> _Cash:
    capital, running = np.zeros(n_years), np.zeros(n_years)
    for line in costs.lines:
        if line.capability in capabilities:
            target = capital if line.is_capital else running
            target += line.cash[:, 0]
    return _Cash(capital, running)


def _sum(cash: _Cash) -> float:
    return float(cash.capital.sum() + cash.running.sum())


def budget_notes(checks: Collection[BudgetCheck]) -> tuple[Message, ...]:
    """Return what the reader must know of the budgets.

    Parameters
    ----------
    checks
        The plan against every stated budget.

    Returns
    -------
    tuple of Message
        That none is stated, that all are kept, or each that is exceeded.
    """
    if not checks:
        return (Message("portfolio.note.no_budget"),)
    over = [check for check in checks if not check.fits]
    if not over:
        return (Message("portfolio.note.fits_budget"),)
    return tuple(
        Message(
            f"portfolio.note.over_budget.{check.budget}",
            {
                "year": "" if check.year is None else str(check.year),
                "budget": check.stated,
                "required_money": check.required,
                "worth": check.excess,
            },
        )
        for check in over
    )
