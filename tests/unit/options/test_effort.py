"""Which work an option asks for follows from what it is."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.options.effort import (
    activities,
    adapted_capability,
    duration,
    exit_activity,
    longest_span,
    months_to_service,
    serving_capability,
    uses_retrieval,
    work_of,
)
from steelyard.options.generate import generate_options
from steelyard.options.model import DeliveryVehicle, Hosting, Pathway, Pricing


@pytest.fixture
def options(ministry, facts_of):
    return generate_options(ministry(), facts_of("2024-05-23"))


def first(options, wanted):
    return next(option for option in options if wanted(option))


def names(option):
    return [entry.name for entry in activities(option)]


def test_today_asks_for_no_work(options, market_of, ministry):
    assert names(options[0]) == []
    assert not months_to_service(options[0], market_of(ministry(), 3)).any()


def test_a_service_is_procured_integrated_evaluated_and_red_teamed(options):
    api = first(options, lambda o: o.pathways == (Pathway.API,))
    assert names(api) == ["procurement_service", "integration", "evaluation", "red_team_vendor"]
    assert serving_capability(api) == ""


def test_weights_that_are_held_are_red_teamed_by_their_holder(options):
    held = first(options, lambda o: Pathway.OPEN_ADAPTATION in o.pathways)
    assert "red_team_own" in names(held)
    assert "platform_team" in names(held)
    assert serving_capability(held).startswith(f"serving({held.model}@{held.hardware}@")


def test_machines_have_operators_whoever_sends_them(options):
    handed = first(
        options, lambda o: o.vehicle is DeliveryVehicle.VENDOR and o.pricing is Pricing.CAPACITY
    )
    team = next(entry for entry in activities(handed) if entry.name == "platform_team")
    assert team.by_vehicle
    assert team.capability == "platform_team(vendor)"


def test_a_service_in_a_cloud_of_ones_own_needs_a_tenancy(options):
    cloud = first(options, lambda o: o.pathways == (Pathway.SOVEREIGN_CLOUD,))
    assert "cloud_tenancy" in names(cloud)


def test_retrieval_has_a_platform_and_content(options):
    found = first(options, uses_retrieval)
    assert {"retrieval_platform", "retrieval_content"} <= set(names(found))


def test_leaving_depends_on_what_is_held(options):
    by_name = {exit_activity(option).name for option in options[1:]}
    assert by_name == {"exit_service", "exit_tuned_service", "exit_own"}
    kept = first(options, lambda o: o.hosting is Hosting.OWN_DATA_CENTRE and o.hardware)
    assert exit_activity(kept).name == "exit_own"


def test_an_own_model_is_shared_and_takes_as_long_as_it_takes(options):
    own = first(options, lambda o: o.planned is not None)
    assert adapted_capability(own) == f"pretrained_model({own.model})"
    assert longest_span(own) == np.inf
    assert longest_span(options[1]) == 12


def test_suppliers_bring_technical_people_at_their_rate(options, market_of, ministry):
    market = market_of(ministry(), 3)
    own = first(options, lambda o: o.planned is not None)
    training = next(entry for entry in activities(own) if entry.name == "pretraining")
    found = {entry.role: entry for entry in work_of(training, vehicle=own.vehicle, market=market)}
    assert found["ml_engineer"].from_supplier
    assert not found["security_engineer"].from_supplier
    assert found["security_engineer"].rate_multiple is None
    inside = work_of(training, vehicle=DeliveryVehicle.AGENCY, market=market)
    assert not any(entry.from_supplier for entry in inside)


def test_time_to_service_by_hand(options, market_of, ministry):
    market = market_of(ministry(), 1)
    api = first(options, lambda o: o.pathways == (Pathway.API,))
    parts = ["procurement_service", "integration", "evaluation"]
    expected = sum(duration(name, market)[0] for name in parts)
    assert months_to_service(api, market)[0] == pytest.approx(expected)
    assert duration("red_team_vendor", market) is None
