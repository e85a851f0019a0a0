from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from steelyard.report.standing import (
    FEW,
    few_of,
    gain_of,
    is_conditional,
    quality_bar,
    unknown_of,
)


def leading(found):
    return found.option(found.leading)


def test_the_bar_is_the_dossiers_and_the_odds_are_the_gates(study):
    for entry in study.dossier.use_cases:
        found = study.decision.of(entry.id)
        bar = quality_bar(study, entry.id, found.leading)
        assert bar.level == entry.requirements.quality_bar.statement.p50
        assert bar.is_assumed
        assert bar.met == leading(found).bar_probability
        assert bar.best is None or 0.0 <= bar.best <= 1.0


def test_a_new_service_is_conditional_unless_it_is_recommended_and_known(study):
    for found in study.decision.use_cases:
        assert not is_conditional(found, "do_minimum")
        for result in found.options:
            if result.is_feasible and unknown_of(result):
                assert is_conditional(found, result.option.id)


def test_a_draw_that_misses_a_gate_brings_no_benefit_and_sinks_the_cost(study):
    entry = study.appraisal.use_cases[0]
    for row, option in enumerate(entry.options):
        missed = ~entry.met[row]
        gain = gain_of(entry, option.id)
        if missed.any() and np.isfinite(gain).all():
            assert gain[missed] == pytest.approx(-entry.costs[row].shared[missed])


def test_a_seldom_best_leader_is_explained_and_no_other(study):
    for found in study.decision.use_cases:
        few = few_of(study, found.use_case)
        if leading(found).option.is_do_minimum or found.confidence >= FEW:
            assert few is None
        elif few is not None:
            assert few.worse >= 0.5
            assert few.needs_volume == (few.volume_paying >= 1.25 * few.volume)


def test_a_leader_without_benefit_is_not_said_to_lose(study):
    decision = study.decision
    cases = tuple(dataclasses.replace(found, has_benefit=False) for found in decision.use_cases)
    bare = dataclasses.replace(study, decision=dataclasses.replace(decision, use_cases=cases))
    assert all(few_of(bare, found.use_case) is None for found in cases)
