"""What a stakeholder may say about weights, as linear conditions on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.quantities.arrays import FloatArray


class Conditions(NamedTuple):
    """Linear conditions on weights ``w``: ``matrix @ w <= bounds``."""

    matrix: FloatArray
    """Coefficients, shape ``(condition, item)``. [1]"""
    bounds: FloatArray
    """Right-hand sides, shape ``(condition,)``. [1]"""


@dataclass(frozen=True, slots=True)
class Points:
    """Exact weights of all items, in any positive total, as "40, 30, 30".

    Attributes
    ----------
    points
        One number per item, not negative, not all zero.
    """

    points: tuple[float, ...]

    def conditions(self, n_items: int) -> Conditions:
        """Return the statement as linear conditions.

        Parameters
        ----------
        n_items
            Items weighed. [1]

        Returns
        -------
        Conditions
            Two per item, from above and from below.

        Raises
        ------
        ValueError
            If a point is missing or negative, or all are zero.
        """
        points = np.asarray(self.points, dtype=np.float64)
        if len(points) != n_items or not points.min() >= 0 or not 0 < points.sum() < np.inf:
            message = f"expected {n_items} points of at least 0, not all 0, found {self.points}"
            raise ValueError(message)
        exact = points / points.sum()
        identity = np.eye(n_items)
        return Conditions(np.vstack([identity, -identity]), np.concatenate([exact, -exact]))

    def words(self, names: Sequence[str]) -> str:
        """Return the statement as a reader would say it.

        Parameters
        ----------
        names
            Name of each item.

        Returns
        -------
        str
            As ``cost 40, safety 60``.
        """
        return ", ".join(f"{names[item]} {point:g}" for item, point in enumerate(self.points))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Items in tiers, the most important first; within a tier nothing is said.

    Attributes
    ----------
    tiers
        Item indices of each tier; every item of a tier weighs at least as much as every item of
        the next.
    """

    tiers: tuple[tuple[int, ...], ...]

    def conditions(self, n_items: int) -> Conditions:
        """Return the statement as linear conditions.

        Parameters
        ----------
        n_items
            Items weighed. [1]

        Returns
        -------
        Conditions
            One per pair of items in neighbouring tiers.

        Raises
        ------
        ValueError
            If a tier is empty, or an item is unknown or ranked twice.
        """
        items = [item for tier in self.tiers for item in tier]
        known = set(items) <= set(range(n_items))
        if not known or len(set(items)) != len(items) or not all(self.tiers) or not items:
            message = f"expected tiers of distinct items 0 to {n_items - 1}, found {self.tiers}"
            raise ValueError(message)
        rows = [
            _row(n_items, {lower: 1.0, upper: -1.0})
            for better, worse in zip(self.tiers, self.tiers[1:], strict=False)
            for upper in better
            for lower in worse
        ]
        matrix = np.array(rows).reshape(-1, n_items)
        return Conditions(matrix, np.zeros(len(matrix)))

    def words(self, names: Sequence[str]) -> str:
        """Return the statement as a reader would say it.

        Parameters
        ----------
        names
            Name of each item.

        Returns
        -------
        str
            As ``safety ≥ cost, culture``.
        """
        return " ≥ ".join(", ".join(names[item] for item in tier) for tier in self.tiers)


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds on the weight of one item, as a share of all weight.

    Attributes
    ----------
    item
        Index of the item.
    low, high
        Smallest and largest weight. [1]
    """

    item: int
    low: float
    high: float

    def conditions(self, n_items: int) -> Conditions:
        """Return the statement as linear conditions.

        Parameters
        ----------
        n_items
            Items weighed. [1]

        Returns
        -------
        Conditions
            Two: from above and from below.

        Raises
        ------
        ValueError
            If the item is unknown, or 0 <= low <= high <= 1 does not hold.
        """
        if self.item not in range(n_items) or not 0 <= self.low <= self.high <= 1:
            message = f"expected one of {n_items} items and 0 <= low <= high <= 1, found {self}"
            raise ValueError(message)
        row = _row(n_items, {self.item: 1.0})
        return Conditions(np.array([row, -row]), np.array([self.high, -self.low]))

    def words(self, names: Sequence[str]) -> str:
        """Return the statement as a reader would say it.

        Parameters
        ----------
        names
            Name of each item.

        Returns
        -------
        str
            As ``cost between 0.2 and 0.4``.
        """
        return f"{names[self.item]} between {self.low:g} and {self.high:g}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Bounds on how many times as much one item weighs as another.

    Attributes
    ----------
    item, other
        Indices of the two items.
    low, high
        Smallest and largest ratio; ``high`` may be infinite. [1]
    said
        What somebody said, where the ratio was worked out from it.
    """

    item: int
    other: int
    low: float
    high: float
    said: str = ""

    def conditions(self, n_items: int) -> Conditions:
        """Return the statement as linear conditions.

        Parameters
        ----------
        n_items
            Items weighed. [1]

        Returns
        -------
        Conditions
            One from below, and one from above where ``high`` is finite.

        Raises
        ------
        ValueError
            If the items are unknown or the same, or 0 <= low <= high does not hold.
        """
        known = {self.item, self.other} <= set(range(n_items))
        if not known or self.item == self.other or not 0 <= self.low <= self.high:
            message = f"expected two of {n_items} items and 0 <= low <= high, found {self}"
            raise ValueError(message)
        rows = [_row(n_items, {self.item: -1.0, self.other: self.low})]
        if np.isfinite(self.high):
            rows.append(_row(n_items, {self.item: 1.0, self.other: -self.high}))
        return Conditions(np.array(rows), np.zeros(len(rows)))

    def words(self, names: Sequence[str]) -> str:
        """Return the statement as a reader would say it.

        Parameters
        ----------
        names
            Name of each item.

        Returns
        -------
        str
            As ``safety 1.5 to 3 times cost``.
        """
        if self.low == self.high:
            times = f"{self.low:.4g}"
        elif np.isfinite(self.high):
            times = f"{self.low:.4g} to {self.high:.4g}"
        else:
            times = f"at least {self.low:.4g}"
        ratio = f"{names[self.item]} {times} times {names[self.other]}"
        return f"{self.said}, that is {ratio}" if self.said else ratio


