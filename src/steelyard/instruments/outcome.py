"""What a result of an instrument comes to: a range of levels, an award, or counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Ends:
    """Lowest and highest value that open answers still allow.

    Attributes
    ----------
    low, high
        Equal where nothing is open.
    """

    low: float
    high: float

    @property
    def is_settled(self) -> bool:
        """Whether there is one value left."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class LevelRange:
    """A level, or the range of levels still possible.

    Attributes
    ----------
    possible
        Ids of the levels still possible, from the lowest; one where it is settled.
    low, high
        Their numbers on the scale. [level]
    scale
        Scale of the result.
    raw, mitigation, score, share
        Points behind a percentage: raw, of mitigation, after the discount, and as a share of the
        maximum; none for other results. [point, point, point, 1]
    """

    possible: tuple[str, ...]
    low: int
    high: int
    scale: str
    raw: Ends | None = None
    mitigation: Ends | None = None
    score: Ends | None = None
    share: Ends | None = None

    @property
    def is_settled(self) -> bool:
        """Whether one level is left."""
        return self.low == self.high

    @property
    def level(self) -> str:
        """Id of the settled level; empty while it is open."""
        return self.possible[0] if self.is_settled else ""


@dataclass(frozen=True, slots=True)
class Award:
    """Floors first, then a score by profile of weights.

    Attributes
    ----------
    passes
        Whether every floor is met; none while an open answer can decide it.
    missed
        Parts that miss their floor for certain.
    in_doubt
        Parts that may miss it.
    scores
        Score by profile; to be read only where no floor is missed. [1]
    has_floors
        Whether the buyer states any floor; without one there is none to meet.
    """

    passes: bool | None
    missed: tuple[str, ...]
    in_doubt: tuple[str, ...]
    scores: Mapping[str, Ends]
    has_floors: bool = True

    @property
    def is_settled(self) -> bool:
        """Whether floors and scores are certain."""
        return self.passes is not None and all(ends.is_settled for ends in self.scores.values())


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions stand how.

    Attributes
    ----------
    met, not_met, not_applicable, open
        Numbers of questions. [1]
    """

    met: int
    not_met: int
    not_applicable: int
    open: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A tally: no sum is made of it.

    Attributes
    ----------
    total
        Over all questions counted.
    by_group
        The same by part of the instrument.
    """

    total: Count
    by_group: Mapping[str, Count]

    @property
    def is_settled(self) -> bool:
        """Whether no question is open."""
        return self.total.open == 0


Outcome = LevelRange | Award | Counts
