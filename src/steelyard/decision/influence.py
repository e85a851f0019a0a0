"""How closely results follow each parameter, from the draws that are there anyway."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter, Sample

DRAWS: Final = 2000
"""Draws on which influence is judged at most. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class InputOrders:
    """Draws in rising order of each input, found once for all use cases.

    Attributes
    ----------
    sample
        Draws of the study.
    """

    sample: Sample
    _kept: dict[tuple[str, int], IntArray] = field(default_factory=dict)

    def of(self, parameters: Sequence[Parameter], n_draws: int) -> IntArray:
        """Return the order of the first draws of some inputs.

        Parameters
        ----------
        parameters
            Which.
        n_draws
            The first so many draws. [1]

        Returns
        -------
        IntArray
            Positions in rising order, equal draws as they come, shape ``(parameter, draw)``.
        """
        return np.array([self._order(parameter, n_draws) for parameter in parameters])

    def _order(self, parameter: Parameter, n_draws: int) -> IntArray:
        key = (parameter.id, n_draws)
        if key not in self._kept:
            draws = self.sample.of(parameter)[:n_draws]
            # Half the memory of the machine's own integers, which there can never be draws for.
            self._kept[key] = np.argsort(draws, kind="stable").astype(np.int32)
        return self._kept[key]


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """Standardised ranks of every uncertain parameter.

    Attributes
    ----------
    names
        Parameter ids, sorted.
    ranks
        Mean 0 and standard deviation 1, shape ``(parameter, draw)``. [1]
    orders
        Orders of the inputs behind the ranks.
    """

    names: tuple[str, ...]
    ranks: FloatArray
    orders: InputOrders

    def shares(self, outputs: FloatArray) -> FloatArray:
        """Return the share of each output's variance that follows each parameter.

        Parameters
        ----------
        outputs
            Results, shape ``(output, draw)``, over all draws of the sample.

        Returns
        -------
        FloatArray
            Squared correlation with the parameter's ranks, shape ``(parameter, output)``; 0 where
            an output does not vary. [1]

        Notes
        -----
        Equation D-11 of ``docs/method/decision.md``. Ranks, so that a skewed parameter counts like
        any other; the first 2,000 draws.
        """
        part = outputs[:, : self.ranks.shape[1]]
        centred = part - part.mean(axis=1, keepdims=True)
        spread = centred.std(axis=1, keepdims=True)
        varies = spread > 0
        scaled = np.where(varies, centred / np.where(varies, spread, 1.0), 0.0)
        found = self.ranks @ scaled.T / self.ranks.shape[1]
        return np.asarray(np.square(found), dtype=np.float64)

    def strongest(self, names: Iterable[str], outputs: FloatArray, n: int) -> tuple[str, ...]:
        """Return the parameters that some output follows most closely.

        Parameters
        ----------
        names
            Parameters to choose from.
        outputs
            Results, shape ``(output, draw)``.
        n
            Number wanted. [1]

        Returns
        -------
        tuple of str
            Sorted by name.
        """
        wanted = set(names)
        most = self.shares(outputs).max(axis=1, initial=0.0)
        rows = [
            (-float(share), name)
            for share, name in zip(most, self.names, strict=True)
            if name in wanted
        ]
        return tuple(sorted(name for _, name in sorted(rows)[:n]))


def influence_of(sample: Sample) -> Influence:
    """Return the standardised ranks of every uncertain parameter drawn so far.

    Parameters
    ----------
    sample
        Draws of the study, after all stages before this one.

    Returns
    -------
    Influence
        Ready to be asked.
    """
    n = min(sample.n, DRAWS)
    known = {
        name: parameter
        for name, parameter in sorted(sample.known.items())
        if not parameter.statement.is_certain
    }
    orders = InputOrders(sample)
    table = np.zeros((len(known), n))
    for row, parameter in enumerate(known.values()):
        (order,) = orders.of([parameter], n)
        table[row, order] = np.arange(n, dtype=np.float64)
    spread = table.std(axis=1, keepdims=True)
    centred = table - table.mean(axis=1, keepdims=True)
    return Influence(tuple(known), centred / np.where(spread > 0, spread, 1.0), orders)
