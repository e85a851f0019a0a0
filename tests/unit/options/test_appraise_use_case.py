"""Every option has every criterion; what is excluded keeps its place without figures."""

from __future__ import annotations

import numpy as np

from steelyard.options.appraise_use_case import CRITERIA
from steelyard.options.model import GateState


def test_criteria_are_those_of_the_decision(root):
    text = (root / "src/steelyard/decision/criteria.yaml").read_text(encoding="utf-8")
    for criterion in CRITERIA:
        assert criterion in text


def test_every_cell_is_filled_and_has_an_origin(appraised, ministry):
    _, found = appraised(ministry())
    table = np.asarray(found.performance)
    assert table.shape == (len(found.options), len(CRITERIA), 60)
    for index, option in enumerate(found.options):
        for position, criterion in enumerate(CRITERIA):
            judged = found.provenance[option.id, criterion]
            assert judged.how in {"computed", "measured", "instrument", "judged"}
            if found.costs[index].lines == () and np.isnan(found.costs[index].alone).all():
                continue
            assert np.isfinite(table[index, position]).all(), (option.id, criterion)


def test_what_a_gate_excludes_has_no_cost(appraised, ministry):
    _, found = appraised(ministry({"data_class": "important"}))
    excluded = [i for i in range(len(found.options)) if not found.is_feasible(i)]
    assert excluded
    for index in excluded:
        if any(
            gate.state is GateState.EXCLUDED and gate.gate == "residency"
            for gate in found.gates[index]
        ):
            assert np.isnan(found.costs[index].alone).all()
            assert not found.met[index].any()


def test_do_minimum_comes_first_and_is_met(appraised, ministry):
    _, found = appraised(ministry())
    assert found.options[0].is_do_minimum
    assert found.met[0].all()
    column = CRITERIA.index("months_to_service")
    assert not found.performance[0, column].any()


def test_unknown_quality_spans_its_range(appraised, ministry):
    _, found = appraised(ministry({"languages": [{"language": "za", "share": 1.0}]}))
    column = CRITERIA.index("task_quality")
    index = next(i for i in range(1, len(found.options)) if np.isnan(found.quality[i]).all())
    drawn = found.performance[index, column]
    assert drawn.min() < 0.1
    assert drawn.max() > 0.9
