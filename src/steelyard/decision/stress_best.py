"""Which option the deciding stakeholders put first under a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.group_lead import materiality, variance_of_leads
from steelyard.decision.readings import POINTS
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.readings import Standing
    from steelyard.decision.stress_cases import Case
    from steelyard.quantities.arrays import FloatArray, IntArray

TWO_ERRORS: Final = 2.0


class Then(NamedTuple):
    """The first option under a scenario."""

    row: int
    """Its row among the options of the case."""
    holds: bool | None
    """Whether the present leader cannot be told from it; none where the loss decides that."""


def best_then(contest: Contest, case: Case, leader: str, *, is_available: bool) -> Then:
    """Return the first option under a scenario.

    Parameters
    ----------
    contest
        The use case.
    case
        Value and money under the scenario.
    leader
        Id of the present leading option.
    is_available
        Whether it can still be chosen.

    Returns
    -------
    Then
        By expected utility at the mean weights; where orders are joined, by these.

    Notes
    -----
    Section "Where orders are joined" of ``docs/method/stress.md``.
    """
    own = case.ids.index(leader)
    utility = contest.deciding.utility(case.mean())[:, 0].copy()
    if not is_available:
        utility[own] = -np.inf
    if not case.own:
        return Then(int(utility.argmax()), None)
    orders = np.stack([contest.deciding.utility(entry.mean())[:, 0] for entry in case.own], axis=1)
    orders[own] = orders[own] if is_available else -np.inf
    orders = np.maximum(orders, np.finfo(np.float64).min / 4)
    rows = _compared(contest, case, leader, orders)
    joining, own_row = contest.joining, int(np.flatnonzero(rows == own)[0])
    kept = orders[rows, :, np.newaxis]
    first = joining.leaders(kept)[:, 0]
    best = int(rows[joining.first_of(utility[rows, np.newaxis], [*kept.swapaxes(0, 1)])[0]])
    least = np.stack([_least_leads(contest, entry, rows) for entry in case.own], axis=2)
    is_level = joining.leaders(kept, least)[own_row, 0] or first[own_row]
    return Then(best, bool(is_level))


def _compared(contest: Contest, case: Case, leader: str, orders: FloatArray) -> IntArray:
    # The short list, and whatever somebody puts first now: more options would move the points of
    # those that nothing happened to.
    known = {*contest.ids, leader}
    listed = [row for row, name in enumerate(case.ids) if name in known]
    return np.unique([*listed, *orders.argmax(axis=0)])


def _least_leads(contest: Contest, case: Case, rows: IntArray) -> FloatArray:
    # Two standard errors of each difference, level and change together, or what is material.
    variance = np.zeros((len(rows), len(rows)))
    for part in (case.standing, case.change):
        if part is not None:
            variance += variance_of_leads(_in_common(contest, part)[rows])
    least = materiality(contest, contest.deciding.reading)
    return np.asarray(np.maximum(TWO_ERRORS * np.sqrt(variance), least), dtype=np.float64)


def _in_common(contest: Contest, part: Standing) -> FloatArray:
    # What options of one side are ordered by: value, or value and cost in money.
    if contest.deciding.reading is Reading.SIX_DIMENSIONS:
        return part.value
    return POINTS * (contest.deciding.price or 0.0) * part.value - part.delta
