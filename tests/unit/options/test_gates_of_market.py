import pytest

from steelyard.instruments import load_pack
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_market import gates_of_market
from steelyard.options.generate import generate_options
from steelyard.options.model import GateState
from steelyard.options.traits import traits_of


@pytest.fixture
def market(ministry, facts_of, need_of):
    def find(prefix, day="2024-05-23", use_case=None, **changes):
        dossier, facts = ministry(use_case, **changes), facts_of(day)
        option = next(o for o in generate_options(dossier, facts) if prefix in o.id)
        need, _ = need_of(dossier)
        pack = load_pack(dossier.jurisdiction.pack)
        traits = traits_of(option, dossier, facts)
        case = GateCase(option, traits, need, dossier, facts, pack)
        return {result.gate: result for result in gates_of_market(case)}

    return find


def test_a_supplier_at_home_serves_and_one_that_refused_does_not(market):
    assert market("api:ernie")["obtainable_supplier"].state is GateState.PASS
    for day in ("2024-05-23", "2024-07-01"):
        assert market("api:gpt", day=day)["obtainable_supplier"].state is GateState.EXCLUDED


def test_an_offer_in_hand_proves_supply_until_it_ends(market):
    offer = {
        "id": "letter",
        "supplier": "S",
        "supplier_country": "US",
        "pathway": "api",
        "model": "gpt-4",
        "hosting": "vendor_in_country",
        "valid_until": "2024-06-30",
        "source": "letter",
    }
    found = market(":letter", offers=[offer])
    assert found["obtainable_supplier"].rule.key == "gate.supplier_offer.rule"
    assert found["obtainable_hosting"].state is GateState.PASS
    late = market(":letter", day="2024-07-01", offers=[offer])
    assert late["obtainable_supplier"].state is GateState.EXCLUDED


def test_held_weights_need_no_supplier(market):
    found = market("open_adaptation:qwen")
    assert found["obtainable_supplier"].rule.key == "gate.supplier_none_needed.rule"
    assert found["obtainable_model"].state is GateState.PASS


def test_barred_machines_in_place_are_to_be_confirmed(market):
    accelerators = [{"hardware": "A100-SXM4-80GB", "count": 8, "free_share": 0.5}]
    found = market(
        ":A100-SXM4-80GB", capacity={"has_data_centre": True, "accelerators": accelerators}
    )
    assert found["obtainable_hardware"].state is GateState.UNKNOWN
    assert found["obtainable_hardware"].rule.key == "gate.hardware_in_place.rule"


def test_a_platform_that_does_not_exist_yet_is_to_be_confirmed(market):
    assert market(":shared_")["obtainable_hosting"].state is GateState.UNKNOWN
    there = market(":shared_", capacity={"has_data_centre": True, "has_shared_platform": True})
    assert there["obtainable_hosting"].state is GateState.PASS


def test_a_cloud_is_there_only_if_an_offer_or_price_shows_it(market):
    found = market("sovereign_cloud:")
    assert found["obtainable_hosting"].state is GateState.UNKNOWN


def test_a_foreign_suppliers_instance_in_the_country_is_to_be_confirmed(market):
    found = market("licensed_instance:gpt")
    assert found["obtainable_hosting"].rule.key == "gate.hosting_region.rule"
    assert found["obtainable_hosting"].state is GateState.UNKNOWN
