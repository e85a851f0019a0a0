"""Many voices on one use case: each one's order, the group's, who accepts what, what parts them.

Expected value is linear in the weights, so one small product of a table by dimension with the
weights already drawn gives every stakeholder's answer under every weighting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.group_result import (
    Acceptance,
    Agreement,
    GroupOrder,
    GroupView,
    Position,
)
from steelyard.decision.mcda.rank_aggregation import (
    MOST_ORDERED,
    borda_points,
    kemeny_leaders,
    kemeny_order,
    majorities,
)
from steelyard.decision.preferences import DIMENSIONS, by_dimension, without_cost
from steelyard.decision.readings import POINTS, Standing
from steelyard.decision.robustness.acceptance import (
    accepted_shares,
    broadest_acceptance,
    losses,
)
from steelyard.decision.verdict import best_new
from steelyard.dossier.schema import Aggregation, Reading
from steelyard.dossier.text import Message
from steelyard.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.preferences import Voice
    from steelyard.quantities.arrays import FloatArray, IntArray

LEVEL: Final = 1e-12
"""Points and utilities closer than this, relative to the largest, are the same. [1]"""

_ORDER: Final = (Agreement.SAME_OPTION, Agreement.SAME_PATHWAY, Agreement.OTHER_PATHWAY)


class Expected(NamedTuple):
    """Expected value by dimension, and expected money, of the options that can be ranked."""

    contest: Contest
    by_dimension: FloatArray
    """Shape ``(option, dimension)``. [1]"""
    delta: FloatArray
    """Shape ``(option, 1)``. [CUR]"""
    first: int
    """Row of the first option that can be ranked."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the ranked options."""
        return self.contest.ids[self.first :]

    @property
    def pathways(self) -> tuple[str, ...]:
        """Their pathways."""
        return self.contest.pathways[self.first :]

    def utilities(self, weights: FloatArray) -> FloatArray:
        """Return the number by which options are ordered, at given weights.

        Parameters
        ----------
        weights
            Of the dimensions, shape ``(dimension, draw)``. [1]

        Returns
        -------
        FloatArray
            Of the ranked options, shape ``(option, draw)``.
        """
        rules = self.contest.deciding
        is_five = rules.reading is Reading.VALUE_AND_COST
        value = self.by_dimension @ (without_cost(weights) if is_five else weights)
        delta = np.broadcast_to(self.delta, value.shape)
        found = rules.utility(Standing(value, delta))[self.first :]
        return np.maximum(found, np.finfo(np.float64).min / 4)

    def sides(self) -> IntArray:
        """Return the side of each ranked option: today's service, what pays, what does not.

        Returns
        -------
        IntArray
            Shape ``(option,)``; all of one side where utilities can be compared throughout.
        """
        found = np.zeros(len(self.delta), dtype=np.int64)
        rules = self.contest.deciding
        if rules.reading is Reading.SIX_DIMENSIONS and rules.has_benefit:
            found = np.where(self.delta[:, 0] <= 0, 1, 2)
            found[0] = 0
        return np.asarray(found[self.first :], dtype=np.int64)


def expected_of(contest: Contest) -> Expected:
    """Return expected value by dimension under the deciding reading.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    Expected
        With criteria equal within their dimension, over all draws of the facts.

    Notes
    -----
    Equation O-7 of ``docs/method/voices.md``; the same numbers as
    :meth:`steelyard.decision.contest.Contest.expected`.
    """
    values, met = contest.means, contest.table.met
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        values = values - values[0]
    shape = np.broadcast_shapes(values.shape[2:], met.shape[1:])
    summed = np.einsum("odn,on->od", values, np.asarray(met, dtype=np.float64))
    delta = contest.table.delta_with_misses().mean(axis=1, keepdims=True)
    first = 0 if contest.has_benefit or len(contest.ids) == 1 else 1
    return Expected(contest, summed / shape[0], delta, first)


