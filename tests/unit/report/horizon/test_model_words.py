"""Layers, and one common model against free choice."""

from __future__ import annotations

from dataclasses import replace

from steelyard.decision.horizon.result import CommonModel, PlannedBuild
from steelyard.report.horizon import Things
from steelyard.report.horizon.model_words import layers, model_rows

MODELS = (
    CommonModel("qwen3-32b", 2e6, 2e6, 7.25, 3),
    CommonModel("deepseek-v3.2", None, None, 0.0, 0),
)


def with_models(things, section, *models):
    plan = replace(section.plan, common_models=models)
    return Things(replace(section, plan=plan), things.voice)


def test_free_choice_comes_first_and_what_cannot_serve_says_so(said, section):
    free, best, none = model_rows(with_models(said, section, *MODELS))
    assert free.is_free
    assert free.name == "each its own (this plan)"
    assert (best.name, best.points, best.n_served) == ("qwen3-32b", "7.2", "3")
    assert none.worth == "no plan: it cannot serve all that must be served"
    assert none.points == "–"


def test_one_model_is_no_question(said, section):
    assert model_rows(with_models(said, section, MODELS[0])) == ()


def test_layers_name_own_models_and_count_services(said, section):
    assert layers(said).startswith("Layer of own models (L1): ")
    own = PlannedBuild("adapted_model(qwen3-32b)", "own", 2027, 1e6, ("a",), {}, {}, None)
    plan = replace(section.plan, builds=(*section.plan.builds, own))
    words = layers(Things(replace(section, plan=plan), said.voice))
    assert "from 2027" in words
    assert "Layer of applications (L2): " in words


def test_a_plan_without_services_says_so(said, section):
    stays = tuple(replace(start, start_year=None) for start in section.plan.starts)
    plan = replace(section.plan, starts=stays, builds=())
    words = layers(Things(replace(section, plan=plan), said.voice))
    assert words == (
        "Layer of own models (L1): none in this plan. "
        "Layer of applications (L2): none; today's services stay."
    )


def test_without_a_plan_there_is_nothing_to_say(section_of, no_plan, said):
    nothing = Things(section_of(no_plan), said.voice)
    assert layers(nothing) == ""
    assert model_rows(nothing) == ()


def test_every_language_has_the_words(things, section):
    rows = model_rows(with_models(things, section, *MODELS))
    said = " ".join([layers(things), *(row.name + row.worth for row in rows)])
    assert "horizon." not in said
