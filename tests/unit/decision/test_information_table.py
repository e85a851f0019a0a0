from __future__ import annotations

import json

import numpy as np
import pytest

from steelyard.decision.information_table import information_table


@pytest.fixture(scope="module")
def table():
    draws = np.random.default_rng(8)
    p1, p2, noise = (
        1 + draws.normal(size=6000), 2 * draws.normal(size=6000), draws.normal(size=6000)
    )  # fmt: skip
    rows = np.column_stack([p1, p2, noise, np.zeros(6000), p1 - p2])
    return "p1,p2,noise,keep,change\n" + "\n".join(",".join(map(str, row)) for row in rows)


def test_the_published_example(table):
    found = information_table(table, ["keep", "change"])
    said = found.as_json()
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert said["best"] == "change"
    assert said["draws"] == 6000
    assert said["evpi"] == pytest.approx(0.4798, abs=0.03)
    assert said["evppi"] == pytest.approx({"p1": 0.0833, "p2": 0.3956, "noise": 0}, abs=0.03)
    assert said["evppi"]["noise"] == 0
    assert said["not_distinguishable"] == ["noise"]
    assert set(said["standard_errors"]["evppi"]) == {"p1", "p2", "noise"}
    assert said["standard_errors"]["evpi"] == pytest.approx(0.0124, rel=0.1)
    assert said["wrong_choice"]["knowing"]["p2"] < said["wrong_choice"]["now"]
    assert said["evppi_estimates"]["p1"] == found.of("p1").estimate


def test_the_same_table_gives_the_same_bytes(table):
    first, again = (
        json.dumps(information_table(table, ["keep", "change"]).as_json()) for _ in range(2)
    )
    assert first == again


def test_the_order_of_the_columns_changes_nothing(table):
    turned = "\n".join(",".join(reversed(line.split(","))) for line in table.splitlines())
    one = information_table(table, ["keep", "change"]).as_json()
    other = information_table(turned, ["change", "keep"]).as_json()
    assert other["evppi"] == pytest.approx(one["evppi"])
    assert other["evpi"] == pytest.approx(one["evpi"])
    assert other["options"] == ["change", "keep"]
