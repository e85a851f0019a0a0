from __future__ import annotations

from dataclasses import replace

import pytest

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
from steelyard.report.option_names import (
    brief_name,
    capability_name,
    model_name,
    option_name,
    pathways_name,
)

OPEN = Option(
    id="open",
    pathways=(Pathway.OPEN_ADAPTATION,),
    vehicle=DeliveryVehicle.AGENCY,
    pricing=Pricing.CAPACITY,
    model="qwen1.5-72b",
    hosting=Hosting.OWN_DATA_CENTRE,
    generation_location=Hosting.OWN_DATA_CENTRE,
    adaptation=Adaptation.LORA,
    hardware="H20-96GB",
    tenure=Tenure.OWN,
)


def test_everything_that_tells_options_apart_is_named(english):
    assert option_name(OPEN, english) == (
        "open model of one's own (qwen1.5-72b, own machine room, H20-96GB, bought, lightly tuned)"
    )
    by_vendor = replace(OPEN, vehicle=DeliveryVehicle.VENDOR)
    assert option_name(by_vendor, english).endswith("run by a supplier)")
    assert brief_name(OPEN, english) == "open model of one's own (qwen1.5-72b)"


def test_what_goes_without_saying_is_left_out(english):
    bought = Option(
        id="cloud",
        pathways=(Pathway.RAG_PURCHASED, Pathway.SOVEREIGN_CLOUD),
        vehicle=DeliveryVehicle.VENDOR,
        pricing=Pricing.TOKENS,
        model="m",
        hosting=Hosting.SOVEREIGN_CLOUD,
        generation_location=Hosting.SOVEREIGN_CLOUD,
        adaptation=Adaptation.RETRIEVAL,
    )
    words = "buy in a sovereign cloud, with own documents looked up (m)"
    assert option_name(bought, english) == words


def test_text_generated_elsewhere_is_said(english):
    split = replace(OPEN, generation_location=Hosting.VENDOR_ABROAD)
    assert "text generated: at a supplier abroad" in option_name(split, english)


def test_a_planned_model_is_named_by_its_size(english):
    planned = replace(OPEN, model="own-7b", planned=PlannedModel(7.0, 2000.0))
    assert model_name(planned, english) == "a model of one's own, 7 billion parameters"


def test_unknown_composites_are_joined(english):
    joined = pathways_name(("api", "open_adaptation"), english)
    assert joined == "buy by use + open model of one's own"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("platform_team", "platform team"),
        ("platform_team(upper_tier_government)", "platform team (run by the level above)"),
        (
            "serving(m@H20-96GB@own_data_centre@own)",
            "machines that run a model (m, H20-96GB, own machine room, bought)",
        ),
        ("something_new", "something new"),
    ],
)
def test_capabilities(english, name, words):
    assert capability_name(name, english) == words
