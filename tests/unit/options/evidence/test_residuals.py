import pytest

from steelyard.options.assumed import assumptions
from steelyard.options.evidence.residuals import family_residuals, residual_quantiles
from steelyard.options.evidence.scores import score_table


def test_noise_put_in_comes_out(made_up):
    rows, _ = made_up
    for part in family_residuals(score_table(rows, {})):
        assert part.sd == pytest.approx(0.1, abs=0.08), part.family


def test_the_anchor_is_never_held_out(made_up):
    rows, _ = made_up
    assert "mmlu" not in {part.family for part in family_residuals(score_table(rows, {}))}


@pytest.mark.slow
def test_the_shipped_residual_is_the_one_measured_widened_by_a_third(facts_of):
    facts = facts_of("2026-11-21")
    table = score_table(facts.scores, {card.id: card for card in facts.models})
    low, middle, high = residual_quantiles(table)
    shipped = assumptions("quality")["residual.task"]
    assert middle == pytest.approx(0.0, abs=0.1)
    measured = (high - low) / 2
    assert measured == pytest.approx(0.57, abs=0.08)
    assert (shipped.p95 - shipped.p05) / 2 == pytest.approx(4 / 3 * measured, rel=0.15)
