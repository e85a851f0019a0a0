"""Stress tests: what the answer is when a named scenario holds, and what the present one costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.json_form import message_json, number
from steelyard.decision.readings import POINTS
from steelyard.decision.scans import relevant
from steelyard.decision.stress_best import best_then
from steelyard.decision.stress_cases import Case, case_of, open_model_shifts, removed_options
from steelyard.dossier.schema import Reading
from steelyard.dossier.text import Message
from steelyard.options.model import GateKind, GateState
from steelyard.uncertainty import Sample
from steelyard.uncertainty.scenarios import SCENARIOS, stressed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steelyard.decision.contest import Contest
    from steelyard.decision.json_form import Json
    from steelyard.options.model import AppraisalModel, UseCaseAppraisal
    from steelyard.uncertainty.scenarios import Scenario

DRAWS: Final = 1000
"""Draws on which a scenario's change is judged; the level comes from the study's own. [1]"""
TWO_ERRORS: Final = 2.0


@dataclass(frozen=True, slots=True)
class StressResult:
    """One use case under one named scenario.

    Attributes
    ----------
    use_case, scenario
        Their ids.
    n_touched
        Parameters moved, or feasible options taken away; 0 where the scenario finds no handle. [1]
    leading
        Id of the present leading option.
    best
        Id of the best option then; the present one where no other can be told from it. Empty
        where the scenario finds no handle.
    holds
        Whether the present leading option is still available, and no other is to be told better;
        none where the scenario finds no handle.
    loss
        What keeping the present leading option loses against the best then, at the mean weights of
        those who decide; below 0 where their orders, not these weights, put another first.
        [1 or CUR]
    loss_error
        Its standard error. [1 or CUR]
    loss_unit
        ``1`` for value where both are ranked by value, else ``CUR``.
    blocked_by
        What takes the present leading option away: ``removed``, or the ids of the gates it misses;
        empty where nothing does.
    gate_probability
        Probability that it meets every quantitative gate then. [1]
    words
        The finding in one sentence for readers.
    """

    use_case: str
    scenario: str
    n_touched: int
    leading: str
    best: str
    holds: bool | None
    loss: float | None
    loss_error: float | None
    loss_unit: str
    blocked_by: tuple[str, ...]
    gate_probability: float
    words: Message

    def as_json(self) -> Json:
        """Return the JSON form.

        Returns
        -------
        dict
            Every attribute under its name.
        """
        return {
            "use_case": self.use_case,
            "scenario": self.scenario,
            "n_touched": self.n_touched,
            "leading": self.leading,
            "best": self.best,
            "holds": self.holds,
            "loss": number(self.loss),
            "loss_error": number(self.loss_error),
            "loss_unit": self.loss_unit,
            "blocked_by": list(self.blocked_by),
            "gate_probability": number(self.gate_probability),
            "words": message_json(self.words),
        }


class _Change(NamedTuple):
    """What a scenario does to the options of a use case."""

    n_touched: int
    removed: frozenset[str]
    appraisal: UseCaseAppraisal | None
    case: Case | None


def stress_tests(
    contests: Sequence[Contest],
    leading: Mapping[str, int],
    model: AppraisalModel,
    *,
    scenarios: Sequence[Scenario] = SCENARIOS,
    n_draws: int = DRAWS,
) -> tuple[StressResult, ...]:
    """Set every use case under every named scenario.

    Parameters
    ----------
    contests
        The use cases, of one study.
    leading
        Row of the leading option, by use case.
    model
        The appraisal as a function of the sample.
    scenarios
        Which.
    n_draws
        Draws on which changes are judged, at most those of the study. [1]

    Returns
    -------
    tuple of StressResult
        By use case in the order given, in it by scenario.

    Notes
    -----
    Equations X-1 to X-4 of ``docs/method/stress.md``. One evaluation of the model for each scenario
    that moves draws, and one without any, for all use cases together.
    """
    if not contests:
        return ()
    frame = contests[0].frame
    sample = Sample(min(n_draws, frame.sample.n), frame.sample.seed)
    plain: dict[str, Case] = {}
    if any(scenario.moves_draws for scenario in scenarios):
        plain = {
            name: case for name, (_, case) in _run(contests, model, sample, may_open=False).items()
        }
    changes = [(entry, _changes(contests, model, entry, sample)) for entry in scenarios]

    def told(contest: Contest) -> list[StressResult]:
        # The level of one use case at a time: over all draws it takes much memory.
        name = contest.appraisal.use_case
        level = case_of(contest, contest.appraisal, frame.sample)
        return [
            _result(
                contest, leading[name], scenario, change[name], level=level, plain=plain.get(name)
            )
            for scenario, change in changes
        ]

    return tuple(entry for contest in contests for entry in told(contest))


def _run(
    contests: Sequence[Contest], model: AppraisalModel, sample: Sample, *, may_open: bool
) -> dict[str, tuple[UseCaseAppraisal, Case]]:
    names = tuple(contest.appraisal.use_case for contest in contests)
    wanted = frozenset(
        option.id
        for contest in contests
        for position, option in enumerate(contest.appraisal.options)
        if contest.appraisal.is_feasible(position)
        or (may_open and not _is_barred(contest.appraisal, position))
    )
    appraisals = model(sample, names, wanted).use_cases
    return {
        contest.appraisal.use_case: (appraisal, case_of(contest, appraisal, sample))
        for contest, appraisal in zip(contests, appraisals, strict=True)
    }


def _is_barred(appraisal: UseCaseAppraisal, position: int) -> bool:
    # No draw opens a categorical gate; only models that become better open a quantitative one.
    return any(
        gate.state is GateState.EXCLUDED and gate.kind is not GateKind.QUANTITATIVE
        for gate in appraisal.gates[position]
    )


def _changes(
    contests: Sequence[Contest],
    model: AppraisalModel,
    scenario: Scenario,
    sample: Sample,
) -> dict[str, _Change]:
    known = contests[0].frame.sample.known
    shifts: dict[str, float] = {}
    touched: dict[str, int] = {}
    removed: dict[str, frozenset[str]] = {}
    for contest in contests:
        name = contest.appraisal.use_case
        moved = scenario.moved(relevant(known, name))
        own = open_model_shifts(contest) if scenario.raises_open_models else {}
        removed[name] = removed_options(contest.appraisal, scenario.removal)
        shifts.update(own)
        touched[name] = len(moved) + len(own) + len(removed[name])
    runs: dict[str, tuple[UseCaseAppraisal, Case]] = {}
    asked = [contest for contest in contests if touched[contest.appraisal.use_case]]
    if asked and scenario.moves_draws:
        moved_sample = stressed(sample, scenario, known, shifts=shifts)
        runs = _run(asked, model, moved_sample, may_open=scenario.raises_open_models)
    return {
        name: _Change(touched[name], removed[name], *runs.get(name, (None, None)))
        for name in touched
    }


def _result(
    contest: Contest,
    row: int,
    scenario: Scenario,
    change: _Change,
    *,
    level: Case,
    plain: Case | None,
) -> StressResult:
    name, leader = contest.appraisal.use_case, contest.ids[row]
    if not change.n_touched:
        words = Message(f"stress.no_handle.{scenario.id}", {"option": leader})
        return StressResult(
            name, scenario.id, 0, leader, "", None, None, None, "1", (), level.met(leader), words
        )
    case = level
    appraisal = contest.appraisal
    if change.case is not None and change.appraisal is not None and plain is not None:
        case, appraisal = level.moved_by(change.case, plain), change.appraisal
    blocked = _blocked_by(appraisal, leader, change.removed)
    case = case.limited_to(_available(appraisal, change.removed), leader, leader in change.removed)
    then = best_then(contest, case, leader, is_available=not blocked)
    best, loss, error, unit = _loss(contest, case, leader, then.row)
    margin = TWO_ERRORS * error
    if unit == "1":
        margin = max(margin, contest.frame.rules.materiality)
    holds = not blocked and (loss <= margin if then.holds is None else then.holds)
    words = _words(leader, best, loss, unit, state=_state(holds, blocked))
    return StressResult(
        name,
        scenario.id,
        change.n_touched,
        leader,
        leader if holds else best,
        holds,
        0.0 if holds and best == leader else loss,
        error,
        unit,
        blocked,
        0.0 if leader in change.removed else case.met(leader),
        words,
    )


def _state(holds: bool, blocked: tuple[str, ...]) -> str:
    if holds:
        return "holds"
    return "blocked" if blocked else "changes"


def _words(leader: str, best: str, loss: float, unit: str, *, state: str) -> Message:
    if state == "holds":
        return Message("stress.holds", {"option": leader})
    if loss < 0:
        return Message(f"stress.{state}.orders", {"option": leader, "other": best})
    if unit == "CUR":
        return Message(f"stress.{state}.money", {"option": leader, "other": best, "worth": loss})
    points = POINTS * loss
    return Message(f"stress.{state}.value", {"option": leader, "other": best, "points": points})


def _available(appraisal: UseCaseAppraisal, removed: frozenset[str]) -> frozenset[str]:
    return frozenset(
        option.id
        for position, option in enumerate(appraisal.options)
        if position == 0 or (appraisal.is_feasible(position) and option.id not in removed)
    )


def _blocked_by(
    appraisal: UseCaseAppraisal, leader: str, removed: frozenset[str]
) -> tuple[str, ...]:
    if leader in removed:
        return ("removed",)
    position = [option.id for option in appraisal.options].index(leader)
    return tuple(
        gate.gate
        for gate in appraisal.gates[position]
        if position and gate.state is GateState.EXCLUDED
    )


def _loss(contest: Contest, case: Case, leader: str, best: int) -> tuple[str, float, float, str]:
    # The best option, and what the leader loses against it, in the measure that orders the two.
    mean = case.mean()
    own = case.ids.index(leader)
    if best == own:
        return leader, 0.0, 0.0, "1"
    value, delta = case.lead(best, own)
    if contest.deciding.reading is Reading.VALUE_AND_COST:
        price = POINTS * (contest.deciding.price or 0.0)
        worth = (price * value[0] - delta[0], float(np.hypot(price * value[1], delta[1])))
        return case.ids[best], worth[0], worth[1], "CUR"
    by_value = 0 not in {best, own} and (not contest.has_benefit or mean.delta[own, 0] <= 0)
    if by_value:
        return case.ids[best], value[0], value[1], "1"
    return case.ids[best], -delta[0], delta[1], "CUR"
