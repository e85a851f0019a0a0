"""Four extreme situations, each of which forces a class of answers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from steelyard.decision.decide import decide
from steelyard.dossier.base import Quantity
from steelyard.dossier.loader import load_dossier
from steelyard.dossier.parameters import parameters_of
from steelyard.dossier.use_cases import LanguageShare
from steelyard.dossier.voices import Evidence
from steelyard.facts.loader import load_facts
from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.options.model import Hosting, Pathway
from steelyard.uncertainty import draw

if TYPE_CHECKING:
    from steelyard.decision import UseCaseDecision
    from steelyard.options.model import UseCaseAppraisal

pytestmark = pytest.mark.slow
NAME = "citizen-questions"
N_DRAWS = 600


@pytest.fixture(scope="module")
def decided(root):
    """Decide the citizens' questions of the example with some of its numbers replaced."""
    example = load_dossier(root / "examples" / "guangxi-2024" / "dossier.yaml")
    (entry,) = (found for found in example.use_cases if found.id == NAME)

    def replaced(part, values):
        return part.model_copy(update={name: _given(value) for name, value in values.items()})

    def run(
        *, workload, benefit, dossier=None, **changes
    ) -> tuple[UseCaseDecision, UseCaseAppraisal]:
        use_case = entry.model_copy(
            update={
                "workload": replaced(entry.workload, workload),
                "benefit": replaced(entry.benefit, benefit),
                "requirements": entry.requirements.model_copy(update={"quality_bar": None}),
                **changes,
            }
        )
        case = example.model_copy(update={"use_cases": (use_case,), **(dossier or {})})
        facts = load_facts(as_of=case.as_of)
        sample = draw(parameters_of(case).values(), n=N_DRAWS, seed=1)
        needs = assess_needs(case, sample)
        appraisal = appraise_options(needs, case, facts, sample)
        decision = decide(needs, appraisal, sample, case)
        return decision.use_cases[0], appraisal.use_cases[0]

    return run


def _given(value):
    if isinstance(value, tuple):
        low, middle, high = value
        return Quantity(p05=low, p50=middle, p95=high, status="given")
    return Quantity(value=value, status="given")


def leading_of(decision, appraisal):
    return next(option for option in appraisal.options if option.id == decision.leading)


def test_tiny_volume_with_clear_benefit_is_bought_by_the_token(decided):
    decision, appraisal = decided(
        workload={"requests_per_year": (1500, 2000, 2600)},
        benefit={"other_value": (540, 600, 660), "uptake": 0.9, "addressable_share": 0.9},
    )
    assert leading_of(decision, appraisal).pathways == (Pathway.API,)
    shares = decision.pathway_acceptability
    assert max(shares, key=lambda pathway: shares[pathway]) == "api"


def test_forbidden_egress_keeps_the_service_in_the_country(decided):
    decision, appraisal = decided(
        workload={"requests_per_year": (8e5, 1e6, 1.3e6)},
        benefit={"other_value": (20, 30, 40), "uptake": 0.9, "addressable_share": 0.9},
        data_class="important",
    )
    abroad = [
        appraisal.is_feasible(index)
        for index, option in enumerate(appraisal.options)
        if option.generation_location is Hosting.VENDOR_ABROAD
    ]
    assert abroad
    assert not any(abroad)
    leading = leading_of(decision, appraisal)
    assert not leading.is_do_minimum
    assert leading.generation_location is not Hosting.VENDOR_ABROAD


def test_without_benefit_todays_service_is_kept(decided):
    decision, _ = decided(
        workload={"requests_per_year": (8e5, 1e6, 1.3e6)},
        benefit={"other_value": 0, "minutes_saved": 0.001, "cost_of_wrong_result": 0.001},
    )
    assert decision.recommended == "do_minimum"
    assert decision.confidence > 0.9


def test_huge_volume_in_a_scarce_language_is_built(decided):
    # Bought models were tried in Zhuang and failed; one adapted to it was accepted.
    trials = {
        ("deepseek-v2", "prompting"): 30,
        ("ernie-4.0", "prompting"): 30,
        ("gpt-4-turbo", "prompting"): 30,
        ("qwen1.5-72b", "prompting"): 30,
        ("qwen1.5-14b", "continued_pretraining"): 150,
        ("qwen1.5-72b", "continued_pretraining"): 170,
    }
    evidence = tuple(
        Evidence(
            use_case=NAME,
            model=model,
            adaptation=adaptation,
            language="za",
            n_items=200,
            n_accepted=accepted,
            date=dt.date(2024, 5, 1),
            source="an invented trial",
        )
        for (model, adaptation), accepted in trials.items()
    )
    decision, appraisal = decided(
        workload={"requests_per_year": (8e7, 1e8, 1.3e8)},
        benefit={"other_value": (4, 5, 6), "uptake": 0.9, "addressable_share": 0.9},
        languages=(LanguageShare(language="za", share=1.0),),
        dossier={"evidence": evidence},
    )
    build = {Pathway.OPEN_ADAPTATION, Pathway.PRETRAINING}
    assert build & set(leading_of(decision, appraisal).pathways)
    built = sum(
        share
        for pathway, share in decision.pathway_acceptability.items()
        if any(name in pathway for name in ("open_adaptation", "pretraining"))
    )
    assert built > 0.5
    costs = {
        option.id: cost for option, cost in zip(appraisal.options, appraisal.costs, strict=True)
    }
    assert np.median(costs[decision.leading].net) < np.median(costs["do_minimum"].net)
