"""Page one: the answer in plain words, how sure it is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from steelyard.decision.findings import InputStatus, Verdict
from steelyard.report.names import CLASSES, class_of
from steelyard.report.standing import few_of, gain_of, is_conditional, quality_bar
from steelyard.uncertainty import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from steelyard.decision import DecisiveInput, Flip, UseCaseDecision
    from steelyard.dossier.text import Message
    from steelyard.quantities.arrays import FloatArray
    from steelyard.report.inputs import Study
    from steelyard.report.names import Text
    from steelyard.report.standing import Few, QualityBar
    from steelyard.uncertainty.summary import Spread

DO_MINIMUM: Final = "do_minimum"
NEAREST: Final = 3
"""Changes of the answer named on page one. [1]"""
DECISIVE: Final = 3
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
    bar
        The quality bar and how the leading option stands to it; none where none is stated.
    few
        Why the leading option leads though it is seldom best; none where it is not so.
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
    bar: QualityBar | None
    few: Few | None

    @property
    def is_verdict(self) -> bool:
        """Whether a verdict stands in place of an option."""
        return self.recommended in set(Verdict)

    @property
    def leads_today(self) -> bool:
        """Whether today's service leads."""
        return self.leading == DO_MINIMUM


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
    firm, if_confirmed
        Use cases of the plan by class of pathway, empty classes left out: those that hold as they
        are, and those whose new service must be confirmed first.
    capabilities
        What the plan opens for several use cases.
    saving, mean_saving
        What the plan saves against keeping every service as it is, present value over the
        horizon, below zero where it costs more, over the use cases whose benefit is stated; none
        (and zero) where a quality is unknown. [CUR]
    unvalued, unvalued_cost
        Use cases with a new service in the plan and no benefit stated, and what they cost, present
        value; none where there are none. [CUR]
    today
        Cost of keeping every service as it is, present value over the horizon. [CUR]
    n_years
        Length of the horizon. [year]
    differs
        Use cases where the plan takes another option than the use case's own answer.
    notes
        What must be known of the plan.
    """

    firm: Mapping[str, tuple[str, ...]]
    if_confirmed: Mapping[str, tuple[str, ...]]
    capabilities: tuple[str, ...]
    saving: Spread | None
    mean_saving: float
    unvalued: tuple[str, ...]
    unvalued_cost: Spread | None
    today: Spread
    n_years: int
    differs: tuple[str, ...]
    notes: tuple[Message, ...]

    @property
    def n_cases(self) -> int:
        """Number of use cases."""
        return sum(len(cases) for part in (self.firm, self.if_confirmed) for cases in part.values())


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
    is_today_by_money
        Whether the deciding reading places today's service by money alone.
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
    is_today_by_money: bool

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
        is_today_by_money=any(found.today_by_money for found in decision.use_cases),
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
        bar=quality_bar(study, use_case, found.leading),
        few=few_of(study, use_case),
    )


def _whole(study: Study, today: Spread) -> WholeAnswer:
    plan = study.decision.portfolio
    parts: dict[bool, dict[str, list[str]]] = {
        conditional: {name: [] for name in CLASSES} for conditional in (False, True)
    }
    for use_case, option in plan.chosen.choices.items():
        found = study.decision.of(use_case)
        kind = class_of(found.option(option).option.pathways)
        parts[is_conditional(found, option)][kind].append(use_case)
    firm, if_confirmed = (
        {name: tuple(cases) for name, cases in part.items() if cases} for part in parts.values()
    )
    money = _money(study)
    return WholeAnswer(
        firm=firm,
        if_confirmed=if_confirmed,
        capabilities=plan.chosen.capabilities,
        saving=None if money.saved is None else summarise(money.saved, "CUR"),
        mean_saving=0.0 if money.saved is None else float(money.saved.mean()),
        unvalued=money.unvalued,
        unvalued_cost=summarise(money.cost, "CUR") if money.unvalued else None,
        today=today,
        n_years=study.dossier.horizon.n_years,
        differs=plan.differs,
        notes=plan.notes,
    )


class _Money(NamedTuple):
    saved: FloatArray | None  # over the use cases whose benefit is stated, none where unknown
    unvalued: tuple[str, ...]
    cost: FloatArray  # of the others


def _money(study: Study) -> _Money:
    # In draws that miss a gate the option performs as today's service, with its cost sunk. What is
    # shared is counted once: with the use cases whose benefit is stated, if one of them needs it.
    saved, cost = np.zeros(study.sample.n), np.zeros(study.sample.n)
    chosen = study.decision.portfolio.chosen
    unvalued: list[str] = []
    needed: set[str] = set()
    is_known = True
    for entry in study.appraisal.use_cases:
        name, found = chosen.choices[entry.use_case], study.decision.of(entry.use_case)
        row = [option.id for option in entry.options].index(name)
        if entry.options[row].is_do_minimum:
            continue
        costs = entry.costs[row]
        if not found.has_benefit:
            unvalued.append(entry.use_case)
            cost += costs.marginal
            continue
        is_known &= found.option(name).cost.benefit is not None
        needed |= entry.capabilities[row]
        saved += gain_of(entry, name) + costs.shared - costs.marginal
    for name in chosen.capabilities:
        if name in needed or not unvalued:
            saved -= study.appraisal.capabilities[name].cost
        else:
            cost += study.appraisal.capabilities[name].cost
    return _Money(saved if is_known else None, tuple(unvalued), cost)


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
