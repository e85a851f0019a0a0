"""A trigger fires beyond its value, is due when nobody has looked, and says why it cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from steelyard.decision.present import Level, Present
from steelyard.decision.trigger import Comparator, Trigger, TriggerKind
from steelyard.decision.trigger_checks import TriggerState, check_triggers
from steelyard.dossier.text import Message
from steelyard.report.catalogue import load_catalogue
from steelyard.uncertainty import Parameter, Statement
from steelyard.uncertainty.summary import Spread

FIRED, DUE = TriggerState.FIRED, TriggerState.DUE
QUIET, UNCHECKED = TriggerState.QUIET, TriggerState.UNCHECKED
PAY = "dossier:capacity/staff/{}/cost_per_year"
UNIT = "CUR/FTE/year"


def trigger(kind, what, comparison, value, **more):
    plain = Trigger(
        id="t", use_case="u", kind=kind, what=what, option="", comparison=comparison, value=value,
        unit="", believed=None, baseline=None, is_inside=True, then="", when=Message("a.b"),
        why=Message("a.b"), review_on=date(2027, 1, 1),
    )  # fmt: skip
    return replace(plain, **more)


@pytest.fixture
def now():
    return Present(
        as_of=date(2026, 6, 1),
        use_cases=frozenset({"u"}),
        levels={"dossier:x": Level(10.0, "h")},
        weights={"cost": 0.3},
        options={("u", "a"): {"residency": "pass", "licence": "unknown"}},
        qualities={("u", "a"): 0.7, ("u", "b"): float("nan")},
        best={"u": 0.8},
        trials=frozenset({("u", "m")}),
        with_benefit=frozenset({"u"}),
        days={"rule:P/r": date(2026, 5, 1), "offer:o": date(2026, 7, 1)},
        reviews={"f": date(2026, 6, 1)},
    )


def check(one, present, inputs=None):
    (found,) = check_triggers([one], present, inputs or {})
    assert found.words.key in load_catalogue("en")
    assert found.as_json()["state"] == found.state.value
    return found


HOURS = {"unit": "h", "believed": Spread(8.0, 10.0, 12.0, "h")}
ABOVE, BELOW, BECOMES = Comparator.ABOVE, Comparator.BELOW, Comparator.BECOMES
REACHED = Comparator.DATE_REACHED


@pytest.mark.parametrize(
    ("one", "state", "found"),
    [
        (trigger(TriggerKind.INPUT, "dossier:x", ABOVE, 9.0, **HOURS), FIRED, 10.0),
        (trigger(TriggerKind.INPUT, "dossier:x", ABOVE, 10.0, **HOURS), QUIET, 10.0),
        (trigger(TriggerKind.INPUT, "dossier:x", BELOW, 11.0, **HOURS), FIRED, 10.0),
        (trigger(TriggerKind.BUDGET, "dossier:x", BELOW, 9.0, **HOURS), QUIET, 10.0),
        (trigger(TriggerKind.INPUT, "dossier:gone", BELOW, 9.0, **HOURS), UNCHECKED, None),
        (trigger(TriggerKind.INPUT, "dossier:x", BELOW, 9.0, unit="min"), UNCHECKED, None),
        (trigger(TriggerKind.WEIGHT, "weight:cost", ABOVE, 0.2), FIRED, 0.3),
        (trigger(TriggerKind.WEIGHT, "weight:none", ABOVE, 0.2), UNCHECKED, None),
        (trigger(TriggerKind.QUALITY, "quality", ABOVE, 0.6, option="a"), FIRED, 0.7),
        (trigger(TriggerKind.QUALITY, "quality", ABOVE, 0.6, option="b"), UNCHECKED, None),
        (trigger(TriggerKind.QUALITY, "quality", ABOVE, 0.6, option="c"), UNCHECKED, None),
        (trigger(TriggerKind.OPTION, "option", BECOMES, "lost", option="a"), QUIET, "feasible"),
        (trigger(TriggerKind.OPTION, "option", BECOMES, "lost", option="c"), FIRED, "gone"),
        (trigger(TriggerKind.GATE, "gate:licence", BECOMES, "answered", option="a"), QUIET, None),
        (trigger(TriggerKind.GATE, "gate:residency", BECOMES, "answered", option="a"), FIRED, None),
        (trigger(TriggerKind.GATE, "gate:tier", BECOMES, "answered", option="a"), FIRED, "pass"),
        (trigger(TriggerKind.GATE, "gate:tier", BECOMES, "answered", option="c"), UNCHECKED, None),
        (trigger(TriggerKind.RULE, "rule:P/r", REACHED, "2026-04-01"), FIRED, "2026-05-01"),
        (trigger(TriggerKind.RULE, "rule:P/s", REACHED, "2026-04-01"), UNCHECKED, None),
        (trigger(TriggerKind.OFFER, "offer:o", REACHED, "2026-04-01"), QUIET, "2026-07-01"),
        (trigger(TriggerKind.OFFER, "offer:p", REACHED, "2026-04-01"), FIRED, "2026-04-01"),
        (trigger(TriggerKind.FACT, "fact:f", REACHED, "2026-01-01"), FIRED, "2026-06-01"),
        (trigger(TriggerKind.FACT, "fact:g", REACHED, "2026-01-01"), UNCHECKED, None),
        (trigger(TriggerKind.EVIDENCE, "evidence:m", BECOMES, "recorded"), FIRED, "recorded"),
        (trigger(TriggerKind.EVIDENCE, "evidence:", BECOMES, "recorded"), FIRED, "recorded"),
        (trigger(TriggerKind.EVIDENCE, "evidence:n", BECOMES, "recorded"), QUIET, "none"),
        (trigger(TriggerKind.BENEFIT, "benefit", BECOMES, "stated"), FIRED, "stated"),
        (trigger(TriggerKind.MARKET, "best_quality", ABOVE, 0.75, unit="1"), FIRED, 0.8),
        (trigger(TriggerKind.FIGURE, "portfolio:saving", BELOW, 0.0), UNCHECKED, None),
        (trigger(TriggerKind.BENEFIT, "benefit", BECOMES, "stated", use_case="v"), UNCHECKED, None),
    ],
)
def test_every_kind_is_read_where_it_stands(now, one, state, found):
    done = check(one, now)
    assert done.state is state
    if found is not None:
        assert done.found == found


def test_a_barred_option_is_lost(now):
    barred = replace(now, options={("u", "a"): {"residency": "excluded"}})
    lost = trigger(TriggerKind.OPTION, "option", BECOMES, "lost", option="a")
    assert check(lost, barred).found == "excluded"
    assert check(lost, barred).state is FIRED


def test_where_nothing_is_on_offer_the_market_cannot_be_read(now):
    one = trigger(TriggerKind.MARKET, "best_quality", ABOVE, 0.75)
    assert check(one, replace(now, best={})).state is UNCHECKED


def test_a_figure_of_the_plan_waits_for_a_study(now):
    one = trigger(TriggerKind.FIGURE, "portfolio:saving", BELOW, 0.0, use_case="")
    studied = replace(now, figures={"portfolio:saving": -1.0})
    assert check(one, studied).state is FIRED


def test_it_is_due_when_the_day_has_come_and_nothing_has_moved(now):
    one = trigger(TriggerKind.INPUT, "dossier:x", ABOVE, 20.0, review_on=date(2026, 5, 1), **HOURS)
    assert check(one, now).state is DUE
    moved = replace(now, levels={"dossier:x": Level(10.5, "h")})
    assert check(one, moved).state is QUIET
    early = replace(now, as_of=date(2026, 4, 30))
    assert check(one, early).state is QUIET
    gate = trigger(
        TriggerKind.GATE, "gate:licence", BECOMES, "answered", option="a",
        review_on=date(2026, 5, 1),
    )  # fmt: skip
    assert check(gate, now).state is DUE


@pytest.fixture
def staff():
    return {
        name: Parameter(name, Statement.point(100.0), UNIT)
        for name in (PAY.format("a"), PAY.format("b"), PAY.format("c"))
    }


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"a": 200.0, "b": 200.0, "c": 200.0}, 2.0),
        ({"a": 400.0, "b": 100.0}, 2.0),
        ({"a": 400.0}, None),
        ({}, None),
    ],
)
def test_a_kind_is_read_by_how_its_inputs_moved(now, staff, levels, expected):
    one = trigger(
        TriggerKind.FAMILY, "family:staff_cost", ABOVE, 1.9, unit="1",
        believed=Spread(0.7, 1.0, 1.5, "1"),
    )  # fmt: skip
    here = {PAY.format(name): Level(value, UNIT) for name, value in levels.items()}
    found = check(one, replace(now, levels=here), staff)
    assert found.found == (None if expected is None else pytest.approx(expected))
    assert found.state is (UNCHECKED if expected is None else FIRED)


def test_a_kind_that_has_not_moved_is_due_in_time(now, staff):
    one = trigger(
        TriggerKind.FAMILY, "family:staff_cost", ABOVE, 1.9, unit="1",
        believed=Spread(0.7, 1.0, 1.5, "1"), review_on=date(2026, 1, 1),
    )  # fmt: skip
    here = {name: Level(100.0, UNIT) for name in staff}
    assert check(one, replace(now, levels=here), staff).state is DUE


def test_quality_moves_the_belief_as_far_as_the_median_case_has_moved(now):
    one = trigger(
        TriggerKind.QUALITY, "quality", ABOVE, 0.62, option="a", unit="1",
        believed=Spread(0.4, 0.6, 0.8, "1"), baseline=0.7,
    )  # fmt: skip
    assert check(one, now).found == pytest.approx(0.6)
    assert check(one, now).state is QUIET
    better = replace(now, qualities={("u", "a"): 0.75})
    assert check(one, better).found == pytest.approx(0.6 * 9 / 7 / (0.6 * 9 / 7 + 0.4))
    assert check(one, better).state is FIRED
