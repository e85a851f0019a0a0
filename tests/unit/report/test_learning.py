from __future__ import annotations

import json

from steelyard.report.learning import learning_of
from steelyard.study import decision_json


def test_triggers_and_paths_stand_in_the_decision(study):
    found = learning_of(study)
    stored = json.loads(decision_json(study))
    assert stored["triggers"] == json.loads(json.dumps(found.as_json()["triggers"]))
    assert [row["use_case"] for row in stored["adaptive"]] == [
        case.id for case in study.dossier.use_cases
    ]


def test_those_that_are_likely_come_first(study):
    found = learning_of(study)
    for case in study.dossier.use_cases:
        own = found.of(case.id)
        assert {trigger.use_case for trigger in own} == {case.id}
        inside = [trigger.is_inside for trigger in own]
        assert inside == sorted(inside, reverse=True)
    whole = found.of("")
    assert all(trigger.use_case == "" for trigger in whole)


def test_a_path_leads_to_more_of_ones_own(study):
    found = learning_of(study)
    ids = {trigger.id for trigger in found.triggers}
    assert any(path.is_path for path in found.paths)
    for path in found.paths:
        assert set(path.triggers) <= ids
        assert path.is_path == bool(path.triggers)
