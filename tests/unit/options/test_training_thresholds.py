"""Training compute of models against what a law presumes of large ones."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.instruments import load_pack
from steelyard.options.model import DeliveryVehicle, Option, Pathway, PlannedModel, Pricing
from steelyard.options.training_thresholds import threshold_findings

DAY = "2026-11-21"
RESULT = "gpai-by-compute"


def option(model, planned=None):
    return Option(
        id=f"o:{model}",
        pathways=(Pathway.OPEN_ADAPTATION,),
        vehicle=DeliveryVehicle.AGENCY,
        pricing=Pricing.CAPACITY,
        model=model,
        planned=planned,
    )


@pytest.fixture
def found(facts_of):
    """Return a function that holds options against the thresholds of a pack."""

    def find(*options, pack="EU", day=DAY):
        return threshold_findings(options, load_pack(pack), facts_of(day))

    return find


def test_a_model_above_the_threshold_may_pose_systemic_risk(found):
    (finding,) = found(option("llama-3.1-405b"))
    assert (finding.model, finding.instrument.id) == ("llama-3.1-405b", "eu-ai-act")
    assert finding.n_flop == pytest.approx(6 * 405e9 * 15_000e9)
    assert finding.n_flop > 1e25
    assert finding.results[RESULT].possible[-1] == "gpai_systemic"


def test_a_model_below_it_cannot_be_presumed_to(found):
    (finding,) = found(option("apertus-70b"))
    assert 1e23 < finding.n_flop < 1e25
    assert finding.results[RESULT].possible[-1] == "gpai"


def test_a_planned_model_counts_with_its_planned_size_and_tokens(found):
    small = PlannedModel(params_b=7.0, tokens_b=100.0)
    large = PlannedModel(params_b=400.0, tokens_b=15_000.0)
    findings = found(option("own-7b", small), option("own-400b", large))
    # Ordered by model, whatever the order of the options.
    assert [finding.model for finding in findings] == ["own-400b", "own-7b"]
    assert [finding.n_flop for finding in findings] == pytest.approx([3.6e25, 4.2e21])
    assert findings[1].results[RESULT].possible == ("not_gpai",)


def test_active_parameters_count_and_not_all(found, facts_of):
    card = facts_of(DAY).model("glm-4.6")
    assert card.params_active_b < card.params_total_b
    (finding,) = found(option("glm-4.6"))
    assert finding.n_flop == pytest.approx(
        6e18 * card.params_active_b * card.training_tokens_b, rel=1e-12
    )


def test_what_nobody_published_is_left_out(found, facts_of):
    assert facts_of(DAY).model("claude-sonnet-4.5").training_tokens_b is None
    assert found(option("claude-sonnet-4.5"), option("")) == ()


def test_a_model_in_several_options_is_held_once(found):
    assert len(found(option("apertus-70b"), option("apertus-70b"))) == 1


@pytest.mark.parametrize("pack", ["CN", "CA", "SG", "GENERIC"])
def test_where_no_law_knows_a_threshold_nothing_is_found(found, pack):
    assert found(option("llama-3.1-405b"), pack=pack) == ()


def test_a_korean_threshold_lies_higher(found):
    (finding,) = found(option("llama-3.1-405b"), pack="KR")
    assert finding.instrument.id == "kr-ai-basic-act"
    assert finding.n_flop < 1e26
    assert finding.results["safety"].possible == ("no",)


def test_a_law_that_was_not_yet_known_has_no_threshold(found, facts_of):
    day = "2024-07-11"
    known = [entry for entry in load_pack("EU").instruments if entry.instrument == "eu-ai-act"]
    assert known[0].known_from > date.fromisoformat(day)
    assert found(option("llama-3-70b"), day=day) == ()
    assert found(option("llama-3-70b"), day="2024-07-12")
