"""``steelyard estimate``: the flags and the JSON keys that others rely on."""

from __future__ import annotations

import json
from datetime import date

import pytest

DRAWN = ("--draws", "200", "--as-of", "2026-11-21")
TRAINING = (
    "estimate", "training", "--params-b", "7", "--tokens-b", "2000", "--hardware", "A100-80GB",
    *DRAWN,
)  # fmt: skip
SERVING = (
    "estimate", "serving", "--hardware", "H100-SXM-80GB", "--accelerators", "8", "--precision",
    "fp8", "--input-tokens", "1000", "--output-tokens", "300", *DRAWN,
)  # fmt: skip
OWN_MODEL = (
    "--params-b", "70", "--layers", "80", "--heads", "64", "--kv-heads", "8", "--head-dim", "128",
    "--hidden", "8192",
)  # fmt: skip
API = ("estimate", "api", "--input-tokens", "1000", "--output-tokens", "100", "--requests", "1e6")
SPREAD = {"p05", "p50", "p95", "unit"}


def _json(run, *words):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_training_gives_every_figure_or_a_reason(run):
    found = _json(run, *TRAINING)
    for name in ("accelerator_hours", "programme_accelerator_hours", "energy_mwh"):
        assert set(found[name]) == SPREAD, name
    assert set(found["implied_utilisation"]) == SPREAD
    for name in ("cost", "co2_t", "wall_days"):
        assert found[name] is None
        assert found["reasons"][name]
    placed = _json(run, *TRAINING, "--place", "CN-GX", "--accelerators", "512", "--currency", "CNY")
    for name in ("cost", "co2_t", "wall_days"):
        assert set(placed[name]) == SPREAD, name
    assert placed["cost"]["unit"] == "CNY"


def test_training_takes_every_flag(run):
    found = _json(
        run, *TRAINING, "--active-params-b", "2", "--kind", "continued_pretraining",
        "--precision", "fp16", "--accelerator-hours", "50000", "--tenure", "own", "--place", "CN",
        "--seed", "3",
    )  # fmt: skip
    assert found["request"]["kind"] == "continued_pretraining"
    assert found["implied_utilisation"]["p50"] > 0
    sized = _json(run, *TRAINING, "--wall-days", "30")
    assert sized["accelerators_needed"]["p50"] > 100


def test_serving_gives_every_figure(run):
    found = _json(run, *SERVING, "--model", "llama-3.1-70b")
    for name in (
        "tokens_per_second", "tokens_per_second_per_accelerator", "ttft_ms", "tpot_ms", "max_batch",
    ):  # fmt: skip
        assert set(found[name]) == SPREAD, name
    own = _json(run, *SERVING, *OWN_MODEL)
    ratio = own["tokens_per_second"]["p50"] / found["tokens_per_second"]["p50"]
    assert 0.5 < ratio < 2


def test_serving_takes_every_flag(run):
    found = _json(
        run, *SERVING, "--params-b", "235", "--active-params-b", "22", "--layers", "94", "--heads",
        "64", "--hidden", "4096", "--kv-bytes-per-token", "192512", "--experts", "128",
        "--active-experts", "8", "--replica-accelerators", "8", "--kv-precision", "fp8",
        "--scenario", "server", "--concurrency", "16", "--ttft-ms", "8000", "--tpot-ms", "200",
        "--derate", "operator", "--seed", "3",
    )  # fmt: skip
    assert found["derate"] == "operator"
    assert found["replica_accelerators"] == 8


def test_api_gives_a_cost(run):
    found = _json(run, *API, "--model", "gpt-4o", "--as-of", "2026-11-21")
    assert set(found["cost"]) == SPREAD
    assert found["cost"]["p50"] == pytest.approx(
        1e6 * (1000 * found["input_price"] + 100 * found["output_price"]) / 1e6
    )


def test_people_read_lines(run):
    told = run(*TRAINING)
    assert told.exit_code == 0
    assert "accelerator hours: " in told.stdout
    assert " to " in told.stdout
    assert "{" not in told.stdout


def test_the_day_is_today_unless_named(run, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "steelyard.cli.estimate.today", lambda: asked.append(True) or date(2026, 11, 20)
    )
    assert _json(run, *API, "--model", "gpt-4o")["price_date"] == "2026-11-20"
    assert asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*TRAINING[:6], "--hardware", "H1000"), "Nearest:"),
        ((*TRAINING, "--place", "Mars"), "place"),
        ((*TRAINING, "--kind", "alchemy"), "--kind"),
        ((*TRAINING, "--precision", "fp64"), "fp64"),
        (("estimate", "training", "--params-b", "-7", *TRAINING[4:]), "params"),
        (("estimate", "training", "--params-b", "nan", *TRAINING[4:]), "params"),
        (("estimate", "training", "--params-b", "7"), "--tokens-b"),
        ((*SERVING, "--model", "llama-3.1-71b"), "Nearest:"),
        (SERVING, "--model"),
        ((*SERVING, "--model", "llama-3.1-70b", "--layers", "80"), "--layers"),
        ((*SERVING, "--params-b", "70", "--layers", "-1"), "--layers"),
        ((*SERVING, "--params-b", "70", "--layers", "80"), "--heads"),
        ((*SERVING, *OWN_MODEL[:6]), "--hidden"),
        ((*SERVING, "--model", "llama-3.1-70b", "--precision", "fp7"), "--precision"),
        ((*SERVING, "--model", "llama-3.1-70b", "--kv-precision", "fp7"), "fp7"),
        ((*SERVING, "--model", "llama-3.1-70b", "--concurrency", "-1"), "concurrency"),
        ((*SERVING, "--model", "llama-3.1-70b", "--accelerators", "0"), "accelerators"),
        ((*SERVING, "--model", "llama-3.1-405b", "--accelerators", "1"), "memory"),
        ((*API, "--model", "gpt-4x"), "Nearest:"),
        ((*API, "--model", "gpt-4o", "--requests", "-1"), "--requests"),
        ((*API, "--model", "gpt-4o", "--requests", "inf"), "--requests"),
        ((*API, "--model", "gpt-4o", "--requests", "nan"), "--requests"),
        ((*API, "--model", "gpt-4o", "--as-of", "2019-01-01"), "gpt-4o"),
        ((*TRAINING, "--draws", "1"), "--draws"),
        ((*TRAINING, "--as-of", "soon"), "--as-of"),
    ],
)
def test_bad_input_is_refused(words, said, refused):
    assert said in refused(*words)
