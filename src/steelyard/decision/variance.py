"""Which inputs, and which kinds of inputs together, bring about the spread of the result."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.influence import InputOrders
from steelyard.decision.input_groups import grouped, uncertain_inputs
from steelyard.decision.json_form import number
from steelyard.decision.measures import NAMES, standings_in_spread
from steelyard.decision.performance import value_table
from steelyard.decision.readings import Standing, dimension_values, settle
from steelyard.decision.robustness.given_data import explained_shares, usable_draws
from steelyard.decision.robustness.sobol import sobol_indices
from steelyard.uncertainty import Sample, median_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.json_form import Json
    from steelyard.decision.measures import Duel
    from steelyard.options.model import AppraisalModel
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter

TWO_ERRORS: Final = 2.0
LEAST_CASES: Final = 20
"""Draws in which the leading option is best, or not, below which that is not explained. [1]"""
OUTPUTS: Final = (*NAMES, "wins")
"""The measures, and whether the leading option is best at all."""
TOLD: Final = ("lead", "wins")
"""Outputs by which single inputs are chosen for further runs."""
REST: Final = "rest"
"""All inputs that are not told one by one."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What one input alone explains of each output.

    Attributes
    ----------
    parameter
        Parameter id.
    shares
        Share of the variance by output: ``lead``, ``money``, ``value``, ``wins``. [1]
    errors
        Standard error of each. [1]
    """

    parameter: str
    shares: Mapping[str, float]
    errors: Mapping[str, float]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "parameter": self.parameter,
            "shares": _numbers(self.shares),
            "errors": _numbers(self.errors),
        }


@dataclass(frozen=True, slots=True)
class GroupShare:
    """What one kind of inputs, or a single one, brings about of each output.

    Attributes
    ----------
    group
        Its name, for example ``quality``; of a single input its parameter id.
    n_parameters
        Inputs in it. [1]
    first, total
        Share of the variance it brings about alone, and with whatever it acts on together. [1]
    first_errors, total_errors
        Standard errors. [1]
    """

    group: str
    n_parameters: int
    first: Mapping[str, float]
    total: Mapping[str, float]
    first_errors: Mapping[str, float]
    total_errors: Mapping[str, float]

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        parts = ("first", "total", "first_errors", "total_errors")
        return {
            "group": self.group,
            "n_parameters": self.n_parameters,
            **{name: _numbers(getattr(self, name)) for name in parts},
        }


def _numbers(found: Mapping[str, float]) -> Json:
    return {name: number(value) for name, value in found.items()}


def _by_output(values: FloatArray) -> dict[str, float]:
    # Whether the leading option wins is left out where it hardly ever differs.
    return {name: float(value) for name, value in zip(OUTPUTS, values, strict=False)}


def outputs_of(
    contest: Contest, duel: Duel, standing: Standing, best: IntArray, n_reference: int
) -> FloatArray:
    """Return what the spread is asked of.

    Parameters
    ----------
    contest
        The use case.
    duel
        Leading option and rival.
    standing
        Value and money, shape ``(option, draw)``.
    best
        Row of the option that the deciding stakeholders put first, shape ``(draw,)``.
    n_reference
        The first so many draws make up the spread. [1]

    Returns
    -------
    FloatArray
        Place of lead, money and value in their own spread, and 1 where the leading option is best,
        shape ``(output, draw)``; without the last where it is best, or not, in fewer than twenty
        draws of the reference. [1]
    """
    measures = duel.measured(contest, standing)
    places = standings_in_spread(measures, measures[:, :n_reference])
    wins = best == duel.leading
    rarer = min(wins[:n_reference].sum(), n_reference - wins[:n_reference].sum())
    return np.vstack([places, wins]) if rarer >= LEAST_CASES else places


def explained_by_input(
    contest: Contest,
    duel: Duel,
    *,
    n_draws: int,
    n_listed: int,
    orders: InputOrders | None = None,
) -> tuple[Explained, ...]:
    """Return which single inputs explain the spread, from the study's own draws.

    Parameters
    ----------
    contest
        The use case.
    duel
        Leading option and rival.
    n_draws
        Draws used at most. [1]
    n_listed
        Inputs listed at most for each output. [1]
    orders
        Of the study's inputs; found here if omitted.

    Returns
    -------
    tuple of Explained
        Those whose share lies above two standard errors, the largest share of the lead first.

    Notes
    -----
    Equations SN-5 and SN-6 of ``docs/method/sensitivity.md``. No further evaluation of the model.
    """
    inputs = uncertain_inputs(contest)
    n_used = min(n_draws, contest.frame.sample.n)

    def settled(weights: FloatArray) -> Standing:
        standing = contest.standing(contest.deciding.reading, weights)
        return Standing(standing.value[:, :n_used], standing.delta[:, :n_used])

    outputs = _outputs(contest, duel, settled, n_used)
    drawn = np.array([contest.frame.sample.of(parameter)[:n_used] for parameter in inputs])
    known = orders or InputOrders(contest.frame.sample)
    found = explained_shares(
        parameters=drawn,
        outputs=outputs,
        orders=known.of(inputs, usable_draws(n_draws=n_used)),
    )
    sure = found.shares > TWO_ERRORS * found.errors
    rows = [
        int(row)
        for output in range(len(outputs))
        for row in np.argsort(-found.shares[:, output], kind="stable")[:n_listed]
        if sure[row, output]
    ]
    return tuple(
        Explained(inputs[row].id, _by_output(found.shares[row]), _by_output(found.errors[row]))
        for row in dict.fromkeys(rows)
    )


class Runs(NamedTuple):
    """Further runs of the model."""

    model: AppraisalModel
    """The appraisal as a function of the sample."""
    n_base: int
    """Draws of each of the two samples; the model runs at so many points for each group of inputs,
    and at twice as many more. [1]"""
    n_bootstrap: int
    """Resamples behind the standard errors. [1]"""


def explained_by_group(contest: Contest, duel: Duel, runs: Runs) -> tuple[GroupShare, ...]:
    """Return what each kind of inputs brings about, by running the model again.

    Parameters
    ----------
    contest
        The use case.
    duel
        Leading option and rival.
    runs
        How often the model runs.

    Returns
    -------
    tuple of GroupShare
        In the order of the kinds.

    Notes
    -----
    Equations SN-1 to SN-4 of ``docs/method/sensitivity.md``, on the appraisal itself, no surrogate.
    Weights and the price of a value point are held fixed: they are preferences. What is unknown
    altogether stands in the middle of its range.
    """
    return _brought_about(contest, duel, runs, grouped(uncertain_inputs(contest)))


def explained_by_single(
    contest: Contest, duel: Duel, runs: Runs, inputs: Sequence[Explained], *, n_listed: int
) -> tuple[GroupShare, ...]:
    """Return what the strongest single inputs bring about, by running the model again.

    Parameters
    ----------
    contest
        The use case.
    duel
        Leading option and rival.
    runs
        How often the model runs.
    inputs
        What single inputs explain, from the study's own draws: those with the largest share of the
        lead, or of winning at all, are taken. Inputs that move with one of them are taken with it,
        because no run can move one and hold the other.
    n_listed
        How many at most. [1]

    Returns
    -------
    tuple of GroupShare
        Named by the first parameter of each, the strongest first; last ``rest``, all other inputs.

    Notes
    -----
    As :func:`explained_by_group`.
    """
    uncertain = uncertain_inputs(contest)
    cause = {parameter.id: parameter.common_factor or parameter.id for parameter in uncertain}
    ranked = sorted(inputs, key=lambda row: -max(row.shares.get(name, 0.0) for name in TOLD))
    first: dict[str, str] = {}
    for row in ranked:
        if len(first) < n_listed:
            first.setdefault(cause[row.parameter], row.parameter)
    groups: dict[str, list[Parameter]] = {name: [] for name in (*first.values(), REST)}
    for parameter in uncertain:
        groups[first.get(cause[parameter.id], REST)].append(parameter)
    known = {name: members for name, members in groups.items() if members}
    return _brought_about(contest, duel, runs, known)


def _brought_about(
    contest: Contest, duel: Duel, runs: Runs, groups: Mapping[str, Sequence[Parameter]]
) -> tuple[GroupShare, ...]:
    seed, n_base = contest.frame.sample.seed, runs.n_base
    first, second = Sample(n_base, seed), Sample(n_base, seed + 1)
    n_blocks = len(groups) + 2
    fixed: dict[str, FloatArray] = {}
    for block, members in enumerate(groups.values()):
        for parameter in members:
            values = np.tile(first.of(parameter), n_blocks).reshape(n_blocks, n_base)
            values[1] = second.of(parameter)
            values[block + 2] = values[1]
            fixed[parameter.id] = values.ravel()
    settled = settled_at(contest, runs.model, fixed, n_base * n_blocks)
    outputs = _outputs(contest, duel, settled, 2 * n_base)
    blocks = outputs.reshape(len(outputs), n_blocks, n_base).swapaxes(0, 1)
    found = sobol_indices(
        base=blocks[0],
        resampled=blocks[1],
        mixed=blocks[2:],
        n_bootstrap=runs.n_bootstrap,
        rng=contest.frame.sample.generator("decision:sensitivity/bootstrap"),
    )
    return tuple(
        GroupShare(name, len(members), *(_by_output(part[row]) for part in found))
        for row, (name, members) in enumerate(groups.items())
    )


def _outputs(
    contest: Contest, duel: Duel, settled: Callable[[FloatArray], Standing], n_reference: int
) -> FloatArray:
    joining = contest.joining
    standing = settled(joining.decided)
    own = [settled(weights) for weights in joining.own]
    best = joining.best_of(contest.deciding, standing, own)
    return outputs_of(contest, duel, standing, best, n_reference)


def settled_at(
    contest: Contest, model: AppraisalModel, fixed: Mapping[str, FloatArray], n_points: int
) -> Callable[[FloatArray], Standing]:
    """Return value and money of the short list where the inputs take given values.

    Parameters
    ----------
    contest
        The use case.
    model
        The appraisal as a function of the sample.
    fixed
        Values by parameter id, shape ``(point,)``; all others stay at the median.
    n_points
        Number of cases. [1]

    Returns
    -------
    Callable
        Takes weights of the dimensions, and gives value and money under the deciding reading, shape
        ``(option, point)``.
    """
    frame = contest.frame
    sample = median_sample(n_points).with_values(fixed)
    wanted = frozenset(contest.ids)
    (appraisal,) = model(sample, (contest.appraisal.use_case,), wanted).use_cases
    names = [option.id for option in appraisal.options]
    options = tuple(names.index(name) for name in contest.ids)
    table = value_table(
        appraisal, options, criteria=frame.criteria, anchors=contest.anchors, sample=sample
    )
    known = frame.preferences
    dimensions = dimension_values(table.values, known.within_mean, known.dimension_of)
    return partial(settle, table, dimensions, contest.deciding.reading)
