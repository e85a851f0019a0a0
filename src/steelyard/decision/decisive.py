"""On which inputs the answers hang, and how many of those nobody has stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.bar import bar_parameter
from steelyard.decision.findings import DecisiveInput, Information
from steelyard.decision.input_status import UNSTATED
from steelyard.decision.scans import relevant
from steelyard.decision.verdict import unknowns
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.findings import Flip
    from steelyard.decision.influence import Influence
    from steelyard.decision.input_status import Statuses
    from steelyard.quantities.arrays import FloatArray

LEAST_SHARE: Final = 0.05
"""Least share of the variance of the difference that makes a parameter a driver. [1]"""
DRIVERS: Final = 5
"""Drivers counted per use case at most. [1]"""
TWO_ERRORS: Final = 2.0
CUR: Final = "CUR"


REASONS: Final = ("driver", "bar", "flip")
"""Why an input is decisive, the strongest last."""


class Named(NamedTuple):
    """An input that is decisive, and why."""

    parameter: str
    reason: str


class Driver(NamedTuple):
    """A parameter that moves the difference between the two best options."""

    parameter: str
    share: float
    """Share of the variance of the difference that a straight line explains. [1]"""


def utilities_of(contest: Contest) -> FloatArray:
    """Return the utility of the short list in each draw at the decided weights.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    FloatArray
        Under the deciding reading, shape ``(option, draw)``; minus infinity for a do_minimum that
        is not placed. [1 or CUR]
    """
    reading = contest.deciding.reading
    return contest.deciding.utility(contest.standing(reading), contest.frame.price)


def drivers(contest: Contest, leading: int, influence: Influence) -> tuple[Driver, ...]:
    """Return the strongest drivers of the difference between the leading option and the next.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.
    influence
        Ranks of the parameters.

    Returns
    -------
    tuple of Driver
        At most five, the strongest first; each explains at least 5 % of the variance.

    Notes
    -----
    Equation D-11 of ``docs/method/decision.md``.
    """
    utilities = utilities_of(contest)
    means = utilities.mean(axis=1)
    others = [row for row in range(len(means)) if row != leading and np.isfinite(means[row])]
    if not others:
        return ()
    rival = max(others, key=lambda row: (means[row], -row))
    difference = utilities[leading] - utilities[rival]
    shares = influence.shares(difference[np.newaxis])[:, 0]
    wanted = {
        parameter.id
        for parameter in relevant(contest.frame.sample.known, contest.appraisal.use_case)
    }
    found = [
        Driver(name, float(share))
        for name, share in zip(influence.names, shares, strict=True)
        if name in wanted and share >= LEAST_SHARE
    ]
    return tuple(sorted(found, key=lambda driver: (-driver.share, driver.parameter))[:DRIVERS])


def money_driver(contest: Contest, row: int, influence: Influence) -> str:
    """Return the parameter that an option's money against today's service follows most closely.

    Parameters
    ----------
    contest
        The use case.
    row
        The option.
    influence
        Ranks of the parameters.

    Returns
    -------
    str
        Its id; empty where the money does not vary.

    Notes
    -----
    Equation D-11 of ``docs/method/decision.md``, on the money of D-3: a missed gate sinks the cost.
    """
    delta = contest.table.delta_with_misses()[row]
    shares = influence.shares(delta[np.newaxis])[:, 0]
    wanted = {
        parameter.id
        for parameter in relevant(contest.frame.sample.known, contest.appraisal.use_case)
    }
    rows = [
        (-float(share), name)
        for name, share in zip(influence.names, shares, strict=True)
        if name in wanted and share > 0
    ]
    return min(rows)[1] if rows else ""


def named_inputs(contest: Contest, *sentences: Message) -> list[Named]:
    """Return the inputs that the words of a verdict name as deciding.

    Parameters
    ----------
    contest
        The use case.
    *sentences
        Its reason and notes.

    Returns
    -------
    list of Named
        The quality bar where an option may miss it, and what a lead on few futures follows.
    """
    keys = [sentence.key for sentence in sentences]
    found = []
    if any(key.endswith(("_bar", ".bar")) for key in keys):
        found.append(Named(bar_parameter(contest.appraisal.use_case), "bar"))
    found += [
        Named(str(sentence.values["name"]), "driver")
        for sentence in sentences
        if "few_futures" in sentence.key
    ]
    return found


def decisive_inputs(
    flips: Mapping[str, Sequence[Flip]],
    found: Mapping[str, Sequence[Driver]],
    statuses: Statuses,
    named: Mapping[str, Sequence[Named]] | None = None,
) -> tuple[DecisiveInput, ...]:
    """Return the inputs on which at least one answer hangs.

    Parameters
    ----------
    flips
        Every flip by use case.
    found
        Drivers by use case.
    statuses
        Who stands behind the parameters.
    named
        Inputs that the words of the verdicts name, by use case.

    Returns
    -------
    tuple of DecisiveInput
        The assumed first, then by number of use cases and name. Weights and prices of value are
        preferences, not inputs.

    Notes
    -----
    Section "Share of assumed inputs" of ``docs/method/decision.md``.
    """
    # The strongest reason counts: a change of the answer, the bar, a mere driver.
    every = [
        *(
            (use_case, Named(driver.parameter, "driver"))
            for use_case, entries in found.items()
            for driver in entries
        ),
        *((use_case, entry) for use_case, entries in (named or {}).items() for entry in entries),
        *(
            (use_case, Named(flip.parameter, "flip"))
            for use_case, changes in flips.items()
            for flip in changes
            if flip.status is not None and flip.is_inside
        ),
    ]
    reasons: dict[str, str] = {}
    cases: dict[str, set[str]] = {}
    for use_case, entry in every:
        before = reasons.get(entry.parameter, entry.reason)
        reasons[entry.parameter] = max(before, entry.reason, key=REASONS.index)
        cases.setdefault(entry.parameter, set()).add(use_case)
    rows = [
        DecisiveInput(name, statuses.of(name), tuple(sorted(cases[name])), reason)
        for name, reason in reasons.items()
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.status not in UNSTATED, -len(row.use_cases), row.parameter),
        )
    )


def assumed_share(inputs: Sequence[DecisiveInput]) -> float:
    """Return the share of decisive inputs that nobody has stated.

    Parameters
    ----------
    inputs
        The decisive inputs.

    Returns
    -------
    float
        Between 0 and 1; 0 where nothing is decisive. [1]
    """
    if not inputs:
        return 0.0
    return sum(row.status in UNSTATED for row in inputs) / len(inputs)


def information(contest: Contest, leading: int, found: Sequence[Driver]) -> tuple[Information, ...]:
    """Return what to find out first.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.
    found
        The drivers of its lead.

    Returns
    -------
    tuple of Information
        What is unknown of the leading option first, then the most that knowing everything is
        worth, then the drivers, which have no price of their own here.

    Notes
    -----
    Equation D-12 of ``docs/method/decision.md``, weights held fixed. Under value and cost, knowing
    everything is worth the expected loss of the leading option; under six dimensions, what is
    expected to be lost because an option does not pay, or forgone because another would have.
    """
    option = contest.ids[leading]
    rows = []
    for name in unknowns(contest, leading):
        key = "quality" if name == "quality" else "gate"
        action = Message(f"find_out.{key}", {"option": option, "gate": name})
        rows.append(Information(_unknown_name(name), None, None, False, CUR, action))
    if not contest.has_benefit:
        action = Message("find_out.benefit", {"use_case": contest.appraisal.use_case})
        rows.append(Information("benefit", None, None, False, CUR, action))
    rows += _everything(contest, leading)
    for driver in found:
        action = Message("find_out.driver", {"name": driver.parameter, "share": driver.share})
        rows.append(Information(driver.parameter, None, None, True, CUR, action))
    return tuple(rows)


def _everything(contest: Contest, leading: int) -> list[Information]:
    if not contest.deciding.is_priced:
        return []
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        # Worth is told of the choice at the mean weights, also where orders are joined.
        own = contest.leading_by_mean(contest.deciding.reading)
        utilities = utilities_of(contest)
        placed = utilities[np.isfinite(utilities).all(axis=1)]
        return [_worth("find_out.everything", placed.max(axis=0) - utilities[own])]
    if not contest.has_benefit:
        return []
    delta = contest.standing(Reading.SIX_DIMENSIONS).delta
    # What is lost where the leading option does not pay, or forgone where another would have.
    missed = np.maximum(delta[leading], 0.0) if leading else np.maximum(-delta.min(axis=0), 0.0)
    return [_worth("find_out.whether_it_pays", missed)]


def _worth(key: str, gain: FloatArray) -> Information:
    worth, error = float(gain.mean()), float(gain.std() / np.sqrt(len(gain)))
    sure = worth > TWO_ERRORS * error
    return Information("all", worth, error, sure, CUR, Message(key, {"worth": worth}))


def _unknown_name(name: str) -> str:
    return name if name == "quality" else f"gate:{name}"
