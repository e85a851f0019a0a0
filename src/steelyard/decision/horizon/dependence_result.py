"""On whom the plan over years rests, and what losing them would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Concentration:
    """How far the plan rests on one vendor, jurisdiction, lineage or chip maker.

    Attributes
    ----------
    on
        ``vendor``, ``jurisdiction``, ``lineage`` or ``chip_maker``.
    measure
        ``spend``, ``requests`` or ``use_cases``.
    shares
        Share by label, the largest first; what rests on nobody under the empty label. [1]
    hhi
        Sum of squared shares among those who are named: 1 is one alone. None where nobody is. [1]
    """

    on: str
    measure: str
    shares: Mapping[str, float]
    hhi: float | None


@dataclass(frozen=True, slots=True)
class LossOf:
    """What happens if one of them falls away.

    Attributes
    ----------
    on, label
        Who.
    use_cases
        Use cases that stop.
    points_lost
        Share of the plan's value that rests on it. [1]
    months_to_replace
        Expected time until the slowest of them is replaced; none where unknown. [month]
    """

    on: str
    label: str
    use_cases: tuple[str, ...]
    points_lost: float
    months_to_replace: float | None
