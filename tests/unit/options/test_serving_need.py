"""One desk says how fast a model runs, and repeats itself only where nothing has moved."""

from __future__ import annotations

import numpy as np
import pytest

from steelyard.errors import DomainError
from steelyard.needs import assess_needs
from steelyard.options.generate import generate_options
from steelyard.options.market import Market
from steelyard.options.model import Pathway
from steelyard.options.serving_need import ServingDesk
from steelyard.uncertainty import Sample


@pytest.fixture
def asked(ministry, facts_of):
    dossier, facts = ministry(), facts_of("2024-05-23")
    desk = ServingDesk(facts)
    options = generate_options(dossier, facts)

    def ask(wanted=lambda o: Pathway.OPEN_ADAPTATION in o.pathways, sample=None, **use_case):
        case = ministry(use_case) if use_case else dossier
        sample = sample or Sample(30, 1)
        market = Market.at(case, facts, sample)
        need = assess_needs(case, sample).use_cases[0]
        return desk.replica(next(o for o in options if wanted(o)), need=need, market=market)

    return ask


def test_the_same_draws_get_the_same_answer(asked):
    assert asked() is asked()


def test_longer_answers_are_another_question(asked):
    short = asked()
    long = asked(workload={"output_tokens": 900})
    assert long is not short
    assert not np.allclose(long.rate, short.rate)


def test_a_moved_parameter_of_the_physics_is_another_question(asked):
    first = asked()
    name = next(entry for entry in first.inputs if entry.startswith("model:serving-slowdown"))
    slower = asked(sample=Sample(30, 1).with_values({name: np.full(30, 3.0)}))
    assert (slower.rate < first.rate).mean() > 0.9


def test_limits_that_nothing_keeps_are_refused(asked):
    with pytest.raises(DomainError, match="does not keep them"):
        asked(requirements={"time_per_output_token": 1e-5})


def test_a_planned_model_takes_the_shape_of_its_nearest(asked):
    found = asked(lambda o: o.planned is not None and o.planned.params_b == 70)
    assert found.n_accelerators >= 2
    assert (found.rate > 0).all()
