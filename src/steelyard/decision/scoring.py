"""Ranking the short list: acceptability, expected value and loss, ties, and each voice's answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.group_lead import first_shares, tied_with
from steelyard.decision.information.efficient_set import efficient_set
from steelyard.decision.mcda.smaa import acceptability, acceptability_sums, add_sums
from steelyard.decision.option_result import Ranking
from steelyard.decision.preferences import by_dimension
from steelyard.decision.reading_result import PriceSwitch, ReadingResult, StakeholderView
from steelyard.decision.readings import POINTS, settle
from steelyard.decision.robustness.regret import regret_summary
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.mcda.smaa import Acceptability, AcceptabilitySums
    from steelyard.decision.preferences import Voice
    from steelyard.decision.readings import Standing
    from steelyard.quantities.arrays import BoolArray, FloatArray, IntArray

TWO_ERRORS: Final = 2.0
"""Standard errors within which a difference is no difference."""


class Scored(NamedTuple):
    """The answer of one reading, with the rank of every short-listed option."""

    result: ReadingResult
    rankings: tuple[Ranking, ...]
    """In the order of the short list."""
    best_row: int
    """Row of the best option; the cheapest where value has no price."""
    views: tuple[StakeholderView, ...]


class Expectation(NamedTuple):
    """Expected utilities at the decided weights, and how they differ from the best."""

    best: int
    """Row of the best option."""
    expected: tuple[float | None, ...]
    """None where an option is not ranked by value. [1 or CUR]"""
    errors: tuple[float | None, ...]
    """Standard errors of the difference to the best; none for itself. [1 or CUR]"""
    losses: tuple[float | None, ...]
    """Expected regret. [1 or CUR]"""
    tied: tuple[int, ...]
    """Rows not to be told apart from the best."""


def score(contest: Contest, reading: Reading, voices: Sequence[Voice]) -> Scored:
    """Rank the short list under one reading.

    Parameters
    ----------
    contest
        The use case.
    reading
        Which.
    voices
        Whose answers are wanted; the deciding ones are always among them.

    Returns
    -------
    Scored
        Answer, rankings and the voices' answers.

    Notes
    -----
    Equations D-4 to D-8 of ``docs/method/decision.md``.
    """
    rules = contest.rules[reading]
    if not rules.is_priced:
        return _unpriced(contest)
    found = expectation(contest, reading)
    sums = {voice.stakeholder: _sums(contest, reading, voice) for voice in voices}
    deciding = [voice for voice in voices if voice.decides]
    if contest.joining.is_of_orders:
        shares = _of_orders(contest, reading, deciding)
    else:
        shares = _of_weights(contest, [sums[voice.stakeholder].all for voice in deciding], deciding)
    rankings = tuple(
        Ranking(
            found.expected[row],
            found.errors[row],
            found.losses[row],
            tuple(float(share) for share in shares.ranks[row]),
            _central(shares.central[row]),
            tuple(float(error) for error in shares.errors[row]),
        )
        for row in range(len(contest.ids))
    )
    efficient, switches = _efficient(contest, reading)
    result = ReadingResult(
        reading,
        contest.ids[found.best],
        rankings[found.best].first,
        tuple(contest.ids[row] for row in found.tied),
        by_pathway(contest, [ranking.first for ranking in rankings]),
        efficient,
        switches,
    )
    views = tuple(_view(contest, reading, voice, sums[voice.stakeholder]) for voice in voices)
    return Scored(result, rankings, found.best, views)


def by_pathway(contest: Contest, shares: Sequence[float]) -> dict[str, float]:
    """Add shares of options to shares of pathways.

    Parameters
    ----------
    contest
        The use case.
    shares
        One per short-listed option. [1]

    Returns
    -------
    dict
        Share by pathway, in the order of the short list.
    """
    found: dict[str, float] = {}
    for name, share in zip(contest.pathways, shares, strict=True):
        found[name] = found.get(name, 0.0) + share
    return found


def expectation(contest: Contest, reading: Reading) -> Expectation:
    """Return expected utilities at the decided weights.

    Parameters
    ----------
    contest
        The use case.
    reading
        One under which an order follows.

    Returns
    -------
    Expectation
        Best option, expected values and losses, ties.

    Notes
    -----
    Equations D-6 to D-8 of ``docs/method/decision.md``; where orders are joined, the best option
    and what is tied with it follow O-11 to O-15 of ``docs/method/voices.md``.
    """
    rules = contest.rules[reading]
    standing = contest.standing(reading)
    mean = contest.expected(reading)
    best = contest.leading(reading)
    ranked = _ranked_by_value(contest, reading, mean)
    if not ranked[best]:
        return _today_best(contest, standing, best)
    price, scale = contest.frame.price, 1.0
    utilities = standing.value
    if reading is Reading.VALUE_AND_COST:
        utilities = rules.utility(standing, price)
        scale = POINTS * (rules.price or 0.0)
    rows = np.flatnonzero(ranked)
    lead = utilities[best] - utilities[rows]
    errors = lead.std(axis=1) / np.sqrt(lead.shape[1])
    margin = np.maximum(TWO_ERRORS * errors, contest.frame.rules.materiality * scale)
    tied = {int(row) for row in rows[lead.mean(axis=1) <= margin]}
    if contest.joining.is_of_orders:
        tied = tied_with(contest, reading, best, rows, TWO_ERRORS)
    if reading is Reading.SIX_DIMENSIONS and rules.has_benefit and _barely(standing.delta[best]):
        tied.add(0)
    losses = regret_summary(utilities=utilities[rows]).mean
    return Expectation(
        best,
        tuple(
            float(utilities[row].mean()) if row or ranked[row] else None
            for row in range(len(utilities))
        ),
        _spread_out(np.where(rows == best, np.nan, errors), rows, len(utilities)),
        _spread_out(losses, rows, len(utilities)),
        (best, *sorted(tied - {best})),
    )


def _ranked_by_value(contest: Contest, reading: Reading, mean: Standing) -> BoolArray:
    # Six dimensions: options that pay, or all where no benefit is stated; never today's service.
    ranked = np.ones(len(contest.ids), dtype=np.bool_)
    if reading is Reading.SIX_DIMENSIONS and contest.has_benefit:
        ranked = mean.delta[:, 0] <= 0
    ranked[0] = reading is Reading.VALUE_AND_COST and contest.has_benefit
    return ranked


def _barely(delta: FloatArray) -> bool:
    error = float(delta.std()) / np.sqrt(len(delta))
    return bool(abs(delta.mean()) <= TWO_ERRORS * error)


def _today_best(contest: Contest, standing: Standing, best: int) -> Expectation:
    # Six dimensions and nothing pays: today's service stays, and no value is lost by that.
    n = len(contest.ids)
    near = {row for row in range(1, n) if _barely(standing.delta[row])}
    values = standing.value.mean(axis=1)
    shown = tuple(None if row == 0 else float(values[row]) for row in range(n))
    errors = (None,) * n
    losses = tuple(0.0 if row == best else None for row in range(n))
    return Expectation(best, shown, errors, losses, (best, *sorted(near - {best})))


def _spread_out(found: FloatArray, rows: IntArray, n: int) -> tuple[float | None, ...]:
    # An option has no difference to itself, so no error of it.
    known = zip(rows, found, strict=True)
    by_row = {int(row): float(value) for row, value in known if np.isfinite(value)}
    return tuple(by_row.get(row) for row in range(n))


class _Shares(NamedTuple):
    ranks: FloatArray
    central: FloatArray
    errors: FloatArray


class _Sums(NamedTuple):
    all: AcceptabilitySums
    first_of_new: FloatArray
    """How often each option is best of those other than today's service, shape ``(option,)``."""


