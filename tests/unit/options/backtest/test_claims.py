"""The 7B-in-30-days claim: for which tokens and chips it is true."""

from __future__ import annotations

from datetime import date

import pytest

from steelyard.facts.loader import load_facts
from steelyard.options.backtest.claims import CHIPS, READINGS, TOKENS_B, examine_claim_7b


@pytest.fixture(scope="module")
def result():
    return examine_claim_7b(load_facts(as_of=date(2026, 11, 21)))


def test_every_chip_and_token_count_is_examined(result):
    assert len(result.cells) == len(CHIPS) * len(TOKENS_B)
    assert len(result.thresholds) == len(CHIPS) * len(READINGS)


def test_it_is_false_for_usual_tokens_and_may_be_true_for_the_most(result):
    cells = {(cell.hardware, cell.tokens_b): cell for cell in result.cells}
    assert cells[CHIPS[0], 2000.0].probability["cards"] < 0.05
    assert cells[CHIPS[0], 15000.0].probability["cards"] > 0.5
    assert all(cell.probability["servers"] <= cell.probability["cards"] for cell in result.cells)


def test_table_and_threshold_agree(result):
    for chip in CHIPS:
        threshold = result.threshold(chip, "cards").p50
        for cell in result.cells:
            if cell.hardware == chip and cell.accelerators is not None:
                assert (cell.accelerators.p50 > 2000) == (cell.tokens_b > threshold)


def test_published_runs_stand_beside_it(result):
    accelerators = {row.run: row.accelerators for row in result.published}
    assert accelerators["Llama 2 7B"] == pytest.approx(256.0)


def test_the_sentence_names_tokens_and_both_readings(result):
    assert "no number of tokens" in result.sentence
    assert "Read as cards" in result.sentence
    assert "Read as servers" in result.sentence


def test_json_is_plain_and_complete(result):
    found = result.as_json()
    assert found["sentence"] == result.sentence
    assert set(found["table"][0]["probability_true"]) == set(READINGS)
