"""``steelyard information``."""

from __future__ import annotations

import json

import numpy as np
import pytest


@pytest.fixture
def draws(tmp_path):
    sample = np.random.default_rng(2).normal(size=(2000, 2))
    lines = [f"{x!s},{y!s},7,0,{1 + x - 2 * y!s}" for x, y in sample]
    path = tmp_path / "draws.csv"
    path.write_text("volume,price,flat,keep,change\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_what_is_worth_finding_out_is_printed(run, draws):
    done = run("information", draws, "--options", "keep, change", "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["evppi"]["price"] > found["evppi"]["volume"] > 0
    assert set(found["evppi"]) == {"volume", "price", "flat"}
    told = run("information", draws, "--options", "keep,change")
    assert "note: flat" in told.stderr
    lines = told.stdout.splitlines()
    assert lines[0].startswith("best on average: change; in 3")
    assert [line.split()[0] for line in lines[2:]] == ["everything", "price", "volume", "flat"]
    assert "not distinguishable from 0" in lines[-1]


def test_a_wrong_table_is_refused(refused, draws, tmp_path):
    assert "'keeping'" in refused("information", draws, "--options", "keeping,change")
    assert "two different options" in refused("information", draws, "--options", "change")
    assert "--options" in refused("information", draws)
    refused("information", tmp_path / "absent.csv", "--options", "keep,change")
