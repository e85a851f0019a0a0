"""Named scenarios: what nobody has an honest distribution for, set as a test beside the draws.

A scenario moves parameters, or takes options away; it never widens a distribution. Sizes are ours
unless a source is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty.draws import Parameter, Sample

OURS: Final = "ours"
"""Stands in place of a source where a size is the authors' own."""

PRICE_ENDS: Final = (
    "/price_per_year",
    "/price_per_million_input_tokens",
    "/price_per_million_output_tokens",
)


class Removal(StrEnum):
    """Which options a scenario takes away, where the model has no number to move."""

    NONE = "none"
    SUPPLIED = "supplied"
    """Options whose model is a service or a licence that its supplier can end."""
    CONTROLLED_MACHINES = "controlled_machines"
    """Options that need accelerators which are not freely obtainable today."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """Parameters that move by one factor.

    Attributes
    ----------
    starts, ends
        Beginnings and ends of parameter ids; one of each must fit, and no entry fits all.
    unit_ends
        Ends of units; likewise.
    factor
        On every draw. [1]
    """

    factor: float
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    unit_ends: tuple[str, ...] = ()

    def fits(self, parameter: Parameter) -> bool:
        """Return whether a parameter is moved.

        Parameters
        ----------
        parameter
            Any parameter.

        Returns
        -------
        bool
            Whether beginning, end and unit all fit.
        """
        return (
            (not self.starts or parameter.id.startswith(self.starts))
            and (not self.ends or parameter.id.endswith(self.ends))
            and (not self.unit_ends or parameter.unit.endswith(self.unit_ends))
        )


@dataclass(frozen=True, slots=True)
class Scenario:
    """One named scenario.

    Attributes
    ----------
    id
        Its name; texts for readers stand under ``stress.<id>``.
    scalings
        What moves.
    removal
        Which options are taken away.
    raises_open_models
        Whether models whose weights can be held are raised until they meet the quality bar.
    source
        Source id of the size, or ``ours``.
    rationale
        Why this scenario, and why of this size.
    """

    id: str
    scalings: tuple[Scaling, ...] = ()
    removal: Removal = Removal.NONE
    raises_open_models: bool = False
    source: str = OURS
    rationale: str = ""

    @property
    def moves_draws(self) -> bool:
        """Whether the model must run again: it changes numbers, not only the list of options."""
        return bool(self.scalings) or self.raises_open_models

    def moved(self, parameters: Iterable[Parameter]) -> dict[str, tuple[Parameter, float]]:
        """Return the parameters that move, each with its factor.

        Parameters
        ----------
        parameters
            Those that are known.

        Returns
        -------
        dict
            Parameter and factor by id; of several scalings that fit the first counts.
        """
        found: dict[str, tuple[Parameter, float]] = {}
        for parameter in parameters:
            factors = [scaling.factor for scaling in self.scalings if scaling.fits(parameter)]
            if factors:
                found[parameter.id] = (parameter, factors[0])
        return found


SCENARIOS: Final = (
    Scenario(
        "vendor_cut_off",
        removal=Removal.SUPPLIED,
        rationale=(
            "Suppliers end a service or withdraw a licence, by their own decision or by order. "
            "Only what runs on weights in hand goes on. The model has no draw of such an event, so "
            "the options are taken away: a missed gate, cost sunk."
        ),
    ),
    Scenario(
        "price_doubling",
        scalings=(
            Scaling(2.0, starts=("model:price-level/",)),
            Scaling(2.0, starts=("dossier:offers/",), ends=PRICE_ENDS),
            Scaling(2.0, starts=("fact:eff.hosting.licence-minimum",)),
            Scaling(2.0, unit_ends=("/Mtoken",)),
        ),
        rationale=(
            "All that is bought by use or by licence from a model's supplier costs twice as much. "
            "The size is ours: it undoes about one year of the price fall that buyers count on."
        ),
    ),
    Scenario(
        "open_models_reach_bar",
        raises_open_models=True,
        rationale=(
            "Every model whose weights can be held does the task well enough, as far as the gate "
            "asks: its distance to the bar is closed on the confidence that the dossier requires. "
            "Needs a quality bar."
        ),
    ),
    Scenario(
        "export_controls_tighten",
        removal=Removal.CONTROLLED_MACHINES,
        rationale=(
            "Accelerators that need a licence, or whose status nobody has stated, cannot be had. "
            "Status is a fact and no draw, so the options that need them are taken away. What is "
            "freely obtainable today stays so; services and weights are not touched."
        ),
    ),
    Scenario(
        "budget_cut",
        scalings=(Scaling(0.7, starts=("dossier:capacity/budget/",)),),
        rationale="Every stated budget is cut by three tenths. The size is ours.",
    ),
    Scenario(
        "key_people_leave",
        scalings=(
            Scaling(
                0.5,
                starts=("dossier:capacity/staff/",),
                ends=("/in_post", "/hires_per_year"),
            ),
        ),
        rationale=(
            "Half of the people in post leave, and half as many can be hired: the same market that "
            "takes them makes the next ones scarce. The size is ours."
        ),
    ),
)
"""Every named scenario, in the order in which they are shown."""


def stressed(
    sample: Sample,
    scenario: Scenario,
    known: Mapping[str, Parameter],
    *,
    shifts: Mapping[str, FloatArray | float] | None = None,
) -> Sample:
    """Return a sample under a scenario.

    Parameters
    ----------
    sample
        Draws without it.
    scenario
        What moves.
    known
        Parameters of the study, by id.
    shifts
        Added to further parameters, by id, in the parameter's unit.

    Returns
    -------
    Sample
        The same draws but for what moves; moved draws stay within the hard bounds.
    """
    fixed: dict[str, FloatArray] = {}
    moved = scenario.moved(known[name] for name in sorted(known))
    for name, (parameter, factor) in moved.items():
        fixed[name] = _within(parameter, factor * sample.of(parameter))
    for name, shift in (shifts or {}).items():
        fixed[name] = _within(known[name], sample.of(known[name]) + shift)
    return sample.with_values(fixed)


def _within(parameter: Parameter, values: FloatArray) -> FloatArray:
    stated = parameter.statement
    return np.asarray(np.clip(values, stated.least, stated.most), dtype=np.float64)