def _ranked_rows(contest: Contest) -> slice:
    return slice(0 if contest.has_benefit or len(contest.ids) == 1 else 1, None)


def _of_weights(
    contest: Contest, sums: Sequence[AcceptabilitySums], deciding: Sequence[Voice]
) -> _Shares:
    total = sums[0]
    for more in sums[1:]:
        total = add_sums(left=total, right=more)
    size = sum(voice.effective_size for voice in deciding)
    return _with_today(contest, acceptability(sums=total, effective_size=size))


def _of_orders(contest: Contest, reading: Reading, deciding: Sequence[Voice]) -> _Shares:
    # Only the first place is reckoned: the other ranks of a group's order mean little.
    drawn = [_drawn(contest, reading, voice) for voice in deciding]
    found = first_shares(
        contest,
        [utilities for _, utilities in drawn],
        [voice.weights for voice in deciding],
        min(voice.effective_size for voice in deciding),
    )
    return _Shares(found.shares[:, np.newaxis], found.central, found.errors[:, np.newaxis])


def _drawn(contest: Contest, reading: Reading, voice: Voice) -> tuple[Standing, FloatArray]:
    standing = settle(contest.table, contest.drawn, reading, voice.weights)
    utilities = contest.rules[reading].utility(standing, contest.frame.price)
    return standing, np.maximum(utilities, np.finfo(np.float64).min / 4)


