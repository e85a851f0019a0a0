"""In which futures something wins: the two or three ranges of inputs that tell them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.grids import probability_below
from steelyard.decision.influence import InputOrders
from steelyard.decision.input_groups import uncertain_inputs
from steelyard.decision.json_form import number
from steelyard.decision.pathway_class import class_of
from steelyard.decision.robustness.given_data import LEAST_DRAWS, explained_shares, usable_draws
from steelyard.decision.robustness.prim import discover_box, inside_box, range_stability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.json_form import Json
    from steelyard.decision.robustness.prim import Box
    from steelyard.quantities.arrays import BoolArray, FloatArray
    from steelyard.uncertainty import Parameter

LEAST_CASES: Final = 40
"""Draws in which the target wins, or does not, below which nothing is sought. [1]"""
CANDIDATES: Final = 12
"""Inputs among which ranges are sought: those that explain most of whether the target wins. [1]"""
SCREENED: Final = 4000
"""Draws on which candidates are chosen at most. [1]"""
LEAST_LIFT: Final = 0.02
"""Least gain in the share of wins, on draws not used in the search, that makes a finding. [1]"""


@dataclass(frozen=True, slots=True)
class Range:
    """One range of one input.

    Attributes
    ----------
    parameter
        Parameter id.
    unit
        Of the parameter.
    low, high
        Ends of the range; none where it is open.
    p05, p50, p95
        What is believed about the input.
    probability
        Probability that it lies in the range, as believed. [1]
    found_again
        Share of the halves of the draws in which this input was among the ranges again; none where
        that was left out. [1]
    weakening
        What the share of wins inside loses where this range is given up. [1]
    """

    parameter: str
    unit: str
    low: float | None
    high: float | None
    p05: float
    p50: float
    p95: float
    probability: float
    found_again: float | None
    weakening: float

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        numbers = ("low", "high", "p05", "p50", "p95", "probability", "found_again", "weakening")
        return {
            "parameter": self.parameter,
            "unit": self.unit,
            **{name: number(getattr(self, name)) for name in numbers},
        }


@dataclass(frozen=True, slots=True)
class Discovery:
    """When a target wins.

    Attributes
    ----------
    use_case
        Its id.
    target
        ``class:<keep|buy|hybrid|build>``, ``pathway:<name>`` or ``option:<id>``.
    share
        Share of all draws in which it wins. [1]
    ranges
        The most telling first; empty where no ranges tell more than none, or wins are too few.
    coverage
        Share of its wins that lie inside the ranges, on draws not used in the search. [1]
    density
        Share of the draws inside in which it wins, on the same draws. [1]
    mass
        Share of those draws that lie inside. [1]
    is_too_rare
        Whether it wins, or fails to, in too few draws to search.
    """

    use_case: str
    target: str
    share: float
    ranges: tuple[Range, ...]
    coverage: float
    density: float
    mass: float
    is_too_rare: bool

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "target": self.target,
            "share": number(self.share),
            "ranges": [entry.as_json() for entry in self.ranges],
            "coverage": number(self.coverage),
            "density": number(self.density),
            "mass": number(self.mass),
            "is_too_rare": self.is_too_rare,
        }


def targets_of(contest: Contest, leading: int) -> tuple[str, ...]:
    """Return what is worth explaining.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.

    Returns
    -------
    tuple of str
        Building, where an option of that class is on the short list, and the class of the leading
        option where it is another one.
    """
    classes = [class_of(option.pathways) for option in contest.options]
    wanted = dict.fromkeys(["build"] if "build" in classes else [])
    wanted[classes[leading]] = None
    return tuple(f"class:{name}" for name in wanted)


def wins_of(contest: Contest, target: str) -> BoolArray:
    """Return in which draws a target wins, at the mean weights of those who decide.

    Parameters
    ----------
    contest
        The use case.
    target
        As in :class:`Discovery`.

    Returns
    -------
    BoolArray
        Shape ``(draw,)``.

    Raises
    ------
    ValueError
        If nothing on the short list answers to the target.
    """
    kind, _, name = target.partition(":")
    called = {
        "class": [class_of(option.pathways) for option in contest.options],
        "pathway": list(contest.pathways),
        "option": list(contest.ids),
    }.get(kind, [])
    members = np.array([entry == name for entry in called], dtype=np.bool_)
    if not members.any():
        message = (
            f"target: expected class:<name>, pathway:<name> or option:<id> of the short list of "
            f"'{contest.appraisal.use_case}', found '{target}'"
        )
        raise ValueError(message)
    reading = contest.deciding.reading
    best = contest.best(reading, partial(contest.standing, reading))
    return np.asarray(members[best], dtype=np.bool_)


def discover(
    contest: Contest,
    targets: Sequence[str],
    *,
    n_halves: int,
    orders: InputOrders | None = None,
) -> tuple[Discovery, ...]:
    """Return the ranges of at most three inputs in which each target wins most often.

    Parameters
    ----------
    contest
        The use case.
    targets
        For example ``class:build``, ``pathway:api``, ``option:<id>``.
    n_halves
        Halves of the draws on which ranges are sought again, to see how steady they are; 0 leaves
        that out. [1]
    orders
        Of the study's inputs; found here if omitted.

    Returns
    -------
    tuple of Discovery
        In the order of the targets; sought on every other draw, told on the rest.

    Notes
    -----
    Section "When does it win" of ``docs/method/sensitivity.md``.
    """
    if not targets:
        return ()
    wins = np.array([wins_of(contest, target) for target in targets])
    inputs = uncertain_inputs(contest)
    if not inputs or contest.frame.sample.n < 2 * LEAST_DRAWS:
        return tuple(_nothing(contest, *entry) for entry in zip(targets, wins, strict=True))
    drawn = np.array([contest.frame.sample.of(parameter) for parameter in inputs])
    known = orders or InputOrders(contest.frame.sample)
    n_used = min(contest.frame.sample.n, SCREENED)
    telling = explained_shares(
        parameters=drawn[:, :SCREENED],
        outputs=wins[:, :SCREENED].astype(np.float64),
        orders=known.of(inputs, usable_draws(n_draws=n_used)),
    ).shares
    found = []
    for column, (target, won) in enumerate(zip(targets, wins, strict=True)):
        chosen = np.sort(np.argsort(-telling[:, column], kind="stable")[:CANDIDATES])
        near = [inputs[row] for row in chosen]
        found.append(
            _discovered(contest, target, won, inputs=near, drawn=drawn[chosen], n_halves=n_halves)
        )
    return tuple(found)


def _nothing(contest: Contest, target: str, wins: BoolArray) -> Discovery:
    share, few = float(wins.mean()), min(wins.sum(), len(wins) - wins.sum()) < LEAST_CASES
    name = contest.appraisal.use_case
    return Discovery(name, target, share, (), 1.0, share, 1.0, bool(few))


def _discovered(
    contest: Contest,
    target: str,
    wins: BoolArray,
    *,
    inputs: list[Parameter],
    drawn: FloatArray,
    n_halves: int,
) -> Discovery:
    nothing = _nothing(contest, target, wins)
    sought, told = slice(0, None, 2), slice(1, None, 2)
    if nothing.is_too_rare or not 0 < wins[sought].sum() < len(wins[sought]):
        return nothing
    box = discover_box(parameters=drawn[:, sought], is_wanted=wins[sought])
    inside = inside_box(parameters=drawn[:, told], lower=box.lower, upper=box.upper)
    held = wins[told]
    density = float(held[inside].mean()) if inside.any() else 0.0
    if not len(box.restricted) or density - float(held.mean()) < LEAST_LIFT:
        return nothing
    again = None
    if n_halves:
        again = range_stability(
            parameters=drawn[:, sought],
            is_wanted=wins[sought],
            n_resamples=n_halves,
            rng=contest.frame.sample.generator(f"decision:discovery/{nothing.use_case}/{target}"),
        )
    return replace(
        nothing,
        ranges=_ranges(inputs, box, again),
        coverage=float(held[inside].sum() / max(held.sum(), 1)),
        density=density,
        mass=float(inside.mean()),
    )


def _ranges(inputs: list[Parameter], box: Box, again: FloatArray | None) -> tuple[Range, ...]:
    found = []
    for row, weakening in zip(box.restricted, box.weakening, strict=True):
        parameter = inputs[row]
        stated = parameter.statement
        low, high = float(box.lower[row]), float(box.upper[row])
        below = probability_below(stated, low) if np.isfinite(low) else 0.0
        within = probability_below(stated, high) if np.isfinite(high) else 1.0
        found.append(
            Range(
                parameter.id,
                parameter.unit,
                low if np.isfinite(low) else None,
                high if np.isfinite(high) else None,
                stated.p05,
                stated.p50,
                stated.p95,
                within - below,
                None if again is None else float(again[row]),
                float(weakening),
            )
        )
    return tuple(found)
