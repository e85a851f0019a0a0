"""The first portfolio in JSON."""

from __future__ import annotations


def test_the_chosen_plan_is_spread_out(decided):
    found = decided().portfolio
    body = found.as_json()
    assert body["choices"] == dict(found.chosen.choices)
    assert len(body["runners_up"]) == len(found.runners_up)
    assert body["notes"][0]["key"] == "portfolio.note.no_budget"
