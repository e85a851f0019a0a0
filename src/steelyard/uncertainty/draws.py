"""Seeded draws, one keyed stream per parameter, common to every option and stakeholder.

A parameter's stream depends on the seed, its own id and the number of draws, and on nothing
else: adding, removing or reordering parameters leaves all other draws as they were. Within a
stream the unit interval is stratified (a Latin hypercube), which keeps the sampling error of
means well below that of independent draws. Decision record 0002 gives the reasons.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtr, ndtri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steelyard.quantities.arrays import FloatArray
    from steelyard.uncertainty.statements import Statement

MIN_DRAWS: Final = 1

CUT: Final = 1e-3
"""Draws of a statement stay between this quantile and its mirror, however many there are: nobody
who states three quantiles has said anything of what lies beyond. [1]"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One uncertain number of a study.

    Attributes
    ----------
    id
        Stable name; the key of the random stream. ``dossier:<path>``, ``fact:<id>`` or
        ``model:<name>``.
    statement
        What is believed about it.
    unit
        Unit of the statement.
    label
        Name for readers, in English.
    common_factor, correlation
        Optional: parameters that name the same factor move together, by a one-factor Gaussian
        copula with this loading, between -1 and 1. [1]
    """

    id: str
    statement: Statement
    unit: str
    label: str = ""
    common_factor: str = ""
    correlation: float = 0.0

    def __post_init__(self) -> None:
        """Check the loading.

        Raises
        ------
        ValueError
            If ``correlation`` is outside -1 to 1.
        """
        if not -1.0 <= self.correlation <= 1.0:
            message = (
                f"parameter '{self.id}': expected a correlation between -1 and 1, "
                f"found {self.correlation}"
            )
            raise ValueError(message)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Joint draws of all parameters of a study, made on demand and kept.

    Attributes
    ----------
    n
        Number of draws. [1]
    seed
        Seed of the study. [1]
    known
        Parameters drawn so far, by id; in the order in which threads happened to ask, so whoever
        lists them sorts.
    """

    n: int
    seed: int
    known: dict[str, Parameter] = field(default_factory=dict)
    _values: dict[str, FloatArray] = field(default_factory=dict)
    _fixed: Mapping[str, FloatArray] = field(default_factory=dict)
    _is_median: bool = False
    _parent: Sample | None = None

    def of(self, parameter: Parameter) -> FloatArray:
        """Return the draws of one parameter.

        Parameters
        ----------
        parameter
            The parameter; the same id always gives the same draws.

        Returns
        -------
        FloatArray
            Draws, shape ``(draw,)``, read-only, in the parameter's unit.

        Raises
        ------
        ValueError
            If the id was already drawn from another statement, or under another unit.
        """
        if parameter.id not in self.known:
            # Values first: another thread that sees the parameter known must find its draws. Where
            # two meet, the first to file wins, and both read what it filed.
            self._values.setdefault(parameter.id, self._drawn(parameter))
        before = self.known.setdefault(parameter.id, parameter)
        if (before.statement, before.unit) != (parameter.statement, parameter.unit):
            message = f"parameter '{parameter.id}' is stated twice, differently"
            raise ValueError(message)
        return self._values[parameter.id]

    @property
    def is_median_case(self) -> bool:
        """Whether this is one draw with every parameter at its median."""
        return self._is_median and self.n == 1 and not self._fixed

    def uniform(self, key: str) -> FloatArray:
        """Return the stratified uniform stream of a key.

        Parameters
        ----------
        key
            Name of the stream.

        Returns
        -------
        FloatArray
            Strictly inside 0–1, shape ``(draw,)``. [1] All 0.5 in a median sample.
        """
        if self._is_median:
            return np.full(self.n, 0.5)
        generator = self.generator(key)
        return _inside((generator.permutation(self.n) + generator.random(self.n)) / self.n)

    def generator(self, key: str) -> np.random.Generator:
        """Return the random generator of a named stream.

        Parameters
        ----------
        key
            Name of the stream.

        Returns
        -------
        numpy.random.Generator
            Fresh generator; the same seed and key give the same numbers.
        """
        digest = hashlib.sha256(f"{self.seed}/{key}".encode()).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))

    def with_values(self, fixed: Mapping[str, FloatArray], *, n: int | None = None) -> Sample:
        """Return a sample in which some parameters take given values.

        Parameters
        ----------
        fixed
            Values by parameter id, shape ``(draw,)`` or scalar, in the parameter's unit.
        n
            Number of draws of the new sample; as before if omitted. [1]

        Returns
        -------
        Sample
            All other parameters as in this sample (medians stay medians).
        """
        return Sample(
            self.n if n is None else n,
            self.seed,
            _fixed={**self._fixed, **fixed},
            _is_median=self._is_median,
            _parent=self if n is None or n == self.n else None,
        )

    def _drawn(self, parameter: Parameter) -> FloatArray:
        values = self._fixed.get(parameter.id)
        if values is None:
            # The same stream gives the same draws: what the other sample has drawn is theirs.
            parent = self._parent
            if parent is not None and parent.known.get(parameter.id) == parameter:
                return parent.of(parameter)
            values = parameter.statement.quantile(self._probabilities(parameter))
        values = np.array(np.broadcast_to(values, (self.n,)), dtype=np.float64)
        values.flags.writeable = False
        return values

    def _probabilities(self, parameter: Parameter) -> FloatArray:
        own = self.uniform(parameter.id)
        if not parameter.common_factor or self._is_median:
            return _cut(own)
        shared = ndtri(self.uniform(f"factor:{parameter.common_factor}"))
        rho = parameter.correlation
        mixed = ndtr(rho * shared + np.sqrt(1.0 - rho**2) * ndtri(own))
        return _cut(mixed)


def _cut(probabilities: FloatArray) -> FloatArray:
    return np.asarray(np.clip(probabilities, CUT, 1.0 - CUT), dtype=np.float64)


def _inside(probabilities: FloatArray) -> FloatArray:
    # Rounding may reach 0 or 1, where an unbounded quantile is infinite.
    tiny = np.finfo(np.float64).eps
    return np.asarray(np.clip(probabilities, tiny, 1.0 - tiny), dtype=np.float64)


def draw(parameters: Iterable[Parameter], *, n: int, seed: int) -> Sample:
    """Return joint draws of the given parameters.

    Parameters
    ----------
    parameters
        Every uncertain parameter known so far; others may be drawn from the sample later.
    n
        Number of draws. [1]
    seed
        Seed of the study. [1]

    Returns
    -------
    Sample
        Dimension ``draw``, common to all options.

    Raises
    ------
    ValueError
        If ``n`` is below 1, or two parameters share an id but not a statement.
    """
    if n < MIN_DRAWS:
        message = f"expected at least {MIN_DRAWS} draw, found {n}"
        raise ValueError(message)
    sample = Sample(n, seed)
    for parameter in parameters:
        sample.of(parameter)
    return sample


def median_sample(n: int = 1) -> Sample:
    """Return a sample in which every parameter takes its median.

    Parameters
    ----------
    n
        Length of the draw axis, to be filled with given values by ``with_values``. [1]

    Returns
    -------
    Sample
        Every parameter at its p50.
    """
    return Sample(n, 0, _is_median=True)
