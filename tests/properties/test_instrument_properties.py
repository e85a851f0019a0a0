"""What must hold of every shipped instrument, whatever is answered and whatever is open."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from steelyard.instruments import evaluate, floors_of, instrument_ids, load_instrument
from steelyard.instruments.aggregate.levels import high_water_mark, minimum
from steelyard.instruments.answers import answer_problems, with_others
from steelyard.instruments.outcome import Award, LevelRange
from steelyard.instruments.standing import UNKNOWN, is_asked, standing_of

TINY = 1e-9
every_instrument = pytest.mark.parametrize("name", instrument_ids())


@cache
def answers_to(name):
    """Return answers of every kind that each question of an instrument permits."""
    found = {}
    for question in load_instrument(name).questions:
        answers = question.possible_answers()
        every = tuple(choice.id for choice in question.choices)
        # Nobody writes an empty list: it only stands for the least that several can count.
        named = tuple(answer for answer in answers if answer != ())
        found[question.id] = (*named, every) if question.several else answers
    return found


@st.composite
def completed(draw, name):
    """Draw answers to everything that is asked, and those of them that are known."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    share_open = draw(st.sampled_from([0.03, 0.2, 0.5, 0.9]))
    whole, known, standing = {}, {}, {}
    for question in load_instrument(name).questions:
        options = answers_to(name)[question.id]
        answer = options[rng.integers(len(options))]
        if is_asked(question, standing) is not False:
            whole[question.id] = answer
            # What is optional and left out is settled, so it is never left open here.
            if question.optional or rng.random() > share_open:
                known[question.id] = answer
        standing[question.id] = standing_of(question, answer, standing)
    return whole, known


def drawn_floors(data, instrument):
    parts = floors_of(instrument)
    if not parts:
        return {}
    result = next(r for r in instrument.results if r.aggregate == "floors_then_weighted")
    levels = [level.id for level in instrument.scales[result.scale]]
    return data.draw(st.dictionaries(st.sampled_from(parts), st.sampled_from(levels)))


def assert_inside(inner, outer, place):
    """Hold that what is known later lies within what was known before."""
    if isinstance(outer, LevelRange):
        assert set(inner.possible) <= set(outer.possible), place
        for name in ("raw", "mitigation", "score", "share"):
            within(getattr(inner, name), getattr(outer, name), (place, name))
    elif isinstance(outer, Award):
        assert outer.passes in {None, inner.passes}, place
        assert set(outer.missed) <= set(inner.missed), place
        assert set(inner.missed) <= {*outer.missed, *outer.in_doubt}, place
        for profile, ends in outer.scores.items():
            within(inner.scores[profile], ends, (place, profile))
    else:
        pairs = [(inner.total, outer.total)]
        pairs += [(inner.by_group[group], count) for group, count in outer.by_group.items()]
        for now, before in pairs:
            assert sum_of(now) == sum_of(before), place
            assert now.open <= before.open, place
            for name in ("met", "not_met", "not_applicable"):
                assert getattr(now, name) >= getattr(before, name), (place, name)


def within(inner, outer, place):
    if outer is None:
        assert inner is None, place
        return
    assert outer.low - TINY <= inner.low <= inner.high <= outer.high + TINY, place


def sum_of(count):
    return count.met + count.not_met + count.not_applicable + count.open


@every_instrument
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_completion_lies_inside_the_range_of_what_is_known(name, data):
    instrument = load_instrument(name)
    whole, known = data.draw(completed(name))
    floors = drawn_floors(data, instrument)
    after, before = (evaluate(instrument, said, floors=floors) for said in (whole, known))
    assert after.open_questions == ()
    for result in instrument.results:
        assert_inside(after.outcomes[result.id], before.outcomes[result.id], result.id)


@every_instrument
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_one_more_answer_never_widens_a_range(name, data):
    instrument = load_instrument(name)
    whole, known = data.draw(completed(name))
    left = sorted(set(whole) - set(known))
    more = {last: whole[last] for last in left and [data.draw(st.sampled_from(left))]}
    before, after = evaluate(instrument, known), evaluate(instrument, known | more)
    for result in instrument.results:
        assert_inside(after.outcomes[result.id], before.outcomes[result.id], result.id)
    assert len(after.open_questions) <= len(instrument.questions)


@every_instrument
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_the_order_of_answers_changes_nothing(name, data):
    instrument = load_instrument(name)
    _, known = data.draw(completed(name))
    shuffled = dict(data.draw(st.permutations(list(known.items()))))
    assert evaluate(instrument, shuffled) == evaluate(instrument, known)


@every_instrument
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_main_result_is_settled_exactly_when_nothing_settles_it(name, data):
    instrument = load_instrument(name)
    _, known = data.draw(completed(name))
    found = evaluate(instrument, known)
    assert bool(found.settling) != found.main.is_settled
    assert set(found.settling) <= set(found.open_questions)


@every_instrument
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_unknown_is_the_same_as_no_answer(name, data):
    instrument = load_instrument(name)
    _, known = data.draw(completed(name))
    said = with_others(instrument, known, UNKNOWN)
    assert evaluate(instrument, said) == evaluate(instrument, known)
    wrong = answer_problems(instrument, said, floors={})
    # Random answers may contradict each other; nothing else can be wrong with them.
    assert all("that can both be true" in problem.expected for problem in wrong), wrong


@every_instrument
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_what_follows_for_certain_follows_from_every_completion(name, data):
    instrument = load_instrument(name)
    whole, known = data.draw(completed(name))
    before, after = evaluate(instrument, known), evaluate(instrument, whole)
    certain, possible = set(map(id, before.obligations)), set(map(id, before.possible_obligations))
    assert not certain & possible
    assert certain <= set(map(id, after.obligations)) <= certain | possible


@given(
    levels=arrays(
        np.float64,
        array_shapes(min_dims=2, max_dims=2, max_side=6),
        elements=st.integers(0, 4).map(float),
    )
)
def test_the_weakest_link_never_lies_above_the_high_water_mark(levels):
    assert (minimum(part_levels=levels) <= high_water_mark(part_levels=levels)).all()
