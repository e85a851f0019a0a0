"""What stays of the long list."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision import short_list
from steelyard.decision.contest import contest_of
from steelyard.dossier.schema import Aggregation, Reading
from steelyard.errors import DomainError


def test_everybodys_best_stays_where_orders_are_joined(contests, parted, monkeypatch):
    monkeypatch.setattr(short_list, "SHORT_LIST", 1)
    for rule in ("mean_of_weights", "borda"):
        contest = contests(**parted("six_dimensions", rule))["large"]
        for weights in contest.joining.weights:
            own = contest.deciding.best(contest.expected(Reading.SIX_DIMENSIONS, weights))
            assert own[0] < len(contest.ids)
        assert contest.ids[0] == "do_minimum"
    assert {"api:a", "open:d"} <= set(contest.ids)


def test_more_options_than_can_be_ordered_are_refused(contests, parted, monkeypatch):
    monkeypatch.setattr(short_list, "MOST_ORDERED", 2)
    assert contests(**parted("six_dimensions", "borda"))
    with pytest.raises(DomainError, match=r"rules\.aggregation: expected at most 2 options"):
        contests(**parted("six_dimensions", "kemeny"))


def test_options_kept_for_a_plan_are_not_ordered(contests, parted, monkeypatch):
    contest = contests(**parted("six_dimensions", "borda"))["large"]
    monkeypatch.setattr(short_list, "MOST_ORDERED", 2)
    rules = contest.frame.rules.model_copy(update={"aggregation": Aggregation.KEMENY})
    frame = replace(contest.frame, rules=rules)
    kept = frozenset(contest.ids)
    found = contest_of(frame, contest.appraisal, has_benefit=contest.has_benefit, kept=kept)
    assert found.ids == contest.ids


def test_what_leaves_names_its_reason(contests):
    contest = contests()["small"]
    assert set(contest.dropped_for.values()) <= {short_list.LIMIT, *contest.ids}
    assert np.all(np.diff([*contest.table.options]) > 0)
