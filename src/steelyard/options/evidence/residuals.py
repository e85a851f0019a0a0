"""How far a model's standing on one family of benchmarks departs from its standing on all others.

This is the spread that remains when public scores are used to speak of a task nobody measured:
every family is held out in turn and predicted from the rest. Equation Q-8 of
``docs/method/quality.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.options.evidence.ability import ANCHOR, SLOPE_SD_LOGIT, fit_ability
from steelyard.options.evidence.scores import family_of

if TYPE_CHECKING:
    from steelyard.options.evidence.scores import ScoreTable
    from steelyard.quantities.arrays import FloatArray

MIN_MODELS: Final = 6
"""Fewer models on a held-out benchmark leave nothing to compare. [1]"""
MIN_ROWS: Final = 8
SMALLEST_SLOPE: Final = 0.5
FEW_ITEMS: Final = ("bmz",)
"""Families scored on some ten items a language: their departures are sampling noise."""
N_ITERATIONS: Final = 40


class FamilyResidual(NamedTuple):
    """Departures within one held-out family.

    Attributes
    ----------
    family
        First word of the benchmark names.
    departures
        In logits of ability, shape ``(row,)``.
    """

    family: str
    departures: FloatArray

    @property
    def sd(self) -> float:
        """Root mean square of the departures, in logits."""
        return float(np.sqrt(np.mean(self.departures**2)))


def family_residuals(table: ScoreTable) -> tuple[FamilyResidual, ...]:
    """Hold every family of benchmarks out in turn.

    Parameters
    ----------
    table
        Scores on their working scale.

    Returns
    -------
    tuple[FamilyResidual, ...]
        By family; those with too few rows, or whose removal leaves no scale, are left out.
    """
    families = np.array(table.families)[table.benchmark]
    found = []
    for family in sorted(set(table.families)):
        held = families == family
        anchor_left = ANCHOR in table.benchmarks and family != family_of(ANCHOR[0])
        if held.sum() < MIN_ROWS or not anchor_left:
            continue
        departures = _departures(table, held)
        if len(departures):
            found.append(FamilyResidual(family, departures))
    return tuple(found)


def residual_quantiles(table: ScoreTable) -> tuple[float, float, float]:
    """Return the spread to use for a task nobody measured.

    Parameters
    ----------
    table
        Scores on their working scale.

    Returns
    -------
    tuple
        5, 50 and 95 per cent of the departures, each family with the same weight. [logit]
    """
    parts = [part for part in family_residuals(table) if part.family not in FEW_ITEMS]
    values = np.concatenate([part.departures for part in parts])
    weights = np.concatenate([np.full(len(p.departures), 1.0 / len(p.departures)) for p in parts])
    order = np.argsort(values)
    share = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    p05, p50, p95 = (float(np.interp(p, share, values[order])) for p in (0.05, 0.5, 0.95))
    return p05, p50, p95


def _departures(table: ScoreTable, held: np.ndarray) -> FloatArray:
    fit = fit_ability(table, keep=~held, n_iterations=N_ITERATIONS)
    seen = np.unique(table.model[~held])
    found = []
    for benchmark in np.unique(table.benchmark[held]):
        rows = held & (table.benchmark == benchmark) & np.isin(table.model, seen)
        if rows.sum() < MIN_MODELS:
            continue
        ability, value = fit.ability[table.model[rows]], table.value[rows]
        design = np.column_stack([np.ones_like(ability), ability])
        ridge = np.diag([1e-3, 0.1 * SLOPE_SD_LOGIT**-2.0])
        line = np.linalg.solve(
            design.T @ design + ridge, design.T @ value + ridge @ np.array([0.0, 1.0])
        )
        slope = max(float(line[1]), SMALLEST_SLOPE)
        freedom = np.sqrt(len(value) / (len(value) - 2))
        found.append((value - design @ line) * freedom / slope)
    return np.concatenate(found) if found else np.empty(0)
