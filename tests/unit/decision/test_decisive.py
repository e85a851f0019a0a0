"""Decisive inputs, the assumed share, and what to find out first."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.decision.decisive import (
    Driver,
    assumed_share,
    decisive_inputs,
    drivers,
    information,
)
from steelyard.decision.findings import Flip, FlipFamily, InputStatus
from steelyard.decision.influence import influence_of
from steelyard.decision.input_status import Statuses
from steelyard.dossier.text import Message

VALUE = {"reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01"}
STATUSES = Statuses(
    {"dossier:a": InputStatus.GIVEN, "dossier:b": InputStatus.ASSUMED}, {"x": "published"}
)


def flip(parameter, *, inside=True, status=InputStatus.GIVEN):
    return Flip(
        FlipFamily.PARAMETER, parameter, 1.0, "1", "above", 0.5, 1.0, 2.0, 0.5, 0.0, inside,
        "other", status, Message("flip.parameter.above"),
    )  # fmt: skip


def test_drivers_explain_a_stated_share(contests):
    small = contests(n=4000)["small"]
    found = drivers(small, small.ids.index("api:a"), influence_of(small.frame.sample))
    assert found[0].parameter == "dossier:use_cases/small/workload/requests_per_year"
    assert all(driver.share >= 0.05 for driver in found)
    assert sum(driver.share for driver in found) <= 1.01


def test_one_option_alone_has_no_drivers(contests, synthetic):
    twist = synthetic.Twist(excluded=tuple(name for name, *_ in synthetic.PLAN[1:]))
    bare = synthetic.use_case("small", synthetic.spread(2e3, 1e4, 5e4))
    small = contests(twist=twist, use_cases=[bare])["small"]
    assert drivers(small, 0, influence_of(small.frame.sample)) == ()


def test_options_that_never_differ_have_no_drivers(contests, synthetic, monkeypatch):
    plan = [synthetic.PLAN[0], synthetic.PLAN[3]]
    monkeypatch.setattr(synthetic, "PLAN", tuple(plan))
    small = contests(rules={**VALUE, "money_per_value_point": 10})["small"]
    small.table.delta[1] = -5.0
    small.means[:] = 0.5
    assert drivers(small, 0, influence_of(small.frame.sample)) == ()


def test_one_draw_has_no_drivers(contests):
    small = contests(n=1)["small"]
    assert drivers(small, 1, influence_of(small.frame.sample)) == ()


def test_an_input_counts_once_with_all_its_use_cases():
    flips = {
        "u": [flip("dossier:a"), flip("fact:x", inside=False), flip("weight:cost", status=None)],
        "v": [flip("dossier:b"), flip("dossier:a")],
    }
    found = {"u": [Driver("dossier:b", 0.5), Driver("dossier:a", 0.2)], "v": []}
    rows = decisive_inputs(flips, found, STATUSES)
    assert [(row.parameter, row.use_cases, row.reason) for row in rows] == [
        ("dossier:b", ("u", "v"), "flip"),
        ("dossier:a", ("u", "v"), "flip"),
    ]
    assert assumed_share(rows) == 0.5
    assert assumed_share(()) == 0.0


def test_a_driver_that_flips_nothing_is_called_a_driver():
    (row,) = decisive_inputs({}, {"u": [Driver("fact:x", 0.3)]}, STATUSES)
    assert (row.reason, row.status) == ("driver", InputStatus.PUBLISHED)


def test_under_six_dimensions_it_is_worth_knowing_whether_an_option_pays(contests):
    small = contests()["small"]
    row = small.ids.index("api:a")
    (entry,) = information(small, row, ())
    lost = np.maximum(small.table.delta[row], 0).mean()
    assert (entry.parameter, entry.unit) == ("all", "CUR")
    assert entry.worth == pytest.approx(lost)
    assert entry.is_distinguishable


def test_where_today_leads_it_is_worth_what_is_forgone(contests, synthetic):
    small = contests(twist=synthetic.Twist(benefit=0.2))["small"]
    (entry,) = information(small, 0, ())
    assert entry.worth == pytest.approx(np.maximum(-small.table.delta.min(axis=0), 0).mean())


def test_under_value_and_cost_it_is_worth_the_expected_loss(contests):
    small = contests(rules={**VALUE, "money_per_value_point": 100})["small"]
    utilities = small.deciding.utility(small.standing(small.deciding.reading), small.frame.price)
    (entry,) = information(small, 1, ())
    assert entry.worth == pytest.approx((utilities.max(axis=0) - utilities[1]).mean())


def test_without_a_price_or_a_benefit_nothing_has_a_worth(contests, synthetic):
    small = contests(rules=VALUE)["small"]
    assert information(small, 1, ()) == ()
    bare = synthetic.use_case("small", 1e4, benefit=None)
    (entry,) = information(contests(use_cases=[bare])["small"], 1, ())
    assert (entry.parameter, entry.worth) == ("benefit", None)


def test_drivers_are_named_to_be_found_out(contests):
    small = contests()["small"]
    found = information(small, 1, [Driver("fact:x", 0.4)])
    assert found[-1].parameter == "fact:x"
    assert found[-1].action.values["share"] == 0.4
