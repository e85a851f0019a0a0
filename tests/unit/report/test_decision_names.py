from __future__ import annotations

import json

import pytest

from steelyard.report.decision_names import names_of_decisions, option_of
from steelyard.report.option_names import brief_name
from steelyard.study import decision_json


@pytest.fixture(scope="module")
def stored(study):
    return json.loads(decision_json(study))


def test_a_stored_option_is_named_as_the_study_names_it(study, stored, english):
    named = {option.id: option for entry in study.appraisal.use_cases for option in entry.options}
    rows = [row for case in stored["use_cases"] for row in case["options"]]
    for row in rows:
        option = option_of(row)
        assert option.id == row["id"]
        if named[option.id].planned is None:
            assert brief_name(option, english) == brief_name(named[option.id], english)


def test_use_cases_that_are_gone_are_called_by_their_id(study, stored):
    gone = {"use_cases": [{"id": "old-one", "options": []}]}
    names = names_of_decisions([gone, stored], study.dossier, {"fact:x": "a: b"})
    assert names.use_cases["old-one"] == {"en": "old-one"}
    first = study.dossier.use_cases[0]
    assert names.use_cases[first.id] == first.name
    assert names.parameters == {"fact:x": "a: b"}
    assert set(names.stakeholders) == {entry.id for entry in study.dossier.stakeholders}