def group_view(contest: Contest) -> GroupView | None:
    """Return what all stakeholders say about a use case.

    Parameters
    ----------
    contest
        The use case with everybody's weights.

    Returns
    -------
    GroupView or None
        None where value has no price, so that no weights give an order.

    Raises
    ------
    DomainError
        If the dossier chose a way of joining orders that more options than it can take refuse.

    Notes
    -----
    Equations O-7 to O-13 of ``docs/method/voices.md``.
    """
    if not contest.deciding.is_priced:
        return None
    expected = expected_of(contest)
    voices = contest.frame.preferences.voices
    own = expected.utilities(np.column_stack([voice.mean for voice in voices]))
    orders = _orders(expected, own)
    best = expected.ids.index(orders[0].order[0])
    tolerance = _tolerance(contest)
    positions = tuple(
        _position(expected, voice, own[:, column], best, tolerance)
        for column, voice in enumerate(voices)
    )
    accepted = np.array([
        [position.acceptance[name].within for name in expected.ids] for position in positions
    ])
    broadest = broadest_acceptance(accepted=accepted)
    rows = np.flatnonzero(broadest.is_broadest) if broadest.share > 0 else np.empty(0, np.int64)
    names = tuple(expected.ids[row] for row in rows)
    new = _new_services(expected, positions, orders[0])
    return GroupView(
        positions=positions,
        orders=orders,
        best=expected.ids[best],
        disagreement=_farthest([position.agreement for position in positions]),
        best_new=new.best,
        disagreement_of_new=_farthest(new.agreements),
        tolerance=tolerance,
        unit=_unit(contest),
        is_tolerance_stated=contest.frame.rules.acceptance_tolerance is not None,
        broadest=names,
        broadest_share=broadest.share,
        least_willing=voices[broadest.least_willing[rows[0]]].stakeholder if names else "",
        words=(
            _disagreement(positions, orders[0].order[0], new),
            *_ways(orders, sum(position.decides for position in positions)),
            *(_acceptance(names, broadest.share) if len(positions) > 1 else ()),
        ),
    )


class _New(NamedTuple):
    best: str
    agreements: tuple[Agreement, ...]
    is_today_by_money: bool


def _new_services(expected: Expected, positions: Sequence[Position], chosen: GroupOrder) -> _New:
    # Of those other than today's service: the group's first, and how each voice's first stands.
    today = expected.contest.ids[0]
    is_money = expected.contest.deciding.reading is Reading.SIX_DIMENSIONS
    group = expected.contest.ids[best_new(expected.contest)]
    firsts = ["" if group == today else group] + [
        next((name for name in position.order if name != today), "") for position in positions
    ]
    rows = [expected.ids.index(name) for name in firsts if name]
    agreements = tuple(_agreement(expected, row, rows[0]) for row in rows[1:])
    return _New(firsts[0], agreements, is_money and chosen.order[0] == today)


def _farthest(agreements: Sequence[Agreement]) -> Agreement:
    return max(agreements, key=_ORDER.index, default=Agreement.SAME_OPTION)


def _unit(contest: Contest) -> str:
    return "1" if contest.deciding.reading is Reading.SIX_DIMENSIONS else "CUR"


def _tolerance(contest: Contest) -> float:
    rules = contest.frame.rules
    stated = rules.acceptance_tolerance
    value = rules.materiality if stated is None else stated
    is_value = contest.deciding.reading is Reading.SIX_DIMENSIONS
    return value if is_value else value * POINTS * (contest.deciding.price or 0.0)


def _position(
    expected: Expected, voice: Voice, own: FloatArray, best: int, tolerance: float
) -> Position:
    contest, side_of = expected.contest, expected.sides()
    lost = losses(utilities=expected.utilities(voice.weights), side_of=side_of)
    firsts = accepted_shares(lost=lost, tolerance=0.0)
    within = accepted_shares(lost=lost, tolerance=tolerance)
    errors = np.sqrt(within * (1.0 - within) / voice.effective_size)
    order = np.argsort(-own, kind="stable")
    choice = int(order[0])
    loss = float(losses(utilities=own[:, np.newaxis], side_of=side_of)[best, 0])
    return Position(
        stakeholder=voice.stakeholder,
        decides=voice.decides,
        weights=by_dimension(voice.mean),
        order=tuple(expected.ids[row] for row in order),
        agreement=_agreement(expected, choice, best),
        loss=loss if np.isfinite(loss) else None,
        unit=_unit(contest),
        because=_because(expected, voice, choice, best) if np.isfinite(loss) else "",
        acceptance={
            name: Acceptance(*map(float, shares))
            for name, *shares in zip(expected.ids, firsts, within, errors, strict=True)
        },
        pathway_best=_by_pathway(expected, lost),
    )


def _agreement(expected: Expected, choice: int, best: int) -> Agreement:
    if choice == best:
        return Agreement.SAME_OPTION
    same = expected.pathways[choice] == expected.pathways[best]
    return Agreement.SAME_PATHWAY if same else Agreement.OTHER_PATHWAY


def _because(expected: Expected, voice: Voice, choice: int, best: int) -> str:
    # Equation O-10: where this stakeholder's weights move value from the group's option to its own.
    if choice == best:
        return ""
    group, own = expected.contest.frame.preferences.decided, voice.mean
    if expected.contest.deciding.reading is Reading.VALUE_AND_COST:
        group, own = without_cost(group), without_cost(own)
    rows = expected.by_dimension[expected.first :]
    moved = (own - group) * (rows[choice] - rows[best])
    return DIMENSIONS[int(np.argmax(moved))].value if moved.max() > 0 else ""


