"""One common model for everything against the model that suits each use case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from steelyard.decision.horizon.result import CommonModel
from steelyard.decision.portfolio.solve import solve_portfolio

if TYPE_CHECKING:
    from steelyard.decision.horizon.tables import HorizonTables
    from steelyard.decision.portfolio.solution import Effort


def common_models_of(tables: HorizonTables, *, effort: Effort) -> tuple[CommonModel, ...]:
    """Return the best plan that uses one model only, model by model.

    Parameters
    ----------
    tables
        The portfolio problem, and what it means.
    effort
        How far each search goes.

    Returns
    -------
    tuple of CommonModel
        By falling worth, those that leave no plan last; models that no plan uses are left out.
    """
    models = _models(tables)
    found = [
        _of(tables, name, effort) for name in sorted({name for names in models for name in names})
    ]
    return tuple(
        sorted(
            found, key=lambda entry: -np.inf if entry.worth is None else entry.worth, reverse=True
        )
    )


def _models(tables: HorizonTables) -> list[frozenset[str]]:
    # The models of each plan: one, or that of the successor too.
    found = []
    for plan in tables.plans:
        options = {
            option.id: option.model for option in tables.restarts.contests[plan.use_case].options
        }
        found.append(frozenset(options[name] for name in (plan.option, plan.successor) if name))
    return found


def _of(tables: HorizonTables, model: str, effort: Effort) -> CommonModel:
    allowed = np.array([names == {model} for names in _models(tables)])
    problem = tables.problem
    only = replace(problem, may_start=problem.may_start & allowed[:, np.newaxis])
    solved = solve_portfolio(problem=only, effort=effort)
    if solved.selection is None:
        return CommonModel(model, None, None, 0.0, 0)
    taken = solved.selection.plan >= 0
    points = tables.points[solved.selection.plan[taken], solved.selection.start[taken]]
    return CommonModel(model, solved.worth, solved.bound, float(points.sum()), int(taken.sum()))
