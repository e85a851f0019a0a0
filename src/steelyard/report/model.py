"""The report: every part typed, in numbers and sentences' keys, the same for every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from steelyard.facts.hindsight import hindsight
from steelyard.report.annex import annex_of
from steelyard.report.claims import claims_of
from steelyard.report.exclusions import exclusions_of
from steelyard.report.first_year import first_year_of
from steelyard.report.first_year_over_years import first_year_over_years
from steelyard.report.front_page import front_page_of
from steelyard.report.gist import gist_of
from steelyard.report.horizon import horizon_section_of
from steelyard.report.inputs_list import input_list_of
from steelyard.report.learning import learning_of
from steelyard.report.names import names_of
from steelyard.report.precedents import precedents_of
from steelyard.report.rules_section import rules_section_of
from steelyard.report.sheet import sheets_of
from steelyard.report.volumes import volumes_of
from steelyard.uncertainty import summarise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steelyard.decision import DecisiveInput, StakeholderWeights
    from steelyard.decision.lock_record import LockRecord
    from steelyard.decision.stress import StressResult
    from steelyard.report.annex import Annex
    from steelyard.report.claims import ExaminedClaim
    from steelyard.report.exclusions import ExclusionGroup
    from steelyard.report.first_year import FirstYear
    from steelyard.report.front_page import FrontPage
    from steelyard.report.gist import Gist
    from steelyard.report.horizon import HorizonSection
    from steelyard.report.inputs import Manifest, Study
    from steelyard.report.inputs_list import InputList
    from steelyard.report.learning import Learning
    from steelyard.report.names import Names
    from steelyard.report.precedents import Precedents
    from steelyard.report.rules_section import RulesSection
    from steelyard.report.sheet import Sheet
    from steelyard.report.volumes import Volumes
    from steelyard.uncertainty.summary import Spread

METHOD_PAGES: Final = (
    "needs",
    "whole-life-cost",
    "effort",
    "delivery",
    "training",
    "serving",
    "energy",
    "instruments",
    "levels",
    "quality",
    "sensitivity",
    "stress",
    "triggers",
    "decision",
    "plan-over-years",
)
"""Pages of ``docs/method`` behind the figures."""


@dataclass(frozen=True, slots=True)
class Report:
    """A decision paper, language-neutral.

    Attributes
    ----------
    names
        What it calls things.
    front
        Page one.
    gist
        What stands on page one beside the answers.
    horizon
        The plan over the years; none where the decision stage made none.
    volumes
        Break-evens.
    first_year
        What to do in the first twelve months.
    sheets
        One per use case.
    exclusions
        Excluded options by rule.
    rules
        What law, standing rules and instruments say.
    stress
        Stress tests by use case, in the order of the scenarios.
    learning
        What reopens the decision, and the path that learns.
    locks
        What was laid down beforehand.
    precedents
        Nearest national cases.
    claims
        The government's claims beside the findings; empty if the dossier names none.
    inputs
        Every input and fact, numbered.
    annex
        What stands behind the answers in the terms of the trade.
    stakeholders
        What each stakeholder's statements allow.
    decided_weights
        Mean weight of each dimension over the deciding stakeholders. [1]
    decisive
        Inputs on which an answer hangs, the assumed first.
    hindsight
        Numbers of the facts used that were learnt after the study's date.
    manifest
        How the study came about.
    methods
        Names of the method pages.
    price_year
        Calendar year of constant prices.
    discount_rate
        Real rate per year. [1/year]
    """

    names: Names
    front: FrontPage
    gist: Gist
    horizon: HorizonSection | None
    volumes: Volumes
    first_year: FirstYear
    sheets: tuple[Sheet, ...]
    exclusions: tuple[ExclusionGroup, ...]
    rules: RulesSection
    stress: Mapping[str, tuple[StressResult, ...]]
    learning: Learning
    locks: LockRecord | None
    precedents: Precedents
    claims: tuple[ExaminedClaim, ...]
    inputs: InputList
    annex: Annex
    stakeholders: tuple[StakeholderWeights, ...]
    decided_weights: Mapping[str, float]
    decisive: tuple[DecisiveInput, ...]
    hindsight: tuple[int, ...]
    manifest: Manifest
    methods: tuple[str, ...]
    price_year: int
    discount_rate: float


def build_report(study: Study) -> Report:
    """Set a study out as a report.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Report
        Typed and language-neutral; :func:`steelyard.report.render_html` puts it into words.
    """
    # First what reads facts, because the list then shows them.
    claims = claims_of(study)
    precedents = precedents_of(study)
    rules = rules_section_of(study)
    inputs = input_list_of(study)
    today = today_of(study)
    horizon = horizon_section_of(study, today)
    return Report(
        names=names_of(study),
        gist=gist_of(study),
        front=front_page_of(study, today),
        horizon=horizon,
        volumes=volumes_of(study),
        first_year=(
            first_year_over_years(study, horizon)
            if horizon is not None and horizon.plan.is_feasible
            else first_year_of(study)
        ),
        sheets=sheets_of(study, inputs),
        exclusions=exclusions_of(study),
        rules=rules,
        stress=_stress_by_use_case(study),
        learning=learning_of(study),
        locks=study.decision.locks,
        precedents=precedents,
        claims=claims,
        inputs=inputs,
        annex=annex_of(study),
        stakeholders=study.decision.stakeholders,
        decided_weights=study.decision.decided_weights,
        decisive=study.decision.decisive_inputs,
        hindsight=tuple(
            sorted(
                inputs.numbers[fact.id]
                for fact in hindsight(study.facts.used.values(), as_of=study.dossier.as_of)
                if fact.id in inputs.numbers
            )
        ),
        manifest=study.manifest,
        methods=METHOD_PAGES,
        price_year=study.dossier.money.price_year,
        discount_rate=study.dossier.money.discount_rate.statement.p50,
    )


def _stress_by_use_case(study: Study) -> dict[str, tuple[StressResult, ...]]:
    found: dict[str, tuple[StressResult, ...]] = {}
    for entry in study.decision.stress:
        found[entry.use_case] = (*found.get(entry.use_case, ()), entry)
    return found


def today_of(study: Study) -> Spread:
    """Return the cost of keeping every service as it is over the horizon.

    Parameters
    ----------
    study
        A finished study.

    Returns
    -------
    Spread
        Present value over the draws, all use cases together. [CUR]
    """
    total = np.sum([entry.costs[0].today for entry in study.appraisal.use_cases], axis=0)
    return summarise(total, "CUR")
