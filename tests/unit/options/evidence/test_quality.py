from dataclasses import replace

import numpy as np
import pytest

from steelyard.options.evidence import acceptance_probability, language_coverage
from steelyard.options.generate import generate_options
from steelyard.options.model import Adaptation, PlannedModel
from steelyard.options.traits import Traits

DAY = "2024-05-23"
PROMPTED = Traits(model="qwen1.5-72b", adaptation=Adaptation.PROMPTING)


@pytest.fixture
def quality(ministry, facts_of, need_of):
    def compute(traits, use_case=None, *, what=acceptance_probability, n=4000, **changes):
        dossier, facts = ministry(use_case, **changes), facts_of(DAY)
        need, sample = need_of(dossier, n=n)
        option = generate_options(dossier, facts)[0]
        return what(option, traits, need, dossier, facts, sample)

    return compute


def languages(*pairs):
    return {
        "languages": [{"language": n, "share": s, "required": r} for n, s, r in pairs],
    }


def test_todays_quality_is_one_less_its_error_rate(quality):
    values, judged = quality(Traits(uses_model=False))
    assert set(values) == {0.8}
    assert judged.how == "measured"


def test_retrieval_helps_answers_more_than_drafts(quality):
    def gain(task):
        with_, without = (
            np.median(quality(replace(PROMPTED, adaptation=a), {"task": task})[0])
            for a in (Adaptation.RETRIEVAL, Adaptation.PROMPTING)
        )
        return with_ - without

    assert gain("question_answering") > gain("drafting") > 0


def test_an_abler_model_is_accepted_more_often(quality):
    small, large = (
        np.median(quality(replace(PROMPTED, model=name))[0])
        for name in ("llama-2-7b", "qwen1.5-72b")
    )
    assert large > small


def test_a_required_language_without_a_score_is_unknown(quality):
    mixed = languages(("zh", 0.9, True), ("za", 0.1, True))
    values, judged = quality(PROMPTED, mixed)
    assert np.isnan(values).all()
    assert judged.rationale.values["languages"] == "za"
    covered, _ = quality(PROMPTED, mixed, what=language_coverage)
    assert covered == pytest.approx(0.9)


def test_a_language_that_is_not_required_only_lowers_coverage(quality):
    values, _ = quality(PROMPTED, languages(("zh", 0.9, True), ("za", 0.1, False)))
    assert np.isfinite(values).all()


def trial(accepted, items, **more):
    return {
        "use_case": "answers",
        "model": "qwen1.5-72b",
        "n_items": items,
        "n_accepted": accepted,
        "date": "2024-05-01",
        "source": "file",
        **more,
    }


def test_an_own_trial_moves_and_narrows_the_belief(quality):
    before, _ = quality(PROMPTED)
    after, judged = quality(PROMPTED, evidence=[trial(95, 100)])
    assert judged.how == "measured"
    assert np.median(after) == pytest.approx(0.92, abs=0.02)
    assert after.std() < before.std() / 3


def test_a_trial_makes_an_unscored_language_known(quality):
    mixed = languages(("za", 1.0, True))
    values, _ = quality(PROMPTED, mixed, evidence=[trial(5, 50, language="za")])
    assert np.median(values) == pytest.approx(0.12, abs=0.04)


def test_a_trial_of_another_adaptation_is_carried_over_by_the_difference(quality):
    tuned = replace(PROMPTED, adaptation=Adaptation.RETRIEVAL)
    prompted, _ = quality(PROMPTED, evidence=[trial(60, 100)])
    carried, _ = quality(tuned, evidence=[trial(60, 100)])
    assert np.median(carried) > np.median(prompted)
    assert carried.std() > prompted.std()


def test_a_model_to_be_trained_is_predicted_by_size_and_wider(quality):
    def planned(size, tokens):
        traits = Traits(
            model=f"own-{size:g}b",
            planned=PlannedModel(size, tokens),
            adaptation=Adaptation.PRETRAINING,
        )
        return quality(traits)

    (small, _), (large, judged) = planned(7.0, 2000.0), planned(70.0, 15000.0)
    assert np.median(large) > np.median(small)
    assert judged.rationale.key == "judged.quality.planned"


def test_a_language_nobody_has_shown_cannot_be_promised_by_a_plan(quality):
    traits = Traits(model="own-7b", planned=PlannedModel(7.0, 2000.0))
    values, _ = quality(traits, languages(("za", 1.0, True)))
    assert np.isnan(values).all()


def test_continued_pretraining_closes_part_of_the_language_gap(quality):
    adapted = replace(PROMPTED, model="llama-3-70b", adaptation=Adaptation.CONTINUED_PRETRAINING)
    prompted = replace(adapted, adaptation=Adaptation.PROMPTING)
    assert np.median(quality(adapted)[0]) > np.median(quality(prompted)[0])


def test_what_is_common_is_drawn_once(quality):
    first, _ = quality(PROMPTED)
    again, _ = quality(PROMPTED)
    assert np.array_equal(first, again)
