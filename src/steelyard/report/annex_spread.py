"""The annex: what makes the result of a use case uncertain, by kinds of inputs and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steelyard.decision.variance import REST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.sensitivity import Sensitivity
    from steelyard.decision.variance import Explained, GroupShare

OUTPUTS: Final = ("lead", "wins")
"""What the spread is told of: how far the leading option is ahead, and whether it is best."""
LEAST_SHARE: Final = 0.01
"""Share of the spread below which a kind of input is only named. [1]"""
MOST_INPUTS: Final = 8
"""Single inputs that are told at most. [1]"""


@dataclass(frozen=True, slots=True)
class SpreadShare:
    """What an input, or a kind of them, explains of one output.

    Attributes
    ----------
    alone, error
        Share by itself, and its standard error. [1]
    together
        Share with whatever it acts on together; none where it was not computed. [1]
    """

    alone: float
    error: float
    together: float | None


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """A row of the spread of the result.

    Attributes
    ----------
    name
        Kind of input, parameter id, or ``rest``.
    n_parameters
        Inputs in it. [1]
    shares
        By output; without ``wins`` where the leading option is hardly ever best, or always.
    """

    name: str
    n_parameters: int
    shares: Mapping[str, SpreadShare]


def kinds_of(sensitivity: Sensitivity) -> tuple[tuple[SpreadRow, ...], tuple[str, ...]]:
    """Return what kinds of inputs explain.

    Parameters
    ----------
    sensitivity
        How the result hangs on its inputs.

    Returns
    -------
    tuple
        The kinds that explain something, the largest first, and the names of the others; empty
        where that was not computed.
    """
    rows = _sorted([_group(entry) for entry in sensitivity.groups])
    minor = tuple(row.name for row in rows if _largest(row) < LEAST_SHARE)
    return tuple(row for row in rows if row.name not in minor), minor


def singles_of(sensitivity: Sensitivity) -> tuple[SpreadRow, ...]:
    """Return what single inputs explain.

    Parameters
    ----------
    sensitivity
        How the result hangs on its inputs.

    Returns
    -------
    tuple of SpreadRow
        The largest first and all others together last, with what they act on where that was
        computed; else the largest alone.
    """
    if sensitivity.singles:
        return tuple(_sorted([_group(entry) for entry in sensitivity.singles]))
    return tuple(_sorted([_single(entry) for entry in sensitivity.inputs])[:MOST_INPUTS])


def _group(entry: GroupShare) -> SpreadRow:
    shares = {
        name: SpreadShare(entry.first[name], entry.first_errors[name], entry.total[name])
        for name in OUTPUTS
        if name in entry.first
    }
    return SpreadRow(entry.group, entry.n_parameters, shares)


def _single(entry: Explained) -> SpreadRow:
    shares = {
        name: SpreadShare(entry.shares[name], entry.errors[name], None)
        for name in OUTPUTS
        if name in entry.shares
    }
    return SpreadRow(entry.parameter, 1, shares)


def _sorted(rows: Sequence[SpreadRow]) -> list[SpreadRow]:
    return sorted(rows, key=lambda row: (row.name == REST, -_largest(row)))


def _largest(row: SpreadRow) -> float:
    return max(
        share.alone if share.together is None else share.together for share in row.shares.values()
    )
