"""Good selections quickly: rounding, repair, and swaps with the opening years fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.portfolio.model_rows import HALF
from steelyard.decision.portfolio.problem import violations, worth_of

if TYPE_CHECKING:
    from steelyard.decision.portfolio.choices import RemainingChoices
    from steelyard.decision.portfolio.problem import PortfolioProblem, Selection
    from steelyard.quantities.arrays import FloatArray, IntArray

LEAST_GAIN: Final = 1e-9
"""Smallest gain worth a swap, relative to the largest worth of an item. [1]"""
TOUCH: Final = 1e-9
"""Overuse taken for rounding, in units of a row. [1]"""
MOST_PAIRED: Final = 300
"""Moves tried two at a time. [1]"""
MOST_ROUNDS: Final = 1_000
"""Moves made at most. [1]"""


class _Moves(NamedTuple):
    """Single changes: another start, no start, one module more or less."""

    worth: FloatArray
    use: FloatArray
    owner: IntArray
    """Use case, or lot of modules, that moves: a pair moves two of them."""
    target: IntArray
    """Start taken, -1 for none; modules added where a lot moves."""


class _Choice:
    """Starts taken and modules bought, with what they use."""

    def __init__(self, choices: RemainingChoices, opening: IntArray) -> None:
        self._choices = choices
        # The last entry stands for nothing taken.
        self._worth = np.append(choices.worth, 0.0)
        self._use = np.append(choices.use, np.zeros((1, len(choices.limit))), axis=0)
        self._served = np.flatnonzero(choices.is_served(opening))
        _, self._room = choices.opened(opening)
        self.taken = np.full(choices.problem.n_use_cases, -1, dtype=np.int64)
        self.modules = np.zeros(len(choices.module), dtype=np.int64)

    def rounded(self, values: FloatArray) -> None:
        # What a relaxed answer takes for the greater part is taken.
        served, choices = self._served, self._choices
        parts = values[served]
        order = np.lexsort((served, parts))
        most = np.zeros(len(self.taken))
        most[choices.use_case[served[order]]] = parts[order]
        last = np.full(len(self.taken), -1, dtype=np.int64)
        last[choices.use_case[served[order]]] = served[order]
        self.taken = np.where(most > HALF, last, -1)
        self.modules = np.rint(values[choices.n_starts :]).astype(np.int64)

    def over(self) -> FloatArray:
        # In units of the rows; negative where room is left.
        lots = self._use[self._choices.n_starts : -1]
        used = self._use[self.taken].sum(axis=0) + self.modules @ lots
        over: FloatArray = (used - self._room) / self._choices.scale
        return over

    def moves(self) -> _Moves:
        choices, served = self._choices, self._served
        n_starts, n_use_cases = choices.n_starts, len(self.taken)
        now_worth, now_use = self._worth[self.taken], self._use[self.taken]
        owner = choices.use_case[served]
        dropped = np.flatnonzero(self.taken >= 0)
        more = np.flatnonzero(self.modules < choices.at_most[n_starts:])
        fewer = np.flatnonzero(self.modules > 0)
        lot_worth, lot_use = choices.worth[n_starts:], choices.use[n_starts:]
        worth = [
            choices.worth[served] - now_worth[owner],
            -now_worth[dropped],
            lot_worth[more],
            -lot_worth[fewer],
        ]
        use = [
            choices.use[served] - now_use[owner],
            -now_use[dropped],
            lot_use[more],
            -lot_use[fewer],
        ]
        return _Moves(
            np.concatenate(worth),
            np.concatenate(use) / choices.scale,
            np.concatenate([owner, dropped, n_use_cases + more, n_use_cases + fewer]),
            np.concatenate([
                served,
                np.full(len(dropped), -1),
                np.ones(len(more), np.int64),
                np.full(len(fewer), -1),
            ]),
        )

    def make(self, moves: _Moves, move: int) -> None:
        owner = moves.owner[move]
        if owner < len(self.taken):
            self.taken[owner] = moves.target[move]
        else:
            self.modules[owner - len(self.taken)] += moves.target[move]


class Incumbent(NamedTuple):
    """A selection that keeps every limit, and its worth."""

    selection: Selection
    worth: float
    """Recomputed from the problem. [unit of worth]"""


def better_of(
    *, problem: PortfolioProblem, found: Selection | None, best: Incumbent | None
) -> Incumbent | None:
    """Return the better of what was found and the best so far, in our own arithmetic.

    Parameters
    ----------
    problem
        What is to be solved.
    found
        A selection; left out if it breaks a rule.
    best
        The best so far.

    Returns
    -------
    Incumbent or None
        None where there is neither.
    """
    if found is None or violations(problem=problem, selection=found):
        return best
    worth = worth_of(problem=problem, selection=found)
    return Incumbent(found, worth) if best is None or worth > best.worth else best


def swapped(
    *, choices: RemainingChoices, opening: IntArray, values: FloatArray, prices: FloatArray
) -> Selection | None:
    """Return a good selection with given openings, near a relaxed answer.

    Parameters
    ----------
    choices
        What is left to choose.
    opening
        Opening of each capability, shape ``(capability,)``.
    values
        Parts taken of each item in a relaxed answer, shape ``(item,)``. [1]
    prices
        Worth of one unit of each enforced resource, shape ``(resource,)``.
        [unit of worth per unit of the resource]

    Returns
    -------
    Selection or None
        None where the limits could not be kept; that proves nothing.

    Notes
    -----
    Step 3 on ``docs/method/portfolio.md``: rounding, repair, then single and paired moves as
    long as they gain.
    """
    choice = _Choice(choices, opening)
    choice.rounded(values)
    if not _repaired(choice):
        return None
    least_gain = LEAST_GAIN * float(np.max(np.abs(choices.worth), initial=0.0))
    row_prices = prices * choices.scale
    for _ in range(MOST_ROUNDS):
        moves = choice.moves()
        chosen = _best_single(choice, moves, row_prices, least_gain)
        chosen = chosen or _best_pair(choice, moves, row_prices, least_gain)
        if not chosen:
            break
        for move in chosen:
            choice.make(moves, move)
    return choices.selection(opening, choice.taken, choice.modules)


def _repaired(choice: _Choice) -> bool:
    # The move that mends most for the worth it loses, until every limit is kept.
    for _ in range(MOST_ROUNDS):
        over = choice.over()
        broken = np.maximum(over, 0.0).sum()
        if np.all(over <= TOUCH):
            return True
        moves = choice.moves()
        mended = broken - np.maximum(over + moves.use, 0.0).sum(axis=1)
        if not np.any(mended > TOUCH):
            return False
        lost = np.maximum(-moves.worth, 0.0)
        rate = np.where(mended > TOUCH, mended / (lost + TOUCH * (1.0 + np.max(lost))), 0.0)
        choice.make(moves, int(rate.argmax()))
    return False


def _best_single(
    choice: _Choice, moves: _Moves, prices: FloatArray, least_gain: float
) -> tuple[int, ...]:
    fits = np.all(moves.use <= np.maximum(-choice.over(), 0.0) + TOUCH, axis=1)
    gains = fits & (moves.worth > least_gain)
    if not gains.any():
        return ()
    return (int(np.where(gains, moves.worth - moves.use @ prices, -np.inf).argmax()),)


def _best_pair(
    choice: _Choice, moves: _Moves, prices: FloatArray, least_gain: float
) -> tuple[int, ...]:
    order = np.argsort(moves.use @ prices - moves.worth, kind="stable")[:MOST_PAIRED]
    worth, use, owner = moves.worth[order], moves.use[order], moves.owner[order]
    gain = worth[:, np.newaxis] + worth
    fits = (owner[:, np.newaxis] != owner) & (gain > least_gain)
    for needed, room in zip(use.T, np.maximum(-choice.over(), 0.0) + TOUCH, strict=True):
        fits &= needed[:, np.newaxis] + needed <= room
    if not fits.any():
        return ()
    first, second = np.unravel_index(np.where(fits, gain, -np.inf).argmax(), gain.shape)
    return int(order[first]), int(order[second])
