import pytest
from scipy.special import expit

from steelyard.options.evidence.ability import fit_ability
from steelyard.options.evidence.languages import LINEAGE_SD, language_evidence
from steelyard.options.evidence.scores import score_table


@pytest.fixture
def evidence(made_up, score_row):
    rows, abilities = made_up
    more = []
    for i, ability in enumerate(abilities):
        for language, gap in (("en", 0.0), ("fr", 0.0), ("sw", -0.8)):
            extra = -0.6 if (i, language) == (3, "sw") else 0.0
            score = float(100 * expit(ability + gap + extra))
            if i != 7 or language == "en":
                more.append(score_row(f"m{i:02d}", "afrimmlu", score, language=language))
    table = score_table([*rows, *more], {})
    return language_evidence(table, fit_ability(table), {"child": "m00"})


def test_translated_questions_show_what_a_language_costs(evidence):
    assert evidence.common["sw"][0] == pytest.approx(-0.8, abs=0.2)
    assert evidence.common["fr"][0] == pytest.approx(0.0, abs=0.2)
    assert evidence.common["en"] == (0.0, 0.0)


def test_a_model_that_falls_further_is_seen_to(evidence):
    assert evidence.gap("m03", "sw").mean < evidence.gap("m04", "sw").mean


def test_no_score_in_a_language_is_unknown(evidence):
    assert evidence.gap("m07", "sw") is None
    assert evidence.gap("m07", "en") is not None
    assert evidence.gap("m00", "yo") is None


def test_an_adapted_model_inherits_its_bases_evidence_widened(evidence):
    base, child = evidence.gap("m00", "sw"), evidence.gap("child", "sw")
    assert child.inherited
    assert child.mean == base.mean
    assert child.sd == pytest.approx((base.sd**2 + LINEAGE_SD**2) ** 0.5)
