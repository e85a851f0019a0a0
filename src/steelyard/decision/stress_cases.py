"""What a scenario does to the options of a use case: expected value and money, and who is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import logit

from steelyard.decision.bar import bar_parameter
from steelyard.decision.performance import value_table
from steelyard.decision.readings import Standing, dimension_values, settle
from steelyard.options.model import GateState
from steelyard.uncertainty.scenarios import Removal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.options.model import UseCaseAppraisal
    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

TINY: Final = 1e-9
"""Keeps log-odds finite. [1]"""
SLOPE: Final = "model:slope.ability"
CONTINUITY: Final = "level.continuity."
SUPPLIED: Final = frozenset({
    f"{CONTINUITY}{name}"
    for name in ("prompted_service", "retrieval_service", "tuned_service", "licensed_instance")
})
"""What must be replaced when outside suppliers stop, where the model itself goes with them."""
HELD: Final = frozenset({f"{CONTINUITY}{name}" for name in ("nothing", "host_of_held_weights")})
"""Likewise, where the weights stay."""
IN_PLACE: Final = "gate.hardware_in_place.rule"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Value and money of options, with what their expected values rest on.

    Attributes
    ----------
    ids
        Options, today's service first.
    standing
        Draws behind the level, shape ``(option, draw)``.
    sunk
        Money lost where an option is taken away, shape ``(option, draw)``. [CUR]
    share_met
        Probability that every quantitative gate is met, shape ``(option,)``. [1]
    change
        Draws of what a scenario adds to the level, shape ``(option, draw)``; none without one.
    own
        The same at the weights of each elector where orders are joined; else empty.
    """

    ids: tuple[str, ...]
    standing: Standing
    sunk: FloatArray
    share_met: FloatArray
    change: Standing | None = None
    own: tuple[Case, ...] = ()

    def met(self, option: str) -> float:
        """Return the probability that an option meets every quantitative gate.

        Parameters
        ----------
        option
            Its id.

        Returns
        -------
        float
            Between 0 and 1. [1]
        """
        return float(self.share_met[self.ids.index(option)])

    def mean(self) -> Standing:
        """Return expected value and money.

        Returns
        -------
        Standing
            Shape ``(option, 1)``.
        """
        parts = [self.standing] if self.change is None else [self.standing, self.change]
        value = np.sum([part.value.mean(axis=1, keepdims=True) for part in parts], axis=0)
        delta = np.sum([part.delta.mean(axis=1, keepdims=True) for part in parts], axis=0)
        return Standing(value, delta)

    def lead(self, first: int, second: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return by how much one option leads another.

        Parameters
        ----------
        first, second
            Their rows.

        Returns
        -------
        tuple
            Expected difference in value and its standard error [1], and in money [CUR].
        """
        parts = [self.standing] if self.change is None else [self.standing, self.change]
        found = []
        for name in ("value", "delta"):
            leads = [getattr(part, name)[first] - getattr(part, name)[second] for part in parts]
            mean = sum(float(lead.mean()) for lead in leads)
            error = np.sqrt(sum(float(lead.var()) / len(lead) for lead in leads))
            found.append((mean, float(error)))
        return found[0], found[1]

    def moved_by(self, stressed: Case, plain: Case) -> Case:
        """Return the case under a scenario.

        Parameters
        ----------
        stressed, plain
            The same few draws with and without the scenario.

        Returns
        -------
        Case
            Level of this case and change of the draws in common; an option that only the scenario
            makes feasible stands as it is there.

        Notes
        -----
        Equation X-1 of ``docs/method/stress.md``.
        """
        rows = range(len(stressed.ids))
        n_level, n_change = self.standing.value.shape[1], stressed.standing.value.shape[1]
        level = [np.zeros((len(rows), n_level)) for _ in range(2)]
        change = [np.zeros((len(rows), n_change)) for _ in range(2)]
        for row, name in enumerate(stressed.ids):
            is_known = name in self.ids and name in plain.ids
            for part in range(2):
                change[part][row] = stressed.standing[part][row]
                if is_known:
                    change[part][row] -= plain.standing[part][plain.ids.index(name)]
                    level[part][row] = self.standing[part][self.ids.index(name)]
        own = zip(self.own, stressed.own, plain.own, strict=True)
        return Case(
            stressed.ids,
            Standing(level[0], level[1]),
            stressed.sunk,
            stressed.share_met,
            Standing(change[0], change[1]),
            tuple(mine.moved_by(then, before) for mine, then, before in own),
        )

    def limited_to(self, available: frozenset[str], leader: str, is_removed: bool) -> Case:
        """Return the case with the options that are left, and the leading one.

        Parameters
        ----------
        available
            Ids of the options that are left.
        leader
            Id of the present leading option, which stays to be compared.
        is_removed
            Whether the scenario takes it away: it then brings nothing, and its cost is sunk.

        Returns
        -------
        Case
            In the old order.
        """
        rows = [row for row, name in enumerate(self.ids) if name in available or name == leader]
        ids = tuple(self.ids[row] for row in rows)
        level = Standing(self.standing.value[rows].copy(), self.standing.delta[rows].copy())
        change = None
        if self.change is not None:
            change = Standing(self.change.value[rows].copy(), self.change.delta[rows].copy())
        if is_removed:
            own = ids.index(leader)
            lost = self.sunk[rows[own]]
            level.value[own] = 0.0
            level.delta[own] = lost if change is None else lost.mean()
            if change is not None:
                change.value[own], change.delta[own] = 0.0, 0.0
        each = tuple(case.limited_to(available, leader, is_removed) for case in self.own)
        return Case(ids, level, self.sunk[rows], self.share_met[rows], change, each)


def case_of(contest: Contest, appraisal: UseCaseAppraisal, sample: Sample) -> Case:
    """Return value and money of every option that no gate excludes, and of the short list.

    Parameters
    ----------
    contest
        The use case: anchors, weights, reading.
    appraisal
        Its appraisal over the draws of the sample.
    sample
        Draws.

    Returns
    -------
    Case
        At the decided weights; anchors stay those of the study.
    """
    options = [
        position
        for position, option in enumerate(appraisal.options)
        if position == 0 or appraisal.is_feasible(position) or option.id in contest.ids
    ]
    frame = contest.frame
    table = value_table(
        appraisal, options, criteria=frame.criteria, anchors=contest.anchors, sample=sample
    )
    known, joining = frame.preferences, contest.joining
    dimensions = dimension_values(table.values, known.within_mean, known.dimension_of)
    ids = tuple(appraisal.options[position].id for position in options)
    share_met = np.asarray(table.met.mean(axis=1), dtype=np.float64)

    def at(weights: FloatArray) -> Case:
        standing = settle(table, dimensions, contest.deciding.reading, weights)
        return Case(ids, standing, table.sunk, share_met)

    return replace(at(joining.decided), own=tuple(at(weights) for weights in joining.own))


def removed_options(appraisal: UseCaseAppraisal, removal: Removal) -> frozenset[str]:
    """Return the feasible options that a scenario takes away.

    Parameters
    ----------
    appraisal
        The use case.
    removal
        Which kind of options.

    Returns
    -------
    frozenset of str
        Their ids.

    Notes
    -----
    Equation X-3 of ``docs/method/stress.md``. Attributes decide, no name of a pathway or a vendor.
    """
    if removal is Removal.NONE:
        return frozenset()
    test = _is_supplied if removal is Removal.SUPPLIED else _needs_controlled_machines
    return frozenset(
        option.id
        for position, option in enumerate(appraisal.options)
        if position and appraisal.is_feasible(position) and test(appraisal, position)
    )


def _continuity(appraisal: UseCaseAppraisal, position: int) -> str:
    judged = appraisal.provenance.get((appraisal.options[position].id, "continuity"))
    return "" if judged is None else judged.rationale.key


def _is_supplied(appraisal: UseCaseAppraisal, position: int) -> bool:
    return _ends_with(_continuity(appraisal, position), SUPPLIED)


def _ends_with(key: str, names: frozenset[str]) -> bool:
    # Keys of provenance carry the word "judged." in front.
    return key.endswith(tuple(sorted(names)))


def _needs_controlled_machines(appraisal: UseCaseAppraisal, position: int) -> bool:
    return any(
        gate.gate == "obtainable_hardware"
        and gate.state is GateState.UNKNOWN
        and gate.rule.key != IN_PLACE
        for gate in appraisal.gates[position]
    )


def open_model_shifts(contest: Contest) -> dict[str, float]:
    """Return what lifts each model whose weights can be held over the quality bar.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    dict
        Added to the model's own distance from its public scores, by parameter id, in units of
        ability; empty without a bar, or where every such model meets it already.

    Notes
    -----
    Equation X-2 of ``docs/method/stress.md``: the bar is then met in the share of draws that the
    dossier's gates require, by the best way of running the model.
    """
    sample, appraisal = contest.frame.sample, contest.appraisal
    bar = sample.known.get(bar_parameter(appraisal.use_case))
    slope = sample.known.get(SLOPE)
    if bar is None or slope is None:
        return {}
    needed = _log_odds(sample.of(bar))
    found: dict[str, float] = {}
    for model, positions in _held_models(appraisal).items():
        name = f"model:residual.task/{appraisal.use_case}/{model}"
        medians = [float(np.median(appraisal.quality[position])) for position in positions]
        if name not in sample.known or not np.isfinite(medians).all():
            continue
        best = positions[int(np.argmax(medians))]
        short = (needed - _log_odds(appraisal.quality[best])) / sample.of(slope)
        shift = float(np.quantile(short, contest.frame.rules.gate_confidence))
        if shift > 0:
            found[name] = shift
    return found


def _held_models(appraisal: UseCaseAppraisal) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for position, option in enumerate(appraisal.options):
        if option.planned is None and _ends_with(_continuity(appraisal, position), HELD):
            found.setdefault(option.model, []).append(position)
    return dict(found)


def _log_odds(share: FloatArray) -> FloatArray:
    return np.asarray(logit(np.clip(share, TINY, 1.0 - TINY)), dtype=np.float64)
