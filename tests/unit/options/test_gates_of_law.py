from dataclasses import replace

import pytest

from steelyard.instruments import Otherwise, load_instrument, load_pack
from steelyard.needs import assessments_of
from steelyard.options.gate_case import GateCase
from steelyard.options.gates_of_law import gates_of_law, gates_of_own_rules
from steelyard.options.generate import generate_options
from steelyard.options.model import GateState
from steelyard.options.traits import traits_of

DAY = "2024-05-23"


@pytest.fixture
def case_of(ministry, facts_of, need_of):
    def make(prefix, use_case=None, day=DAY, **changes):
        dossier, facts = ministry(use_case, **changes), facts_of(day)
        option = next(o for o in generate_options(dossier, facts) if o.id.startswith(prefix))
        need, _ = need_of(dossier)
        pack = load_pack(dossier.jurisdiction.pack)
        return GateCase(option, traits_of(option, dossier, facts), need, dossier, facts, pack)

    return make


def test_the_strictest_rule_of_a_gate_is_the_one_shown(case_of):
    found = {
        r.gate: r for r in gates_of_law(case_of("api:gpt", {"data_class": "general_personal"}))
    }
    assert found["residency"].state is GateState.EXCLUDED
    assert found["residency"].source.startswith("pack:CN/")
    assert found["residency"].margin.key == "gate.residency.at.vendor_abroad"


def test_the_words_of_a_rule_are_there_in_the_languages_of_reports(case_of):
    result = next(iter(gates_of_law(case_of("api:gpt"))))
    for language in ("en", "zh"):
        assert result.rule.values[f"text_{language}"]
        assert result.remedy.values[f"remedy_{language}"]
    # What is not translated is not there, rather than English under another name.
    assert "text_ko" not in result.rule.values


def test_a_class_without_a_rule_is_said_to_have_none(case_of):
    case = case_of(
        "api",
        {"data_class": "public", "languages": [{"language": "en", "share": 1.0}]},
        jurisdiction={"country": "EE", "pack": "GENERIC", "languages": ["en"]},
    )
    (found,) = gates_of_law(case)
    assert found.state is GateState.PASS
    assert found.rule.key == "gate.residency_no_rule.rule"


def test_where_the_text_is_silent_the_answer_is_unknown(case_of):
    case = case_of("api:ernie", {"data_class": "core"})
    found = {result.gate: result for result in gates_of_law(case)}
    assert found["residency"].state is GateState.UNKNOWN


@pytest.mark.parametrize(
    ("day", "data_class", "abroad"),
    [
        ("2023-12-04", "restricted", GateState.PASS),
        ("2023-12-04", "confidential_cloud_eligible", GateState.UNKNOWN),
        ("2023-12-04", "confidential", GateState.EXCLUDED),
        ("2024-07-01", "restricted", GateState.PASS),
        ("2024-07-01", "confidential_cloud_eligible", GateState.EXCLUDED),
        ("2024-07-01", "secret", GateState.EXCLUDED),
        ("2026-11-21", "confidential", GateState.EXCLUDED),
    ],
)
def test_singapore_fences_critical_data(case_of, day, data_class, abroad):
    case = case_of(
        "api",
        {"data_class": data_class, "languages": [{"language": "en", "share": 1.0}]},
        day=day,
        jurisdiction={"country": "SG", "pack": "SG", "languages": ["en"]},
    )
    found = {result.gate: result for result in gates_of_law(case)}
    assert found["residency"].state is abroad


def test_own_rules_speak_only_for_their_use_cases(case_of):
    rule = {
        "id": "r",
        "kind": "require_in_country_data",
        "use_cases": ["answers"],
        "reason": {"en": "why"},
        "source": "minutes",
    }
    (found,) = gates_of_own_rules(case_of("api:gpt", own_rules=[rule]))
    assert found.state is GateState.EXCLUDED
    assert found.rule.values["text_zh"] == "why"


def guideline(**answers):
    return {
        "instrument": "cn-government-models-2025",
        "edition": load_instrument("cn-government-models-2025").edition,
        "about": {"use_case": "answers"},
        "assessor": "A",
        "role": "B",
        "date": "2025-10-11",
        "others": "unknown",
        "answers": answers,
    }


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), GateState.EXCLUDED),
        ((guideline(),), GateState.UNKNOWN),
        ((guideline(scenario="drafting"),), GateState.EXCLUDED),
        ((guideline(scenario="law-enforcement"),), None),
    ],
)
def test_a_rule_binds_unless_an_exemption_is_claimed_and_may_hold(case_of, said, state):
    case = case_of("api:gpt", day="2025-10-11", as_of="2025-10-11", assessments=list(said))
    (rule,) = (rule for rule in case.pack.rules if rule.applies.exempt is not None)
    assert rule.id == "cn-2025-filed-models"
    strict = rule.model_copy(update={"otherwise": Otherwise.EXCLUDED})
    pack = case.pack.model_copy(update={"rules": (strict,)})
    case = replace(case, pack=pack, assessments=assessments_of(case.dossier))
    found = {result.gate: result.state for result in gates_of_law(case)}
    assert found.get("registration") is state
