"""Worth of many portfolios in many draws, by one sparse product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steelyard.decision.portfolio.problem import Selection
    from steelyard.quantities.arrays import FloatArray, IntArray

BLOCK_DRAWS: Final = 1000
"""Draws scored at a time: a few thousand columns of them stay in the cache. [1]"""


def score_pool(
    *,
    selections: Sequence[Selection],
    plan_worths: FloatArray,
    capability_worths: FloatArray,
    module_worths: FloatArray,
) -> FloatArray:
    """Return the worth of every portfolio in every draw.

    Parameters
    ----------
    selections
        Portfolios of one problem, one or more.
    plan_worths
        Worth of a plan started in a year, shape ``(plan, year, draw)``; single precision is kept
        and suffices. [unit of worth]
    capability_worths, module_worths
        The same of capabilities and modules, shapes ``(capability, year, draw)`` and
        ``(module, year, draw)``. [unit of worth]

    Returns
    -------
    FloatArray
        Shape ``(portfolio, draw)``, in the precision of the worths. [unit of worth]

    Raises
    ------
    ValueError
        If the tables differ in years or draws, there is no portfolio, or a chosen cell is not
        finite.

    Notes
    -----
    Equation U-4 of ``docs/method/portfolio-under-uncertainty.md``. Beside tables and answer only
    a block of draws is held; draws may also be scored in parts, side by side. The order of the
    sums is fixed, so a portfolio scores the same in whatever pool it stands.
    """
    tables = (plan_worths, capability_worths, module_worths)
    if not selections or len({table.shape[1:] for table in tables}) > 1:
        shapes = [table.shape for table in tables]
        message = f"expected portfolios, and tables alike in years and draws, found {shapes}"
        raise ValueError(message)
    n_years, n_draws = plan_worths.shape[1:]
    dtype = np.result_type(*tables)
    cells, counts = [], []
    for portfolio, thing, year, count in _chosen(selections):
        cell, column = np.unique(thing * n_years + year, return_inverse=True)
        shape = (len(selections), len(cell))
        counts.append(sparse.csr_array((count.astype(dtype), (portfolio, column)), shape=shape))
        cells.append(np.divmod(cell, n_years))
    held = sparse.csr_array(sparse.hstack(counts))
    scores = np.empty((len(selections), n_draws), dtype=dtype)
    for first in range(0, n_draws, BLOCK_DRAWS):
        block = slice(first, first + BLOCK_DRAWS)
        parts = zip(tables, cells, strict=True)
        scores[:, block] = held @ np.concatenate([table[*cell, block] for table, cell in parts])
    if not np.isfinite(scores).all():
        message = "expected finite worths of whatever a portfolio holds"
        raise ValueError(message)
    return scores


def _chosen(
    selections: Sequence[Selection],
) -> Iterator[tuple[IntArray, IntArray, IntArray, IntArray]]:
    # Portfolio, what it holds, year and count: of plans, capabilities and modules.
    year_of_plan = np.array([selection.start for selection in selections])
    year_of_capability = np.array([selection.opening for selection in selections])
    plan = np.array([selection.plan for selection in selections])
    modules = np.array([selection.modules for selection in selections])
    portfolio, use_case = np.nonzero(year_of_plan >= 0)
    year = year_of_plan[portfolio, use_case]
    yield portfolio, plan[portfolio, use_case], year, np.ones_like(year)
    portfolio, capability = np.nonzero(year_of_capability >= 0)
    year = year_of_capability[portfolio, capability]
    yield portfolio, capability, year, np.ones_like(year)
    portfolio, module, year = np.nonzero(modules)
    yield portfolio, module, year, modules[portfolio, module, year]
