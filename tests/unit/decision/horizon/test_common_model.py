"""One common model against the model that suits each use case."""

from __future__ import annotations

import pytest

from steelyard.decision.horizon.common_model import common_models_of
from steelyard.decision.portfolio.solution import Effort

EFFORT = Effort(gap=1e-6)


def test_no_common_model_is_worth_more_than_free_choice(planned):
    found = planned()
    free = found.solved()
    models = common_models_of(found.tables, effort=EFFORT)
    assert {entry.model for entry in models} == {"a", "c", "d", "f"}
    worths = [entry.worth for entry in models]
    assert worths == sorted(worths, reverse=True)
    assert all(worth <= free.bound + 1e-6 for worth in worths)
    for entry in models:
        assert entry.bound >= entry.worth - 1e-6
        assert 0 <= entry.n_served <= 2


def test_a_model_that_cannot_serve_what_must_be_served_leaves_no_plan(planned):
    floor = {
        "id": "own", "criterion": "data_sovereignty", "at_least": 3.5,
        "reason": {"en": "law"}, "source": "act 1",
    }  # fmt: skip
    rules = {
        "floors": [floor],
        "deadlines": [{"use_case": "large", "by": 2031, "source": "act 1"}],
    }
    models = common_models_of(planned(portfolio=rules).tables, effort=EFFORT)
    last = models[-1]
    assert last.worth is None
    assert last.n_served == 0
    assert models[0].worth == pytest.approx(max(e.worth for e in models if e.worth is not None))
