"""Run-level utilisation of training, fitted to the published runs of the fact book.

The logarithm of utilisation is a line in the logarithm of active parameters, plus an effect of the
group (chip family, dense or mixture of experts), an effect of the organisation, and a residual.
Both effects are random: how far a group or an organisation departs from the rest is estimated from
the same rows by restricted maximum likelihood, and small groups are drawn towards the line.
Equations U-1 to U-4 of ``docs/method/training.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtr, stdtrit

from steelyard.errors import FactError
from steelyard.options.training_rows import ChipFamily, chip_family
from steelyard.uncertainty import Family, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steelyard.options.training_rows import UtilisationRow
    from steelyard.quantities.arrays import FloatArray

MIN_RUNS: Final = 10
FULL_SHARE: Final = 0.99
"""Upper end of what is believed possible when the fitted 95 % point lies above it."""

# In the logarithm: from 0.7 % to 100 %.
_LOG_SD_BOUNDS: Final = ((-5.0, 0.0),) * 3
_LOG_SD_START: Final = tuple(np.log([0.15, 0.15, 0.3]))


@dataclass(frozen=True, slots=True)
class UtilisationPrediction:
    """What the fit believes of one run of an organisation it has not seen.

    Attributes
    ----------
    log_mean, log_sd
        Location and scale of log utilisation.
    dof
        Degrees of freedom of its Student t distribution. [1]
    group_is_seen
        Whether published runs of this group inform it.
    size_is_seen
        Whether the size lies within the fitted range; beyond it the nearest end is used.
    """

    log_mean: float
    log_sd: float
    dof: float
    group_is_seen: bool
    size_is_seen: bool

    def quantile(self, probability: float) -> float:
        """Return a quantile of utilisation.

        Parameters
        ----------
        probability
            Strictly inside 0-1. [1]

        Returns
        -------
        float
            Utilisation. [1]
        """
        score = float(stdtrit(self.dof, probability))
        return float(np.exp(self.log_mean + self.log_sd * score))

    def at_score(self, score: FloatArray) -> FloatArray:
        """Return the utilisation that lies at a standard score of this belief.

        Parameters
        ----------
        score
            Standard normal scores, shape ``(draw,)``. [1]

        Returns
        -------
        FloatArray
            Utilisation, shape ``(draw,)``, inside 0-1. [1]
        """
        return self.statement().quantile(ndtr(score))

    def statement(self) -> Statement:
        """Return the belief as a quantile statement.

        Returns
        -------
        Statement
            5, 50 and 95 per cent of run-level utilisation, logit-normal so that no draw passes 1.
        """
        p05, p50, p95 = (min(self.quantile(p), FULL_SHARE) for p in (0.05, 0.5, 0.95))
        return Statement(p05, p50, p95, Family.LOGITNORMAL)


@dataclass(frozen=True, slots=True, eq=False)
class GroupEffect:
    """How a group departs from the line, given its runs.

    Attributes
    ----------
    mean
        Expected departure of log utilisation.
    variance
        What remains unknown of it.
    leverage
        Its dependence on the line's coefficients, shape ``(2,)``.
    """

    mean: float
    variance: float
    leverage: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class UtilisationFit:
    """The fitted distribution of run-level utilisation.

    Attributes
    ----------
    n_runs, n_organisations
        Size of the data. [1]
    coefficients, covariance
        Intercept at ``reference_b`` and slope in log size, shapes ``(2,)`` and ``(2, 2)``.
    reference_b
        Geometric mean of active parameters. [billion]
    sizes_b
        Smallest and largest active parameters. [billion]
    sd_group, sd_organisation, sd_residual
        Standard deviations of log utilisation.
    groups
        Effect of each group with runs.
    other_hardware
        Accelerators behind the family ``other``.
    """

    n_runs: int
    n_organisations: int
    coefficients: FloatArray
    covariance: FloatArray
    reference_b: float
    sizes_b: tuple[float, float]
    sd_group: float
    sd_organisation: float
    sd_residual: float
    groups: dict[tuple[ChipFamily, bool], GroupEffect]
    other_hardware: frozenset[str]

    def predict(self, *, hardware: str, is_mixture: bool, active_b: float) -> UtilisationPrediction:
        """Return what to believe of a run by an organisation not among the data.

        Parameters
        ----------
        hardware
            Accelerator id.
        is_mixture
            Whether a token uses a part of the parameters only.
        active_b
            Active parameters. [billion]

        Returns
        -------
        UtilisationPrediction
            Widened by the spread between groups if the group, or the chip, has no run.
        """
        family = chip_family(hardware)
        is_known_chip = family is not ChipFamily.OTHER or hardware in self.other_hardware
        effect = self.groups.get((family, is_mixture)) if is_known_chip else None
        size = min(max(active_b, self.sizes_b[0]), self.sizes_b[1])
        design = np.array([1.0, np.log(size / self.reference_b)])
        known = effect or GroupEffect(0.0, self.sd_group**2, np.zeros(2))
        lever = design - known.leverage
        variance = (
            self.sd_organisation**2
            + self.sd_residual**2
            + known.variance
            + float(lever @ self.covariance @ lever)
        )
        return UtilisationPrediction(
            log_mean=float(design @ self.coefficients) + known.mean,
            log_sd=float(np.sqrt(variance)),
            dof=float(max(self.n_organisations - len(self.coefficients), 1)),
            group_is_seen=effect is not None,
            size_is_seen=size == active_b,
        )


def fit_utilisation(rows: Sequence[UtilisationRow]) -> UtilisationFit:
    """Fit the distribution of run-level utilisation.

    Parameters
    ----------
    rows
        Scored runs.

    Returns
    -------
    UtilisationFit
        Line, group effects and the three standard deviations.

    Raises
    ------
    FactError
        If there are too few runs to estimate a spread.
    """
    if len(rows) < MIN_RUNS:
        message = (
            f"utilisation fit: expected at least {MIN_RUNS} runs of tier A or B, "
            f"found {len(rows)}. Use the shipped table or add runs."
        )
        raise FactError(message)
    log_utilisation = np.log([row.utilisation for row in rows])
    log_size = np.log([row.active_b for row in rows])
    reference = float(log_size.mean())
    design = np.column_stack([np.ones(len(rows)), log_size - reference])
    groups = sorted({row.group for row in rows})
    in_group = np.array([[row.group == group for group in groups] for row in rows], dtype=float)
    same = (in_group @ in_group.T, _same([row.organisation for row in rows]), np.eye(len(rows)))
    sd_group, sd_organisation, sd_residual = _standard_deviations(log_utilisation, design, same)
    variances = (sd_group**2, sd_organisation**2, sd_residual**2)
    precision = np.linalg.inv(_total(variances, same))
    covariance = np.linalg.inv(design.T @ precision @ design)
    coefficients = covariance @ design.T @ precision @ log_utilisation
    pull = sd_group**2 * in_group.T @ precision
    departures = pull @ (log_utilisation - design @ coefficients)
    effects = {
        group: GroupEffect(
            mean=float(departures[g]),
            variance=float(sd_group**2 * (1.0 - pull[g] @ in_group[:, g])),
            leverage=pull[g] @ design,
        )
        for g, group in enumerate(groups)
    }
    return UtilisationFit(
        n_runs=len(rows),
        n_organisations=len({row.organisation for row in rows}),
        coefficients=coefficients,
        covariance=covariance,
        reference_b=float(np.exp(reference)),
        sizes_b=(min(row.active_b for row in rows), max(row.active_b for row in rows)),
        sd_group=sd_group,
        sd_organisation=sd_organisation,
        sd_residual=sd_residual,
        groups=effects,
        other_hardware=frozenset(r.hardware for r in rows if r.family is ChipFamily.OTHER),
    )


def _same(labels: Sequence[str]) -> FloatArray:
    names = np.array(labels)
    return np.asarray(names[:, None] == names[None, :], dtype=np.float64)


def _total(variances: Sequence[float], same: Sequence[FloatArray]) -> FloatArray:
    total: FloatArray = np.zeros_like(same[0])
    for variance, block in zip(variances, same, strict=True):
        total += variance * block
    return total


def _standard_deviations(
    values: FloatArray, design: FloatArray, same: Sequence[FloatArray]
) -> tuple[float, float, float]:
    # Restricted maximum likelihood of group, organisation and residual.

    def deviance(log_sd: FloatArray) -> float:
        root = np.linalg.cholesky(_total(tuple(np.exp(2.0 * log_sd)), same))
        x, y = np.linalg.solve(root, design), np.linalg.solve(root, values)
        gram = x.T @ x
        residual = y - x @ np.linalg.solve(gram, x.T @ y)
        log_det = 2.0 * np.log(np.diag(root)).sum() + np.linalg.slogdet(gram)[1]
        return float(residual @ residual + log_det)

    found = minimize(
        deviance,
        np.array(_LOG_SD_START),
        method="L-BFGS-B",
        bounds=_LOG_SD_BOUNDS,
        options={"ftol": 1e-13, "gtol": 1e-7},
    )
    group, organisation, residual = (float(sd) for sd in np.exp(found.x))
    return group, organisation, residual
