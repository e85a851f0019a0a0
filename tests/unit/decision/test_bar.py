"""How likely the quality bar is met, and where it decides alone."""

from __future__ import annotations

import pytest

from steelyard.decision.bar import bar_parameter, bar_probability, misses_bar, none_reaches
from steelyard.options.model import GateState


def test_the_probability_is_that_of_the_quality_gate(synthetic):
    gates = (
        synthetic.gate("people", GateState.PASS, 1.0),
        synthetic.gate("quality", GateState.AT_RISK, 0.4),
    )
    assert bar_probability(gates) == 0.4
    assert bar_probability(gates[:1]) is None
    assert bar_parameter("x") == "dossier:use_cases/x/requirements/quality_bar"


@pytest.mark.parametrize(("share", "misses"), [(0.79, True), (0.8, False)])
def test_the_confidence_of_gates_decides(contests, synthetic, share, misses):
    large = contests(twist=synthetic.Twist(bar=(("open:d", share),)))["large"]
    found = misses_bar(large, large.ids.index("open:d"))
    assert (found is not None) == misses
    assert none_reaches(large) is None


def test_options_that_another_rule_excludes_are_not_the_bars_doing(contests, synthetic):
    names = [name for name, *_ in synthetic.PLAN[1:]]
    twist = synthetic.Twist(excluded=tuple(names[1:]), bar=((names[0], 0.1),))
    found = none_reaches(contests(twist=twist)["large"])
    assert (found.option, found.probability) == (names[0], 0.1)
    assert found.values()["cut"] == 0.2
