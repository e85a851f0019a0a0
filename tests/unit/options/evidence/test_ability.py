import numpy as np
import pytest

from steelyard.errors import FactError
from steelyard.options.evidence import public_evidence
from steelyard.options.evidence.ability import fit_ability
from steelyard.options.evidence.scores import score_table


def test_known_abilities_are_found_again(made_up):
    rows, abilities = made_up
    fit = fit_ability(score_table(rows, {}))
    assert np.corrcoef(fit.ability, abilities)[0, 1] > 0.98
    assert np.abs(fit.ability - abilities).mean() < 0.2
    assert fit.of("m00")[0] == pytest.approx(float(fit.ability[0]))
    assert fit.of("nobody") is None


def test_the_anchor_sets_the_scale(made_up):
    rows, _ = made_up
    fit = fit_ability(score_table(rows, {}))
    place = score_table(rows, {}).benchmarks.index(("mmlu-5-shot", "en"))
    assert fit.easiness[place] == pytest.approx(0.0, abs=1e-9)
    assert fit.slope[place] == pytest.approx(1.0)


def test_without_the_anchor_there_is_no_scale(made_up):
    rows, _ = made_up
    with pytest.raises(FactError, match="no scale"):
        fit_ability(score_table([row for row in rows if row.benchmark == "alpha"], {}))


def test_models_without_scores_are_predicted_with_a_spread(facts_of):
    public = public_evidence(facts_of("2026-11-21"))
    cards = {card.id: card for card in facts_of("2026-11-21").models}
    known, guessed = public.of_card(cards["llama-3-70b"]), public.of_card(cards["solar-open-100b"])
    assert known.is_scored
    assert not guessed.is_scored
    assert guessed.sd > 2 * known.sd
