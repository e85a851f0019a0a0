"""Page one: the answer in plain words, how sure it is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.decision.findings import InputStatus
from steelyard.decision.model import Verdict
from steelyard.report.names import CLASSES, class_of
from steelyard.uncertainty import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from steelyard.decision import DecisiveInput, Flip, UseCaseDecision
    from steelyard.dossier.text import Message
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study
    from steelyard.report.names import Text
    from steelyard.uncertainty.summary import Spread

NEAREST: Final = 4
"""Changes of the answer named on page one. [1]"""
DECISIVE: Final = 4
"""Decisive inputs named on page one. [1]"""


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """The answer for one use case.

    Attributes
    ----------
    use_case
        Its id.
    recommended
        Option id, or a verdict.
    leading
        Option of the highest expected value.
    rivals
        Options of other pathways that cannot be told apart from it.
    confidence
        First-rank share of the leading option. [1]
    reason
        Why, in a sentence.
    class_shares
        First-rank share by class of pathway: keep, buy, hybrid, build. [1]
    is_certain
        Whether a rule leaves no other option.
    most_often, most_share
        Pathways, joined by ``+``, that are best most often if not the leading ones (else empty),
        and how often. [1]
    """

    use_case: str
    recommended: str
    leading: str
    rivals: tuple[str, ...]
    confidence: float
    reason: Message
    class_shares: Mapping[str, float]
    is_certain: bool
    most_often: str
    most_share: float

    @property
    def is_verdict(self) -> bool:
        """Whether a verdict stands in place of an option."""
        return self.recommended in set(Verdict)


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """The answers of one group of use cases.

    Attributes
    ----------
    scenario
        Name of the group.
    cases
        Its use cases, in the order of the dossier.
    """

    scenario: Text
    cases: tuple[CaseAnswer, ...]


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """The answer for all use cases together.

    Attributes
    ----------
    by_class
        Use cases of the plan by class of pathway, empty classes left out.
    capabilities
        What the plan opens for several use cases.
    saving, mean_saving
        What the plan saves against keeping every service as it is, present value over the
        horizon, below zero where it costs more; none (and zero) where a quality is unknown. [CUR]
    today
        Cost of keeping every service as it is, present value over the horizon. [CUR]
    n_years
        Length of the horizon. [year]
    differs
        Use cases where the plan takes another option than the use case's own answer.
    notes
        What must be known of the plan.
    """

    by_class: Mapping[str, tuple[str, ...]]
    capabilities: tuple[str, ...]
    saving: Spread | None
    mean_saving: float
    today: Spread
    n_years: int
    differs: tuple[str, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class NearFlip:
    """One of the nearest changes.

    Attributes
    ----------
    use_case
        Whose answer changes.
    flip
        What changes it.
    """

    use_case: str
    flip: Flip


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything on page one.

    Attributes
    ----------
    title, subtitle
        Of the dossier; the subtitle says whose position it is not.
    as_of, prepared_by
        Date of the study and its author.
    is_illustration
        Whether weights are unsigned.
    scenarios
        Answers by scenario.
    whole
        The plan for all.
    assumed_share
        Share of decisive inputs that nobody stated. [1]
    n_decisive, n_assumed
        Inputs on which an answer hangs, and those of them that are assumed. [1]
    decisive
        The first of them, the assumed first.
    flips
        The nearest changes of all use cases, no two of one kind and use case.
    """

    title: Text
    subtitle: Text | None
    as_of: date
    prepared_by: str
    is_illustration: bool
    scenarios: tuple[ScenarioAnswer, ...]
    whole: WholeAnswer
    assumed_share: float
    n_decisive: int
    n_assumed: int
    decisive: tuple[DecisiveInput, ...]
    flips: tuple[NearFlip, ...]

    @property
    def cases(self) -> tuple[CaseAnswer, ...]:
        """Every use case's answer, in the order of the dossier."""
        return tuple(case for scenario in self.scenarios for case in scenario.cases)


def front_page_of(study: Study, today: Spread) -> FrontPage:
    """Return page one of a study.

    Parameters
    ----------
    study
        A finished study.
    today
        Cost of keeping every service as it is over the horizon. [CUR]

    Returns
    -------
    FrontPage
        Language-neutral.
    """
    dossier, decision = study.dossier, study.decision
    assumed = [row for row in decision.decisive_inputs if row.status in UNSTATED]
    return FrontPage(
        title=dict(dossier.title),
        subtitle=None if dossier.subtitle is None else dict(dossier.subtitle),
        as_of=dossier.as_of,
        prepared_by=dossier.prepared_by,
        is_illustration=decision.is_illustration,
        scenarios=_scenarios(study),
        whole=_whole(study, today),
        assumed_share=decision.assumed_share,
        n_decisive=len(decision.decisive_inputs),
        n_assumed=len(assumed),
        decisive=tuple(sorted(decision.decisive_inputs, key=_rank)[:DECISIVE]),
        flips=_nearest(decision.use_cases),
    )


