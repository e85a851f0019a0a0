from datetime import date

import pytest

from steelyard.errors import DomainError, FactError
from steelyard.facts.loader import load_facts
from steelyard.options.estimate_serving import (
    Architecture,
    Derate,
    Precision,
    ServingRequest,
    ServingScenario,
    estimate_serving,
)
from steelyard.uncertainty import draw

FIGURES = {"tokens_per_second", "tokens_per_second_per_accelerator", "ttft_ms", "tpot_ms"}


@pytest.fixture(scope="module")
def facts():
    return load_facts(as_of=date(2026, 11, 21))


def ask(facts, **changes):
    given = {
        "model": "llama-3.1-70b",
        "hardware": "H100-SXM-80GB",
        "accelerators": 8,
        "precision": Precision.FP8,
        "input_tokens": 1000,
        "output_tokens": 1000,
    }
    request = ServingRequest(**(given | changes))
    return estimate_serving(request, book=facts, sample=draw((), n=400, seed=3))


def test_the_json_has_every_figure_with_its_spread_and_unit(facts):
    told = ask(facts).as_json()
    for name in FIGURES | {"max_batch"}:
        assert set(told[name]) == {"p05", "p50", "p95", "unit"}
    assert told["replica_accelerators"] == 2
    assert told["replicas"] == 4
    assert told["outside_validity"] is None
    assert "hindsight" in told["calibration"]
    # Published: 2,195 output tokens per second and accelerator (TensorRT-LLM v0.17).
    per_accelerator = told["tokens_per_second_per_accelerator"]
    assert per_accelerator["p05"] < 2195 < per_accelerator["p95"]
    assert told["tokens_per_second"]["p50"] == pytest.approx(8 * per_accelerator["p50"])


def test_limits_concurrency_and_operators_lower_throughput(facts):
    free = ask(facts).figures["tokens_per_second"].p50
    server = {"scenario": ServingScenario.SERVER}
    assert ask(facts, **server, tpot_ms=30).figures["tokens_per_second"].p50 < free
    assert ask(facts, **server, ttft_ms=150).figures["tokens_per_second"].p50 < free
    held = ask(facts, **server, concurrency=32)
    assert held.figures["tokens_per_second"].p50 < free
    assert held.figures["max_batch"].p50 == 8
    assert ask(facts, derate=Derate.OPERATOR).figures["tokens_per_second"].p50 < free


def test_a_model_of_ones_own_is_served_like_its_card(facts):
    own = Architecture("own", 70, 70, 80, 64, 8192, kv_heads=8, head_dim=128)
    assert ask(facts, model="", architecture=own).figures["tokens_per_second"].p50 == (
        pytest.approx(ask(facts).figures["tokens_per_second"].p50, rel=0.05)
    )


def test_estimates_outside_validity_say_so(facts):
    found = ask(
        facts,
        model="deepseek-r1",
        hardware="GB200",
        precision=Precision.FP4,
        replica_accelerators=4,
        scenario=ServingScenario.SERVER,
        tpot_ms=20,
    )
    assert "20 ms" in found.as_json()["outside_validity"]


def test_the_notes_tell_what_bounds_the_batch(facts):
    limited = ask(facts, scenario=ServingScenario.SERVER, tpot_ms=30)
    assert any("limits bound the batch" in note for note in limited.notes)
    assert any("saturated" in note for note in ask(facts).notes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accelerators": 0}, "accelerators: expected a number above 0"),
        ({"accelerators": 10**9}, "at most"),
        ({"accelerators": 3}, "multiple of the 2"),
        ({"input_tokens": -5}, "input-tokens"),
        ({"output_tokens": float("nan")}, "output-tokens"),
        ({"model": ""}, "a model id or an architecture"),
        ({"tpot_ms": 1, "scenario": ServingScenario.SERVER}, "1 ms per output token"),
        ({"ttft_ms": 1, "scenario": ServingScenario.SERVER}, "1 ms to the first token"),
        ({"replica_accelerators": 1, "precision": Precision.BF16}, r"found 80\.0 GB"),
        ({"kv_precision": "fp2"}, "cache precision"),
        ({"model": "llama-3.1-405b", "precision": Precision.BF16}, "weights of 81"),
    ],
)
def test_questions_without_an_answer(facts, changes, words):
    with pytest.raises(DomainError, match=words):
        ask(facts, **changes)


def test_unknown_names_are_answered_with_near_ones(facts):
    with pytest.raises(FactError, match="Nearest"):
        ask(facts, model="lama-3.1-70b")
    with pytest.raises(FactError, match="Nearest"):
        ask(facts, hardware="H100-SMX")
