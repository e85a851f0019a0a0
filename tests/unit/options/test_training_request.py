"""Requests that make no sense are answered, all problems at once."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.errors import DomainError, FactError
from steelyard.facts.loader import load_facts
from steelyard.options.physics.training import TrainingKind
from steelyard.options.training_request import TrainingRequest, checked, largest_adaptation_b

PLAIN = {"params_b": 7.0, "tokens_b": 2000.0, "hardware": "A100-SXM4-80GB"}


@pytest.fixture(scope="module")
def book():
    return load_facts(as_of=date(2026, 11, 21))


def test_any_spelling_of_the_hardware_is_understood(book):
    assert checked(TrainingRequest(7.0, 2000.0, "a100 80gb"), book) == "A100-SXM4-80GB"


def test_places_go_from_the_zone_to_the_country():
    assert TrainingRequest(1.0, 1.0, "x", place="CN-GX").places == ("CN-GX", "CN")
    assert TrainingRequest(1.0, 1.0, "x", place="sg").places == ("SG",)
    assert TrainingRequest(1.0, 1.0, "x").places == ()


def test_a_model_without_routed_experts_is_dense():
    assert not TrainingRequest(7.0, 1.0, "x").is_mixture
    assert not TrainingRequest(7.0, 1.0, "x", active_params_b=7.0).is_mixture
    assert TrainingRequest(7.0, 1.0, "x", active_params_b=2.0).is_mixture


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"params_b": -7.0}, "params_b: expected > 0"),
        ({"tokens_b": 0.0}, "tokens_b: expected > 0"),
        ({"tokens_b": float("nan")}, "tokens_b: expected > 0"),
        ({"params_b": float("inf")}, "params_b: expected > 0"),
        ({"params_b": 7e9}, "Enter billions"),
        ({"tokens_b": 2e12}, "Enter billions"),
        ({"accelerators": 0.5}, "at least 1"),
        ({"place": "China"}, "place: expected a country"),
        ({"place": ""}, "place: expected a country"),
        ({"active_params_b": 8.0}, "active_params_b: expected at most"),
        ({"accelerators": 0}, "accelerators: expected > 0"),
        ({"wall_days": -1.0}, "wall_days"),
        ({"wall_days": 1.0, "accelerator_hours": 1.0}, "either"),
        ({"steady_state_utilisation": 40.0}, "below 1"),
        ({"precision": "int4"}, "precision: expected bf16"),
        ({"currency": "yuan"}, "currency"),
        ({"hardware": "H101"}, "H100-SXM-80GB"),
        ({"hardware": ""}, "not known"),
        ({"kind": TrainingKind.LORA, "tokens_b": 15000.0}, "largest adaptation on record"),
    ],
)
def test_nonsense_is_answered(book, asked, words):
    with pytest.raises(DomainError, match=words):
        checked(TrainingRequest(**{**PLAIN, **asked}), book)


def test_all_problems_come_at_once(book):
    with pytest.raises(DomainError) as caught:
        checked(TrainingRequest(-1.0, 0.0, "H101"), book)
    assert len(str(caught.value).splitlines()) == 3


def test_without_an_adaptation_on_record_there_is_no_limit_to_state():
    with pytest.raises(FactError, match="no continued pretraining"):
        largest_adaptation_b(())
