"""Contradictions and judgements that disagree are told before any study."""

from __future__ import annotations

from itertools import combinations

from steelyard.decision.voice_checks import voices_found
from steelyard.dossier.voices import Dimension


def person(name, weights, **more):
    return {"id": name, "name": {"en": name}, "weights": weights, **more}


def pairs(spoilt=1.0):
    entries = [
        {"of": one, "over": other, "times": 1.0} for one, other in combinations(Dimension, 2)
    ]
    entries[0]["times"] = spoilt
    return {"pairwise": entries}


def test_contradictions_are_problems_and_name_whom_to_ask(synthetic):
    ratios = [
        {"of": "cost", "to": "safety", "least": 2},
        {"of": "safety", "to": "cost", "least": 1},
    ]
    dossier = synthetic.dossier(
        stakeholders=[person("a", None), person("b", {"ratios": ratios}), person("c", pairs(9.0))]
    )
    found = voices_found(dossier)
    (problem,) = found.problems
    assert problem.path == "stakeholders[1].weights"
    assert "those of 'b': weights: no weighting meets these statements together" in problem.found
    assert "It is enough to relax one statement: statement 1 (the others leave cost" in str(problem)
    assert found.findings == ()


def test_trade_offs_about_nothing_are_problems(synthetic):
    weights = {"trade_offs": [{"criterion": "beauty", "money_per_year": 5.0}]}
    (problem,) = voices_found(synthetic.dossier(stakeholders=[person("a", weights)])).problems
    assert problem.path == "stakeholders[0].weights.trade_offs[0].criterion"


def test_judgements_that_disagree_are_findings_with_the_three_worst(synthetic):
    people = [person("a", pairs()), person("b", pairs(9.0)), person("c", {"points": {"cost": 1}})]
    found = voices_found(synthetic.dossier(stakeholders=people))
    assert found.problems == ()
    (finding,) = found.findings
    assert finding.path == "stakeholders/b/weights/pairwise"
    assert "consistency ratio 0." in finding.message
    assert "Worst: sovereignty over safety 9 times, by all other judgements 1;" in finding.message
    assert finding.message.count(";") == 2