@dataclass(frozen=True, slots=True)
class Vertices:
    """Extreme weightings: as many as there are items; anything between them is allowed.

    Attributes
    ----------
    vertices
        One weighting per entry, each summing to one, affinely independent.
    """

    vertices: tuple[tuple[float, ...], ...]

    def conditions(self, n_items: int) -> Conditions:
        """Return the statement as linear conditions.

        Parameters
        ----------
        n_items
            Items weighed. [1]

        Returns
        -------
        Conditions
            One per vertex: its share in the mixture is not negative.

        Raises
        ------
        ValueError
            If there are not ``n_items`` weightings, one is no weighting, or one lies between
            the others.
        """
        corners = np.asarray(self.vertices, dtype=np.float64)
        if (
            corners.shape != (n_items, n_items)
            or not corners.min() >= 0
            or not np.allclose(corners.sum(axis=1), 1.0, atol=1e-9)
            or np.linalg.matrix_rank(corners) < n_items
        ):
            message = (
                f"expected {n_items} weightings of {n_items} items, each summing to 1 and none "
                f"between the others, found {self.vertices}"
            )
            raise ValueError(message)
        shares = np.asarray(np.linalg.inv(corners.T), dtype=np.float64)
        return Conditions(-shares, np.zeros(n_items))

    def words(self, names: Sequence[str]) -> str:
        """Return the statement as a reader would say it.

        Parameters
        ----------
        names
            Name of each item.

        Returns
        -------
        str
            As ``between 2 extreme weightings of cost, safety``.
        """
        return f"between {len(self.vertices)} extreme weightings of {', '.join(names)}"


WeightStatement: TypeAlias = Points | Ranking | Interval | Ratio | Vertices
"""Anything a stakeholder may say about weights."""


def _row(n_items: int, entries: dict[int, float]) -> FloatArray:
    row = np.zeros(n_items)
    for item, coefficient in entries.items():
        row[item] = coefficient
    return row
