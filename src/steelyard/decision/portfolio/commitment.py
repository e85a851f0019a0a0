"""Deciding in stages: what to start now, and what it is worth to leave the rest open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steelyard.decision.portfolio.problem import NEVER, Selection, violations
from steelyard.decision.portfolio.solve import solve_portfolio
from steelyard.uncertainty.blocks import map_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.portfolio.problem import PortfolioProblem
    from steelyard.decision.portfolio.solution import Effort, Solved
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray


class Staging(NamedTuple):
    """Worth of deciding in stages against deciding all at once, among the portfolios of a pool."""

    fixed: float
    """Greatest mean worth of one portfolio kept whatever comes. [unit of worth]"""
    staged: float
    """Greatest mean worth of one first part, completed after the signal. [unit of worth]"""
    value: float
    """What staging adds, 0 or more. [unit of worth]"""
    foreseen: float
    """Greatest mean worth of one first part completed with the draw itself known: no signal brings
    more. [unit of worth]"""
    fixed_portfolio: int
    """Position of the portfolio kept whatever comes."""
    first_part: IntArray
    """Number of the first part of each portfolio, by first appearance, shape ``(portfolio,)``."""
    staged_of_part: FloatArray
    """Mean worth of each first part, completed after the signal, shape ``(part,)``.
    [unit of worth]"""
    fixed_of_part: FloatArray
    """Mean worth of each first part with its best single completion, shape ``(part,)``.
    [unit of worth]"""
    best_part: int
    """Number of the first part to be committed to now."""
    completion: IntArray
    """Position of the portfolio to go on with after each signal, -1 for a signal without draws,
    shape ``(signal,)``."""
    n_draws: IntArray
    """Draws behind each signal, shape ``(signal,)``. [1]"""
    open_use_cases: IntArray
    """Use cases whose later choice differs from signal to signal."""
    open_capabilities: IntArray
    """Capabilities whose opening differs from signal to signal."""


class Completions(NamedTuple):
    """The best way to go on after each signal."""

    selections: tuple[Selection, ...]
    """Whole portfolios, by signal."""
    worth: FloatArray
    """Their mean worth after the signal, shape ``(signal,)``. [unit of worth]"""
    bound: FloatArray
    """None is worth more, shape ``(signal,)``. [unit of worth]"""


def first_part(*, selection: Selection, n_years: int) -> Selection:
    """Return what of a portfolio is started, opened and bought in the first years.

    Parameters
    ----------
    selection
        A portfolio.
    n_years
        Years that are committed to now. [year]

    Returns
    -------
    Selection
        The same without all that begins later.

    Notes
    -----
    Equation U-11 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    begins = selection.start < n_years
    modules = selection.modules.copy()
    modules[:, n_years:] = 0
    return Selection(
        np.where(begins, selection.plan, NEVER),
        np.where(begins, selection.start, NEVER),
        np.where(selection.opening < n_years, selection.opening, NEVER),
        modules,
    )


def value_of_staging(
    *,
    selections: Sequence[Selection],
    scores: FloatArray,
    signal: IntArray,
    n_years: int = 1,
    option: IntArray | None = None,
) -> Staging:
    """Return what it is worth to commit to the first years only and to decide the rest later.

    Parameters
    ----------
    selections
        Portfolios of a pool.
    scores
        Their worth, shape ``(portfolio, draw)``. [unit of worth]
    signal
        Index of the signal that will have been seen in each draw when the rest is decided, shape
        ``(draw,)``.
    n_years
        Years that are committed to now. [year]
    option
        Index of the option with which each plan begins, shape ``(plan,)``: what follows on it is
        then left open. Each plan for itself if omitted.

    Returns
    -------
    Staging
        Of first parts or portfolios alike the earlier is named.

    Raises
    ------
    ValueError
        If scores do not fit the portfolios, are missing or infinite, signals do not fit, or there
        is no year to commit to.

    Notes
    -----
    Equations U-11 to U-13 of ``docs/method/portfolio-under-uncertainty.md``. Only completions of
    the pool are looked at, so ``staged`` is a lower bound for its signal, and ``value`` the
    difference of two lower bounds. Completions are chosen and judged on the same draws: signals
    need many draws each.

    References
    ----------
    .. [1] Source id ``birge-2011-introduction``.
    """
    _require_signals(selections, scores, signal, n_years)
    parts = _numbered(selections, n_years, option)
    n_parts, n_signals = int(parts.max()) + 1, int(signal.max()) + 1
    n_draws = np.bincount(signal, minlength=n_signals)
    mean = np.zeros((len(selections), n_signals))
    for seen in np.flatnonzero(n_draws):
        mean[:, seen] = scores[:, signal == seen].mean(axis=1, dtype=np.float64)
    chance = n_draws / len(signal)
    whole = mean @ chance
    staged, fixed, foreseen = np.empty(n_parts), np.empty(n_parts), np.empty(n_parts)
    for part in range(n_parts):
        of_part = parts == part
        staged[part] = mean[of_part].max(axis=0) @ chance
        fixed[part] = whole[of_part].max()
        foreseen[part] = scores[of_part].max(axis=0).mean(dtype=np.float64)
    best = int(staged.argmax())
    members = np.flatnonzero(parts == best)
    completion = np.where(n_draws > 0, members[mean[members].argmax(axis=0)], NEVER)
    ends = [selections[index] for index in np.unique(completion[completion >= 0])]
    kept = int(whole.argmax())
    return Staging(
        float(whole[kept]),
        float(staged[best]),
        max(float(staged[best] - whole[kept]), 0.0),
        float(foreseen.max()),
        kept,
        parts,
        staged,
        fixed,
        best,
        completion,
        n_draws,
        np.flatnonzero(
            _differs([end.plan for end in ends]) | _differs([end.start for end in ends])
        ),
        np.flatnonzero(_differs([end.opening for end in ends])),
    )