def _by_pathway(expected: Expected, lost: FloatArray) -> dict[str, float]:
    found = {}
    for name in dict.fromkeys(expected.pathways):
        rows = [row for row, other in enumerate(expected.pathways) if other == name]
        found[name] = float((lost[rows] <= 0).any(axis=0).mean())
    return found


def _orders(expected: Expected, own: FloatArray) -> tuple[GroupOrder, ...]:
    # Every way of joining, the chosen one first: none hides behind another.
    known = expected.contest.frame.preferences
    chosen = expected.contest.frame.rules.aggregation
    decides = np.array([voice.decides for voice in known.voices])
    deciding = own[:, decides]
    voters = np.ones(deciding.shape[1])
    joint = expected.utilities(known.decided[:, np.newaxis])[:, 0]
    points = borda_points(utilities=deciding, voters=voters)
    found = {
        Aggregation.MEAN_OF_WEIGHTS: _scored(expected, Aggregation.MEAN_OF_WEIGHTS, joint, joint),
        Aggregation.BORDA: _scored(expected, Aggregation.BORDA, points, joint),
        Aggregation.KEMENY: _kemeny(expected, deciding, voters, joint),
    }
    if found[chosen].refused is not None:
        message = (
            f"rules.aggregation: expected at most {MOST_ORDERED} options for {chosen}, found "
            f"{len(expected.ids)} in use case '{expected.contest.appraisal.use_case}'. Choose "
            "borda or mean_of_weights."
        )
        raise DomainError(message)
    return (found[chosen], *(order for name, order in found.items() if name is not chosen))


def _scored(
    expected: Expected, method: Aggregation, score: FloatArray, joint: FloatArray
) -> GroupOrder:
    # Of equal options the one of the higher utility at the mean weights comes first.
    order = np.lexsort((-joint, -score))
    near = score >= score.max() - LEVEL * max(abs(float(score.max())), 1.0)
    names = expected.ids
    return GroupOrder(
        method.value,
        tuple(names[row] for row in order),
        tuple(names[row] for row in order if near[row]),
        {name: float(value) for name, value in zip(names, score, strict=True)},
        is_only=len(set(score.tolist())) == len(score),
    )


def _kemeny(
    expected: Expected, deciding: FloatArray, voters: FloatArray, joint: FloatArray
) -> GroupOrder:
    method, n_options = Aggregation.KEMENY.value, len(expected.ids)
    if n_options > MOST_ORDERED:
        why = Message(
            "group.kemeny_refused", {"n_options": float(n_options), "limit": float(MOST_ORDERED)}
        )
        return GroupOrder(method, (), (), {}, None, is_only=False, refused=why)
    rows = np.argsort(-joint, kind="stable")
    beats = majorities(utilities=deciding[rows], voters=voters)
    found, first = kemeny_order(beats=beats), kemeny_leaders(beats=beats[:, :, np.newaxis])[:, 0]
    order = tuple(expected.ids[rows[place]] for place in found.order)
    tied = tuple(expected.ids[rows[place]] for place in found.order if first[place])
    return GroupOrder(method, order, tied, {}, found.distance, is_only=found.n_orders <= 1)


def _disagreement(positions: Sequence[Position], best: str, new: _New) -> Message:
    n_all = float(len(positions))
    if new.is_today_by_money and new.best and len(positions) > 1:
        n_other = float(sum(found is Agreement.OTHER_PATHWAY for found in new.agreements))
        values: dict[str, str | float] = {"option": new.best, "n_all": n_all}
        if n_other:
            return Message("group.today_by_money_differ", {**values, "n_other": n_other})
        return Message("group.today_by_money_agree", values)
    n_other = sum(position.agreement is Agreement.OTHER_PATHWAY for position in positions)
    if len(positions) == 1:
        return Message("group.one_voice")
    if n_other:
        return Message(
            "group.other_pathway", {"option": best, "n_other": float(n_other), "n_all": n_all}
        )
    if all(position.agreement is Agreement.SAME_OPTION for position in positions):
        return Message("group.same_option", {"option": best, "n_all": n_all})
    return Message("group.same_pathway", {"option": best, "n_all": n_all})


def _ways(orders: Sequence[GroupOrder], n_deciding: int) -> tuple[Message, ...]:
    if n_deciding == 1:
        return ()
    best = orders[0].order[0]
    others = dict.fromkeys(order.order[0] for order in orders[1:] if order.order)
    others.pop(best, None)
    if not others:
        return (Message("group.ways_agree", {"option": best}),)
    return (Message("group.ways_differ", {"option": best, "others": ", ".join(others)}),)


def _acceptance(broadest: Sequence[str], share: float) -> tuple[Message, ...]:
    if not broadest:
        return (Message("group.nobody_accepts"),)
    first, *others = broadest
    if not others:
        return (Message("group.broadest", {"option": first, "share": share}),)
    joined = ", ".join(others)
    return (Message("group.broadest_tied", {"option": first, "others": joined, "share": share}),)