def _sums(contest: Contest, reading: Reading, voice: Voice) -> _Sums:
    standing, utilities = _drawn(contest, reading, voice)
    found = acceptability_sums(utilities=utilities[_ranked_rows(contest)], weights=voice.weights)
    # Of the options other than today's service value decides, which does not ask whether they pay.
    merit = standing.value if reading is Reading.SIX_DIMENSIONS else utilities
    merit = np.where(contest.table.met, merit, -np.inf)[1:]
    first = np.zeros(len(contest.ids))
    if len(merit):
        placed = np.isfinite(merit).any(axis=0)
        first[1:] = np.bincount(merit.argmax(axis=0)[placed], minlength=len(merit)) / merit.shape[1]
    return _Sums(found, first)


def _with_today(contest: Contest, found: Acceptability) -> _Shares:
    # An unplaced do_minimum comes back as a row that is never ranked.
    ranks, central, errors = found.rank_acceptability, found.central_weights, found.rank_error
    if len(ranks) == len(contest.ids):
        return _Shares(ranks, central, errors)
    return _Shares(
        np.vstack([np.zeros(ranks.shape[1]), ranks]),
        np.vstack([np.full(central.shape[1], np.nan), central]),
        np.vstack([np.zeros(errors.shape[1]), errors]),
    )


def _central(weights: FloatArray) -> dict[str, float] | None:
    return None if np.isnan(weights).any() else by_dimension(weights)


def _view(contest: Contest, reading: Reading, voice: Voice, sums: _Sums) -> StakeholderView:
    shares = _with_today(contest, acceptability(sums=sums.all)).ranks[:, 0]
    mean = contest.expected(reading, voice.mean)
    rules = contest.rules[reading]
    best = int(rules.best(mean)[0])
    merit = mean.value if reading is Reading.SIX_DIMENSIONS else rules.utility(mean)
    order = np.argsort(-merit[1:, 0], kind="stable") + 1
    return StakeholderView(
        voice.stakeholder,
        contest.ids[best],
        float(shares[best]),
        {name: float(share) for name, share in zip(contest.ids, shares, strict=True)},
        tuple(contest.ids[row] for row in order),
        {contest.ids[row]: float(sums.first_of_new[row]) for row in order},
    )


def _efficient(
    contest: Contest, reading: Reading
) -> tuple[tuple[str, ...], tuple[PriceSwitch, ...]]:
    if reading is Reading.SIX_DIMENSIONS:
        return (), ()
    mean = contest.expected(reading)
    rows = np.arange(len(contest.ids))[_ranked_rows(contest)]
    found = efficient_set(values=mean.value[rows, 0], net_costs=mean.delta[rows, 0])
    undominated = rows[found.is_undominated]
    by_cost = sorted(undominated, key=lambda row: (mean.delta[row, 0], row))
    switches = tuple(
        PriceSwitch(float(price) / POINTS, contest.ids[rows[option]])
        for price, option in zip(found.switch_prices, found.options[1:], strict=True)
    )
    return tuple(contest.ids[row] for row in by_cost), switches


def _unpriced(contest: Contest) -> Scored:
    # Value without a price: the efficient set, and one answer only if it has one member.
    reading = Reading.VALUE_AND_COST
    efficient, switches = _efficient(contest, reading)
    cheapest = contest.ids.index(efficient[0])
    alone = len(efficient) == 1
    confidence = _undominated_share(contest, cheapest) if alone else 0.0
    shares = [confidence if row == cheapest and alone else 0.0 for row in range(len(contest.ids))]
    mean = contest.expected(reading)
    result = ReadingResult(
        reading,
        efficient[0] if alone else "",
        confidence,
        efficient,
        by_pathway(contest, shares) if alone else {},
        efficient,
        switches,
    )
    nothing = Ranking(None, None, None, (), None)
    return Scored(result, (nothing,) * len(mean.value), cheapest, ())


def _undominated_share(contest: Contest, row: int) -> float:
    standing = contest.standing(Reading.VALUE_AND_COST)
    rows = _ranked_rows(contest)
    most = standing.value[rows].max(axis=0) <= standing.value[row]
    cheapest = standing.delta[rows].min(axis=0) >= standing.delta[row]
    return float((most & cheapest).mean())


def best_by_basis(contest: Contest, bases: Sequence[str]) -> Mapping[str, int]:
    """Return the best row with shared capabilities paid in each way.

    Parameters
    ----------
    contest
        The use case.
    bases
        ``alone``, ``shared``, ``marginal``.

    Returns
    -------
    dict
        Row by basis, under the deciding reading.
    """
    reading = contest.deciding.reading
    return {
        basis: int(contest.best(reading, partial(contest.on_basis, basis))[0]) for basis in bases
    }
