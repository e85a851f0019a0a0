"""The criteria as data: dimension, unit, anchors, and where each comes from."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, model_validator
from ruamel.yaml import YAML

from steelyard.dossier.voices import Dimension

NET_COST: Final = "net_cost"
"""The criterion whose anchors come from the dossier."""


class Criterion(BaseModel):
    """One criterion below a dimension."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    dimension: Dimension
    unit: str
    worst: float | None = None
    """Performance worth 0, in ``unit``; none where the dossier sets it."""
    best: float | None = None
    """Performance worth 1, in ``unit``; none where the dossier sets it."""
    anchors: Literal["fixed", "dossier"] = "fixed"
    """Whether the anchors are the same in every study."""
    direction: Literal["min", "max"] | None = None
    """Needed where the anchors are not fixed; follows from them otherwise."""
    how: Literal["computed", "measured", "instrument", "judged"]
    """How it is usually obtained."""
    measures: str
    """What it says."""
    anchor_reason: str
    """Why the anchors lie where they lie."""
    anchor_source: str
    """Source id, or ``ours, stated``."""

    @model_validator(mode="after")
    def _check_anchors(self) -> Criterion:
        fixed = self.worst is not None and self.best is not None and self.worst != self.best
        if self.anchors == "fixed" and not fixed:
            message = f"criterion '{self.id}': expected a worst and another best performance"
            raise ValueError(message)
        if self.anchors == "dossier" and self.direction is None:
            message = f"criterion '{self.id}': expected a direction, as its anchors are not fixed"
            raise ValueError(message)
        return self

    @property
    def is_benefit(self) -> bool:
        """Whether more is better."""
        if self.worst is None or self.best is None:
            return self.direction == "max"
        return self.worst < self.best


@cache
def load_criteria() -> tuple[Criterion, ...]:
    """Return the criteria of every study.

    Returns
    -------
    tuple of Criterion
        In the order of the report; the criteria of one dimension stand together.
    """
    text = files("steelyard.decision").joinpath("criteria.yaml").read_text(encoding="utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return tuple(Criterion.model_validate(row) for row in rows)
