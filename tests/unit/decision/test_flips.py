"""What would change the answer, in words and numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from steelyard.decision.findings import FlipFamily
from steelyard.decision.flips import LISTED, distance_of, listed, once_each, ordered
from steelyard.uncertainty import Statement


def by_family(decision):
    found = {}
    for flip in decision.flips:
        found.setdefault(flip.family, []).append(flip)
    return found


def test_the_volume_flip_reproduces_the_break_even_by_hand(decided):
    small = decided(n=4000).of("small")
    below = next(
        flip for flip in small.flips
        if flip.family is FlipFamily.VOLUME and flip.direction == "below"
    )  # fmt: skip
    # Fixed cost of staff over the yearly margin of a request, at the medians plus the anchor.
    assert below.becomes == "do_minimum"
    assert 5e3 < below.value < 1.2e4
    assert below.unit == "request/year"
    assert below.p05 < below.value < below.p95
    assert below.is_inside
    assert below.words.key == "flip.volume.below"
    assert below.words.values["option"] == "do_minimum"


def test_named_kinds_are_factors_with_their_average_spread(decided):
    flip = by_family(decided().of("small"))[FlipFamily.STAFF_COST][0]
    assert flip.parameter == "family:staff_cost"
    assert flip.p50 == 1.0
    assert flip.p05 == pytest.approx(60 / 80)
    assert flip.status is None


def test_flips_are_ordered_by_distance(decided):
    for use_case in decided().use_cases:
        distances = [flip.distance for flip in use_case.flips]
        assert distances == sorted(distances)


def test_a_certain_volume_has_a_switching_value_but_no_position(decided, synthetic):
    bare = [synthetic.use_case("small", 9e3), synthetic.use_case("large", 1e6)]
    flips = by_family(decided(use_cases=bare).of("small"))[FlipFamily.VOLUME]
    assert flips
    for flip in flips:
        assert flip.position is None
        assert not flip.is_inside
        assert flip.p50 == 9e3
        assert flip.distance == pytest.approx(min(1, abs(np.log(flip.value / 9e3))))


def test_a_certain_price_moves_as_a_factor(decided, synthetic, monkeypatch):
    certain = replace(synthetic.API_PRICE, statement=Statement.point(300.0))
    monkeypatch.setattr(synthetic, "API_PRICE", certain)
    flips = by_family(decided().of("large")).get(FlipFamily.API_PRICE, [])
    for flip in flips:
        assert flip.p05 is None
    assert all(flip.parameter == "family:api_price" for flip in flips)


def test_quality_flips_are_told_as_the_accepted_share(decided, synthetic):
    twist = synthetic.Twist(benefit=0.1)
    flips = by_family(decided(twist=twist).of("small")).get(FlipFamily.QUALITY, [])
    found = decided(twist=synthetic.Twist(benefit=0.75)).of("small")
    flips += by_family(found).get(FlipFamily.QUALITY, [])
    assert flips
    for flip in flips:
        assert 0 < flip.p05 < flip.p50 < flip.p95 < 1
        assert 0 < flip.value < 1


def test_a_quality_flip_tells_the_spread_of_the_option_itself(decided, synthetic):
    found = decided(twist=synthetic.Twist(benefit=0.75)).of("small")
    flips = [flip for flip in found.flips if flip.parameter == "family:quality"]
    assert flips
    for flip in flips:
        own = found.option(str(flip.words.values["name"])).quality
        assert (flip.p05, flip.p50, flip.p95) == pytest.approx((own.p05, own.p50, own.p95))
        assert flip.distance == pytest.approx(abs(2 * flip.position - 1))
        assert flip.is_inside == (0.05 <= flip.position <= 0.95)
        assert (flip.position < 0.5) == (flip.value < flip.p50)


def test_no_input_names_the_same_option_on_both_sides(decided, synthetic):
    for twist in (synthetic.Twist(), synthetic.Twist(missed_share=0.6, benefit=0.75)):
        for use_case in decided(twist=twist).use_cases:
            pairs = [(flip.parameter, flip.becomes) for flip in use_case.flips]
            assert len(pairs) == len(set(pairs))


def test_of_two_flips_to_one_option_the_nearer_stays(decided):
    flip = decided().of("small").flips[0]
    below = replace(flip, direction="below", distance=0.3)
    above = replace(flip, direction="above", distance=0.2)
    other = replace(flip, direction="above", distance=0.1, becomes="api:b")
    assert once_each([below, above, other]) == [other, above]


def test_one_quality_parameter_is_told_as_the_share_of_the_option_it_moves(
    decided, synthetic, monkeypatch
):
    monkeypatch.setattr(
        synthetic, "QUALITY", replace(synthetic.QUALITY, id="model:residual.task/x")
    )
    found = decided(twist=synthetic.Twist(benefit=0.75)).of("small")
    flips = [flip for flip in found.flips if flip.family is FlipFamily.QUALITY]
    for flip in flips:
        assert flip.words.values["name"] in {row.option.id for row in found.options}
        assert 0 < flip.value < 1
    base = flips[0]
    single = replace(base, parameter="model:residual.task/a")
    twin = replace(single, parameter="model:residual.task/b", distance=1.0)
    assert listed([twin, single]) == (single,)


def test_where_the_leading_quality_stands_still_the_rival_tells(synthetic, decided):
    found = decided(twist=synthetic.Twist(benefit=0.1)).of("small")
    assert found.leading == "do_minimum"
    for flip in found.flips:
        if flip.family is FlipFamily.QUALITY:
            assert flip.words.values["name"] == flip.becomes


def test_quality_that_is_unknown_gives_no_quality_flip(decided, synthetic):
    names = tuple(name for name, *_ in synthetic.PLAN[1:])
    found = decided(twist=synthetic.Twist(unknown_quality=names, benefit=0.75))
    for use_case in found.use_cases:
        assert FlipFamily.QUALITY not in by_family(use_case)


def test_a_parameter_does_not_stand_beside_its_kind(decided):
    flips = decided().of("small").flips
    flip = next(entry for entry in flips if entry.family is FlipFamily.STAFF_COST)
    single = replace(flip, parameter="dossier:capacity/staff/ml_engineer/cost_per_year")
    assert listed([flip, single]) == (flip,)
    assert listed([single]) == (single,)
    many = [
        replace(single, parameter=f"fact:{index:02}", distance=index / 100) for index in range(20)
    ]
    assert [entry.parameter for entry in listed(many[::-1])] == [
        f"fact:{index:02}" for index in range(LISTED)
    ]
    assert ordered(many[::-1]) == many


@pytest.mark.parametrize(
    ("position", "value", "middle", "distance"),
    [
        (0.5, 1.0, 1.0, 0.0),
        (0.95, 1.0, 1.0, 0.9),
        (None, 1.0, None, 1.0),
        (None, -1.0, 1.0, 1.0),
        (None, 0.5, 1.0, np.log(2)),
        (None, 9.0, 1.0, 1.0),
    ],
)
def test_distance(position, value, middle, distance):
    assert distance_of(position, value, middle) == pytest.approx(distance)
