import pytest

from steelyard.options.gate_case import gate_result
from steelyard.options.model import GateKind, GateState


@pytest.mark.parametrize(
    ("state", "probability"),
    [(GateState.PASS, 1.0), (GateState.EXCLUDED, 0.0), (GateState.UNKNOWN, None)],
)
def test_a_categorical_gate_is_certain_or_has_no_probability(state, probability):
    found = gate_result("g", GateKind.LEGAL, state, source="s", key="tier", values={"a": 1.0})
    assert found.probability == probability
    assert found.rule.key == "gate.tier.rule"
    assert found.margin.key == f"gate.tier.margin.{state}"
    assert found.remedy.values == {"a": 1.0}


def test_a_margin_may_have_a_sentence_of_its_own():
    found = gate_result(
        "g", GateKind.LEGAL, GateState.PASS, source="s", key="residency", values={}, margin="m"
    )
    assert found.margin.key == "m"
