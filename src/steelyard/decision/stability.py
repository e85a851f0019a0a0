"""Whether the answer stays when draws, voices, methods or the shape of values change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.cross_check import best_by_method
from steelyard.decision.decisive import utilities_of
from steelyard.decision.json_form import number
from steelyard.decision.mcda.smaa import acceptability, acceptability_sums
from steelyard.decision.readings import mean_standing, settle
from steelyard.decision.robustness.regret import regret_summary, winner_shares
from steelyard.decision.robustness.stability import bent_values
from steelyard.decision.scoring import expectation
from steelyard.dossier.schema import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision.contest import Contest
    from steelyard.decision.json_form import Json
    from steelyard.decision.readings import Standing
    from steelyard.quantities.arrays import FloatArray

STRAIGHT: Final = 0.5
SHAPES: Final = {"concave": 0.7, "linear": 0.5, "convex": 0.3}
"""What half-way between the anchors is worth, by shape of the value function; ours. [1]"""


@dataclass(frozen=True, slots=True)
class OptionRegret:
    """What choosing an option costs where another would have been better.

    Attributes
    ----------
    option
        Its id.
    mean, p95, largest
        Regret over the draws: expected, exceeded in 1 of 20, and the largest. [1 or CUR]
    """

    option: str
    mean: float
    p95: float
    largest: float

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "option": self.option,
            "mean": number(self.mean),
            "p95": number(self.p95),
            "largest": number(self.largest),
        }


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether the answer of one use case stays.

    Attributes
    ----------
    use_case
        Its id.
    leading
        Id of the leading option.
    draws
        Share of the draws in which each option is best, at the decided weights. [1]
    stakeholders
        Best option by stakeholder, at the mean of the allowed weights.
    methods
        Best option by ``additive``, ``topsis`` and ``promethee2``; today's service aside.
    shapes
        Best option by shape of the value functions: ``concave``, ``linear``, ``convex``.
    agreement
        Share of stakeholders, methods and shapes that give the leading option: ``stakeholders``,
        ``methods``, ``shapes``; without what could not be asked. [1]
    options
        Options in the order of ``beats``.
    beats
        Share of the draws in which the row's option is better than the column's, ties half. [1]
    regrets
        Of the options that are ranked by value.
    regret_unit
        ``1`` for value, ``CUR`` for money.
    """

    use_case: str
    leading: str
    draws: Mapping[str, float]
    stakeholders: Mapping[str, str]
    methods: Mapping[str, str]
    shapes: Mapping[str, str]
    agreement: Mapping[str, float]
    options: tuple[str, ...]
    beats: tuple[tuple[float, ...], ...]
    regrets: tuple[OptionRegret, ...]
    regret_unit: str

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "leading": self.leading,
            "draws": {name: number(share) for name, share in self.draws.items()},
            "stakeholders": dict(self.stakeholders),
            "methods": dict(self.methods),
            "shapes": dict(self.shapes),
            "agreement": {name: number(share) for name, share in self.agreement.items()},
            "options": list(self.options),
            "beats": [[number(share) for share in row] for row in self.beats],
            "regrets": [entry.as_json() for entry in self.regrets],
            "regret_unit": self.regret_unit,
        }


def stability_of(contest: Contest, leading: int) -> Stability:
    """Return whether the answer stays when the way of asking changes.

    Parameters
    ----------
    contest
        The use case.
    leading
        Row of the leading option.

    Returns
    -------
    Stability
        At the decided weights where no stakeholder is named.

    Notes
    -----
    Equations R-1 to R-4 of ``docs/method/regret.md``, S-6 of ``docs/method/smaa.md`` and SN-13 of
    ``docs/method/sensitivity.md``.
    """
    reading = contest.deciding.reading
    ids = contest.ids
    best = contest.best(reading, partial(contest.standing, reading))
    shares = winner_shares(winners=best, n_options=len(ids))
    stakeholders = {
        voice.stakeholder: ids[int(contest.deciding.best(contest.expected(reading, voice.mean))[0])]
        for voice in contest.frame.preferences.voices
    }
    methods, shapes = best_by_method(contest, leading), _best_by_shape(contest)
    asked = {"stakeholders": stakeholders, "methods": _asked(methods, leading), "shapes": shapes}
    agreement = {
        name: sum(found == ids[leading] for found in answers.values()) / len(answers)
        for name, answers in asked.items()
        if answers
    }
    utilities = utilities_of(contest)
    placed = np.flatnonzero(np.isfinite(utilities).all(axis=1))
    sums = acceptability_sums(
        utilities=utilities[placed], weights=contest.frame.preferences.decided
    )
    regrets, unit = _regrets(contest)
    return Stability(
        contest.appraisal.use_case,
        ids[leading],
        {ids[row]: float(share) for row, share in enumerate(shares) if share > 0},
        stakeholders,
        methods,
        shapes,
        agreement,
        tuple(ids[row] for row in placed),
        tuple(tuple(float(s) for s in row) for row in acceptability(sums=sums).pairwise_winning),
        regrets,
        unit,
    )


def _asked(methods: Mapping[str, str], leading: int) -> dict[str, str]:
    # The other methods rank no today's service, and the additive one is the answer itself.
    if leading == 0:
        return {}
    return {name: found for name, found in methods.items() if name != "additive"}


def _best_by_shape(contest: Contest) -> dict[str, str]:
    known = contest.frame.preferences
    reading = contest.deciding.reading
    found = {}
    for name, middle in SHAPES.items():
        dimensions = contest.means
        if middle != STRAIGHT:
            # Criterion by criterion: all bent values at once would be the largest array of a study.
            dimensions = np.zeros_like(contest.means)
            for at, dimension in enumerate(known.dimension_of):
                bent = bent_values(values=contest.table.values[:, at], middle=middle)
                dimensions[:, dimension] += known.within_mean[at] * bent
        settled = partial(_expected, contest, dimensions)
        found[name] = contest.ids[int(contest.best(reading, settled)[0])]
    return found


def _expected(contest: Contest, dimensions: FloatArray, weights: FloatArray) -> Standing:
    reading = contest.deciding.reading
    return mean_standing(settle(contest.table, dimensions, reading, weights))


def _regrets(contest: Contest) -> tuple[tuple[OptionRegret, ...], str]:
    # Under six dimensions only options that pay are ranked by value.
    reading = contest.deciding.reading
    by_money = reading is Reading.VALUE_AND_COST
    unit = "CUR" if by_money else "1"
    if not contest.deciding.is_priced:
        return (), unit
    ranked = [
        row for row, loss in enumerate(expectation(contest, reading).losses) if loss is not None
    ]
    utilities = utilities_of(contest) if by_money else contest.standing(reading).value
    found = regret_summary(utilities=utilities[ranked])
    return tuple(
        OptionRegret(contest.ids[row], float(mean), float(p95), float(largest))
        for row, mean, p95, largest in zip(
            ranked, found.mean, found.p95, found.largest, strict=True
        )
    ), unit
