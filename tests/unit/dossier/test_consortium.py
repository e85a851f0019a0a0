"""The consortium file: what it may state, and its published schema."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from steelyard.dossier.consortium import MOST_MEMBERS, Vehicle, consortium_json_schema
from steelyard.dossier.portfolio import SharedKind
from steelyard.options.model import DeliveryVehicle


def test_everything_may_be_shared_where_nothing_is_said(toy):
    found = toy.consortium(("a", "b"))
    assert found.shared_kinds == tuple(SharedKind)
    assert found.form.id == found.chosen == "pact"
    assert toy.consortium(("a", "b"), shared_kinds=["serving"]).shared_kinds == ("serving",)


@pytest.mark.parametrize("count", [1, MOST_MEMBERS + 1])
def test_one_is_too_few_and_nine_are_too_many(count, toy):
    with pytest.raises(ValidationError):
        toy.consortium([f"m{number}" for number in range(count)])


@pytest.mark.parametrize("change", [
    {"delay_months": -1},
    {"shared_cost_factor": 0.1},
    {"vehicle": "friends"},
    {"control": {"level": 5, "rationale": {"en": "x"}, "rater": "y"}},
    {"source": ""},
])  # fmt: skip
def test_a_form_outside_its_ranges_is_refused(change, toy):
    with pytest.raises(ValidationError):
        toy.consortium(("a", "b"), toy.Form(more=change))


def test_vehicles_are_those_of_options():
    assert [entry.value for entry in Vehicle] == [entry.value for entry in DeliveryVehicle]


def test_the_schema_is_for_editors():
    schema = consortium_json_schema()
    assert schema["title"] == "Steelyard consortium, format version 1"
    assert {"members", "governance", "chosen"} <= set(schema["properties"])
    assert {"type": "number"} in schema["$defs"]["Quantity"]["anyOf"]
