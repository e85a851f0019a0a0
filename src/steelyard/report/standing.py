"""What a leading option stands on: the quality bar, what is unknown, and how seldom it pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.findings import Verdict
from steelyard.dossier.base import Status
from steelyard.options.model import GateState, Pathway

if TYPE_CHECKING:
    from steelyard.decision import OptionResult, UseCaseDecision
    from steelyard.options.model import UseCaseAppraisal
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study

QUALITY: Final = "quality"
FEW: Final = 0.2
"""First-rank share below which a leading option is explained on page one. [1]"""
HALF: Final = 0.5
TOP: Final = 0.9
"""Quantile of the gain from which a case counts as one of the few that carry it. [1]"""
RAISED: Final = 1.25
"""Volume of those cases over the middle volume from which the volume counts as a cause. [1]"""


@dataclass(frozen=True, slots=True)
class QualityBar:
    """The share of answers that must be accepted, and whether an option reaches it.

    Attributes
    ----------
    level
        Required share at its middle value. [1]
    is_assumed
        Whether nobody has stated it.
    met
        Probability that the option reaches it; none where its quality is unknown or it is today's
        service. [1]
    best
        Highest such probability among new services that no other rule excludes; none where none
        is known. [1]
    """

    level: float
    is_assumed: bool
    met: float | None
    best: float | None


@dataclass(frozen=True, slots=True)
class Few:
    """Why an option that is seldom best leads on average.

    Attributes
    ----------
    worse
        Share of cases in which today's service is better. [1]
    needs_bar
        Whether it misses the quality bar in most cases, or its quality is unknown.
    needs_volume
        Whether the volume is high in the cases that carry its gain.
    volume, volume_paying
        Median first-year volume of all cases, and of those that carry the gain. [request/year]
    """

    worse: float
    needs_bar: bool
    needs_volume: bool
    volume: float
    volume_paying: float


def quality_bar(study: Study, use_case: str, option: str) -> QualityBar | None:
    """Return the quality bar of a use case, and how an option stands to it.

    Parameters
    ----------
    study
        A finished study.
    use_case, option
        Which.

    Returns
    -------
    QualityBar or None
        None where the dossier states no bar.
    """
    entry = next(entry for entry in study.dossier.use_cases if entry.id == use_case)
    bar = entry.requirements.quality_bar
    if bar is None:
        return None
    found = study.decision.of(use_case)
    reached = [
        odds
        for result in found.options
        if (odds := result.bar_probability) is not None
        and {gate.gate for gate in result.exclusions} <= {QUALITY}
    ]
    return QualityBar(
        level=bar.statement.p50,
        is_assumed=bar.status is Status.ASSUMED,
        met=found.option(option).bar_probability,
        best=max(reached, default=None),
    )


def is_conditional(found: UseCaseDecision, option: str) -> bool:
    """Return whether an option of the plan must be confirmed before anything is spent on it.

    Parameters
    ----------
    found
        The decision of the use case.
    option
        The plan's choice.

    Returns
    -------
    bool
        Today's service never; a new service unless the use case recommends it and nothing about
        it is unknown.
    """
    result = found.option(option)
    if result.option.is_do_minimum:
        return False
    return found.recommended in set(Verdict) or bool(unknown_of(result))


def unknown_of(result: OptionResult) -> tuple[str, ...]:
    """Return what is unknown of an option.

    Parameters
    ----------
    result
        The option.

    Returns
    -------
    tuple of str
        Gate ids, and ``quality`` where no score exists in a required language.
    """
    names = [gate.gate for gate in result.gates if gate.state is GateState.UNKNOWN]
    if result.quality is None and not result.option.is_do_minimum:
        names.append(QUALITY)
    return tuple(dict.fromkeys(names))


def gain_of(entry: UseCaseAppraisal, option: str) -> FloatArray:
    """Return what an option gains against today's service.

    Parameters
    ----------
    entry
        The appraised use case.
    option
        Which.

    Returns
    -------
    FloatArray
        Benefit less cost at an even share, shape ``(draw,)``; in a draw that misses a gate there
        is no benefit and the cost is sunk. Not a number where benefit or quality is unknown. [CUR]
    """
    row = [one.id for one in entry.options].index(option)
    costs = entry.costs[row]
    benefit = np.where(entry.met[row], costs.benefit, np.where(np.isnan(costs.benefit), np.nan, 0))
    return np.asarray(benefit - costs.shared, dtype=np.float64)


def few_of(study: Study, use_case: str) -> Few | None:
    """Return why the leading option leads, if it is seldom best.

    Parameters
    ----------
    study
        A finished study.
    use_case
        Its id.

    Returns
    -------
    Few or None
        None where the leading option is today's service, is often best, or beats today's service
        in most cases, and where no benefit is stated.
    """
    found = study.decision.of(use_case)
    leading = found.option(found.leading)
    if leading.option.is_do_minimum or not found.has_benefit or found.confidence >= FEW:
        return None
    entry = next(entry for entry in study.appraisal.use_cases if entry.use_case == use_case)
    gain = gain_of(entry, found.leading)
    is_known = bool(np.isfinite(gain).all())
    worse = found.pathway_acceptability.get(str(Pathway.DO_MINIMUM), 0.0)
    if is_known:
        worse = max(worse, float((gain <= 0).mean()))
    if worse < HALF:
        return None
    id_ = f"dossier:use_cases/{use_case}/workload/requests_per_year"
    volume = study.sample.of(study.sample.known[id_])
    top = gain >= np.quantile(gain, TOP) if is_known else np.ones(len(volume), dtype=np.bool_)
    middle, paying = float(np.median(volume)), float(np.median(volume[top]))
    odds = leading.bar_probability
    return Few(
        worse=worse,
        needs_bar=leading.quality is None or (odds is not None and odds < HALF),
        needs_volume=paying >= RAISED * middle,
        volume=middle,
        volume_paying=paying,
    )
