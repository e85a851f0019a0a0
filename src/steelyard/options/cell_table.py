"""The performance table as cells, so that what many options have in common is held once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from steelyard.quantities.arrays import FloatArray

Key = tuple[int, int] | tuple[int, int, slice]


def compact(values: FloatArray) -> FloatArray:
    """Return draws in as little memory as they need.

    Parameters
    ----------
    values
        Shape ``(draw,)``.

    Returns
    -------
    FloatArray
        The same numbers, read-only; one number held once where every draw is the same.
    """
    if values.size and (values == values[0]).all():
        return np.broadcast_to(values[0], values.shape)
    return values


@dataclass(frozen=True, slots=True, eq=False)
class CellTable:
    """Performance by option and criterion; reads like an array ``(option, criterion, draw)``.

    Nine use cases with forty options and ten thousand draws would fill half a gigabyte as one
    array, of which two thirds repeat each other.

    Attributes
    ----------
    cells
        Draws by option and criterion, shape ``(draw,)`` each.
    """

    cells: tuple[tuple[FloatArray, ...], ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Numbers of options, criteria and draws."""
        return (len(self.cells), len(self.cells[0]), self.cells[0][0].size)

    def __getitem__(self, key: Key) -> FloatArray:
        """Return the draws of one cell, or a part of them.

        Parameters
        ----------
        key
            Option, criterion, and optionally a slice of draws.

        Returns
        -------
        FloatArray
            Shape ``(draw,)``; not to be written to.
        """
        draws = self.cells[key[0]][key[1]]
        return draws if len(key) == 2 else draws[key[2]]  # noqa: PLR2004 - a key of two

    def __array__(
        self, dtype: np.dtype[np.float64] | None = None, copy: bool | None = None
    ) -> FloatArray:
        """Return the whole table as one array, for ``numpy.asarray``.

        Parameters
        ----------
        dtype, copy
            As numpy hands them; the copy is always made.

        Returns
        -------
        FloatArray
            Shape ``(option, criterion, draw)``.
        """
        del copy
        return np.array(self.cells, dtype=dtype or np.float64)
