from datetime import date

import numpy as np
import pytest

from steelyard.options.evidence.scores import family_of, features_of, score_table


def table(rows):
    return score_table(rows, {})


def test_shares_become_logits_and_points_are_standardised(score_row):
    rows = [score_row(f"m{i}", "mmlu-5-shot", s) for i, s in enumerate((50.0, 73.1, 88.1))]
    rows += [
        score_row(f"m{i}", "elo-board", s, scale="Elo-like rating")
        for i, s in enumerate((1000.0, 1100.0, 1200.0))
    ]
    found = table(rows)
    shares = found.value[found.is_logit[found.benchmark]]
    points = found.value[~found.is_logit[found.benchmark]]
    assert shares == pytest.approx([0.0, 1.0, 2.0], abs=0.01)
    assert points.mean() == pytest.approx(0.0)
    assert points.std() == pytest.approx(1.0)


def test_rankings_translations_failed_runs_and_lone_scores_are_left_out(score_row):
    rows = [score_row(f"m{i}", "mmlu-5-shot", 50.0 + i) for i in range(3)]
    rows += [
        score_row("m0", "euroeval-rank", 1.2, scale="mean rank", higher_is_better=False),
        score_row("m0", "bmz-monitor-translation-into", 40.0),
        score_row("m0", "lonely", 60.0),
        score_row("m3", "mmlu-5-shot", 0.0),
    ]
    found = table(rows)
    assert found.benchmarks == (("mmlu-5-shot", "en"),)
    assert found.models == ("m0", "m1", "m2")


def test_a_makers_own_scores_and_repeats_weigh_less(score_row):
    rows = [
        score_row(f"m{i}", "mmlu-5-shot", 50.0 + i, evaluator=who)
        for i, who in enumerate(("third_party", "other_vendor", "first_party"))
    ]
    assert list(table(rows).weight) == [1.0, 0.5, 0.25]
    rows += [score_row(f"m{i}", "mmlu-pro", 40.0) for i in range(3)]
    assert table(rows).weight[0] == pytest.approx(1 / 1.9)


def test_predictors_are_years_and_decades():
    found = features_of(released=date(2025, 5, 1), params_total_b=7.0)
    assert found == pytest.approx([1.0, 1.0, -1.0, 0.0], abs=0.01)
    assert list(features_of(released=date(2024, 5, 1), params_total_b=None)) == [1, 0, 0, 1]


def test_a_family_is_the_first_word():
    assert family_of("mmlu-5-shot") == "mmlu"
    assert np.all([family_of(name) == "euroeval" for name in ("euroeval-a", "euroeval-b-c")])
