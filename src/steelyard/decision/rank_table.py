"""Rank any table by any of our methods: the engine without a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

import numpy as np

from steelyard.decision.mcda.additive import additive_value
from steelyard.decision.mcda.promethee import promethee2_net_flows
from steelyard.decision.mcda.smaa import Acceptability, confidence_factors, smaa2
from steelyard.decision.mcda.topsis import topsis_closeness
from steelyard.decision.mcda.value_functions import linear_value
from steelyard.decision.mcda.weight_sampling import allowed_weights, sample_weights
from steelyard.decision.mcda.weight_statements import Points
from steelyard.decision.table_file import RankingTable, read_table
from steelyard.errors import DossierError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from steelyard.quantities.arrays import FloatArray

RankMethod: TypeAlias = Literal["additive", "topsis", "promethee2", "smaa"]
"""Methods of ``steelyard rank``."""

TIE: Final = 1e-12
"""Scores closer than this share a rank. [1]"""


@dataclass(frozen=True, slots=True, eq=False)
class RankResult:
    """Scores and ranks of a table.

    Attributes
    ----------
    method
        Method that was used.
    alternatives, criteria
        Their names, in the order of the table.
    weights
        Weights used, shape ``(criterion,)``; for smaa without weights their mean. [1]
    scores
        Value, closeness, net flow or (smaa) mean value, shape ``(alternative,)``. [1]
    acceptability
        Result of SMAA-2; None for the other methods.
    confidence
        Confidence factors, shape ``(alternative,)``; None for the other methods. [1]
    draws, seed
        Weights drawn and the seed they come from; None where nothing is drawn.
    notes
        What the table left open and how it was read.
    """

    method: RankMethod
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: FloatArray
    scores: FloatArray
    acceptability: Acceptability | None
    confidence: FloatArray | None
    draws: int | None
    seed: int | None
    notes: tuple[str, ...]

    @property
    def ranks(self) -> tuple[int, ...]:
        """Rank of each alternative, 1 the best; tied alternatives share the better rank."""
        ahead = self.scores[:, np.newaxis] > self.scores + TIE
        return tuple(int(count) + 1 for count in ahead.sum(axis=0))

    def as_json(self) -> dict[str, Any]:
        """Return the result for ``--json``.

        Returns
        -------
        dict
            ``alternatives``, ``scores`` and ``ranks``, for smaa also ``rank_acceptability``,
            ``central_weights`` and ``confidence_factors``; lists in the order of the table.
        """
        result: dict[str, Any] = {
            "method": self.method,
            "alternatives": list(self.alternatives),
            "criteria": list(self.criteria),
            "weights": _plain(self.weights),
            "scores": _plain(self.scores),
            "ranks": list(self.ranks),
            "notes": list(self.notes),
        }
        if self.acceptability is None or self.confidence is None:
            return result
        found = self.acceptability
        return result | {
            "rank_acceptability": _plain(found.rank_acceptability),
            "central_weights": _plain(found.central_weights),
            "confidence_factors": _plain(self.confidence),
            "expected_loss": _plain(found.expected_loss),
            "standard_errors": {
                "rank_acceptability": _plain(found.rank_error),
                "central_weights": _plain(found.central_error),
                "expected_loss": _plain(found.loss_error),
            },
            "draws": self.draws,
            "seed": self.seed,
        }


def rank_table(
    table: Path | str,
    method: RankMethod = "additive",
    *,
    values: bool = False,
    draws: int = 10_000,
    seed: int = 1,
) -> RankResult:
    """Rank the alternatives of a CSV table.

    Parameters
    ----------
    table
        File, or the text of one: first column the alternative, one column a criterion, optional
        rows ``#direction``, ``#weight``, ``#best``, ``#worst`` and, for promethee2,
        ``#preference``, ``#q``, ``#p``.
    method
        Method of ranking.
    values
        Whether cells already are values between 0 and 1.
    draws, seed
        Weights to draw and seed, for smaa.

    Returns
    -------
    RankResult
        Scores, ranks and how the table was read.

    Raises
    ------
    DossierError
        With every problem of the table, each with its row and column, or of the other arguments.

    Notes
    -----
    Weights are scaled
    to sum to one. Without ``#weight`` they are equal, for smaa all weightings alike. Without
    ``#best`` or ``#worst`` the range of the table serves, which the notes say: an
    alternative more can then turn the order of two others.
    """
    if method not in get_args(RankMethod) or draws < 1:
        expected = f"one of {', '.join(get_args(RankMethod))}, and at least 1 draw"
        found = f"{method} and {draws} draws"
        raise DossierError([Problem("rank", expected, found, "Change --method or --draws.")])
    read = read_table(table, method=method, are_values=values)
    if method == "smaa":
        return _smaa_result(read, draws, seed)
    scores = _scores(read, method)
    return RankResult(
        method, read.alternatives, read.criteria, read.weights, scores, None, None, None, None,
        read.notes,
    )  # fmt: skip


def _scores(read: RankingTable, method: RankMethod) -> FloatArray:
    if method == "topsis":
        return topsis_closeness(
            performance=read.cells, weights=read.weights, is_benefit=read.is_benefit
        )
    if method == "promethee2":
        return promethee2_net_flows(
            performance=read.cells,
            weights=read.weights,
            is_benefit=read.is_benefit,
            preferences=read.preferences,
            indifference=read.indifference,
            strict_preference=read.strict_preference,
        )
    return additive_value(values=_values(read), weights=read.weights)


def _smaa_result(read: RankingTable, draws: int, seed: int) -> RankResult:
    statements = [Points(tuple(read.weights.tolist()))] if read.has_weights else []
    allowed = allowed_weights(
        n_items=len(read.criteria), statements=statements, names=read.criteria
    )
    sample = sample_weights(weight_set=allowed, n_draws=draws, rng=np.random.default_rng(seed))
    table = _values(read)
    found = smaa2(values=table, weights=sample.weights, effective_size=sample.effective_size)
    confidence = confidence_factors(values=table, central_weights=found.central_weights)
    return RankResult(
        "smaa", read.alternatives, read.criteria, sample.weights.mean(axis=1),
        found.expected_utility, found, confidence, draws, seed, read.notes,
    )  # fmt: skip


def _values(read: RankingTable) -> FloatArray:
    if read.are_values:
        return read.cells
    table = np.zeros(read.cells.shape)
    for criterion, (worst, best) in enumerate(zip(read.worst, read.best, strict=True)):
        if worst != best:
            performance = read.cells[:, criterion]
            table[:, criterion] = linear_value(
                performance=performance, worst=float(worst), best=float(best)
            ).values
    return table


def _plain(numbers: FloatArray) -> Any:
    # Lists in which a figure that does not exist is null.
    plain = numbers.astype(object)
    plain[np.isnan(numbers)] = None
    return plain.tolist()
