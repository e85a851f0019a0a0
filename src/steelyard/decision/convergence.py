"""Whether more draws could change the recommendation of a use case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.group_lead import gap_of, own_leads
from steelyard.decision.json_form import message_json, number
from steelyard.decision.readings import POINTS, Standing
from steelyard.decision.robustness.convergence import block_means, draws_needed, separation
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from steelyard.decision.contest import Contest
    from steelyard.decision.json_form import Json
    from steelyard.quantities.arrays import FloatArray

CLEAR: Final = 2.0
"""Standard errors from which a lead is no chance. [1]"""
FEW_DRAWS: Final = 5000
"""Draws below which a near-tie is a reason to draw more. [1]"""
N_BLOCKS: Final = 10
"""Blocks into which the draws are cut. [1]"""
MOST_ASKED: Final = 1e9
"""More draws than anybody can make: then no number settles it. [1]"""
VALUE: Final = "value"
MONEY: Final = "money"


class Settled(StrEnum):
    """Whether more draws could change the recommendation."""

    SETTLED = "settled"
    """No option of another pathway is within two standard errors."""
    OPEN = "open"
    """One is: more draws could change the answer."""
    LEVEL = "level"
    """One is, and the difference is below what the dossier calls material: draws do not matter."""
    ALONE = "alone"
    """There is no option of another pathway to be confused with."""
    NO_ORDER = "no_order"
    """Value has no price, so that no single option leads."""


@dataclass(frozen=True, slots=True)
class Convergence:
    """How sure the draws are of the leading option, and what more of them could do.

    Attributes
    ----------
    state
        The finding.
    n_draws
        Draws of the study. [1]
    rival
        Option of another pathway that is nearest to leading; empty where there is none.
    in_errors
        How far it is from leading, in standard errors; none where it is infinitely far. [1]
    barrier
        What keeps it from leading: ``value``, or ``money`` where somebody does not pay for itself.
    difference, standard_error
        Of what keeps it, in ``unit``; none where there is no rival.
    unit
        ``1`` for value, ``CUR`` for money.
    n_needed
        Draws for two standard errors at the present spread; none where no number suffices or there
        is no rival. [1]
    blocks_agree
        Share of ten blocks of draws whose leading option is of the same pathway. [1]
    halves_agree
        Whether both halves of the draws lead with that pathway.
    confidence_error
        Standard error of the first-rank share of the leading option; none where it has none. [1]
    words
        The sentence for readers: ``convergence.…``.
    """

    state: Settled
    n_draws: int
    rival: str
    in_errors: float | None
    barrier: str
    difference: float | None
    standard_error: float | None
    unit: str
    n_needed: int | None
    blocks_agree: float
    halves_agree: bool
    confidence_error: float | None
    words: Message

    @property
    def could_change(self) -> bool:
        """Whether more draws could change the recommendation."""
        return self.state is Settled.OPEN

    @property
    def warns(self) -> bool:
        """Whether the study should be run again with more draws before anybody relies on it."""
        return self.could_change and self.n_draws < FEW_DRAWS

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name, ``could_change`` and ``warns``.
        """
        return {
            "state": self.state.value,
            "could_change": self.could_change,
            "warns": self.warns,
            "draws": self.n_draws,
            "rival": self.rival,
            "in_errors": number(self.in_errors),
            "barrier": self.barrier,
            "difference": number(self.difference),
            "standard_error": number(self.standard_error),
            "unit": self.unit,
            "draws_needed": self.n_needed,
            "blocks_agree": number(self.blocks_agree),
            "halves_agree": self.halves_agree,
            "confidence_error": number(self.confidence_error),
            "words": message_json(self.words),
        }


class _Barrier(NamedTuple):
    row: int
    in_errors: float
    kind: str
    mean: float
    error: float


_HurdleOf = Callable[[int], _Barrier]


class _Agreement(NamedTuple):
    blocks: float
    halves: bool


def convergence_of(
    contest: Contest, leading: int, *, confidence_error: float | None = None
) -> Convergence:
    """Return whether more draws could change the recommendation.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the option that leads under the deciding reading.
    confidence_error
        Standard error of its first-rank share, as ``Ranking.rank_error`` gives it. [1]

    Returns
    -------
    Convergence
        The nearest rival of another pathway, in standard errors; options of one pathway are near
        clones, and which of them is named first is no recommendation.

    Notes
    -----
    Section "Would more draws change it?" of ``docs/method/triggers.md``.
    """
    n_draws = contest.frame.sample.n
    if not contest.deciding.is_priced:
        agreement = _Agreement(1.0, halves=True)
        return _nothing(Settled.NO_ORDER, n_draws, agreement, None)
    standing = _standing(contest)
    agreement = _agreement(contest, standing, leading)
    rivals = [
        barrier
        for barrier in _barriers(contest, standing, leading)
        if contest.pathways[barrier.row] != contest.pathways[leading]
    ]
    if not rivals:
        return _nothing(Settled.ALONE, n_draws, agreement, confidence_error)
    nearest = min(rivals, key=lambda barrier: (barrier.in_errors, barrier.row))
    state = _state(contest, nearest)
    needed = _needed(nearest, n_draws)
    return Convergence(
        state=state,
        n_draws=n_draws,
        rival=contest.ids[nearest.row],
        in_errors=nearest.in_errors if np.isfinite(nearest.in_errors) else None,
        barrier=nearest.kind,
        difference=nearest.mean,
        standard_error=nearest.error,
        unit=_unit(contest, nearest.kind),
        n_needed=needed,
        blocks_agree=agreement.blocks,
        halves_agree=agreement.halves,
        confidence_error=confidence_error,
        words=_words(state, n_draws, contest.ids[nearest.row], nearest.in_errors, needed),
    )