def _require_signals(
    selections: Sequence[Selection], scores: FloatArray, signal: IntArray, n_years: int
) -> None:
    if n_years < 1:
        message = f"expected a first year or more to commit to, found {n_years}"
        raise ValueError(message)
    if len(scores) != len(selections) or scores.size == 0 or not np.isfinite(scores).all():
        message = f"expected a finite worth of {len(selections)} portfolios in every draw"
        raise ValueError(message)
    if signal.shape != scores.shape[1:] or signal.min() < 0:
        message = f"expected a signal in each of {scores.shape[1]} draws"
        raise ValueError(message)


def _numbered(selections: Sequence[Selection], n_years: int, option: IntArray | None) -> IntArray:
    numbers: dict[bytes, int] = {}
    found = []
    for selection in selections:
        begun = first_part(selection=selection, n_years=n_years)
        if option is not None:
            begun = begun._replace(plan=np.where(begun.plan >= 0, option[begun.plan], NEVER))
        identity = b"".join(np.asarray(part, dtype=np.int64).tobytes() for part in begun)
        found.append(numbers.setdefault(identity, len(numbers)))
    return np.array(found)


def _differs(choices: Sequence[IntArray]) -> BoolArray:
    found: BoolArray = np.any(np.array(choices) != choices[0], axis=0)
    return found


def completions(
    *,
    problem: PortfolioProblem,
    committed: Selection,
    n_years: int,
    plan_worths: FloatArray,
    capability_worths: FloatArray,
    module_worths: FloatArray,
    option: IntArray | None = None,
    effort: Effort | None = None,
    n_workers: int | None = None,
) -> Completions:
    """Return, for each signal, the best portfolio that commits to nothing beyond a first part.

    Parameters
    ----------
    problem
        Use and limits.
    committed
        A portfolio whose first years are committed to; it keeps every limit.
    n_years
        Years that are committed to. [year]
    plan_worths
        Mean worth of plans in the draws of each signal, shape ``(plan, year, signal)``.
        [unit of worth]
    capability_worths, module_worths
        The same of capabilities and modules, shapes ``(capability, year, signal)`` and
        ``(module, year, signal)``. [unit of worth]
    option
        Index of the option with which each plan begins, shape ``(plan,)``: what follows on it is
        left open. Each plan for itself if omitted.
    effort
        How far each search goes; the usual effort if omitted.
    n_workers
        Threads; as many as processors if omitted. [1]

    Returns
    -------
    Completions
        Each at least as good as the portfolio itself. In the first years none begins what the
        first part does not begin; one that leaves out some of it belongs to another first part.
        Added to a pool, they leave less of what staging is worth unseen.

    Raises
    ------
    ValueError
        If the portfolio breaks a limit.

    Notes
    -----
    Equation U-14 of ``docs/method/portfolio-under-uncertainty.md``.
    """
    if broken := violations(problem=problem, selection=committed):
        message = f"expected a portfolio that keeps every limit, found {broken}"
        raise ValueError(message)
    begun = first_part(selection=committed, n_years=n_years)
    option = np.arange(len(problem.plan_use_case)) if option is None else option
    may_start, may_open = problem.may_start.copy(), problem.may_open.copy()
    most = problem.most_modules.copy()
    may_start[:, :n_years] = may_open[:, :n_years] = False
    most[:, :n_years] = begun.modules[:, :n_years]
    for use_case in np.flatnonzero(begun.plan >= 0):
        own = problem.plan_use_case == use_case
        same = own & (option == option[begun.plan[use_case]])
        year = begun.start[use_case]
        may_start[own] = False
        may_start[same, year] = problem.may_start[same, year]
    for capability in np.flatnonzero(begun.opening >= 0):
        may_open[capability] = False
        may_open[capability, begun.opening[capability]] = True
    rest = replace(problem, may_start=may_start, may_open=may_open, most_modules=most)

    def completed(seen: int) -> Solved:
        case = replace(
            rest,
            plan_worth=plan_worths[:, :, seen].astype(np.float64),
            capability_worth=capability_worths[:, :, seen].astype(np.float64),
            module_worth=module_worths[:, :, seen].astype(np.float64),
        )
        return solve_portfolio(problem=case, effort=effort, hint=committed)

    found = map_blocks(completed, range(plan_worths.shape[2]), n_workers=n_workers)
    return Completions(
        tuple(committed if entry.selection is None else entry.selection for entry in found),
        np.array([entry.worth for entry in found]),
        np.array([entry.bound for entry in found]),
    )