UNSTATED: Final = (InputStatus.ASSUMED, InputStatus.EXPERT)
"""What counts as assumed, as in the decision stage."""


def _rank(row: DecisiveInput) -> int:
    # What nobody has stated stands before what rests on our own judgement.
    return UNSTATED.index(row.status) if row.status in UNSTATED else len(UNSTATED)


def _scenarios(study: Study) -> tuple[ScenarioAnswer, ...]:
    groups: dict[str, tuple[Text, list[CaseAnswer]]] = {}
    for use_case in study.dossier.use_cases:
        scenario = dict(use_case.scenario)
        key = "|".join(f"{code}={text}" for code, text in sorted(scenario.items()))
        groups.setdefault(key, (scenario, []))[1].append(case_answer(study, use_case.id))
    return tuple(ScenarioAnswer(name, tuple(cases)) for name, cases in groups.values())


def case_answer(study: Study, use_case: str) -> CaseAnswer:
    """Return the answer for one use case.

    Parameters
    ----------
    study
        A finished study.
    use_case
        Its id.

    Returns
    -------
    CaseAnswer
        Language-neutral.
    """
    found = study.decision.of(use_case)
    leading = found.option(found.leading).option
    rivals = [name for name in found.tied if found.option(name).option.pathways != leading.pathways]
    shares = dict.fromkeys(CLASSES, 0.0)
    for joined, share in found.pathway_acceptability.items():
        shares[class_of(joined.split("+"))] += share
    most_often, most_share = max(
        found.pathway_acceptability.items(), key=lambda pair: pair[1], default=("", 0.0)
    )
    if most_often == "+".join(str(name) for name in leading.pathways):
        most_often = ""
    return CaseAnswer(
        use_case=use_case,
        recommended=found.recommended,
        leading=found.leading,
        rivals=tuple(rivals),
        confidence=found.confidence,
        reason=found.reason,
        class_shares=shares,
        is_certain=sum(option.is_feasible for option in found.options) == 1,
        most_often=most_often,
        most_share=most_share,
    )


def _whole(study: Study, today: Spread) -> WholeAnswer:
    saved = _saving(study)
    plan = study.decision.portfolio
    by_class: dict[str, list[str]] = {name: [] for name in CLASSES}
    for use_case, option in plan.chosen.choices.items():
        pathways = study.decision.of(use_case).option(option).option.pathways
        by_class[class_of(pathways)].append(use_case)
    return WholeAnswer(
        by_class={name: tuple(cases) for name, cases in by_class.items() if cases},
        capabilities=plan.chosen.capabilities,
        saving=None if saved is None else summarise(saved, "CUR"),
        mean_saving=0.0 if saved is None else float(saved.mean()),
        today=today,
        n_years=study.dossier.horizon.n_years,
        differs=plan.differs,
        notes=plan.notes,
    )


def _saving(study: Study) -> FloatArray | None:
    # In draws that miss a gate the option performs as today's service, with its cost sunk.
    total = np.zeros(study.sample.n)
    chosen = study.decision.portfolio.chosen
    for entry in study.appraisal.use_cases:
        name = chosen.choices[entry.use_case]
        row = [option.id for option in entry.options].index(name)
        costs = entry.costs[row]
        if study.decision.of(entry.use_case).option(name).cost.benefit is None:
            return None
        if not entry.options[row].is_do_minimum:
            total += np.where(entry.met[row], costs.benefit, 0.0) - costs.marginal
    for name in chosen.capabilities:
        total -= study.appraisal.capabilities[name].cost
    return total


def _nearest(decisions: Sequence[UseCaseDecision]) -> tuple[NearFlip, ...]:
    every = [
        NearFlip(decision.use_case, flip)
        for decision in decisions
        for flip in decision.flips
        if flip.is_inside and not flip.parameter.startswith("model:residual")
    ]
    every.sort(key=lambda near: (near.flip.distance, near.use_case, near.flip.parameter))
    # One of each kind first: an adviser needs the kinds of thing to watch, not nine volumes.
    kinds: dict[str, NearFlip] = {}
    for near in every:
        kinds.setdefault(near.flip.family.value, near)
    first = list(kinds.values())
    rest = [near for near in every if near not in first]
    chosen = (first + rest)[:NEAREST]
    return tuple(sorted(chosen, key=lambda near: near.flip.distance))
