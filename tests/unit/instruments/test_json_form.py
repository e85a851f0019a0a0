"""An evaluation as plain data."""

import json

from tests.unit.instruments.small_instrument import FULL, small

from steelyard.instruments import evaluate, evaluation_json


def test_every_kind_of_result_is_plain_data():
    found = evaluation_json(evaluate(small(), FULL))
    assert json.loads(json.dumps(found)) == found
    assert (found["instrument"], found["edition"], found["status"]) == ("small", "2.0", "in_force")
    results = found["results"]
    assert results["lowest"] == {"level": "mid", "possible": ["mid"]}
    assert results["percent"]["score"] == {"low": 3.0, "high": 3.0}
    assert results["percent"]["share"] == {"low": 0.5, "high": 0.5}
    assert results["award"]["passes"] is True
    assert results["award"]["scores"]["even"] == {"low": 87.5, "high": 87.5}
    assert results["counts"]["open"] == 0
    assert found["obligations"] == ["publish"]
    assert found["settling"] == []


def test_what_is_open_is_said_and_has_no_level():
    found = evaluation_json(evaluate(small(), {"depth": "mid"}, floors={"lowest": "mid"}))
    assert found["results"]["lowest"] == {"level": None, "possible": ["low", "mid"]}
    assert found["results"]["award"]["passes"] is None
    assert found["results"]["award"]["in_doubt"] == ["lowest"]
    assert found["settling"] == ["scope", "breadth"]
    assert found["possible_obligations"] == ["repair", "publish"]
    assert "harms" in found["open_questions"]


def test_questions_of_no_group_are_counted_together():
    groups = evaluation_json(evaluate(small(), FULL))["results"]["counts"]["by_group"]
    assert groups["all"] == {"met": 1, "not_met": 0, "not_applicable": 0, "open": 0}
