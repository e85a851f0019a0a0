from __future__ import annotations

import json


def test_the_paper_is_plain_data(toy):
    found = toy.paper(toy.one_would_leave()).as_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["currency"] == "EUR"
    assert found["manifest"]["plan_draws"] == toy.N_DRAWS
    assert found["manifest"]["as_of"] == "2026-01-01"
    assert found["gain"] == 26
