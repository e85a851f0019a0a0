"""How closely results follow each parameter, from the draws that are there anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty import Sample

DRAWS: Final = 2000
"""Draws on which influence is judged at most. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """Standardised ranks of every uncertain parameter.

    Attributes
    ----------
    names
        Parameter ids, sorted.
    ranks
        Mean 0 and standard deviation 1, shape ``(parameter, draw)``. [1]
    """

    names: tuple[str, ...]
    ranks: FloatArray

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
    table = np.zeros((len(known), n))
    for row, parameter in enumerate(known.values()):
        order = np.argsort(sample.of(parameter)[:n], kind="stable")
        table[row, order] = np.arange(n, dtype=np.float64)
    spread = table.std(axis=1, keepdims=True)
    centred = table - table.mean(axis=1, keepdims=True)
    return Influence(tuple(known), centred / np.where(spread > 0, spread, 1.0))
