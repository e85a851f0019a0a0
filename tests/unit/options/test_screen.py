import numpy as np
import pytest

from steelyard.dossier.text import Message
from steelyard.instruments import load_pack
from steelyard.options.gate_case import GateCase
from steelyard.options.generate import generate_options
from steelyard.options.model import GateKind, GateState
from steelyard.options.screen import categorical_gates, quantitative_gate
from steelyard.options.traits import traits_of

DAY = "2024-05-23"


@pytest.fixture
def gated(ministry, facts_of, need_of):
    def gate(use_case=None, day=DAY, **changes):
        dossier, facts = ministry(use_case, **changes), facts_of(day)
        need, _ = need_of(dossier)
        pack = load_pack(dossier.jurisdiction.pack)
        return {
            option.id: {
                found.gate: found
                for found in categorical_gates(
                    GateCase(option, traits_of(option, dossier, facts), need, dossier, facts, pack)
                )
            }
            for option in generate_options(dossier, facts)
        }

    return gate


def states(results, gate):
    return {option: found[gate].state for option, found in results.items() if gate in found}


def test_todays_service_passes_no_gate_because_it_meets_none(gated):
    assert gated()["do_minimum"] == {}


def test_every_result_names_rule_source_margin_and_remedy(gated):
    for found in gated().values():
        for result in found.values():
            assert result.source
            for message in (result.rule, result.margin, result.remedy):
                assert message.key.startswith("gate.")
            assert (result.probability is None) == (result.state is GateState.UNKNOWN)


def test_government_text_stays_in_the_country_in_china(gated):
    for option, state in states(gated(), "residency").items():
        abroad = ":vendor_abroad:" in option or option.startswith("rag_purchased:gpt")
        assert (state is GateState.EXCLUDED) >= abroad


def test_secrets_only_without_networks(gated):
    for option, state in states(gated({"data_class": "state_secret"}), "residency").items():
        assert (state is GateState.PASS) == (":air_gapped:" in option)


def test_a_county_does_not_build_from_the_day_of_the_guideline(gated):
    county = {"jurisdiction": {"tier": "county"}}
    assert "tier" not in gated(day="2025-10-09", **county)["do_minimum"]
    assert not states(gated(day="2025-10-09", **county), "tier")
    found = states(gated(day="2025-10-10", **county), "tier")
    own = [
        state
        for option, state in found.items()
        if ":own_data_centre:" in option and option.startswith(("open_adaptation", "pretraining"))
    ]
    assert set(own) == {GateState.EXCLUDED}
    shared = next(s for o, s in found.items() if ":shared_government_platform:" in o)
    assert shared is GateState.PASS
    assert states(gated(day="2025-10-10", jurisdiction={"tier": "prefecture"}), "tier")


def test_a_filed_service_passes_and_an_unfiled_model_is_to_be_confirmed(gated):
    found = states(gated({"serves_public": True}), "registration")
    assert found["api:ernie-4.0:vendor_in_country:prompting"] is GateState.PASS
    held = [state for option, state in found.items() if option.startswith("open_adaptation")]
    assert set(held) == {GateState.UNKNOWN}


def test_export_control_excludes_by_date(gated):
    found = {
        option: result["obtainable_hardware"]
        for option, result in gated().items()
        if "obtainable_hardware" in result
    }
    barred = [result for option, result in found.items() if option.endswith("H100-SXM-80GB")]
    assert len(barred) == 2
    assert {result.state for result in barred} == {GateState.EXCLUDED}
    assert {result.kind for result in found.values()} == {GateKind.OBTAINABLE}


def test_own_rules_bar_what_they_name(gated):
    def rule(kind, *values):
        return [
            {
                "id": "r",
                "kind": kind,
                "values": list(values),
                "reason": {"en": "why"},
                "source": "minutes",
            }
        ]

    def excluded(kind, *values):
        found = states(gated(own_rules=rule(kind, *values)), "own_rule.r")
        return {option for option, state in found.items() if state is GateState.EXCLUDED}

    assert excluded("bar_hosting", "sovereign_cloud")
    assert all("sovereign_cloud" in option for option in excluded("bar_hosting", "sovereign_cloud"))
    assert all(":ernie-4.0:" in option for option in excluded("bar_model", "ernie-4.0"))
    assert any(":llama" in option for option in excluded("bar_provider_country", "US"))
    assert not any("pretraining" in o for o in excluded("require_open_weights"))
    assert any("vendor_abroad" in o for o in excluded("require_in_country_data"))


def test_a_rule_for_other_use_cases_says_nothing(gated):
    rule = {
        "id": "r",
        "kind": "bar_hosting",
        "values": ["own_data_centre"],
        "use_cases": ["another"],
        "reason": {"en": "why"},
        "source": "minutes",
    }
    assert not states(gated(own_rules=[rule]), "own_rule.r")


@pytest.mark.parametrize(
    ("share", "state"),
    [
        (1.0, GateState.PASS),
        (0.8, GateState.PASS),
        (0.79, GateState.AT_RISK),
        (0.2, GateState.AT_RISK),
        (0.19, GateState.EXCLUDED),
    ],
)
def test_quantitative_gates_pass_by_probability(share, state):
    met = np.arange(100) < round(share * 100)
    text = Message("gate.quality.rule")
    found = quantitative_gate(
        "quality", met, confidence=0.8, rule=text, source="s", margin=text, remedy=text
    )
    assert found.state is state
    assert found.probability == pytest.approx(share)


def test_what_is_not_known_is_never_a_pass():
    text = Message("gate.quality.rule")
    found = quantitative_gate(
        "quality", None, confidence=0.8, rule=text, source="s", margin=text, remedy=text
    )
    assert found.state is GateState.UNKNOWN
    assert found.probability is None
