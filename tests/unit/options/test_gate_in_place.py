from types import SimpleNamespace

import numpy as np
import pytest

from steelyard.options.gate_in_place import in_place_gate
from steelyard.options.model import (
    Adaptation,
    DeliveryVehicle,
    GateState,
    Hosting,
    Option,
    Pathway,
    Pricing,
    Tenure,
)


def held(hardware, tenure=Tenure.OWN):
    return Option(
        id="held",
        pathways=(Pathway.OPEN_ADAPTATION,),
        vehicle=DeliveryVehicle.AGENCY,
        pricing=Pricing.CAPACITY,
        model="qwen1.5-14b",
        hosting=Hosting.OWN_DATA_CENTRE,
        generation_location=Hosting.OWN_DATA_CENTRE,
        adaptation=Adaptation.RETRIEVAL,
        hardware=hardware,
        tenure=tenure,
    )


@pytest.fixture
def asked(market_of, ministry):
    def ask(option, needed, free):
        market = market_of(ministry(), 4)
        fleet = None if needed is None else SimpleNamespace(alone=np.full((3, 4), needed))
        at_hand = {} if free is None else {option.hardware: np.full(4, free)}
        needs = SimpleNamespace(capacity=SimpleNamespace(accelerators=at_hand))
        return in_place_gate(option, fleet, needs=needs, market=market)

    return ask


@pytest.mark.parametrize(
    ("needed", "free", "state"),
    [
        (16.0, 1.0, GateState.EXCLUDED),
        (16.0, 16.0, GateState.PASS),
        (1.0, None, GateState.EXCLUDED),
    ],
)
def test_what_cannot_be_bought_has_to_be_there(asked, needed, free, state):
    gate, met = asked(held("A100-SXM4-40GB"), needed, free)
    assert gate.state is state
    assert met.all() == (state is GateState.PASS)
    assert gate.margin.values["needed"] == needed
    assert gate.margin.values["free"] == (free or 0.0)
    assert gate.margin.values["since"] == "2022-09-01"


def test_what_can_be_bought_or_brings_its_own_has_no_such_gate(asked):
    assert asked(held("H20-96GB"), 16.0, 0.0) is None
    assert asked(held("A100-SXM4-40GB", Tenure.RENT), 16.0, 0.0) is None
    assert asked(held("A100-SXM4-40GB"), None, 0.0) is None
