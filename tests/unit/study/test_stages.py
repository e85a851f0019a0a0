"""The first stages, common to one dossier and to several."""

from __future__ import annotations

import pytest

from steelyard.dossier.loader import load_dossier
from steelyard.errors import DomainError, FactError
from steelyard.study.stages import LEAST_DRAWS, MOST_DRAWS, appraise_dossier, require_draws


def test_a_dossier_is_carried_to_its_appraisal(small_path):
    told = []
    dossier = load_dossier(small_path)
    found = appraise_dossier(dossier, draws=LEAST_DRAWS, seed=1, progress=told.append)
    names = [use_case.id for use_case in dossier.use_cases]
    assert sorted(told) == sorted(names)
    assert [entry.use_case for entry in found.appraisal.use_cases] == names
    assert found.sample.n == LEAST_DRAWS
    assert found.facts.used


def test_what_nobody_knows_is_refused(small_path):
    dossier = load_dossier(small_path)
    wanted = dossier.candidates.model_copy(update={"models": ("no-such-model",)})
    unknown = dossier.model_copy(update={"candidates": wanted})
    with pytest.raises(FactError, match="no-such-model"):
        appraise_dossier(unknown, draws=LEAST_DRAWS, seed=1)


@pytest.mark.parametrize("draws", [0, LEAST_DRAWS - 1, MOST_DRAWS + 1])
def test_draws_have_their_range(draws):
    with pytest.raises(DomainError, match="Choose 10000"):
        require_draws(draws)
