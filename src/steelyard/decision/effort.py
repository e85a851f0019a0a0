"""How much work a decision may take: the usual, or all that can be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from steelyard.decision.horizon import depth

if TYPE_CHECKING:
    from steelyard.decision.horizon.depth import HorizonEffort


class Effort(StrEnum):
    """How deep a study looks behind its verdicts, which are the same."""

    QUICK = "quick"
    """What the sheets need."""
    THOROUGH = "thorough"
    """All of the annex: further runs of the model, finer maps, repetitions."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much work the parts of a decision take for one use case.

    Attributes
    ----------
    n_tried, n_listed
        Inputs moved from end to end at most, and listed at most for each measure. [1]
    n_read
        The study's draws from which shares of single inputs are read at most. [1]
    n_base
        Draws of each sample behind the shares that take further runs of the model; 0 leaves these
        out. [1]
    n_bootstrap
        Resamples behind their standard errors. [1]
    n_singles
        Single inputs, or inputs that move together, of which such shares are taken. [1]
    steps
        Points along the two axes of a map. [1]
    n_halves
        Halves of the draws on which ranges are sought again; 0 leaves that out. [1]
    n_asked
        Draws from which it is told what knowing something is worth, at most. [1]
    n_stressed
        Draws on which a stress test is judged, at most. [1]
    horizon
        How deep the plan over years goes, for all use cases together.
    """

    n_tried: int
    n_listed: int
    n_read: int
    n_base: int
    n_bootstrap: int
    n_singles: int
    steps: tuple[int, int]
    n_halves: int
    n_asked: int
    n_stressed: int
    horizon: HorizonEffort


WORK: Final = {
    Effort.QUICK: Work(
        n_tried=30,
        n_listed=12,
        n_read=2000,
        n_base=0,
        n_bootstrap=0,
        n_singles=0,
        steps=(17, 9),
        n_halves=0,
        n_asked=2000,
        n_stressed=300,  # a stress changes answers by much, or not at all
        horizon=depth.QUICK,
    ),
    Effort.THOROUGH: Work(
        n_tried=60,
        n_listed=12,
        n_read=10_000,
        n_base=1024,
        n_bootstrap=200,
        n_singles=8,
        steps=(41, 25),
        n_halves=50,
        n_asked=10_000,
        n_stressed=2000,
        horizon=depth.THOROUGH,
    ),
}
"""Work by effort."""
