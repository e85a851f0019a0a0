"""How a thing is usually found out, and what that takes: a table of ours."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, model_validator
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from steelyard.uncertainty import Parameter

PEDIGREE: Final = "expert-judgement"
"""Of every figure of the table."""
QUALITY: Final = "quality"
"""Kind of what a trial on own items finds out."""


class InquiryKind(BaseModel):
    """One kind of thing to find out, the cheapest way to do so, and what it takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    kind: str
    ids: tuple[str, ...] = ()
    """Patterns of parameter ids."""
    units: tuple[str, ...] = ()
    """Patterns of their units."""
    n_items: int | None = None
    """Items of a study on own items; none where the way is another one."""
    staff_days: tuple[float, float, float] | None = None
    """Days of the buyer's own people, 5, 50 and 95 per cent; none where it cannot be found out
    before the choice."""
    weeks: float | None = None
    """Time until the answer is there."""
    basis: str
    """What the days are for, in English."""

    @model_validator(mode="after")
    def _check_days(self) -> InquiryKind:
        if self.staff_days is not None and list(self.staff_days) != sorted(self.staff_days):
            message = f"inquiry '{self.kind}': expected staff_days in rising order"
            raise ValueError(message)
        if (self.staff_days is None) != (self.weeks is None):
            message = f"inquiry '{self.kind}': expected both staff_days and weeks, or neither"
            raise ValueError(message)
        return self

    def fits(self, parameter: Parameter) -> bool:
        """Return whether a parameter is of this kind.

        Parameters
        ----------
        parameter
            Any parameter.

        Returns
        -------
        bool
            Whether a pattern is found in its id or in its unit.
        """
        in_id = any(re.search(pattern, parameter.id) for pattern in self.ids)
        return in_id or any(re.search(pattern, parameter.unit) for pattern in self.units)


@cache
def inquiry_kinds() -> tuple[InquiryKind, ...]:
    """Return the kinds of things to find out.

    Returns
    -------
    tuple of InquiryKind
        In the order in which they are tried.
    """
    text = files("steelyard.decision").joinpath("inquiries.yaml").read_text(encoding="utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return tuple(InquiryKind.model_validate(row) for row in rows)


def kind_of(parameter: Parameter) -> InquiryKind:
    """Return the kind of a parameter.

    Parameters
    ----------
    parameter
        Any parameter.

    Returns
    -------
    InquiryKind
        The first that fits; the last fits everything.
    """
    return next(kind for kind in inquiry_kinds() if kind.fits(parameter))


def named_kind(name: str) -> InquiryKind:
    """Return a kind by its name.

    Parameters
    ----------
    name
        For example ``quality``.

    Returns
    -------
    InquiryKind
        That of this name.
    """
    return next(kind for kind in inquiry_kinds() if kind.kind == name)
