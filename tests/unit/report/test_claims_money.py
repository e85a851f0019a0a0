from __future__ import annotations

import dataclasses

import pytest

from steelyard.report import claims_money
from steelyard.report.claim_finding import ClaimVerdict

EXAMINATIONS = (
    claims_money.purchase_lowers_outlay,
    claims_money.adaptation_costs_less,
    claims_money.build_secures_data,
)


@pytest.fixture(scope="module")
def empty(study):
    median = dataclasses.replace(study.median, use_cases=())
    return dataclasses.replace(study, median=median)


@pytest.mark.parametrize("examine", EXAMINATIONS)
def test_nothing_to_compare_cannot_be_told(empty, examine):
    assert examine(empty).verdict is ClaimVerdict.CANNOT_BE_TOLD


def test_purchase_is_compared_on_investment_and_whole_life(study):
    found = claims_money.purchase_lowers_outlay(study)
    capital, life, *_ = found.sentences
    assert capital.values["of"] == life.values["of"]
    if capital.values["n"] == capital.values["of"] == life.values["n"]:
        assert found.verdict is ClaimVerdict.HOLDS


def test_customising_is_compared_with_training_from_the_start(study):
    found = claims_money.adaptation_costs_less(study)
    assert found.sentences[0].values["budget"] < found.sentences[0].values["price"]


def test_running_in_house_and_not_training_secures_data(study):
    found = claims_money.build_secures_data(study)
    levels = found.sentences[0].values
    assert levels["own"] == levels["held"] > levels["bought"]
    assert found.verdict is ClaimVerdict.IN_PART


def test_one_model_is_refuted_only_by_a_sure_one(study):
    found = claims_money.one_model_insufficient(study)
    if found.sentences[0].key == "claim.one_model.none":
        assert found.verdict is ClaimVerdict.CANNOT_BE_TOLD
    else:
        numbers = found.sentences[0].values
        assert 0 < numbers["n"] <= numbers["of"] == len(study.dossier.use_cases)
        refuted = numbers["n"] == numbers["of"]
        assert (found.verdict is ClaimVerdict.DOES_NOT_HOLD) == refuted


def test_instructions_alone_are_no_customising(study):
    for entry in study.median.use_cases:
        for option in entry.options:
            if option.adaptation == "prompting":
                assert not claims_money._is_customised(option)
