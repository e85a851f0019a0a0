import pytest

from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, Hosting, Pathway, Pricing

DAY = "2024-05-23"


@pytest.fixture
def options(ministry, facts_of):
    def make(use_case=None, day=DAY, **changes):
        return generate_options(ministry(use_case, **changes), facts_of(day))

    return make


def test_the_long_list_is_bounded_unique_and_starts_with_today(options):
    found = options()
    assert 25 <= len(found) <= 45
    assert found[0].is_do_minimum
    assert len({option.id for option in found}) == len(found)
    assert options() == found


def test_every_pathway_is_there(options):
    assert {pathway for option in options() for pathway in option.pathways} == set(Pathway)


def test_no_model_is_used_before_its_release(options, facts_of):
    released = {card.id for card in facts_of(DAY).models}
    for option in options():
        assert option.planned or option.is_do_minimum or option.model in released


def test_retrieval_comes_with_generation_at_the_supplier_and_in_the_cloud(options):
    places = {
        option.generation_location
        for option in options()
        if Pathway.RAG_PURCHASED in option.pathways
    }
    assert Hosting.SOVEREIGN_CLOUD in places
    assert places & {Hosting.VENDOR_ABROAD, Hosting.VENDOR_IN_COUNTRY}


def test_without_a_room_the_store_can_stand_at_the_supplier(ministry, facts_of):
    base = ministry(None)
    capacity = base.capacity.model_copy(update={"has_data_centre": False})
    roomless = base.model_copy(update={"capacity": capacity})
    places = {
        option.hosting
        for option in generate_options(roomless, facts_of(DAY))
        if option.pathways == (Pathway.RAG_PURCHASED,)
    }
    assert places & {Hosting.VENDOR_ABROAD, Hosting.VENDOR_IN_COUNTRY}


def test_machines_are_obtainable_but_one_barred_option_a_pathway_tells_why(options, facts_of):
    facts = facts_of(DAY)
    barred = [
        option
        for option in options()
        if option.hardware
        and facts.find_status(option.hardware, "export-to-CN", places=("CN",)).value == "barred"
    ]
    assert sorted(str(option.pathways[0]) for option in barred) == [
        "open_adaptation",
        "pretraining",
    ]


def test_what_needs_machines_names_them_and_how_they_are_paid(options):
    for option in options():
        assert bool(option.hardware) == (option.pricing is Pricing.CAPACITY)
        assert bool(option.tenure) == (option.pricing is Pricing.CAPACITY)


def test_the_ladder_climbs_in_size(options, facts_of):
    sizes = [
        facts_of(DAY).model(option.model).params_total_b
        for option in options()
        if option.hosting is Hosting.SOVEREIGN_CLOUD and option.pricing is Pricing.CAPACITY
    ]
    assert len(sizes) >= 3
    assert sizes == sorted(sizes)


def test_the_dossiers_own_candidates_take_the_place_of_the_pick(options):
    found = options(
        candidates={"models": ["qwen1.5-72b", "ernie-4.0"], "hardware": ["Ascend-910B"]}
    )
    assert {option.model for option in found if option.model and not option.planned} == {
        "qwen1.5-72b",
        "ernie-4.0",
    }
    assert {option.hardware for option in found} == {"", "Ascend-910B"}


def test_without_a_machine_room_nothing_stands_in_one(options):
    found = options(capacity={"has_data_centre": False})
    assert Hosting.OWN_DATA_CENTRE not in {option.hosting for option in found}
    assert Hosting.EDGE_DEVICE in {option.hosting for option in found}


def test_secrets_bring_machines_without_a_network(options):
    assert Hosting.AIR_GAPPED not in {option.hosting for option in options()}
    found = options({"data_class": "state_secret"})
    assert Hosting.AIR_GAPPED in {option.hosting for option in found}


def test_an_offer_received_becomes_an_option(options):
    offer = {
        "id": "letter-7",
        "supplier": "A supplier",
        "supplier_country": "CN",
        "pathway": "licensed_instance",
        "model": "ernie-4.0",
        "hosting": "vendor_in_country",
        "price_per_year": 3_000_000,
        "valid_until": "2024-12-31",
        "source": "letter 7",
    }
    found = [option for option in options(offers=[offer]) if option.offer]
    assert [option.id for option in found] == [
        "licensed_instance:ernie-4.0:vendor_in_country:prompting:letter-7"
    ]


def test_builders_vary_only_where_a_parameter_is_on_record(options, facts_of):
    vehicles = {o.vehicle for o in options() if o.adaptation is Adaptation.PRETRAINING}
    for vehicle in vehicles - {"public_research_institute"}:
        assert facts_of(DAY).find(f"vehicle_{vehicle}", "rate-multiple") is not None


def test_what_is_no_longer_sold_at_home_is_tried_once_and_never_hosted(ministry, facts_of):
    options = generate_options(ministry(), facts_of("2026-11-21"))
    gone = [
        option.id for option in options if option.model == "deepseek-r1" and not option.hardware
    ]
    assert gone == ["api:deepseek-r1:vendor_in_country:prompting"]
