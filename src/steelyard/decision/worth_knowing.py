"""Find this out first: what each unknown is worth, and the cheapest way to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.find_out import FindOut, Knowledge, StakeWorth, Trial, WorthKnowing
from steelyard.decision.findings import FlipFamily
from steelyard.decision.influence import influence_of
from steelyard.decision.information.conditional_means import (
    conditional_means,
    conditional_means_of_group,
    shared_terms,
)
from steelyard.decision.information.perfect_information import worth_of_gains
from steelyard.decision.information.sample_information import binomial_shares
from steelyard.decision.inquiries import QUALITY, kind_of, named_kind
from steelyard.decision.learning import WHICH, learning_of
from steelyard.decision.readings import POINTS
from steelyard.decision.scans import family_of, relevant
from steelyard.dossier.text import Message
from steelyard.uncertainty import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.influence import Influence
    from steelyard.decision.information.conditional_means import ConditionalMeans, CurveTerms
    from steelyard.decision.inquiries import InquiryKind
    from steelyard.decision.learning import Learning
    from steelyard.quantities.arrays import FloatArray, IntArray
    from steelyard.uncertainty import Parameter, Sample

DRAWS: Final = 2000
"""Draws that are asked unless more are wanted. [1]"""
STRONGEST: Final = 30
"""Parameters asked about in each use case at most. [1]"""
PREFERENCES: Final = "dossier:rules/"
"""Parameters that say what somebody wants; they are not learned."""
HOURS_A_DAY: Final = 8.0
HOURS_A_YEAR: Final = 1720.0
"""Working hours of a full-time post, as the European Union's grant rules count them. [h]"""
PAID: Final = "dossier:capacity/staff/"


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    """One use case while it is asked about."""

    contest: Contest
    learning: Learning
    shared: CurveTerms
    best_ways: IntArray
    most: Mapping[str, float]
    swing: float | None

    def worth_of(self, known: ConditionalMeans | None) -> Knowledge:
        # Knowing everything is the most that knowing anything is worth, stake by stake.
        wrong = 0.0
        if known is not None:
            wrong = self.learning.wrong(self.best_ways, known.expected)
        parts = []
        for name, gains in self.learning.gains(known).items():
            found = worth_of_gains(gains=gains, most_worth=self.most.get(name, np.inf))
            points = POINTS * found.estimate / self.swing if name == WHICH and self.swing else None
            parts.append(
                StakeWorth(
                    name, found.estimate, found.standard_error, found.is_distinguishable, points
                )
            )
        return Knowledge(tuple(parts), wrong)

    @property
    def sample(self) -> Sample:
        return self.contest.frame.sample

    def asked(self, draws: FloatArray) -> FloatArray:
        return draws[-self.learning.outputs.shape[1] :]

    def means(self, draws: FloatArray, key: str) -> ConditionalMeans:
        outputs = self.learning.outputs
        if len(draws) == 1:
            return conditional_means(parameter=draws[0], outputs=outputs, shared=self.shared)
        return conditional_means_of_group(
            parameters=draws, outputs=outputs, rng=self.generator(key)
        )

    def generator(self, key: str) -> np.random.Generator:
        use_case = self.contest.appraisal.use_case
        return self.sample.generator(f"decision:worth-knowing/{use_case}/{key}")


def worth_knowing(
    contest: Contest, sample: Sample, influence: Influence | None = None, *, n_draws: int = DRAWS
) -> WorthKnowing:
    """Return what to find out first in one use case.

    Parameters
    ----------
    contest
        The use case.
    sample
        The draws of the study, after all stages before this one.
    influence
        Ranks of the parameters of ``sample``; made here if omitted.
    n_draws
        Only the last so many draws are asked; the time taken grows with them. [1]

    Returns
    -------
    WorthKnowing
        The thirty parameters that the choice follows most closely, those that move together taken
        together, and the quality of the models on the short list.

    Notes
    -----
    Section "In a study" of ``docs/method/information.md``. Weights and the price of value stay as
    decided. What is unknown without any draw (a gate, the quality of a model without scores) is not
    here: it comes before everything else.
    """
    use_case = contest.appraisal.use_case
    reading = contest.deciding.reading
    learning = learning_of(contest)
    if learning is None:
        leading = contest.ids[contest.leading_by_mean(reading)]
        return WorthKnowing(use_case, leading, None, 0.0, None, (), _why_nothing(contest))
    ranks = influence_of(sample) if influence is None else influence
    groups = _groups(contest, learning, ranks)
    asking = _asking(contest, learning.last(min(n_draws, sample.n)))
    rows = [_row(asking, members) for members in groups]
    quality = _quality(asking)
    if quality is not None:
        rows.append(quality)
    return WorthKnowing(
        use_case,
        contest.ids[learning.leading],
        asking.worth_of(None),
        learning.wrong(asking.best_ways),
        asking.swing,
        tuple(sorted(rows, key=_order)),
        _why_by_mean(contest, learning),
    )


def _asking(contest: Contest, learning: Learning) -> _Asking:
    most = {name: float(gains.expected.mean()) for name, gains in learning.gains().items()}
    swing = next((stake.scale for stake in learning.stakes if stake.name == WHICH), None)
    shared = shared_terms(n_draws=learning.outputs.shape[1])
    return _Asking(contest, learning, shared, learning.best_ways(), most, swing)