def _nothing(
    state: Settled, n_draws: int, agreement: _Agreement, confidence_error: float | None
) -> Convergence:
    words = Message(f"convergence.{state.value}", {"n_draws": float(n_draws)})
    return Convergence(
        state,
        n_draws,
        "",
        None,
        "",
        None,
        None,
        "1",
        None,
        agreement.blocks,
        agreement.halves,
        confidence_error,
        words,
    )


def _standing(contest: Contest) -> Standing:
    # Per draw: value and money under six dimensions; one utility in money under value and cost.
    reading = contest.deciding.reading
    standing = contest.standing(reading)
    if reading is Reading.SIX_DIMENSIONS:
        return standing
    utility = contest.deciding.utility(standing, contest.frame.price)
    return Standing(utility, standing.delta)


def _agreement(contest: Contest, standing: Standing, leading: int) -> _Agreement:
    reading = contest.deciding.reading

    def agree(n_blocks: int) -> list[bool]:
        def in_blocks(drawn: Standing) -> Standing:
            return Standing(*(block_means(values=part, n_blocks=n_blocks) for part in drawn))

        if contest.joining.is_of_orders or reading is Reading.SIX_DIMENSIONS:
            best = contest.best(reading, lambda own: in_blocks(contest.standing(reading, own)))
        else:
            best = in_blocks(standing).value.argmax(axis=0)
        return [contest.pathways[int(row)] == contest.pathways[leading] for row in best]

    return _Agreement(float(np.mean(agree(N_BLOCKS))), all(agree(2)))


def _barriers(contest: Contest, standing: Standing, leading: int) -> list[_Barrier]:
    # What keeps each other option from leading: the highest hurdle of each.
    first = 0 if contest.has_benefit else 1
    rows = [row for row in range(first, len(contest.ids)) if row != leading]
    in_value = _by_orders if contest.joining.is_of_orders else _by_value
    hurdle_of = in_value(contest, standing, leading)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        return [hurdle_of(row) for row in rows]
    return [_barrier(contest, standing, leading, row, hurdle_of) for row in rows]


def _by_value(_: Contest, standing: Standing, leading: int) -> _HurdleOf:
    return lambda row: _hurdle(row, VALUE, standing.value[leading] - standing.value[row])


def _by_orders(contest: Contest, standing: Standing, _: int) -> _HurdleOf:
    # Options that do not pay are on another side than those that do: only the rival joins these.
    reading = contest.deciding.reading
    is_by_side = reading is Reading.SIX_DIMENSIONS and contest.has_benefit
    first = 0 if contest.has_benefit and not is_by_side else 1
    every = np.arange(first, len(contest.ids))
    pays = standing.delta[every].mean(axis=1) <= 0
    ranked = pays if is_by_side else np.ones(len(every), dtype=np.bool_)
    leads = own_leads(contest, reading, every)

    def hurdle_of(row: int) -> _Barrier:
        places = np.flatnonzero(ranked | (every == row))
        gap = gap_of(contest, leads.of(places), int(np.flatnonzero(every[places] == row)[0]))
        return _Barrier(row, gap.in_errors, VALUE, gap.mean, gap.error)

    return hurdle_of


def _barrier(
    contest: Contest, standing: Standing, leading: int, row: int, hurdle_of: _HurdleOf
) -> _Barrier:
    # Six dimensions. Today's service leads where the leading option ceases to pay; another option
    # where it has more value and pays for itself: the higher of the two hurdles counts.
    if row == 0:
        return _hurdle(row, MONEY, -standing.delta[leading])
    hurdles = []
    if contest.has_benefit:
        hurdles.append(_hurdle(row, MONEY, standing.delta[row]))
    if leading:
        hurdles.append(hurdle_of(row))
    return max(hurdles, key=lambda hurdle: hurdle.in_errors)


def _hurdle(row: int, kind: str, gap: FloatArray) -> _Barrier:
    found = separation(lead=gap[np.newaxis])
    ratio, mean, error = (float(part[0]) for part in (found.in_errors, found.mean, found.error))
    return _Barrier(row, ratio, kind, mean, error)


def _state(contest: Contest, nearest: _Barrier) -> Settled:
    if nearest.in_errors >= CLEAR:
        return Settled.SETTLED
    scale = 1.0
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        scale = POINTS * (contest.deciding.price or 0.0)
    widest = abs(nearest.mean) + CLEAR * nearest.error
    if nearest.kind == VALUE and widest <= contest.frame.rules.materiality * scale:
        return Settled.LEVEL
    return Settled.OPEN


def _unit(contest: Contest, kind: str) -> str:
    is_money = kind == MONEY or contest.deciding.reading is Reading.VALUE_AND_COST
    return "CUR" if is_money else "1"


def _needed(nearest: _Barrier, n_draws: int) -> int | None:
    asked = draws_needed(
        in_errors=np.array([nearest.in_errors]), n_draws=n_draws, wanted_errors=CLEAR
    )[0]
    return int(np.ceil(asked)) if asked <= MOST_ASKED else None


def _words(
    state: Settled, n_draws: int, rival: str, in_errors: float, needed: int | None
) -> Message:
    values: dict[str, str | float] = {"n_draws": float(n_draws), "option": rival}
    if state is Settled.SETTLED and not np.isfinite(in_errors):
        return Message("convergence.certain", values)
    values["errors"] = float(in_errors)
    if state is not Settled.OPEN:
        return Message(f"convergence.{state.value}", values)
    if needed is None:
        return Message("convergence.never", values)
    key = "convergence.open_few_draws" if n_draws < FEW_DRAWS else "convergence.open"
    return Message(key, {**values, "needed": float(needed)})
