"""Start, prepare, switch: only where something within what is believed leads there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from steelyard.decision.adaptive import adaptive_path
from steelyard.decision.findings import FlipFamily
from steelyard.report.names import CLASSES, class_of

PRICED = {
    "reading": "value_and_cost", "stated_by": "b", "stated_on": "2025-01-01",
    "money_per_value_point": 1000,
}  # fmt: skip


def ownership(pathways):
    return CLASSES.index(class_of(pathways))


def path_of(triggered, use_case, **changes):
    _, decision, found, _ = triggered(**changes)
    return adaptive_path(decision.of(use_case), found, ownership=ownership), decision, found


def test_from_today_to_a_service_when_it_is_time(triggered):
    path, decision, found = path_of(triggered, "small", rules=PRICED)
    assert path.now == "do_minimum"
    assert path.later == "api:a"
    assert path.is_path
    ids = {trigger.id: trigger for trigger in found}
    assert path.triggers
    assert all(ids[name].is_inside for name in path.triggers)
    assert all(ids[name].then.startswith("api:") for name in path.triggers)
    assert not any(ids[name].kind.value == "weight" for name in path.triggers)
    assert path.months == decision.of("small").option("api:a").months_to_service
    nearest = min(
        (flip for flip in decision.of("small").flips if flip.family is not FlipFamily.WEIGHT),
        key=lambda flip: flip.distance,
    )
    assert path.share == pytest.approx(1 - nearest.position)


def test_where_every_change_lies_outside_there_is_no_path(triggered):
    path, decision, _ = path_of(triggered, "large")
    assert not any(flip.is_inside for flip in decision.of("large").flips)
    assert not path.is_path
    assert path.words.key == "adaptive.none"
    assert (path.later, path.triggers, path.months, path.share) == ("", (), None, None)


def test_a_less_owned_way_is_nothing_to_prepare_for(triggered):
    path, decision, _ = path_of(triggered, "small")
    case = decision.of("small")
    down = [flip for flip in case.flips if flip.becomes == "do_minimum" and flip.is_inside]
    assert down
    assert path.later != "do_minimum"


def test_preferences_start_no_path(triggered):
    _, decision, found, _ = triggered(rules=PRICED)
    case = decision.of("small")
    only = tuple(flip for flip in case.flips if flip.family is FlipFamily.WEIGHT)
    assert any(flip.is_inside for flip in only)
    path = adaptive_path(replace(case, flips=only), found, ownership=ownership)
    assert not path.is_path


def test_what_must_be_confirmed_and_built_is_named(triggered, synthetic):
    _, decision, found, _ = triggered(twist=synthetic.Twist(unknown_gate=("api:a",)))
    case = decision.of("small")
    flip = next(flip for flip in case.flips if flip.is_inside and flip.direction == "below")
    up = replace(flip, becomes="open:d", position=None)
    path = adaptive_path(replace(case, flips=(up,)), found, ownership=ownership)
    assert path.is_conditional
    assert path.words.key == "adaptive.confirm"
    assert path.capabilities == ("cluster:test",)
    assert path.share is None
    assert path.triggers == ()
    again = replace(up, position=0.3)
    assert adaptive_path(replace(case, flips=(again,)), found, ownership=ownership).share == 0.3


def test_it_goes_to_json(triggered):
    path, _, _ = path_of(triggered, "small", rules=PRICED)
    row = json.loads(json.dumps(path.as_json(), allow_nan=False))
    assert row["later"] == "api:a"
    assert row["months"]["unit"] == "month"
