"""The options of the plan that a report recommends: over the years, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.report.inputs import Study


def plan_choices(study: Study) -> Mapping[str, str]:
    """Return the option with which each use case starts.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Mapping
        By use case: of the plan over the years, where it keeps all limits, else of the plan that
        starts all at once.
    """
    horizon = study.decision.horizon
    if horizon is None or not horizon.is_feasible:
        return study.decision.portfolio.chosen.choices
    return {start.use_case: start.option for start in horizon.starts}


def last_choices(study: Study) -> Mapping[str, str]:
    """Return the option with which each use case ends.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Mapping
        By use case: the successor where there is one.
    """
    horizon = study.decision.horizon
    if horizon is None or not horizon.is_feasible:
        return study.decision.portfolio.chosen.choices
    return {start.use_case: start.successor or start.option for start in horizon.starts}
