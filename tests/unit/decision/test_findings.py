"""Findings in JSON: every attribute under its name."""

from __future__ import annotations

from dataclasses import fields

import pytest


@pytest.fixture(scope="module")
def decision(decided):
    return decided()


def test_every_attribute_is_there(decision):
    small = decision.of("small")
    found = [small.flips[0], small.information[0], small.break_evens[0], small.profile]
    found += [decision.decisive_inputs[0]]
    for entry in found:
        told = set(entry.as_json()) - {"changes_answer"}
        assert told == {field.name for field in fields(entry)}


def test_a_weight_flip_has_no_status(decision):
    flips = [flip for flip in decision.of("large").flips if flip.parameter.startswith("weight:")]
    assert flips
    assert flips[0].as_json()["status"] is None
