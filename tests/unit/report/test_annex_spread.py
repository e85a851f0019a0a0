from __future__ import annotations

from dataclasses import replace

import pytest

from steelyard.decision.variance import REST, Explained, GroupShare
from steelyard.report.annex_spread import MOST_INPUTS, kinds_of, singles_of

ERRORS = dict.fromkeys(("lead", "money", "value", "wins"), 0.01)


def shares(lead, wins=0.0):
    return {"lead": lead, "money": lead, "value": 0.0, "wins": wins}


def group(name, first, total):
    return GroupShare(name, 3, first, total, ERRORS, ERRORS)


@pytest.fixture(scope="module")
def sensitivity(study):
    return next(entry.sensitivity for entry in study.decision.use_cases if entry.sensitivity)


def test_kinds_that_explain_hardly_anything_are_only_named(sensitivity):
    told = replace(
        sensitivity,
        groups=(
            group("machines", shares(0.001), shares(0.002)),
            group("volume", shares(0.1), shares(0.2, 0.3)),
            group("people", shares(0.4), shares(0.5)),
        ),
    )
    kinds, minor = kinds_of(told)
    assert [row.name for row in kinds] == ["people", "volume"]
    assert minor == ("machines",)
    assert set(kinds[0].shares) == {"lead", "wins"}
    assert kinds[0].shares["lead"].alone == 0.4
    assert kinds[0].shares["lead"].together == 0.5


def test_a_quick_look_tells_no_kinds(sensitivity):
    assert kinds_of(replace(sensitivity, groups=())) == ((), ())


def test_all_other_inputs_come_last(sensitivity):
    told = replace(
        sensitivity,
        singles=(
            group(REST, shares(0.5), shares(0.9)),
            group("model:quality", shares(0.1), shares(0.2)),
        ),
    )
    assert [row.name for row in singles_of(told)] == ["model:quality", REST]


def test_without_further_runs_inputs_are_told_by_themselves(sensitivity):
    inputs = tuple(
        Explained(f"model:{n}", {"lead": n / 20, "money": 0.0, "value": 0.0}, ERRORS)
        for n in range(12)
    )
    rows = singles_of(replace(sensitivity, singles=(), inputs=inputs))
    assert len(rows) == MOST_INPUTS
    assert rows[0].name == "model:11"
    assert rows[0].shares["lead"].together is None
    assert "wins" not in rows[0].shares
