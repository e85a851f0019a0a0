import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import beta

from steelyard.options.evidence.own_tasks import trials, updated


def test_many_own_items_overrule_the_belief():
    found = updated(mean=2.0, sd=1.0, n_accepted=300, n_items=1000)
    assert expit(found.p50) == pytest.approx(0.3, abs=0.02)
    assert found.p95 - found.p05 < 0.3


def test_without_information_the_trial_alone_speaks():
    found = updated(mean=0.0, sd=50.0, n_accepted=40, n_items=50)
    alone = beta(40, 10)
    assert expit(found.p50) == pytest.approx(alone.ppf(0.5), abs=0.01)
    assert expit(found.p05) == pytest.approx(alone.ppf(0.05), abs=0.01)


def test_a_firm_belief_hardly_moves():
    found = updated(mean=1.0, sd=0.05, n_accepted=0, n_items=5)
    assert found.p50 == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("bad", [(-1, 5, 1.0), (6, 5, 1.0), (0, 0, 1.0), (1, 5, 0.0)])
def test_impossible_results_are_refused(bad):
    k, n, sd = bad
    with pytest.raises(ValueError, match="expected"):
        updated(mean=0.0, sd=sd, n_accepted=k, n_items=n)


def test_more_accepted_never_lowers_the_belief():
    medians = [updated(mean=0.0, sd=1.0, n_accepted=k, n_items=20).p50 for k in range(21)]
    assert np.all(np.diff(medians) > 0)
    assert medians[10] == pytest.approx(float(logit(0.5)), abs=1e-3)


def test_trials_are_found_by_use_case_model_and_language(ministry):
    entry = {
        "use_case": "answers",
        "model": "ernie-4.0",
        "n_items": 10,
        "n_accepted": 7,
        "date": "2024-05-01",
        "source": "file",
    }
    dossier = ministry(evidence=[entry, {**entry, "language": "zh"}])
    found = trials(dossier.evidence, use_case="answers", model="ernie-4.0", language="zh")
    assert [item.language for item in found] == ["zh"]
    assert not trials(dossier.evidence, use_case="answers", model="gpt-4", language="")
