"""The stage as a whole: sharing, the pure model, and what never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from steelyard.needs import assess_needs
from steelyard.options.appraise import appraise_options
from steelyard.options.model import Pathway
from steelyard.uncertainty import Sample, median_sample

if TYPE_CHECKING:
    from steelyard.dossier.schema import Dossier


@pytest.fixture(scope="module")
def twins(ministry):
    """Return a dossier with one use case and one with the same thrice."""
    dossier: Dossier = ministry()
    (entry,) = dossier.use_cases
    copies = [entry.model_copy(update={"id": name}) for name in ("answers", "more", "most")]
    return dossier, dossier.model_copy(update={"use_cases": tuple(copies)})


def index_of_held(use_case):
    return next(
        i
        for i, o in enumerate(use_case.options)
        if Pathway.OPEN_ADAPTATION in o.pathways and use_case.is_feasible(i)
    )


def test_three_use_cases_share_what_one_pays_alone(appraised, twins):
    one, three = (appraised(dossier)[1] for dossier in twins)
    index = index_of_held(one)
    np.testing.assert_allclose(one.costs[index].alone, three.costs[index].alone)
    assert (three.costs[index].shared < one.costs[index].shared).all()
    np.testing.assert_allclose(one.costs[index].shared, one.costs[index].alone, rtol=0.5)


def test_the_model_gives_what_the_stage_gave(appraised, ministry):
    found, use_case = appraised(ministry(), n=40, seed=7)
    again = found.model(Sample(40, 7), ("answers",)).use_cases[0]
    np.testing.assert_array_equal(np.asarray(again.performance), np.asarray(use_case.performance))


def test_the_model_can_be_asked_for_some_options_only(appraised, ministry):
    found, _ = appraised(ministry(), n=40, seed=7)
    names = ("answers",)
    every = found.model(median_sample(3), names).use_cases[0]
    wanted = (every.options[0].id, every.options[2].id)
    some = found.model(median_sample(3), names, frozenset(wanted)).use_cases[0]
    assert tuple(option.id for option in some.options) == wanted
    assert np.array_equal(some.costs[1].shared, every.costs[2].shared, equal_nan=True)
    assert np.array_equal(some.met[1], every.met[2])


def test_progress_is_told_for_every_use_case(twins, facts_of):
    dossier, sample, told = twins[1], Sample(20, 1), []
    appraise_options(
        assess_needs(dossier, sample),
        dossier,
        facts_of("2024-05-23"),
        sample,
        progress=told.append,
    )
    assert sorted(told) == ["answers", "more", "most"]


def test_a_median_sample_is_one_draw_with_lines(appraised, ministry):
    found, _ = appraised(ministry())
    medians = found.model(median_sample(), ("answers",)).use_cases[0]
    assert np.asarray(medians.performance).shape[2] == 1
    assert any(costs.lines for costs in medians.costs)


def test_the_median_case_is_evaluated_once(appraised, ministry):
    found, _ = appraised(ministry(), n=40, seed=7)
    names = tuple(entry.use_case for entry in found.use_cases)
    assert found.model(median_sample(), names) is found.model(median_sample(), names)
    assert found.model(median_sample(2), names) is not found.model(median_sample(2), names)