def _why_nothing(contest: Contest) -> Message:
    if contest.deciding.is_priced:
        return Message("worth_knowing.no_choice")
    return Message("worth_knowing.no_price")


def _why_by_mean(contest: Contest, learning: Learning) -> Message | None:
    leading = contest.leading(contest.deciding.reading)
    if leading == learning.leading:
        return None
    values: dict[str, str | float] = {
        "option": contest.ids[leading], "other": contest.ids[learning.leading]
    }  # fmt: skip
    return Message("worth_knowing.by_mean", values)


def _order(row: FindOut) -> tuple[bool, float, float, str]:
    known = row.knowledge
    return not known.is_distinguishable, -(known.worth or 0.0), known.wrong_share, row.parameter


def _groups(
    contest: Contest, learning: Learning, influence: Influence
) -> list[tuple[Parameter, ...]]:
    # Screened on the first draws, asked on the last: what only seems strong is then found out.
    use_case = contest.appraisal.use_case
    wanted = {
        parameter.id: parameter
        for parameter in relevant(contest.frame.sample.known, use_case)
        if not parameter.statement.is_certain
        and not parameter.id.startswith(PREFERENCES)
        and family_of(parameter, use_case) is not FlipFamily.QUALITY
    }
    outputs = learning.outputs[learning.rows_at_stake]
    strongest = influence.strongest(wanted, outputs, STRONGEST)
    most = dict(zip(influence.names, influence.shares(outputs).max(axis=1), strict=True))
    groups: dict[str, list[str]] = {}
    for name in sorted(strongest, key=lambda name: (-most[name], name)):
        groups.setdefault(wanted[name].common_factor or name, []).append(name)
    return [tuple(wanted[name] for name in names) for names in groups.values()]


def _row(asking: _Asking, members: tuple[Parameter, ...]) -> FindOut:
    first = members[0]
    draws = np.array([asking.asked(asking.sample.of(member)) for member in members])
    known = asking.worth_of(asking.means(draws, first.id))
    names = tuple(member.id for member in members)
    return _found(asking, kind_of(first), first.id, names, known)


def _found(
    asking: _Asking,
    kind: InquiryKind,
    parameter: str,
    parameters: tuple[str, ...],
    known: Knowledge,
) -> FindOut:
    days, cost = None, None
    if kind.staff_days is not None:
        days = Spread(*kind.staff_days, "day")
        pay = _day_rate(asking)
        cost = None if pay is None else days.p50 * pay
    values: dict[str, str | float] = {"name": parameter}
    if kind.n_items is not None:
        values = {"n_items": float(kind.n_items)}
    action = Message(f"inquiry.{kind.kind}", values)
    return FindOut(parameter, parameters, kind.kind, known, action, days, kind.weeks, cost)


def _day_rate(asking: _Asking) -> float | None:
    # What an hour of those who do the work today costs; else the mean pay of the posts stated.
    known = asking.sample.known
    hourly = known.get(
        f"dossier:use_cases/{asking.contest.appraisal.use_case}/benefit/staff_cost_per_hour"
    )
    if hourly is not None:
        return hourly.statement.p50 * HOURS_A_DAY
    posts = [
        known[name].statement.p50
        for name in sorted(known)
        if name.startswith(PAID) and name.endswith("/cost_per_year")
    ]
    return float(np.mean(posts)) / HOURS_A_YEAR * HOURS_A_DAY if posts else None


def _quality(asking: _Asking) -> FindOut | None:
    # The accepted share of each model, as it is adapted: what a trial on own items finds out.
    tried = dict(_tried(asking))
    kind = named_kind(QUALITY)
    if not tried or kind.n_items is None:
        return None
    draws = np.array([*tried.values()])
    known = asking.worth_of(asking.means(draws, QUALITY))
    row = _found(asking, kind, QUALITY, tuple(tried), known)
    shares = binomial_shares(
        success_probabilities=draws, n_items=kind.n_items, rng=asking.generator("trial")
    )
    trials = [_trial(asking, kind.n_items, tuple(tried), shares)]
    if len(tried) > 1:
        alone = [
            _trial(asking, kind.n_items, (name,), shares[index : index + 1])
            for index, name in enumerate(tried)
        ]
        trials += sorted(alone, key=lambda trial: (-(trial.knowledge.worth or 0.0), trial.models))
    return FindOut(
        row.parameter, row.parameters, row.kind, row.knowledge, row.action, row.staff_days,
        row.weeks, row.cost, tuple(trials),
    )  # fmt: skip


def _tried(asking: _Asking) -> Iterator[tuple[str, FloatArray]]:
    appraisal = asking.contest.appraisal
    seen: list[FloatArray] = []
    for position in asking.contest.table.options[1:]:
        draws = asking.asked(appraisal.quality[position])
        is_known = np.isfinite(draws).all() and np.ptp(draws) > 0
        if not is_known or any(np.array_equal(draws, other) for other in seen):
            continue
        seen.append(draws)
        option = appraisal.options[position]
        yield f"{option.model}:{option.adaptation}", draws


def _trial(asking: _Asking, n_items: int, models: Sequence[str], shares: FloatArray) -> Trial:
    means = asking.means(shares, f"trial/{'+'.join(models)}")
    return Trial(n_items, tuple(models), asking.worth_of(means))
