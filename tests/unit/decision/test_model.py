"""The fields of decision.json that others rely on."""

from __future__ import annotations

import pytest

FIELDS = {
    "id", "recommended", "confidence", "tied", "pathway_acceptability", "flips", "information",
    "options",
}  # fmt: skip
OPTION_FIELDS = {
    "id", "pathways", "hosting", "vehicle", "feasible", "gate_probability", "exclusions",
    "performance", "cost", "value", "rank_acceptability",
}  # fmt: skip


@pytest.fixture(scope="module")
def decision(decided):
    return decided()


def test_the_fixed_fields_are_there(decision):
    body = decision.as_json()
    assert {"use_cases", "portfolio", "assumed_share"} <= set(body)
    for use_case in body["use_cases"]:
        assert set(use_case) >= FIELDS
        for option in use_case["options"]:
            assert set(option) >= OPTION_FIELDS
            assert {"alone", "shared", "marginal"} <= set(option["cost"])
            for exclusion in option["exclusions"]:
                assert {"gate", "rule", "source", "margin", "remedy"} <= set(exclusion)


def test_use_cases_and_options_are_found_by_id(decision):
    assert decision.of("large").option("api:a").option.id == "api:a"
    with pytest.raises(KeyError):
        decision.of("nowhere")
    with pytest.raises(KeyError):
        decision.of("large").option("nothing")
