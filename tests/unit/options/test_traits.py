import pytest

from steelyard.facts.cards import GovernmentUse
from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, DeliveryVehicle, Hosting, Option, Pathway, Pricing
from steelyard.options.traits import Replaced, Upkeep, traits_of

DAY = "2024-05-23"


@pytest.fixture
def traits(ministry, facts_of):
    def find(pathway, model, hosting, *, generation=None, adaptation="prompting", **more):
        option = Option(
            id="o",
            pathways=(Pathway(pathway),),
            vehicle=DeliveryVehicle.VENDOR,
            pricing=Pricing.CAPACITY if more.get("hardware") else Pricing.TOKENS,
            model=model,
            hosting=Hosting(hosting),
            generation_location=Hosting(generation or hosting),
            adaptation=Adaptation(adaptation),
            **more,
        )
        return traits_of(option, ministry(), facts_of(DAY))

    return find


def test_retrieval_that_generates_at_the_supplier_has_the_suppliers_exposure(traits):
    found = traits(
        "rag_purchased",
        "gpt-4",
        "own_data_centre",
        generation="vendor_abroad",
        adaptation="retrieval",
    )
    assert not found.data_in_country
    assert found.supplier_reads_prompts
    assert not found.on_state_premises
    assert found.replaced is Replaced.RETRIEVAL_SERVICE


def test_the_same_supplier_counts_by_whose_law_binds_it(traits):
    home = traits("api", "ernie-4.0", "vendor_in_country")
    foreign = traits("licensed_instance", "gpt-4", "vendor_in_country")
    assert home.operator_under_buyers_law
    assert home.supplier_under_buyers_law
    assert not foreign.operator_under_buyers_law
    assert not foreign.supplier_under_buyers_law
    assert foreign.is_dedicated
    assert not foreign.supplier_reads_prompts


def test_open_weights_are_held_only_where_machines_run_them(traits):
    held = traits(
        "open_adaptation",
        "mixtral-8x7b",
        "own_data_centre",
        hardware="H20-96GB",
        adaptation="retrieval",
    )
    bought = traits("api", "mixtral-8x7b", "vendor_abroad")
    assert held.weights_held
    assert held.may_modify
    assert held.government_use is GovernmentUse.YES
    assert held.replaced is Replaced.NOTHING
    assert held.upkeep is Upkeep.CHANGE_OF_BASE
    assert not bought.weights_held
    assert bought.upkeep is Upkeep.FORCED_MIGRATION


def test_barred_machines_are_at_risk_and_unlisted_ones_unknown(traits):
    def risk(name):
        return traits(
            "open_adaptation", "mixtral-8x7b", "own_data_centre", hardware=name
        ).hardware_at_risk

    assert risk("H20-96GB") is False
    assert risk("H100-SXM-80GB") is True
    assert risk("Gaudi2") in {None, True}


def test_a_model_of_ones_own_needs_nobody(ministry, facts_of):
    dossier, facts = ministry(), facts_of(DAY)
    planned = next(o for o in generate_options(dossier, facts) if o.planned)
    found = traits_of(planned, dossier, facts)
    assert found.is_trained_here
    assert found.has_open_recipe
    assert found.supplier_under_buyers_law
    assert found.effort == "pretraining"


def test_keeping_todays_service_uses_no_model(ministry, facts_of):
    dossier, facts = ministry(), facts_of(DAY)
    found = traits_of(generate_options(dossier, facts)[0], dossier, facts)
    assert not found.uses_model
    assert found.upkeep is Upkeep.NOTHING
