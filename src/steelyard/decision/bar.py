"""The quality bar of a use case: how likely it is met, and where it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.options.model import GateState
from steelyard.options.screen import AT_RISK_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.decision.contest import Contest
    from steelyard.options.model import GateResult

QUALITY: Final = "quality"
"""Id of the gate."""


class Shortfall(NamedTuple):
    """An option that may miss the bar."""

    option: str
    probability: float
    """That it is met. [1]"""
    bar: float
    """Least share of accepted answers, at the median. [1]"""

    def values(self) -> dict[str, str | float]:
        """Return what a sentence needs.

        Returns
        -------
        dict
            ``option``, ``probability``, ``bar``, and ``cut``, the probability below which an
            option is excluded.
        """
        return {**self._asdict(), "cut": AT_RISK_FROM}


def bar_parameter(use_case: str) -> str:
    """Return the parameter of a use case's quality bar.

    Parameters
    ----------
    use_case
        Its id.

    Returns
    -------
    str
        Parameter id.
    """
    return f"dossier:use_cases/{use_case}/requirements/quality_bar"


def bar_probability(gates: Iterable[GateResult]) -> float | None:
    """Return the probability that the quality bar is met.

    Parameters
    ----------
    gates
        Of one option.

    Returns
    -------
    float or None
        None where there is no bar, quality is unknown, or a certain gate excluded the option
        before. [1]
    """
    return next((gate.probability for gate in gates if gate.gate == QUALITY), None)


def misses_bar(contest: Contest, row: int) -> Shortfall | None:
    """Return whether an option meets the bar with less than the confidence that gates ask for.

    Parameters
    ----------
    contest
        The short list.
    row
        The option.

    Returns
    -------
    Shortfall or None
        None where it is met surely enough, or nothing is known.
    """
    position = contest.table.options[row]
    probability = bar_probability(contest.appraisal.gates[position])
    if probability is None or probability >= contest.frame.rules.gate_confidence:
        return None
    return Shortfall(contest.ids[row], probability, _middle(contest))


def none_reaches(contest: Contest) -> Shortfall | None:
    """Return the option nearest to the bar, where the bar alone leaves nothing but today's service.

    Parameters
    ----------
    contest
        The use case.

    Returns
    -------
    Shortfall or None
        None where an option is feasible, or other rules exclude all of them.
    """
    if len(contest.feasible) > 1:
        return None
    appraisal = contest.appraisal
    found = [
        Shortfall(option.id, bar_probability(gates) or 0.0, _middle(contest))
        for option, gates in zip(appraisal.options, appraisal.gates, strict=True)
        if {gate.gate for gate in gates if gate.state is GateState.EXCLUDED} == {QUALITY}
    ]
    return max(found, key=lambda entry: entry.probability, default=None)


def _middle(contest: Contest) -> float:
    sample = contest.frame.sample
    known = sample.known.get(bar_parameter(contest.appraisal.use_case))
    return float("nan") if known is None else float(np.median(sample.of(known)))
