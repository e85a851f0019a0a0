"""Break-even: from which yearly volume, and which budget, each pathway is the best or cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.dossier.base import Status
from steelyard.report.names import class_of

if TYPE_CHECKING:
    from steelyard.decision import BreakEven, UseCaseDecision
    from steelyard.report.inputs import Study

MOST: Final = 0.5
"""Share of assumed volumes from which this part of the report leads. [1]"""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of volumes over which one class of pathways is best.

    Attributes
    ----------
    kind
        Class of pathway.
    start, end
        Yearly volumes. [request/year]
    """

    kind: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CaseVolumes:
    """Break-evens of one use case.

    Attributes
    ----------
    use_case
        Its id.
    p05, p50, p95
        What is believed of the first year's volume. [request/year]
    is_assumed
        Whether nobody has stated it.
    lowest
        Smallest volume that was tried. [request/year]
    bands
        Best class along the volume, in the median case.
    rows
        One per pathway, as the decision stage found them; pathways that are nowhere best or
        cheaper stay in the list.
    """

    use_case: str
    p05: float
    p50: float
    p95: float
    is_assumed: bool
    lowest: float
    bands: tuple[Band, ...]
    rows: tuple[BreakEven, ...]


@dataclass(frozen=True, slots=True)
class Volumes:
    """Break-evens of all use cases.

    Attributes
    ----------
    cases
        In the order of the dossier.
    leads
        Whether most volumes are assumed, so that this part comes right after page one.
    """

    cases: tuple[CaseVolumes, ...]
    leads: bool


def volumes_of(study: Study) -> Volumes:
    """Return the break-evens of a study.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Volumes
        Language-neutral.
    """
    cases = []
    for use_case in study.dossier.use_cases:
        volume = use_case.workload.requests_per_year
        stated, decision = volume.statement, study.decision.of(use_case.id)
        cases.append(
            CaseVolumes(
                use_case.id,
                stated.p05,
                stated.p50,
                stated.p95,
                volume.status is Status.ASSUMED,
                min(decision.profile.volumes, default=0.0),
                _bands(decision),
                decision.break_evens,
            )
        )
    assumed = sum(case.is_assumed for case in cases)
    return Volumes(tuple(cases), assumed > MOST * len(cases))


def _bands(decision: UseCaseDecision) -> tuple[Band, ...]:
    profile = decision.profile
    bands: list[Band] = []
    # A band reaches to the geometric middle between the last volume it holds at and the next.
    edges = [(low * high) ** 0.5 for low, high in zip(profile.volumes, profile.volumes[1:])]  # noqa: B905 - pairs
    ends = [*edges, profile.volumes[-1]] if profile.volumes else []
    start = profile.volumes[0] if profile.volumes else 0.0
    for name, end in zip(profile.best, ends, strict=True):
        kind = class_of(decision.option(name).option.pathways)
        if bands and bands[-1].kind == kind:
            start = bands.pop().start
        bands.append(Band(kind, start, end))
        start = end
    return tuple(bands)
