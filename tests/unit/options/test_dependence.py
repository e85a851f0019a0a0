"""On whom options rest: suppliers of services, families of weights, makers of chips."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.options.dependence import exposure_of
from steelyard.options.exposure import Exposure
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    Hosting,
    Option,
    Pathway,
    PlannedModel,
    Pricing,
    Tenure,
)

DAY = "2026-11-21"
API = Option(
    id="api:deepseek-v3.2:vendor_abroad:prompting",
    pathways=(Pathway.API,),
    vehicle=DeliveryVehicle.AGENCY,
    pricing=Pricing.TOKENS,
    model="deepseek-v3.2",
    hosting=Hosting.VENDOR_ABROAD,
    adaptation=Adaptation.PROMPTING,
)
HELD = replace(
    API,
    pathways=(Pathway.OPEN_ADAPTATION,),
    pricing=Pricing.CAPACITY,
    hosting=Hosting.OWN_DATA_CENTRE,
    hardware="H100-SXM-80GB",
    tenure=Tenure.OWN,
)
OFFER = {
    "id": "offer",
    "supplier": "House",
    "supplier_country": "SG",
    "pathway": "licensed_instance",
    "model": "deepseek-v3.2",
    "hosting": "vendor_in_country",
    "valid_until": "2027-12-31",
    "source": "a letter",
}


@pytest.fixture
def exposure(ministry, facts_of):
    def find(option, **changes):
        return exposure_of(option, ministry(**changes), facts_of(DAY))

    return find


def test_todays_service_rests_on_nobody(exposure):
    today = Option("do_minimum", (Pathway.DO_MINIMUM,), DeliveryVehicle.AGENCY, Pricing.NOTHING)
    assert exposure(today) == Exposure()


def test_a_service_rests_on_its_supplier_and_on_the_law_over_it(exposure):
    assert exposure(API) == Exposure("DeepSeek", "CN", "deepseek", "")


def test_held_weights_rest_on_no_supplier(exposure):
    assert exposure(HELD) == Exposure("", "", "deepseek", "NVIDIA")


def test_an_offer_names_its_own_supplier(exposure):
    option = replace(API, offer="offer", hosting=Hosting.VENDOR_IN_COUNTRY)
    assert exposure(option, offers=[OFFER]) == Exposure("House", "SG", "deepseek", "")


def test_a_model_trained_from_scratch_has_no_family_but_its_own(exposure):
    option = replace(HELD, model="own-7b", planned=PlannedModel(7, 2000))
    assert exposure(option).lineage == "own"


def test_a_derived_model_is_of_the_family_of_its_root(exposure):
    assert exposure(replace(HELD, model="gemma-sea-lion-v3-9b")).lineage == "gemma"


def test_a_maker_that_no_fact_names_is_unknown(exposure, monkeypatch):
    monkeypatch.setattr("steelyard.facts.book.FactBook.find_status", lambda *_args, **_more: None)
    assert exposure(HELD).chip_maker == "unknown"


def test_a_base_that_the_facts_of_the_day_lack_still_names_the_family(ministry, facts_of):
    class Book:
        """A book that knows one derived model and not its base."""

        def model(self, name):
            if name == "child-1":
                return replace_base(facts_of(DAY).model("deepseek-v3.2"), "parent-7b")
            return facts_of(DAY).model(name)

    found = exposure_of(replace(API, model="child-1"), ministry(), Book())
    assert found.lineage == "parent"


def replace_base(card, base):
    return card.model_copy(update={"base_model": base})
