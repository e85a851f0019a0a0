from __future__ import annotations

import dataclasses

import pytest

from steelyard.report import claims_supply
from steelyard.report.claim_finding import ClaimVerdict


def values(finding, key):
    return next(part.values for part in finding.sentences if part.key == key)


def test_the_training_claim_names_the_tokens_from_which_it_is_true(study):
    found = claims_supply.training_accelerators(study)
    numbers = values(found, "claim.training.threshold")
    assert numbers["low_cards"] < numbers["from_cards"] < numbers["from_servers"]
    assert found.verdict is ClaimVerdict.IN_PART


def test_machines_at_hand_are_held_against_the_smallest_own_services(study):
    found = claims_supply.capacity_suffices(study)
    if any(part.key == "claim.capacity.not_all" for part in found.sentences):
        assert found.verdict is ClaimVerdict.CANNOT_BE_TOLD
    for part in found.sentences:
        if part.key == "claim.capacity.against":
            assert part.values["needed"] > 0
            assert part.values["n_cases"] <= part.values["all"]


def test_no_machines_stated_cannot_be_told(study):
    bare = dataclasses.replace(study.needs.capacity, accelerators={}, staff={})
    blank = dataclasses.replace(study, needs=dataclasses.replace(study.needs, capacity=bare))
    for examine in (claims_supply.capacity_suffices, claims_supply.capacity_fails_training):
        assert examine(blank).verdict is ClaimVerdict.CANNOT_BE_TOLD
    keys = [part.key for part in claims_supply.staff_supply(blank).sentences]
    assert keys[-1] == "claim.staff.unknown"


def test_many_machines_refute_that_training_is_out_of_reach(study):
    ample = {name: free * 0 + 100_000 for name, free in study.needs.capacity.accelerators.items()}
    capacity = dataclasses.replace(study.needs.capacity, accelerators=ample)
    rich = dataclasses.replace(study, needs=dataclasses.replace(study.needs, capacity=capacity))
    found = claims_supply.capacity_fails_training(rich)
    assert found.verdict is ClaimVerdict.DOES_NOT_HOLD
    assert claims_supply.capacity_fails_training(study).verdict is not ClaimVerdict.DOES_NOT_HOLD


def test_staff_is_reckoned_from_the_bands_of_effort(study):
    numbers = values(claims_supply.staff_supply(study), "claim.staff.posts")
    assert numbers["low"] < numbers["middle"] < numbers["high"]


def test_records_of_unknown_text_cannot_be_told(study):
    found = claims_supply.shared_data_supports_training(study)
    assert found.verdict is ClaimVerdict.CANNOT_BE_TOLD
    assert values(found, "claim.data.known")["least"] == pytest.approx(140e9)
    known = tuple(a for a in study.dossier.capacity.data_assets if a.tokens is not None)
    capacity = study.dossier.capacity.model_copy(update={"data_assets": known})
    dossier = study.dossier.model_copy(update={"capacity": capacity})
    told = claims_supply.shared_data_supports_training(dataclasses.replace(study, dossier=dossier))
    assert told.verdict is ClaimVerdict.DOES_NOT_HOLD


def test_evidence_known_later_is_marked(study):
    keys = [part.key for part in claims_supply.training_accelerators(study).sentences]
    assert "claim.training.published_later" in keys
