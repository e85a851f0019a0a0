"""``steelyard facts``."""

from __future__ import annotations

import json

import pytest

DAY = ("--as-of", "2026-11-21")


def test_list_gives_lines_and_json(run):
    told = run("facts", "list", "H100-SXM-80GB", *DAY)
    assert told.exit_code == 0
    header, *lines = told.stdout.splitlines()
    assert header.split()[:2] == ["id", "value"]
    assert all("h100-sxm-80gb" in line for line in lines)
    rows = json.loads(run("facts", "list", "H100-SXM-80GB", *DAY, "--json").stdout)
    assert len(rows) == len(lines)
    assert {"id", "value", "unit", "source", "known_from"} <= set(rows[0])


def test_list_knows_only_what_was_known(run):
    early = json.loads(run("facts", "list", "--as-of", "2023-12-01", "--json").stdout)
    late = json.loads(run("facts", "list", *DAY, "--json").stdout)
    assert 0 < len(early) < len(late)
    assert max(row["known_from"] for row in early) <= "2023-12-01"


@pytest.mark.parametrize(
    "name", ["hw.h100-sxm-80gb.tdp", "llama-3.1-70b", "H100-SXM-80GB", "world"]
)
def test_show_tells_what_is_recorded(name, run):
    told = run("facts", "show", name, *DAY)
    assert told.exit_code == 0, told.stderr
    assert ": " in told.stdout
    record = json.loads(run("facts", "show", name, *DAY, "--json").stdout)
    assert len(record) == len(told.stdout.splitlines())


def test_unknown_names_are_refused(refused):
    assert "Nearest" in refused("facts", "show", "hw.h100-sxm-80gb.tpd")
    assert "none known" in refused("facts", "list", "nonesuch")
    assert "--as-of" in refused("facts", "list", "--as-of", "soon")


def test_check_passes_today_and_tells_overdue_reviews(run):
    done = run("facts", "check", *DAY)
    assert (done.exit_code, done.stdout) == (0, "facts: nothing wrong on 2026-11-21\n")
    late = run("facts", "check", "--as-of", "2040-01-01")
    assert late.exit_code == 1
    assert "expected a review by" in late.stdout
    assert "problems" in late.stderr
    told = json.loads(run("facts", "check", "--as-of", "2040-01-01", "--json").stdout)
    assert told["problems"][0]["next_step"]
