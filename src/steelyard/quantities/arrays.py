"""Array types, and the small labelled array that stages hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from steelyard.quantities.dims import DRAW

if TYPE_CHECKING:
    from collections.abc import Mapping

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
IntArray: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class LabelledArray:
    """Numbers with named axes and a unit.

    Attributes
    ----------
    values
        The numbers; one axis per entry of ``dims``.
    dims
        Axis names from :mod:`steelyard.quantities.dims`; ``draw``, if present, is the last.
    coords
        Labels of every axis but ``draw``.
    unit
        Unit symbol of all values, as in ``docs/reference/nomenclature.md``.
    """

    values: FloatArray
    dims: tuple[str, ...]
    coords: Mapping[str, tuple[str, ...]]
    unit: str

    def __post_init__(self) -> None:
        """Check that labels and axes agree.

        Raises
        ------
        ValueError
            If an axis has no name, labels of another length, or ``draw`` is not the last axis.
        """
        if len(self.dims) != self.values.ndim:
            message = f"expected {len(self.dims)} axes {self.dims}, found shape {self.values.shape}"
            raise ValueError(message)
        if DRAW in self.dims[:-1]:
            message = f"expected '{DRAW}' to be the last axis, found {self.dims}"
            raise ValueError(message)
        for axis, name in enumerate(self.dims):
            if name == DRAW:
                continue
            if len(self.coords[name]) != self.values.shape[axis]:
                message = (
                    f"axis '{name}': expected {len(self.coords[name])} entries, "
                    f"found {self.values.shape[axis]}"
                )
                raise ValueError(message)

    def at(self, **labels: str) -> LabelledArray:
        """Return the part at one label of each named axis; those axes disappear.

        Parameters
        ----------
        **labels
            One label per axis, as ``year="2027"``.

        Returns
        -------
        LabelledArray
            A view on the same numbers.
        """
        index: list[int | slice] = [slice(None)] * len(self.dims)
        for name, label in labels.items():
            index[self.dims.index(name)] = self.coords[name].index(label)
        dims = tuple(name for name in self.dims if name not in labels)
        coords = {name: found for name, found in self.coords.items() if name not in labels}
        return LabelledArray(self.values[tuple(index)], dims, coords, self.unit)

    def require_unit(self, unit: str) -> LabelledArray:
        """Return the array itself after checking its unit at a stage boundary.

        Parameters
        ----------
        unit
            The unit the caller reckons with.

        Returns
        -------
        LabelledArray
            The same object.

        Raises
        ------
        ValueError
            If the unit differs.
        """
        if self.unit != unit:
            message = f"expected unit [{unit}], found [{self.unit}]"
            raise ValueError(message)
        return self
